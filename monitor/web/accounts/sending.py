"""Messages that go out: channels to people and webhooks to programs, what became of them, sending again.

Promise: no address beyond its host and no secret is ever shown.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse
from htpy import Node, a, h2, p, section

from domain.refusal import RefusedError
from monitor.alerting.register import Channel
from monitor.answers.webhooks import webhook_answer
from monitor.http.asking import Asked
from monitor.notify.office import WebhookOffice
from monitor.web.accounts.channels import office_of
from monitor.web.accounts.messages import ADDRESS, NEWEST, framed, message_row, messages_table, stop_form
from monitor.web.asking import Form, Visitor
from monitor.web.frame import shown
from monitor.web.parts.acts import act, done_box
from monitor.web.parts.channels import about_words, hours_words
from monitor.web.parts.rights import limits_words
from monitor.web.parts.tables import rows_table
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.wording import Language, say

Json = dict[str, Any]
_DONE = frozenset({"retried", "stopped", "changed"})


def sending(asked: Visitor, done: str = "") -> Response:
    """Show every channel and webhook with how many messages wait, were sent, were given up."""
    language = asked.language
    channels = [
        _line(asked, "channels", each.channel, _channel_words(each, language), counts)
        for each, counts in office_of(asked).all()
    ]
    told = [webhook_answer(each, found) for each, found in _office(asked).all()]
    webhooks = [
        _line(asked, "webhooks", each["webhook"], _webhook_words(each, language), each["messages"])
        for each in told
    ]
    content = [
        done_box(say(f"sending-{done}", language)) if done in _DONE else None,
        p[say("sending-what", language)],
        _part(asked, "channels", channels),
        _part(asked, "webhooks", webhooks),
        p(".hint")[say("sending-add", language)],
    ]
    page = framed(asked, say("sending-title", language), content)
    add = a(".button.primary", href=f"{ADDRESS}/new")[say("channel-add-title", language)]
    return shown(asked, page._replace(beside_title=add))


def webhook_page(asked: Visitor, webhook: str) -> Response:
    """Show what became of the newest messages of a webhook."""
    return _one(asked, webhook, None)


def retry_webhook(sent: Form, webhook: str) -> Response:
    """Send again what was given up; it goes out with the next pass."""
    _office(sent.asked).retry(webhook, None)
    return RedirectResponse(f"{ADDRESS}?done=retried", 303)


def stop_webhook(sent: Form, webhook: str) -> Response:
    """Send nothing more to a webhook, with the reason."""
    office = _office(sent.asked)
    try:
        office.remove(webhook, sent.text("reason"))
    except RefusedError as error:
        if error.kind in {"not-permitted", "not-found", "unavailable"}:
            raise
        return _one(sent.asked, webhook, error)
    return RedirectResponse(f"{ADDRESS}?done=stopped", 303)


# --- parts ----------------------------------------------------------------------------------------


def _office(asked: Asked) -> WebhookOffice:
    parts = asked.desk.parts
    return WebhookOffice(parts.webhooks, parts.access.record, asked.guarded.principal, asked.at)


def _channel_words(channel: Channel, language: Language) -> list[Node]:
    stated = channel.stated
    about = f"{about_words(stated, language)} · {hours_words(stated.hours, language)}"
    to = f"{say(f'channel-sort-{stated.sort}', language)} · {plain(stated.target)}"
    return [to, about, _state(channel.is_active, language)]


def _webhook_words(told: Json, language: Language) -> list[Node]:
    where = limits_words(
        told["programme"], told["region"] or "*", ", ".join(told["clusters"]) or None, language
    )
    return [plain(told["origin"]), where, _state(told["state"] == "active", language)]


def _state(is_active: bool, language: Language) -> Node:  # noqa: FBT001 - a state, told in one word
    return tag(
        say(f"sending-{'active' if is_active else 'ended'}", language), "good" if is_active else "plain"
    )


def _line(asked: Asked, kind: str, name: str, words: list[Node], counts: Mapping[str, int]) -> list[Node]:
    dead = counts.get("dead", 0)
    return [
        a(href=f"{ADDRESS}/{kind}/{name}")[plain(name)],
        *words,
        str(counts.get("pending", 0) + counts.get("waiting", 0)),
        str(counts.get("sent", 0)),
        tag(str(dead), "bad") if dead else "0",
        act(asked, f"{ADDRESS}/{kind}/{name}/retry", say("sending-retry", asked.language)) if dead else "—",
    ]


def _part(asked: Asked, kind: str, rows: Iterable[list[Node]]) -> Node:
    language = asked.language
    names = ("name", "to", "about", "state", "waiting", "sent", "dead", "act")
    words = say(f"sending-{kind}", language)
    return section[
        h2[words],
        rows_table(
            [say(f"sending-column-{name}", language) for name in names],
            rows,
            caption=words,
            empty=say(f"sending-no-{kind}", language),
        ),
    ]


def _one(asked: Asked, webhook: str, error: RefusedError | None) -> Response:
    found = _office(asked).deliveries(webhook, None, NEWEST)
    rows = [message_row(each.position, each, asked.language) for each in found]
    content = [
        messages_table(rows, asked.language),
        stop_form(asked, f"{ADDRESS}/webhooks/{webhook}/stop", error),
    ]
    return shown(asked, framed(asked, plain(webhook), content, within=True), 422 if error else 200)
