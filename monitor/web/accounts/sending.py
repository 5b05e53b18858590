"""Messages that go out: channels to people and webhooks to programs, what became of them, sending again.

Promise: no address beyond its host and no secret is ever shown.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse
from htpy import Node, a, button, div, form, h2, p, section

from domain.refusal import RefusedError
from monitor.alerting.channels import Channels
from monitor.alerting.queue import Queue, Told
from monitor.alerting.register import Channel
from monitor.alerting.told import Ledger
from monitor.answers.webhooks import webhook_answer
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of
from monitor.notify.ledger import Delivery
from monitor.notify.office import WebhookOffice
from monitor.web.accounts.asking import ACCOUNTS
from monitor.web.asking import Form, Visitor
from monitor.web.frame import Page, shown, token_field
from monitor.web.parts.acts import act, done_box
from monitor.web.parts.fields import Flawed, field, refusal_box
from monitor.web.parts.rights import limits_words
from monitor.web.parts.tables import rows_table
from monitor.web.parts.tags import Tone, tag
from monitor.web.parts.text import plain
from monitor.web.words import moment
from monitor.wording import Language, say

Json = dict[str, Any]
ADDRESS = "/accounts/sending"
_NEWEST = 100
_DONE = frozenset({"retried", "stopped"})
_TONES: Mapping[str, Tone] = {"sent": "good", "dead": "bad", "waiting": "calm", "dropped": "plain"}


def sending(asked: Visitor, done: str = "") -> Response:
    """Show every channel and webhook with how many messages wait, were sent, were given up."""
    asked.guarded.demand("read-webhooks")
    language = asked.language
    counts = Ledger(asked.desk.parts.monitor.engine).counts()
    channels = [
        _line(asked, "channels", each.channel, _channel_words(each, language), counts.get(each.channel, {}))
        for each in _channels(asked).now().channels.values()
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
    return shown(asked, _framed(asked, say("sending-title", language), content))


def channel_page(asked: Visitor, channel: str) -> Response:
    """Show what became of the newest messages of a channel."""
    asked.guarded.demand("read-webhooks")
    _known(asked, channel)
    ledger = Ledger(asked.desk.parts.monitor.engine)
    rows = [_message(each.number, each, asked.language) for each in ledger.messages(channel, None, _NEWEST)]
    return _one(asked, "channels", channel, rows, None)


def webhook_page(asked: Visitor, webhook: str) -> Response:
    """Show what became of the newest messages of a webhook."""
    found = _office(asked).deliveries(webhook, None, _NEWEST)
    rows = [_message(each.position, each, asked.language) for each in found]
    return _one(asked, "webhooks", webhook, rows, None)


def retry_channel(sent: Form, channel: str) -> Response:
    """Send again what was given up; it goes out with the next pass."""
    asked = sent.asked
    asked.guarded.demand("webhook-retry")
    _channels(asked).active(channel)
    if Queue(asked.desk.parts.monitor.engine).retry(channel, None):
        _channels(asked).note_retry(channel, None, by=asked.guarded.principal.user, at=asked.at)
    return RedirectResponse(f"{ADDRESS}?done=retried", 303)


def retry_webhook(sent: Form, webhook: str) -> Response:
    """Send again what was given up; it goes out with the next pass."""
    _office(sent.asked).retry(webhook, None)
    return RedirectResponse(f"{ADDRESS}?done=retried", 303)


def stop_channel(sent: Form, channel: str) -> Response:
    """Tell a channel nothing more, with the reason."""
    asked = sent.asked
    asked.guarded.demand("webhook-remove")
    _known(asked, channel)
    try:
        user = asked.guarded.principal.user
        _channels(asked).stop(channel, sent.text("reason"), by=user, at=asked.at)
    except RefusedError as error:
        return _one(asked, "channels", channel, [], error)
    return RedirectResponse(f"{ADDRESS}?done=stopped", 303)


def stop_webhook(sent: Form, webhook: str) -> Response:
    """Send nothing more to a webhook, with the reason."""
    office = _office(sent.asked)
    try:
        office.remove(webhook, sent.text("reason"))
    except RefusedError as error:
        if error.kind in {"not-permitted", "not-found", "unavailable"}:
            raise
        return _one(sent.asked, "webhooks", webhook, [], error)
    return RedirectResponse(f"{ADDRESS}?done=stopped", 303)


# --- parts ----------------------------------------------------------------------------------------


def _channels(asked: Asked) -> Channels:
    """Return the channels; what is done here needs no address and no key."""
    return Channels(asked.desk.parts.monitor)


def _office(asked: Asked) -> WebhookOffice:
    parts = asked.desk.parts
    return WebhookOffice(parts.webhooks, parts.access.record, asked.guarded.principal, asked.at)


def _known(asked: Asked, channel: str) -> None:
    if channel not in _channels(asked).now().channels:
        raise RefusedError("channel-unknown", kind="not-found", channel=channel[:64])


def _channel_words(channel: Channel, language: Language) -> list[Node]:
    stated = channel.stated
    where = limits_words(stated.programme, stated.region, ", ".join(stated.clusters) or None, language)
    return [f"{stated.sort} · {plain(stated.target)}", where, _state(channel.is_active, language)]


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


def _message(number: int, told: Told | Delivery, language: Language) -> list[Node]:
    last = told.last
    trouble = say(f"delivery-{last.trouble}", language) if last and last.trouble else ""
    status = str(last.status) if last and last.status else ""
    return [
        str(number),
        tag(say(f"delivery-state-{told.state}", language), _TONES.get(told.state, "unknown")),
        str(told.tries),
        moment(told.attempted_at) if told.attempted_at else "—",
        " ".join(filter(None, (status, trouble))) or "—",
    ]


def _one(asked: Asked, kind: str, name: str, rows: list[list[Node]], error: RefusedError | None) -> Response:
    language = asked.language
    names = ("number", "state", "tries", "at", "outcome")
    content = [
        rows_table(
            [say(f"sending-column-{each}", language) for each in names],
            rows,
            caption=say("sending-messages", language),
            empty=say("sending-no-messages", language),
        ),
        _stop(asked, f"{ADDRESS}/{kind}/{name}/stop", error),
    ]
    return shown(asked, _framed(asked, plain(name), content, within=True), 422 if error else 200)


def _stop(asked: Asked, address: str, error: RefusedError | None) -> Node:
    language = asked.language
    sentence = sentence_of(error, language) if error else None
    return div(".narrow.card.warn")[
        h2[say("sending-stop", language)],
        refusal_box(say("account-form-refused", language), language, [Flawed("reason", sentence)])
        if sentence
        else None,
        p[say("sending-stop-effect", language)],
        form(method="post", action=address)[
            token_field(asked),
            field("reason", say("blank-reason", language), error=sentence, maxlength="200", required=True),
            button(".danger", type="submit")[say("sending-stop", language)],
        ],
    ]


def _framed(asked: Asked, title: str, content: Node, *, within: bool = False) -> Page:
    crumbs = [(say("accounts-title", asked.language), ACCOUNTS)]
    if within:
        crumbs.append((say("sending-title", asked.language), ADDRESS))
    return Page(title=title, content=content, section="accounts", crumbs=tuple(crumbs))
