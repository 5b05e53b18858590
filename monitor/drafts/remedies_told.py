"""The ways to contest a decision, each with its article and its last day as the assessment has it.

Sources: the programme's own appeal from its rulebook; the remedies of national law from `statutes.yaml`
(行政复议法 Art 20, 行政诉讼法 Art 46). Who receives a reconsideration is not known here: a blank.
"""

from collections.abc import Iterator

from domain.proceedings import Case
from domain.rulebook import Appeal, StatutoryWindow
from domain.windows import Window
from monitor.audit.papers.certificates import Certified
from monitor.drafts.fields import Remedy, shown
from monitor.drafts.footing import marked_day
from monitor.wording import say
from monitor.wording.terms import term


def remedies_told(found: Certified, case: Case) -> list[Remedy]:
    """Return the remedies against the decision of a case, the programme's own first."""
    return [*_appeal(found, case), *statutory_remedies(found, case)]


def statutory_remedies(found: Certified, case: Case) -> list[Remedy]:
    """Return the remedies that national law gives against the decision of a case."""
    return [_statutory(found, case, each) for each in found.law.statutes.windows]


def _appeal(found: Certified, case: Case) -> Iterator[Remedy]:
    book = found.law.book
    if isinstance(book.appeal, Appeal):
        length, unit = book.appeal.lodge.length, term("unit", book.appeal.lodge.unit, "zh")
        yield Remedy(
            text=say("paper-appeal", "zh", length=length, unit=unit, issuer=book.issuer),
            article=f"《{book.title}》{book.appeal.lodge.article}",
            last_day=_last_day(found, case, "appeal"),
        )
    elif book.appeal == "unknown":
        yield Remedy(text=say("paper-appeal-unknown", "zh"), article=shown(None), last_day=shown(None))


def _statutory(found: Certified, case: Case, window: StatutoryWindow) -> Remedy:
    unit = term("unit", window.unit, "zh")
    text = say(f"paper-{window.kind}", "zh", length=window.length, unit=unit, blank=shown(None))
    return Remedy(text=text, article=window.article, last_day=_last_day(found, case, window.kind))


def window_of(found: Certified, case: Case, kind: str) -> Window | None:
    """Return the window of a kind that a case has opened."""
    mine = (each for each in found.assessment.windows if (each.kind, each.case) == (kind, case.id))
    return next(mine, None)


def _last_day(found: Certified, case: Case, kind: str) -> str:
    window = window_of(found, case, kind)
    if window is None:
        return say("paper-not-begun", "zh")
    state = "" if window.state == "open" else f"（{term('window-state', window.state, 'zh')}）"
    return f"{marked_day(window.due_on, window.certainty)}{state}"
