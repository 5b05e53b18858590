"""access policy: who may do what, as the service itself decides it."""

import msgspec

from monitor.access.policy import ACTIONS, EVERY_ROLE, Action
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.screen import NOTHING, Screen

_YES = "●"


class Asked(msgspec.Struct, frozen=True):
    """Of which role; of all if left out."""

    role: str | None


def run(call: Call, asked: Asked) -> None:
    """Print the table: an action a row, a role a column."""
    rows = [each for each in ACTIONS.values() if asked.role is None or asked.role in each.roles]
    if call.as_json:
        write_json([_answer(each) for each in rows])
        return
    screen = Screen(call)
    roles = [role for role in EVERY_ROLE if asked.role in {None, role}]
    headers = [
        call.says("column-action"),
        call.says("column-scopes"),
        *(call.says(f"role-{role}") for role in roles),
    ]
    cells = [
        [each.name, each.scope, *(_YES if role in each.roles else NOTHING for role in roles)] for each in rows
    ]
    screen.plain_table(headers, cells)
    screen.says("policy-note")


def _answer(action: Action) -> dict[str, object]:
    return {
        "action": action.name,
        "about": action.subject,
        "scope": action.scope,
        "roles": [role for role in EVERY_ROLE if role in action.roles],
    }
