"""What well-formed recognition criteria must hold beyond their types."""

import re
from collections.abc import Iterator

from domain.rulebook import Criterion, Test
from domain.rulebook_faults import Fault, repeated

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def criteria_faults(criteria: tuple[Criterion, ...]) -> Iterator[Fault]:
    """Yield every fault of the criteria of a rulebook."""
    yield from repeated("criteria", [criterion.name for criterion in criteria], "criterion")
    for index, criterion in enumerate(criteria):
        key = f"criteria[{index}]"
        yield from _names(f"{key}.name", (criterion.name,))
        for place, test in enumerate(criterion.any_of):
            yield from _test(f"{key}.any_of[{place}]", test)
        for clause in ("waived_by", "soft_where"):
            waiver = getattr(criterion, clause)
            if waiver:
                yield from _names(f"{key}.{clause}.indicator", (waiver.indicator,))
        if criterion.soft and criterion.soft_where:
            yield Fault(f"{key}.soft_where", "says nothing of a limit that is soft anyway")


def _test(key: str, test: Test) -> Iterator[Fault]:
    indicators = indicators_of(test)
    if not indicators:
        yield Fault(f"{key}.indicator", "names no indicator")
    yield from _names(f"{key}.indicator", indicators)
    yield from repeated(f"{key}.indicator", indicators, "indicator")
    if (test.op == "is") != isinstance(test.value, bool):
        yield Fault(f"{key}.value", "is true or false exactly where op is `is`")
    if len(indicators) > 1 and (test.op == "is" or test.over):
        yield Fault(f"{key}.indicator", "several are added up, which this test cannot do")
    if test.op == "is" and test.over:
        yield Fault(f"{key}.over", "needs a test of quantities")


def indicators_of(test: Test) -> tuple[str, ...]:
    """Return the names of the indicators a test looks at."""
    return (test.indicator,) if isinstance(test.indicator, str) else test.indicator


def _names(key: str, names: tuple[str, ...]) -> Iterator[Fault]:
    for name in names:
        if not _NAME.fullmatch(name):
            yield Fault(key, f"`{name}` is not written in small letters, digits and underscores")
