"""What the pages of channels and of webhooks share: the newest messages, the form that stops, the frame."""

from collections.abc import Mapping

from htpy import Node, button, div, form, h2, p

from domain.refusal import RefusedError
from monitor.alerting.queue import Told
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of
from monitor.notify.ledger import Delivery
from monitor.web.accounts.asking import ACCOUNTS
from monitor.web.frame import Page, token_field
from monitor.web.parts.fields import Flawed, field, refusal_box
from monitor.web.parts.tables import rows_table
from monitor.web.parts.tags import Tone, tag
from monitor.web.words import moment
from monitor.wording import Language, say

ADDRESS = "/accounts/sending"
NEWEST = 100
_TONES: Mapping[str, Tone] = {"sent": "good", "dead": "bad", "waiting": "calm", "dropped": "plain"}


def message_row(number: int, told: Told | Delivery, language: Language) -> list[Node]:
    """Return the cells of one message: its number, state, tries, latest try, and how that went."""
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


def messages_table(rows: list[list[Node]], language: Language) -> Node:
    """Return the newest messages."""
    names = ("number", "state", "tries", "at", "outcome")
    return rows_table(
        [say(f"sending-column-{each}", language) for each in names],
        rows,
        caption=say("sending-messages", language),
        empty=say("sending-no-messages", language),
    )


def stop_form(asked: Asked, address: str, error: RefusedError | None) -> Node:
    """Return the form that stops a channel or a webhook, with what follows from it."""
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


def framed(asked: Asked, title: str, content: Node, *, within: bool = False) -> Page:
    """Return a page of what is sent; `within` one channel or webhook."""
    crumbs = [(say("accounts-title", asked.language), ACCOUNTS)]
    if within:
        crumbs.append((say("sending-title", asked.language), ADDRESS))
    return Page(title=title, content=content, section="accounts", crumbs=tuple(crumbs))
