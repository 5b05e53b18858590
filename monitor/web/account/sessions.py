"""Where one is signed in, and ending that."""

from fastapi import Response
from fastapi.responses import RedirectResponse
from htpy import Node, h2, section

from monitor.answers.accounts import session_answer
from monitor.http.asking import Asked
from monitor.web.asking import Form
from monitor.web.parts.acts import act
from monitor.web.parts.tables import rows_table
from monitor.web.parts.tags import tag
from monitor.web.words import moment
from monitor.wording import Language, say

Json = dict[str, object]


def end(sent: Form, session: str) -> Response:
    """End one of one's own sessions by its public name."""
    asked = sent.asked
    asked.guarded.demand("own-account")
    asked.desk.parts.access.entrance.end_session(asked.guarded.principal.user, session[:64])
    return RedirectResponse("/account?done=session", 303)


def end_others(sent: Form) -> Response:
    """End every session of one's own but this."""
    asked = sent.asked
    asked.guarded.demand("own-account")
    principal, entrance = asked.guarded.principal, asked.desk.parts.access.entrance
    for each in entrance.sessions(principal.user, at=asked.at):
        if each.name != principal.session:
            entrance.end_session(principal.user, each.name)
    return RedirectResponse("/account?done=sessions", 303)


def sessions_part(asked: Asked) -> Node:
    """Return the list of one's sessions, each with the way to end it."""
    language, principal = asked.language, asked.guarded.principal
    found = asked.desk.parts.access.entrance.sessions(principal.user, at=asked.at)
    listed = [session_answer(each, principal.session) for each in found]
    headers = [say(f"account-session-{name}", language) for name in ("began", "used", "how", "source", "act")]
    return section[
        h2("#sessions")[say("account-sessions", language)],
        rows_table(
            headers,
            [_row(asked, each) for each in listed],
            caption=say("account-sessions", language),
            empty=say("account-no-sessions", language),
        ),
        act(asked, "/account/sessions/end-others", say("account-sessions-end-others", language))
        if len(listed) > 1
        else None,
    ]


def _row(asked: Asked, session: Json) -> list[Node]:
    language = asked.language
    ended = f"/account/sessions/{session['session']}/end"
    return [
        moment(str(session["began_at"])),
        moment(str(session["used_at"])),
        _how(session, language),
        str(session["source"] or "—")[:8],
        tag(say("account-session-this", language), "good")
        if session["current"]
        else act(asked, ended, say("account-session-end", language)),
    ]


def _how(session: Json, language: Language) -> str:
    first = "provider" if session["by_provider"] else "password"
    words = say(f"account-session-by-{first}", language)
    return words + say("account-session-and-code", language) if session["second_factor"] else words
