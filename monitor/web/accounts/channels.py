"""Channels to people, for the system administrator: added, changed, tried, stopped, sent to again.

Promise: an address is shown to nobody, a secret once, on the page that answers the form.
"""

from fastapi import Response
from fastapi.responses import RedirectResponse
from htpy import Node, a, div, p

from domain.alerting import ChannelChanged
from domain.refusal import RefusedError
from monitor.access.secret import Secret
from monitor.alerting.channels import Wish
from monitor.alerting.office import ChannelOffice
from monitor.alerting.register import Channel
from monitor.http.asking import Asked
from monitor.http.problems import status_of
from monitor.notify.outbox import Attempt
from monitor.web.accounts.channel_form import (
    BLANK,
    Filled,
    channel_form,
    filled_as,
    filled_of,
    rules_of,
    sort_of,
)
from monitor.web.accounts.messages import ADDRESS, NEWEST, framed, message_row, messages_table, stop_form
from monitor.web.asking import Form, Visitor
from monitor.web.frame import shown
from monitor.web.parts.acts import act, done_box, secret_box
from monitor.web.parts.channels import about_words, desk_words, hours_words
from monitor.web.parts.fields import refusal_box
from monitor.web.parts.tables import pairs
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.web.words import moment
from monitor.wording import say

_CHANNELS = f"{ADDRESS}/channels"
_NOT_OF_THE_FORM = frozenset({"not-found", "unavailable"})


def office_of(asked: Asked) -> ChannelOffice:
    """Return the channels as the visitor may administer them."""
    parts = asked.desk.parts
    return ChannelOffice(parts.alerting, parts.access.record, asked.guarded.principal, asked.at)


def channel_page(asked: Visitor, channel: str, done: str = "") -> Response:
    """Show what a channel hears of and when, and what became of its newest messages."""
    box = done_box(say(f"channel-{done}", asked.language)) if done in {"added", "changed"} else None
    return _one(asked, channel, above=box)


def add_page(asked: Visitor) -> Response:
    """Show the form by which a channel is added."""
    asked.guarded.demand("channel-add")
    return _form(asked, None, BLANK, None)


def add(sent: Form) -> Response:
    """Add a channel; of a webhook, show the secret that signs, this once."""
    asked, filled = sent.asked, filled_of(sent)
    asked.guarded.demand("channel-add")
    name = filled.text("channel")
    try:
        made = office_of(asked).add(_wish(filled, sent.text("secret")))
    except RefusedError as error:
        if error.kind in _NOT_OF_THE_FORM:
            raise
        return _form(asked, None, filled, error)
    if made is None:
        return RedirectResponse(f"{_CHANNELS}/{name}?done=added", 303)
    sentence = say("channel-was-added-signed", asked.language, channel=plain(name))
    return _one(asked, name, above=secret_box(asked, sentence, made.reveal()))


def change_page(asked: Visitor, channel: str) -> Response:
    """Show the form by which a channel is changed, filled in as it is."""
    asked.guarded.demand("channel-change")
    return _form(asked, channel, filled_as(office_of(asked).one(channel).stated), None)


def change(sent: Form, channel: str) -> Response:
    """Let a channel hear of other alerts, or at other hours, from now on."""
    asked, filled = sent.asked, filled_of(sent)
    asked.guarded.demand("channel-change")
    try:
        office_of(asked).change(ChannelChanged(channel=channel, **rules_of(filled)))
    except RefusedError as error:
        if error.kind in _NOT_OF_THE_FORM:
            raise
        return _form(asked, channel, filled, error)
    return RedirectResponse(f"{_CHANNELS}/{channel}?done=changed", 303)


def test(sent: Form, channel: str) -> Response:
    """Send a test message now, and show what the other side said."""
    asked = sent.asked
    try:
        attempt = office_of(asked).test(channel)
    except RefusedError as error:
        if error.code == "not-permitted" or error.kind == "not-found":
            raise
        return _one(asked, channel, error=error)
    return _one(asked, channel, above=_outcome(asked, channel, attempt))


def retry(sent: Form, channel: str) -> Response:
    """Send again what was given up; it goes out with the next pass."""
    office_of(sent.asked).retry(channel, None)
    return RedirectResponse(f"{ADDRESS}?done=retried", 303)


def stop(sent: Form, channel: str) -> Response:
    """Tell a channel nothing more, with the reason."""
    try:
        office_of(sent.asked).stop(channel, sent.text("reason"))
    except RefusedError as error:
        if error.kind in {"not-permitted", "not-found", "unavailable"}:
            raise
        return _one(sent.asked, channel, stopping=error)
    return RedirectResponse(f"{ADDRESS}?done=stopped", 303)


# --- parts ----------------------------------------------------------------------------------------


def _wish(filled: Filled, secret: str) -> Wish:
    """Return the channel that a form asks for.

    Raises:
        RefusedError: "channel-value-not-accepted".
    """
    return Wish(
        channel=filled.text("channel"),
        sort=sort_of(filled),
        address=filled.text("address"),
        secret=Secret(secret) if secret else None,
        **rules_of(filled),
    )


def _one(
    asked: Asked,
    channel: str,
    *,
    above: Node = None,
    error: RefusedError | None = None,
    stopping: RefusedError | None = None,
) -> Response:
    """Return the page of a channel: `error` is why it was not tried, `stopping` why it was not stopped."""
    language, office = asked.language, office_of(asked)
    known = office.one(channel)
    rows = [message_row(each.number, each, language) for each in office.messages(channel, None, NEWEST)]
    content = [
        above,
        refusal_box(_sentence(asked, error), language) if error else None,
        _told(asked, known),
        messages_table(rows, language),
        stop_form(asked, f"{_CHANNELS}/{channel}/stop", stopping) if known.is_active else None,
    ]
    refused = error or stopping
    page = framed(asked, plain(channel), content, within=True)
    return shown(asked, page, status_of(refused) if refused else 200)


def _told(asked: Asked, known: Channel) -> Node:
    language, stated = asked.language, known.stated
    state = (
        tag(say("sending-active", language), "good")
        if known.is_active
        else tag(say("sending-ended", language), "plain")
    )
    lines: list[tuple[Node, Node]] = [
        (say("sending-column-state", language), state),
        (say("sending-column-to", language), _leads_to(asked, known)),
        (say("sending-column-about", language), about_words(stated, language)),
        (say("channel-when", language), hours_words(stated.hours, language)),
        (say("channel-field-role", language), desk_words(stated, language)),
        (say("channel-field-language", language), "中文" if stated.language == "zh" else "English"),
        (say("channel-added-by", language), [moment(known.added_at), " ", plain(known.added_by)]),
    ]
    return div(".card")[pairs(lines), _acts(asked, known) if known.is_active else None]


def _leads_to(asked: Asked, known: Channel) -> str:
    return f"{say(f'channel-sort-{known.stated.sort}', asked.language)} · {plain(known.stated.target)}"


def _acts(asked: Asked, known: Channel) -> Node:
    language, address = asked.language, f"{_CHANNELS}/{known.channel}"
    return [
        p(".hint")[say("channel-test-what", language)],
        div(".actions")[
            act(asked, f"{address}/test", say("channel-test-do", language), kind="primary"),
            a(".button", href=f"{address}/change")[say("channel-change-title", language)],
        ],
    ]


def _outcome(asked: Asked, channel: str, attempt: Attempt) -> Node:
    """Return what the other side said to the test, as it was."""
    language = asked.language
    if attempt.trouble is None:
        return done_box(say("channel-test-taken", language, channel=plain(channel)))
    trouble = say(f"delivery-{attempt.trouble}", language)
    answer = " ".join(filter(None, (str(attempt.status or ""), plain(attempt.answer or ""))))
    told = say("channel-test-failed", language, channel=plain(channel), trouble=trouble, answer=answer)
    return div(".refused", role="alert")[p[told]]


def _sentence(asked: Asked, error: RefusedError) -> str:
    return say(error.code, asked.language, **error.values)


def _form(asked: Asked, channel: str | None, filled: Filled, error: RefusedError | None) -> Response:
    language = asked.language
    is_new = channel is None
    address = f"{ADDRESS}/new" if is_new else f"{_CHANNELS}/{channel}/change"
    title = (
        say("channel-add-title", language)
        if is_new
        else say("channel-change-of", language, channel=plain(channel))
    )
    content = [
        p[say("channel-add-effect" if is_new else "channel-change-effect", language)],
        channel_form(asked, address, filled, error, is_new=is_new),
    ]
    return shown(asked, framed(asked, title, content, within=True), 422 if error else 200)
