"""From a form that was checked to the page that asks for a confirmation, which has an address of its own.

Promise: nothing is recorded here; whoever comes back to the address of what was recorded sees its receipt.
"""

from urllib.parse import urlencode

import msgspec
from fastapi import Response
from fastapi.responses import RedirectResponse

from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of
from monitor.intake.line import FactLine
from monitor.recording import LinesRefusedError
from monitor.web.asking import Posted
from monitor.web.parts.fields import Flawed
from monitor.web.record.around import Around
from monitor.web.record.confirming import Checked, confirm_page, proof_page
from monitor.web.record.drafts import Draft, Drafts, new_draft
from monitor.web.record.form_page import address_of, form_page
from monitor.web.record.refused_fields import field_of
from monitor.web.record.sheet import Sheet, key_of, line_of, names_of, version_of


def check(sent: Posted, sheet: Sheet, here: Around) -> Response:
    """Check everything and record nothing; then lead to the page that asks for a confirmation."""
    checked = _checked(sent.asked, sheet, here)
    return _led_on(sent.asked, sheet, here, checked) if isinstance(checked, Checked) else checked


def prove_page(asked: Asked, sheet: Sheet, here: Around, line: FactLine) -> Response:
    """Lead to the page that asks once more who sits there."""
    try:
        kept = keep(asked, sheet, here)
    except RefusedError:
        return proof_page(asked, Checked(sheet, here, line))
    return RedirectResponse(_address(kept, here, prove="1"), 303)


def ask_again(asked: Asked, here: Around, type_name: str) -> Response:
    """Show what an address asks to confirm: checked anew, for much may have been recorded since.

    Raises:
        RefusedError: "draft-unknown", it was neither recorded nor kept.
    """
    given = asked.request.query_params
    key = key_of(given["confirm"])
    recorded = _recorded(asked, key)
    if recorded is not None:
        return recorded
    kept = drafts_of(asked).find(given.get("draft", ""), asked.at)
    cluster = here.cluster or kept.cluster
    sheet = Sheet(type_name, cluster, kept.texts, key, version_of(given.get("seen", "")), kept.id)
    checked = _checked(asked, sheet, here)
    if not isinstance(checked, Checked):
        return checked
    if given.get("prove"):
        return proof_page(asked, checked._replace(sheet=sheet), status=200)
    return confirm_page(asked, checked)


def _recorded(asked: Asked, key: str) -> Response | None:
    """Return the way to the receipt of what was recorded with a key."""
    found = next(iter(asked.desk.parts.monitor.log.find_keys([key]).values()), None)
    if found is None or not asked.guarded.may(READ, found.cluster):
        return None
    return RedirectResponse(f"/clusters/{found.cluster}/recorded/{found.id}", 303)


def _checked(asked: Asked, sheet: Sheet, here: Around) -> Checked | Response:
    """Return a fact that may be recorded, or its form with what is wrong."""
    line = line_of(sheet, asked.language)
    if not isinstance(line, FactLine):
        return form_page(asked, sheet, here, line)
    newer = tuple(here.stream[sheet.seen :]) if here.cluster else ()
    seen = sheet._replace(seen=here.version)
    refusal = _refusal(asked, here, line)
    if refusal is not None:
        return refused(asked, seen, here, refusal)
    return Checked(seen, _with_law(asked, here, line), line, newer)


def _led_on(asked: Asked, sheet: Sheet, here: Around, checked: Checked) -> Response:
    """Keep what was typed as a draft and lead on; where no more drafts are kept, ask at once."""
    try:
        kept = keep(asked, sheet, here)
    except RefusedError:
        return confirm_page(asked, checked)
    return RedirectResponse(_address(kept, here), 303)


def _address(sheet: Sheet, here: Around, **more: str) -> str:
    asked_for = {"confirm": sheet.key, "seen": str(sheet.seen), "draft": sheet.draft, **more}
    return f"{address_of(sheet, here)}?{urlencode(asked_for)}"


def keep(asked: Asked, sheet: Sheet, here: Around) -> Sheet:
    """Keep what was typed as a draft; return the sheet that names it.

    Raises:
        RefusedError: "drafts-full", "draft-too-large".
    """
    # The cluster is a field of its own where it is to be founded.
    texts = sheet.texts if here.cluster else {**sheet.texts, "cluster": [sheet.cluster]}
    draft = Draft(sheet.draft or new_draft(), sheet.cluster, sheet.type, texts, asked.at)
    return sheet._replace(draft=drafts_of(asked).save(draft))


def drafts_of(asked: Asked) -> Drafts:
    """Return the drafts of whoever asks."""
    return Drafts(asked.desk.parts.monitor.engine, asked.guarded.principal.user)


def _with_law(asked: Asked, here: Around, line: FactLine) -> Around:
    """Return what is around a founding fact now that it says by which law it goes."""
    if here.book is not None:
        return here
    library = asked.guarded.monitor_for("read-law").library
    programme = getattr(line.body, "programme", "")
    return here._replace(book=library.law_of(programme, line.cluster).book)


def _refusal(asked: Asked, here: Around, line: FactLine) -> RefusedError | None:
    """Return why a fact may not be recorded; without its key, by which a repeat would be hidden."""
    if not here.cluster and asked.guarded.may(READ, line.cluster):
        return RefusedError("cluster-name-taken", kind="conflict", cluster=line.cluster)
    try:
        asked.guarded.record([msgspec.structs.replace(line, key=None)], dry_run=True)
    except LinesRefusedError as error:
        return error.refused[0].error
    return None


def refused(asked: Asked, sheet: Sheet, here: Around, error: RefusedError) -> Response:
    """Show the form with what the rules say against it: at its field where it has one, else above."""
    sentence = sentence_of(error, asked.language)
    name = field_of(error.code, sheet.type)
    if name in names_of(sheet.type) or (name == "cluster" and not here.cluster):
        return form_page(asked, sheet, here, [Flawed(name, sentence)])
    return form_page(asked, sheet, here, refused=sentence)
