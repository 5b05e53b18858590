"""The findings about windows: opened, moved by a later calendar edition, closed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from domain.assessment import Judgement
from domain.events import AnyFinding
from domain.findings import WindowClosed, WindowMoved, WindowOpened
from domain.recall import Draft, Inputs, Recall
from domain.windows import Revision, Window


def opened_moved_closed(assessment: Judgement, recall: Recall, inputs: Inputs) -> Iterator[Draft]:
    """Draft what is not recorded of each window: that it opened, moved, closed."""
    for window in assessment.windows:
        known = recall.of(("window", window.kind, window.case, str(window.opened_on)))
        yield from _opened_and_moved(window, known, recall, inputs)
        yield from _closed(window, known, recall, inputs)


def _opened_and_moved(
    window: Window, known: list[AnyFinding], recall: Recall, inputs: Inputs
) -> Iterator[Draft]:
    is_closed = bool(known) and isinstance(known[-1], WindowClosed)
    if is_closed and window.closed_on is not None:
        return  # a later edition moves no window that is over
    revisions = list(window.revisions)
    if not known or is_closed:
        first = revisions[-1] if known else revisions[0]
        shown = _shown(window, first.due_on)
        yield recall.draft(WindowOpened(**inputs.pin(window.cited, window.opened_on, window.events), **shown))
        known_due, revisions = first.due_on, [] if known else revisions[1:]
    else:
        known_due, revisions = _last_due(known), _since_opening(revisions, known)
    for revision in revisions:
        if revision.due_on != known_due and not _was_moved(known, revision):
            pinned = inputs.pin(window.cited, revision.known_on, window.events)
            shown = _shown(window, revision.due_on)
            yield recall.draft(WindowMoved(**pinned, **shown, previous_due_on=known_due))
            known_due = revision.due_on


def _since_opening(revisions: list[Revision], known: list[AnyFinding]) -> list[Revision]:
    """Return the revisions after the one that the window was last opened with."""
    openings = [each for each in known if isinstance(each, WindowOpened)]
    alike = [number for number, each in enumerate(revisions, start=1) if each.due_on == openings[-1].due_on]
    told = alike[:1] if len(openings) == 1 else alike[-1:]
    return revisions[sum(told) :]


def _was_moved(known: list[AnyFinding], revision: Revision) -> bool:
    """Tell whether a revision is recorded as a move."""
    moves = [each for each in known if isinstance(each, WindowMoved)]
    return any((move.due_on, move.legal_on) == (revision.due_on, revision.known_on) for move in moves)


def _last_due(known: list[AnyFinding]) -> date:
    dues = [each.due_on for each in known if isinstance(each, (WindowOpened, WindowMoved))]
    return dues[-1]


def _closed(window: Window, known: list[AnyFinding], recall: Recall, inputs: Inputs) -> Iterator[Draft]:
    if window.closed_on is None or window.state == "open":
        return
    closed = WindowClosed(
        **inputs.pin(window.cited, window.closed_on, window.events),
        **_shown(window, window.due_on),
        outcome=window.state,
    )
    newest = known[-1] if known else None
    if not isinstance(newest, WindowClosed) or _how(newest) != _how(closed):
        yield recall.draft(closed)


def _how(closed: WindowClosed) -> tuple[date, bool]:
    """Return when a window closed and whether it was met: a late act does not close it again."""
    return closed.legal_on, closed.outcome == "met"


def _shown(window: Window, due_on: date) -> dict[str, Any]:
    return {
        "kind": window.kind,
        "case": window.case,
        "opened_on": window.opened_on,
        "due_on": due_on,
        "certainty": window.certainty,
    }


def never_opened(assessment: Judgement, recall: Recall, inputs: Inputs) -> Iterator[Draft]:
    """Close the recorded windows that, as known now, never opened: their fact was withdrawn."""
    there = {("window", window.kind, window.case, str(window.opened_on)) for window in assessment.windows}
    for subject, known in recall.by_subject.items():
        newest = known[-1]
        if isinstance(newest, (WindowOpened, WindowMoved)) and subject not in there:
            fields = msgspec.structs.asdict(newest) | {
                "legal_on": assessment.on,
                "computed_from_position": inputs.position,
                "rulebook_sha256": inputs.law.book.sha256 if newest.rulebook else None,
                "statutes_sha256": inputs.law.statutes_sha256,
                "notices_sha256": inputs.notices_sha256,
                "calendar_sha256": inputs.calendar_sha256,
                "code_version": inputs.code_version,
                "outcome": "withdrawn",
            }
            fields.pop("previous_due_on", None)
            yield recall.draft(WindowClosed(**fields))
