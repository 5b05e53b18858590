"""Access at the database's own command line: whoever holds the database administers its accounts.

The rules hold here too, and each act is recorded in the log with its recorder's name; rights are not asked.
"""

from typing import NamedTuple

import click

from monitor.access.access import Access, AccessSettings
from monitor.access.account_office import AccountOffice
from monitor.access.principal import EVERYWHERE, Grant
from monitor.access.sealing import Sealer
from monitor.access.secret import Secret
from monitor.bootstrap import Session, access_key
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.screen import shown
from monitor.cli.session import recorder, session_of


class AccessDesk(NamedTuple):
    """The database of a call, and access to it."""

    session: Session
    access: Access


def desk_of(call: Call) -> AccessDesk:
    """Open the database of a call."""
    session = session_of(call)
    access = access_of(session)
    click.get_current_context().call_on_close(access.close)
    return AccessDesk(session, access)


def access_of(session: Session) -> Access:
    """Return access to a database, as it is set."""
    simulated_at = session.at if session.monitor.simulation else None
    return Access(session.monitor, AccessSettings(totp_key=_key(), simulated_at=simulated_at))


def sealer() -> Sealer:
    """Return what encrypts secrets that have to be read again, as it is set."""
    return Sealer(_key())


def _key() -> Secret | None:
    key = access_key()
    return Secret(key) if key else None


def office_of(call: Call) -> AccountOffice:
    """Return the office of accounts in the recorder's name."""
    desk = desk_of(call)
    return desk.access.office_at_the_machine(recorder(call), desk.session.at)


def tell_done(call: Call, code: str, /, **values: str) -> None:
    """Say that an act was recorded."""
    if call.as_json:
        write_json({**values, "simulation": call.simulation})
    else:
        call.tells(code, **{name: shown(value) for name, value in values.items()})


def tell_secret(call: Call, code: str, secret: Secret, /, **values: str) -> None:
    """Say that an act was recorded, and tell the secret it made: on stdout, this once."""
    if call.as_json:
        write_json({**values, "secret": secret.reveal(), "simulation": call.simulation})
        return
    call.tells(code, **{name: shown(value) for name, value in values.items()})
    click.echo(secret.reveal())


def grant_words(call: Call, grant: Grant) -> str:
    """Return a grant in words: the role, and where it counts if not everywhere."""
    limits = [grant.region if grant.region != EVERYWHERE else None, grant.programme, grant.cluster]
    where = " ".join(shown(limit) for limit in limits if limit is not None)
    role = call.says(f"role-{grant.role}")
    return f"{role} ({where})" if where else role
