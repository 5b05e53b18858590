"""The access stream: the accounts as they are now, and acts on them recorded in the log.

Promise: whoever asks gets what was recorded when he asked; an act is decided on exactly the accounts it
is recorded upon. Acts are sealed like everything else; no secret is among them.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock
from uuid import uuid5

import msgspec
from sqlalchemy import text

from domain.administration import ACCESS_STREAM, AccountAct, RoleGranted
from domain.events import Recorded, legal_day
from domain.refusal import RefusedError
from monitor.access.account_rules import Act, decide
from monitor.access.accounts import Accounts
from monitor.access.principal import Principal
from monitor.access.reach import refuse_unknown_programme
from monitor.application import Monitor
from monitor.codec import Envelope
from monitor.database import reading_once
from monitor.event_log import ConflictError
from monitor.recording import NAMESPACE

_VERSION = text("SELECT max(originator_version) FROM events WHERE originator_id = :stream")
_TRIES = 20
Rule = Callable[[Accounts], None]


class By(msgspec.Struct, frozen=True, kw_only=True):
    """In whose name acts are recorded, and as which principal (None: at the database's own command line)."""

    name: str
    principal: Principal | None = None


class Directory:
    """The accounts of one database."""

    def __init__(self, monitor: Monitor, simulated_at: datetime | None = None) -> None:
        """Read and write the log of an application; in a simulation acts get the instant of its clock."""
        self._monitor = monitor
        self._simulated_at = simulated_at
        self._lock = Lock()
        self._accounts = Accounts()

    def now(self) -> Accounts:
        """Return the accounts as recorded now; whoever gets them does not change them."""
        with reading_once(self._monitor.engine) as connection:
            version = connection.execute(_VERSION, {"stream": ACCESS_STREAM}).scalar() or 0
        with self._lock:
            if version > self._accounts.version:
                self._accounts = Accounts(self._monitor.log.stream(ACCESS_STREAM))
            return self._accounts

    def record(self, bodies: Sequence[AccountAct], *, by: By, at: datetime) -> list[Recorded]:
        """Record acts in one transaction.

        Raises:
            RefusedError: what the rules refuse; nothing was recorded.
        """
        clock = self._simulated_at or at
        for _ in range(_TRIES):
            stamped = self._monitor.stamp(clock)
            before = self.now()
            entries = self._decided(bodies, before, by, stamped)
            try:
                return self._monitor.log.append(entries, {ACCESS_STREAM: before.version})
            except ConflictError:
                continue
            except RefusedError as error:
                if error.code != "clock-before-last-record" or self._simulated_at is not None:
                    raise
        url = self._monitor.engine.url
        raise RefusedError(
            "database-busy", kind="unavailable", database=url.database, reason=f"{_TRIES} tries"
        )

    def _decided(
        self, bodies: Sequence[AccountAct], before: Accounts, by: By, at: datetime
    ) -> list[Envelope]:
        accounts, records = before, list(self._monitor.log.stream(ACCESS_STREAM)[: before.version])
        entries = []
        for body in map(_checked, bodies):
            act = Act(body=body, by=by.name, today=legal_day(at), principal=by.principal)
            decide(act, accounts)
            if isinstance(body, RoleGranted):
                refuse_unknown_programme(body.programme, self._monitor)
            entry = _entry(body, accounts.version + 1, by.name, at)
            entries.append(entry)
            records.append(entry.placed(0, accounts.version + 1))
            accounts = Accounts(records)
        return entries


def _checked(body: AccountAct) -> AccountAct:
    """Return an act as it will be read back.

    Raises:
        RefusedError: "account-value-wrong", a name or a text breaks its bounds.
    """
    try:
        return msgspec.json.decode(msgspec.json.encode(body), type=type(body))
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        field = str(error).rpartition("$.")[2].strip("`") if "$." in str(error) else "-"
        raise RefusedError("account-value-wrong", field=field) from None


def _entry(body: AccountAct, version: int, by: str, at: datetime) -> Envelope:
    content = msgspec.json.encode(body, order="deterministic").decode()
    return Envelope(
        id=str(uuid5(NAMESPACE, f"access|{version}|{by}|{at.isoformat()}|{content}")),
        cluster=ACCESS_STREAM,
        effective_on=legal_day(at),
        recorded_at=at,
        recorded_by=by,
        body=body,
    )
