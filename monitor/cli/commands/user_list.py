"""user list: the accounts with their rights."""

import msgspec

from monitor.access.accounts import Account
from monitor.answers.accounts import account_answer
from monitor.cli.access_desk import desk_of, grant_words
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import Screen, shown


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """List them."""
    accounts = sorted(desk_of(call).access.accounts.by_user.values(), key=lambda each: each.user)
    if call.as_json:
        write_json(marked(call, [account_answer(each) for each in accounts]))
        return
    screen = Screen(call)
    if not accounts:
        screen.says("no-users")
        return
    screen.table(
        ("user", "name", "state", "second-factor", "rights"), [_row(call, each) for each in accounts]
    )


def _row(call: Call, account: Account) -> list[str]:
    state = "user-state-disabled" if account.is_disabled else "user-state-active"
    factor = "second-factor-there" if account.has_second_factor else "second-factor-not-there"
    rights = "; ".join(grant_words(call, grant) for grant in account.grants)
    return [account.user, shown(account.name), call.says(state), call.says(factor), shown(rights)]
