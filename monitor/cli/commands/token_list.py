"""token list: the API tokens there are; never their secrets."""

from datetime import datetime
from typing import Any

import msgspec

from monitor.access.accounts import Token
from monitor.cli.access_desk import desk_of
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import NOTHING, Screen, shown


class Asked(msgspec.Struct, frozen=True):
    """Whose; of everybody if left out."""

    user: str | None


def run(call: Call, asked: Asked) -> None:
    """List the tokens, with whether each is still good."""
    desk = desk_of(call)
    accounts = sorted(desk.access.accounts.by_user.values(), key=lambda each: each.user)
    tokens = [token for each in accounts if asked.user in {None, each.user} for token in each.tokens]
    uses = desk.access.token_uses()
    if call.as_json:
        answers = [_answer(token, uses.get(token.id), desk.session.at) for token in tokens]
        write_json(marked(call, answers))
        return
    screen = Screen(call)
    if not tokens:
        screen.says("no-tokens")
        return
    rows = [_row(screen, token, uses.get(token.id), desk.session.at) for token in tokens]
    screen.table(("token", "user", "purpose", "scopes", "expires-on", "last-used", "state"), rows)


def _answer(token: Token, used_at: datetime | None, at: datetime) -> dict[str, Any]:
    return {
        "token": token.id,
        "user": token.user,
        "purpose": token.purpose,
        "scopes": sorted(token.scopes),
        "expires_on": token.expires_on,
        "used_at": None if used_at is None else used_at.isoformat().replace("+00:00", "Z"),
        "good": token.is_good(at),
    }


def _row(screen: Screen, token: Token, used_at: datetime | None, at: datetime) -> list[str]:
    state = "token-state-good" if token.is_good(at) else "token-state-over"
    return [
        token.id,
        token.user,
        shown(token.purpose),
        ", ".join(sorted(token.scopes)),
        token.expires_on.isoformat(),
        NOTHING if used_at is None else screen.instant(used_at.isoformat()),
        screen.sentence(state),
    ]
