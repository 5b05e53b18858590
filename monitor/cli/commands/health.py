"""health: whether the service is fit to be used, check by check."""

import msgspec
from rich.text import Text

from domain.refusal import RefusedError
from monitor.bootstrap import now
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.screen import ALERT, CAUTION, NOTHING, Cell, Screen, shown
from monitor.cli.session import replica_of, session_of
from monitor.health import Check, Health, State, examine, without_database

_STYLES: dict[State, str] = {"ok": "", "warning": CAUTION, "failed": ALERT}


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """Show the checks.

    Raises:
        RefusedError: "not-ready", a check failed.
    """
    health = _examined(call)
    if call.as_json:
        write_json({**health.answer(), "simulation": call.simulation})
    else:
        _write(Screen(call), health)
    if not health.is_ready:
        failed = ", ".join(each.name for each in health.checks if each.state == "failed")
        raise RefusedError("not-ready", kind="answer-is-no", checks=failed)


def _examined(call: Call) -> Health:
    try:
        session = session_of(call)
    except RefusedError as error:
        if error.kind != "unavailable":
            raise
        return without_database(error, call.at or now())
    return examine(session.monitor, session.at, replica_of(call, session))


def _write(screen: Screen, health: Health) -> None:
    rows = [
        [screen.term("check", each.name), _state(screen, each), _measured(each)] for each in health.checks
    ]
    screen.table(("check", "state", "measured"), rows)


def _state(screen: Screen, check: Check) -> Cell:
    return Text(screen.term("health", check.state), style=_STYLES[check.state])


def _measured(check: Check) -> str:
    told = [f"{name} = {shown(value)}" for name, value in check.measured.items() if value is not None]
    return ", ".join(told) or NOTHING
