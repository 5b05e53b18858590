"""token list: the API tokens there are; never their secrets."""

from datetime import datetime

import msgspec

from monitor.access.accounts import Token
from monitor.answers.accounts import token_answer
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
        answers = [token_answer(token, uses.get(token.id), desk.session.at) for token in tokens]
        write_json(marked(call, answers))
        return
    screen = Screen(call)
    if not tokens:
        screen.says("no-tokens")
        return
    rows = [_row(screen, token, uses.get(token.id), desk.session.at) for token in tokens]
    screen.table(("token", "user", "purpose", "scopes", "expires-on", "last-used", "state"), rows)


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
