"""The letter on what a cluster owes and by when."""

from collections.abc import Iterator

from domain.obligations import Obligation
from domain.windows import Window
from monitor.audit.papers.certificates import Certified
from monitor.drafts.fields import Due, Reminder, shown
from monitor.drafts.footing import attentions, choices, cluster_fields, footing_of, marked_day
from monitor.wording import say
from monitor.wording.terms import term

Matter = Obligation | Window
_OWED = ("open", "overdue", "undetermined")


def reminder(found: Certified) -> Reminder:
    """Return the fields of a reminder: what is owed or running, by its last day; what is unknown, last."""
    assessment = found.assessment
    matters: list[Matter] = [each for each in assessment.obligations if each.state in _OWED]
    matters += [each for each in assessment.windows if each.state == "open"]
    dated = sorted(matters, key=lambda each: (each.due_on is None, each.due_on or found.asked.on))
    return Reminder(
        **footing_of(found).fields(_cautions(found, dated)),
        **cluster_fields(found),
        matters=[_due(found, each) for each in dated],
    )


def _due(found: Certified, each: Matter) -> Due:
    is_owed = isinstance(each, Obligation)
    about = each.period if isinstance(each, Obligation) else each.case
    left = None if each.due_on is None else (each.due_on - found.asked.on).days
    return Due(
        matter=term("obligation" if is_owed else "window", each.kind, "zh"),
        about=shown(about),
        due_on=marked_day(each.due_on, each.certainty),
        left=shown(None) if left is None else _left(left),
        state=term("obligation-state" if is_owed else "window-state", each.state, "zh"),
        article=shown(each.cited.clause),
    )


def _left(days: int) -> str:
    if days < 0:
        return say("days-over", "zh", days=-days)
    return say("days-left" if days else "days-today", "zh", days=days)


def _cautions(found: Certified, dated: list[Matter]) -> Iterator[str]:
    if not dated:
        yield say("paper-nothing-owed", "zh")
    yield from attentions(found)
    yield from choices(found.law.book, (each.cited for each in dated))
