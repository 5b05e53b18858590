"""One's own calendars and news feeds by secret address: opened, shown once, closed."""

from collections.abc import Sequence

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from htpy import Node, button, code, div, form, h2, li, p, section, ul

from domain.alerting import FeedOpened
from domain.refusal import RefusedError
from monitor.access.place import Place
from monitor.access.secret import Secret
from monitor.access.token_table import new_token_id
from monitor.alerting.feed_scope import grant_of
from monitor.alerting.feeds import Feeds
from monitor.alerting.register import Feed
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of
from monitor.web.account.hearing import channels_that_hear
from monitor.web.account.steps import ACCOUNT
from monitor.web.asking import Form, Visitor
from monitor.web.frame import Page, shown, token_field
from monitor.web.parts.acts import act, done_box
from monitor.web.parts.fields import Flawed, choice_field, field, refusal_box
from monitor.web.parts.rights import limits_words, reached
from monitor.web.parts.tables import rows_table
from monitor.web.parts.text import plain
from monitor.web.words import moment
from monitor.wording import say
from monitor.wording.terms import term

ADDRESS = "/account/notifications"
_ACTION = "feed-own"


def notifications(asked: Visitor, done: str = "") -> Response:
    """Show one's feeds, never their addresses, and the form that opens one."""
    asked.guarded.demand(_ACTION)
    box = done_box(say("feed-closed-now", asked.language)) if done == "closed" else None
    return _page(asked, box, None)


def open_feed(sent: Form) -> Response:
    """Open a feed of what one may see; its address is on this page and nowhere else."""
    asked = sent.asked
    asked.guarded.demand(_ACTION)
    user = asked.guarded.principal.user
    body = FeedOpened(
        feed=f"feed-{new_token_id()}",
        user=user,
        programme=sent.text("programme") or None,
        region=sent.text("region") or "*",
        cluster=sent.text("cluster") or None,
    )
    try:
        secret = _feeds(asked).open(body, asked.desk.parts.access.accounts, by=user, at=asked.at)
    except RefusedError as error:
        if error.kind == "unavailable":
            raise
        return _page(asked, None, error)
    return _page(asked, _addresses(asked, secret, body), None)


def close_feed(sent: Form, feed: str) -> Response:
    """Close a feed of one's own: its address leads nowhere from now on."""
    asked = sent.asked
    asked.guarded.demand(_ACTION)
    if feed not in {each.feed for each in _own(asked)}:
        raise RefusedError("feed-unknown", kind="not-found", feed=feed[:64])
    user = asked.guarded.principal.user
    _feeds(asked).close(feed, say("feed-closed-by-owner", "zh"), by=user, at=asked.at)
    return RedirectResponse(f"{ADDRESS}?done=closed", 303)


# --- parts ----------------------------------------------------------------------------------------


def _feeds(asked: Asked) -> Feeds:
    return Feeds(asked.desk.parts.monitor)


def _own(asked: Asked) -> list[Feed]:
    """Return one's feeds that are open, oldest first."""
    user = asked.guarded.principal.user
    found = _feeds(asked).book.now().feeds.values()
    return [each for each in found if each.stated.user == user and not each.is_closed]


def _seen(asked: Asked) -> list[Place]:
    """Return where the clusters are that one may see: a feed shows no others."""
    places = asked.desk.parts.access.guard.places.all()  # once: each question of it is one of the database
    return [places[cluster] for cluster in asked.guarded.visible() if cluster in places]


def _page(asked: Asked, above: Node, error: RefusedError | None) -> Response:
    language = asked.language
    headers, places = [say(f"feed-{name}", language) for name in ("title", "opened", "what")], _seen(asked)
    content = [
        above,
        p[say("feed-why", language)],
        rows_table(
            [*headers, say("account-session-act", language)],
            [_row(asked, each, places) for each in _own(asked)],
            caption=say("feed-own", language),
            empty=say("feed-none", language),
        ),
        _form(asked, error),
        channels_that_hear(asked),
    ]
    page = Page(
        title=say("account-notifications", language),
        content=content,
        crumbs=((say("account-title", language), ACCOUNT),),
    )
    return shown(asked, page, 422 if error else 200)


def _row(asked: Asked, feed: Feed, places: Sequence[Place]) -> list[Node]:
    language, stated = asked.language, feed.stated
    return [
        plain(feed.feed),
        moment(feed.opened_at),
        [
            limits_words(stated.programme, stated.region, stated.cluster, language),
            reached(grant_of(stated), places, language),
        ],
        act(asked, f"{ADDRESS}/{feed.feed}/close", say("feed-close", language)),
    ]


def _form(asked: Asked, error: RefusedError | None) -> Node:
    language = asked.language
    sentence = sentence_of(error, language) if error else None
    books = asked.desk.parts.monitor.library.programmes
    options = [("", say("rights-any-programme", language))]
    options += [(each, term("programme", each, language)) for each in books]
    return section(".narrow.card")[
        h2[say("feed-new", language)],
        refusal_box(say("account-form-refused", language), language, [Flawed("programme", sentence)])
        if sentence
        else None,
        form(method="post", action=ADDRESS)[
            token_field(asked),
            choice_field("programme", say("blank-programme", language), options),
            field(
                "region",
                say("blank-region", language),
                hint=say("feed-region-hint", language),
                maxlength="40",
            ),
            field(
                "cluster",
                say("blank-cluster", language),
                hint=say("feed-cluster-hint", language),
                maxlength="64",
            ),
            button(".primary", type="submit")[say("feed-do", language)],
        ],
    ]


def _addresses(asked: Asked, secret: Secret, opened: FeedOpened) -> Node:
    language = asked.language
    return div(".done", role="status")[
        p[say("feed-opened-now", language)],
        ul[
            (
                li[
                    say(f"feed-as-{kind}", language),
                    " ",
                    code(".secret")[_address(asked.request, secret, kind)],
                ]
                for kind in ("ics", "atom")
            )
        ],
        p(".hint")[say("secret-shown-once", language)],
        reached(grant_of(opened), _seen(asked), language),
    ]


def _address(request: Request, secret: Secret, kind: str) -> str:
    return f"{request.base_url}feeds/{secret.reveal()}.{kind}"
