"""One form on its way: filled in, checked, confirmed, recorded; or saved as a draft.

Promise: a fact is recorded upon the version that was confirmed, and once, however often it is sent.
"""

from collections.abc import Callable, Mapping

from fastapi import Response
from fastapi.responses import RedirectResponse

from domain.events import legal_day
from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of
from monitor.intake.line import FactLine, shown
from monitor.recording import LinesRefusedError
from monitor.web.asking import Form, Posted, Visitor
from monitor.web.record.around import Around, around, around_nothing
from monitor.web.record.attached import with_file
from monitor.web.record.checking import ask_again, check, drafts_of, keep, prove_page, refused
from monitor.web.record.confirming import Checked, moved_page, proof_page
from monitor.web.record.form_page import form_page
from monitor.web.record.inputs import next_id
from monitor.web.record.kinds import FOUNDING, actions_of, require_known
from monitor.web.record.proving import proven
from monitor.web.record.sheet import (
    INDICATOR,
    MORE_ROWS,
    MOST_ROWS,
    Sheet,
    line_of,
    names_of,
    new_key,
    sheet_sent,
)

# --- the empty form -----------------------------------------------------------------------------


def show_form(asked: Visitor, cluster: str, type_name: str) -> Response:
    """Show the form for one fact about a cluster, filled in as the address or a draft says."""
    _require_one(asked, cluster, type_name)
    return _opened(asked, around(asked, cluster), type_name)


def show_new(asked: Visitor, type_name: str) -> Response:
    """Show the form for the fact that founds a cluster."""
    _require_founding(type_name)
    return _opened(asked, around_nothing(asked), type_name)


def _require_one(asked: Asked, cluster: str, type_name: str) -> None:
    """Refuse a form that is not for this person.

    Raises:
        RefusedError: "record-type-unknown", "cluster-not-found", "not-permitted".
    """
    require_known(type_name)
    actions = actions_of(type_name)
    if not any(asked.guarded.may(action, cluster) for action in actions):
        asked.guarded.place(cluster, actions[0])


def _require_founding(type_name: str) -> None:
    require_known(type_name)
    if type_name not in FOUNDING:
        raise RefusedError("record-type-unknown", kind="not-found", found=shown(type_name))


def _opened(asked: Asked, here: Around, type_name: str) -> Response:
    given = asked.request.query_params
    if given.get("confirm"):
        return ask_again(asked, here, type_name)
    draft = given.get("draft")
    if draft:
        kept = drafts_of(asked).find(draft, asked.at)
        sheet = Sheet(type_name, here.cluster or kept.cluster, kept.texts, new_key(), here.version, kept.id)
        return form_page(asked, sheet, here)
    texts = {name: tuple(given.getlist(name)) for name in names_of(type_name) if name in given}
    texts.setdefault("effective_on", (legal_day(asked.at).isoformat(),))
    if type_name == "case-opened" and here.holding:
        texts.setdefault("grounds", here.holding)
    if (new := next_id(type_name, here)) is not None:
        texts.setdefault(new[0], (new[1],))
    return form_page(asked, Sheet(type_name, here.cluster, texts, new_key(), here.version), here)


# --- what was sent ------------------------------------------------------------------------------


def send_form(sent: Form, cluster: str, type_name: str) -> Response:
    """Take the form of one fact about a cluster."""
    _require_one(sent.asked, cluster, type_name)
    return _taken(sent, around(sent.asked, cluster), type_name)


def send_new(sent: Form, type_name: str) -> Response:
    """Take the form of the fact that founds a cluster."""
    _require_founding(type_name)
    return _taken(sent, around_nothing(sent.asked), type_name)


def _taken(sent: Posted, here: Around, type_name: str) -> Response:
    sheet, flaw = with_file(sent, sheet_sent(sent, type_name, here.cluster))
    step = _STEPS.get(sent.text("step"), check)
    return step(sent, sheet, here) if flaw is None else form_page(sent.asked, sheet, here, [flaw])


def _more_rows(sent: Posted, sheet: Sheet, here: Around) -> Response:
    names = [*sheet.texts.get(INDICATOR[0], ())]
    grown = {name: [*sheet.texts.get(name, ()), *[""] * MORE_ROWS][:MOST_ROWS] for name in INDICATOR}
    return (
        form_page(sent.asked, sheet._replace(texts={**sheet.texts, **grown}), here)
        if names
        else _back(sent, sheet, here)
    )


def _back(sent: Posted, sheet: Sheet, here: Around) -> Response:
    return form_page(sent.asked, sheet, here)


def _save_draft(sent: Posted, sheet: Sheet, here: Around) -> Response:
    asked = sent.asked
    try:
        keep(asked, sheet, here)
    except RefusedError as error:
        return form_page(asked, sheet, here, refused=sentence_of(error, asked.language))
    return RedirectResponse("/drafts?saved=1", 303)


def _record(sent: Posted, sheet: Sheet, here: Around) -> Response:
    return _recorded(sent.asked, sheet, here)


def _prove(sent: Posted, sheet: Sheet, here: Around) -> Response:
    """Take the proof of who sits there, then record."""
    asked = sent.asked
    try:
        proved = proven(sent)
    except RefusedError as error:
        line = line_of(sheet, asked.language)
        if not isinstance(line, FactLine):
            return form_page(asked, sheet, here, line)
        return proof_page(asked, Checked(sheet, here, line), sentence_of(error, asked.language))
    return _recorded(proved, sheet, here)


def _recorded(asked: Asked, sheet: Sheet, here: Around) -> Response:
    line = line_of(sheet, asked.language)
    if not isinstance(line, FactLine):
        return form_page(asked, sheet, here, line)
    try:
        outcome = asked.guarded.record([line], expected={sheet.cluster: sheet.seen})
    except LinesRefusedError as error:
        return refused(asked, sheet, here, error.refused[0].error)
    except RefusedError as error:
        newer = tuple(here.stream[sheet.seen :])
        if error.code == "version-moved-on":
            return moved_page(asked, Checked(sheet, here, line, newer), sentence_of(error, asked.language))
        if error.code == "confirmation-needed":
            return prove_page(asked, sheet, here, line)
        raise
    if sheet.draft:
        drafts_of(asked).delete(sheet.draft)
    log = asked.guarded.monitor_for(READ, line.cluster).log
    found = outcome.recorded or tuple(log.find_keys([sheet.key]).values())
    return RedirectResponse(f"/clusters/{line.cluster}/recorded/{found[0].id}", 303)


_STEPS: Mapping[str, Callable[[Posted, Sheet, Around], Response]] = {
    "check": check,
    "rows": _more_rows,
    "back": _back,
    "draft": _save_draft,
    "record": _record,
    "prove": _prove,
}
