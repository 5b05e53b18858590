"""Ten thousand facts of any kind: refused with a clear sentence, or recorded and read back equal."""

from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.events import FACTS, Fact
from monitor.database import open_database
from monitor.intake.line import FactLine, Place
from monitor.recording import LinesRefusedError
from monitor.wording.refusals import REFUSALS
from tests.office import Office, evening
from tests.strategies import of

TODAY = "2026-11-21"
FACTS_AN_EXAMPLE = 25
EXAMPLES = 400
NAMED = {"case": ["k1", "k2"], "change": ["m1", "m2"], "incident": ["i1", "i2"]}
DAYS = st.dates(date(2019, 1, 1), date(2026, 11, 25))


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, Fact]:
    """Draw a fact; ids and programmes come from a few, so that facts meet each other."""
    kind = draw(st.sampled_from(sorted(FACTS)))
    body: Any = draw(of(FACTS[kind]))
    few = {name: draw(st.sampled_from(names)) for name, names in NAMED.items() if hasattr(body, name)}
    if hasattr(body, "programme"):
        few["programme"] = draw(st.sampled_from(["fujian", "shandong", "national", "nowhere"]))
    return kind, msgspec.structs.replace(body, **few)


@st.composite
def lines(draw: st.DrawFn) -> FactLine:
    kind, body = draw(bodies())
    return FactLine(
        type=kind,
        cluster=draw(st.sampled_from(["c1", "c2", "c3"])),
        effective_on=draw(DAYS),
        body=body,
        key=draw(st.none() | st.sampled_from(["r1", "r2", "r3"])),
        place=Place("random", 1),
    )


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(st.lists(lines(), min_size=FACTS_AN_EXAMPLE, max_size=FACTS_AN_EXAMPLE))
def test_a_fact_is_refused_with_a_sentence_or_read_back_equal(
    tmp_path: Path, initialised_sqlite: Path, facts: list[FactLine]
) -> None:
    path = tmp_path / "random.db"
    for stale in tmp_path.glob("random.db*"):
        stale.unlink()
    copy(initialised_sqlite, path)
    engine = open_database(str(path))
    office = Office(engine)
    recorded = [fact for fact in facts if _was_recorded(office, fact)]
    found = office.monitor.log.after(0, 1_000)
    assert [(each.cluster, each.effective_on, each.body, each.key) for each in found] == [
        (fact.cluster, fact.effective_on, fact.body, fact.key) for fact in recorded
    ]
    for each in office.roster(TODAY):
        assert office.status(TODAY, each["cluster"])["standing"] == each["standing"]
    office.tick(TODAY)
    assert office.tick(TODAY) == []
    assert office.monitor.quarantined() == {}
    engine.dispose()


def _was_recorded(office: Office, fact: FactLine) -> bool:
    try:
        outcome = office.monitor.record([fact], at=evening(TODAY), by="anyone")
    except LinesRefusedError as error:
        (refused,) = error.refused
        sentences = [sentence.format(**refused.error.values) for sentence in REFUSALS[refused.error.code]]
        assert all(len(sentence) > len(fact.cluster) for sentence in sentences)
        return False
    return bool(outcome.recorded)
