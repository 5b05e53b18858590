"""grant list: who has which role where."""

import msgspec

from monitor.access.accounts import Account
from monitor.access.principal import Grant
from monitor.answers.accounts import grant_answer
from monitor.cli.access_desk import desk_of
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import Screen, shown


class Asked(msgspec.Struct, frozen=True):
    """Whose; of everybody if left out."""

    user: str | None


def run(call: Call, asked: Asked) -> None:
    """List the rights of accounts that are not disabled."""
    active = sorted(desk_of(call).access.accounts.active(), key=lambda each: each.user)
    held = [(each, grant) for each in active if asked.user in {None, each.user} for grant in each.grants]
    if call.as_json:
        write_json(marked(call, [{"user": each.user, **grant_answer(grant)} for each, grant in held]))
        return
    screen = Screen(call)
    if not held:
        screen.says("no-grants")
        return
    rows = [_row(call, each, grant) for each, grant in held]
    screen.table(("user", "name", "role", "region", "programme", "cluster"), rows)


def _row(call: Call, account: Account, grant: Grant) -> list[str]:
    where = [shown(grant.region), shown(grant.programme), shown(grant.cluster)]
    return [account.user, shown(account.name), call.says(f"role-{grant.role}"), *where]
