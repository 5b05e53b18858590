"""The drafts of whoever is signed in: what was begun, to go on with or to delete."""

from collections.abc import Iterator
from urllib.parse import urlencode

from fastapi import Response
from fastapi.responses import RedirectResponse
from htpy import Node, a, div, p

from monitor.http.asking import Asked
from monitor.intake.line import escaped
from monitor.web.asking import Form, Visitor
from monitor.web.frame import Page, shown
from monitor.web.parts.acts import act, done_box
from monitor.web.parts.tables import rows_table
from monitor.web.record.drafts import KEPT_DAYS, Draft, Drafts
from monitor.web.record.kinds import type_words
from monitor.web.words import moment
from monitor.wording import say


def drafts_page(asked: Visitor, saved: str | None = None) -> Response:
    """Show the drafts, the newest first."""
    language, title = asked.language, say("drafts-title", asked.language)
    headers = [
        say("drafts-what", language),
        *(say(f"drafts-{each}", language) for each in ("when", "until", "do")),
    ]
    kept = _drafts(asked).mine(asked.at)
    content = [
        done_box(say("drafts-saved", language)) if saved else None,
        p[say("drafts-intro", language, days=KEPT_DAYS)],
        rows_table(headers, _rows(asked, kept), caption=title, empty=say("drafts-none", language)),
    ]
    crumbs = ((say("page-section-clusters", language), "/clusters"),)
    return shown(asked, Page(title, content, section="clusters", crumbs=crumbs))


def delete_draft(sent: Form, draft: str) -> Response:
    """Forget a draft."""
    _drafts(sent.asked).delete(draft)
    return RedirectResponse("/drafts", 303)


def _drafts(asked: Asked) -> Drafts:
    return Drafts(asked.desk.parts.monitor.engine, asked.guarded.principal.user)


def _rows(asked: Asked, kept: list[Draft]) -> Iterator[list[Node]]:
    for draft in kept:
        what = f"{escaped(draft.cluster)} {type_words(draft.type, asked.language)}"
        yield [
            a(href=_address(draft))[what],
            moment(draft.saved_at),
            moment(draft.kept_until),
            div(".actions")[act(asked, f"/drafts/{draft.id}/delete", say("drafts-delete", asked.language))],
        ]


def _address(draft: Draft) -> str:
    """Return where a draft is gone on with: its form; a cluster that is founded has none of its own."""
    is_new = "cluster" in draft.texts
    path = f"/new/{draft.type}" if is_new else f"/clusters/{draft.cluster}/record/{draft.type}"
    return f"{path}?{urlencode({'draft': draft.id})}"
