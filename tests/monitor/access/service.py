"""A service with accounts, for tests: quick hashes, an instant that the test moves on."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pyotp
from argon2 import PasswordHasher
from sqlalchemy import Engine

from monitor.access.access import Access, AccessSettings
from monitor.access.entrance import Given, SignedIn
from monitor.access.guard import Guarded
from monitor.access.own_account import Enrolment, Passwords, TokenAsked
from monitor.access.principal import Grant, Principal, Role
from monitor.access.second_factor import STEP_SECONDS
from monitor.access.secret import Secret
from monitor.intake.line import FactLine
from tests.office import Office, line

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
MARKER = "marker-Passw0rd-9f2c"
START = datetime(2026, 11, 20, 1, tzinfo=UTC)
STEP = timedelta(seconds=STEP_SECONDS)


class Person(NamedTuple):
    """Somebody who can sign in: name, password, key of the second factor."""

    user: str
    password: Secret
    totp: Secret | None


class Service:
    """Access over one database, and the hour of the day."""

    def __init__(self, engine: Engine, **settings: object) -> None:
        self.office = Office(engine)
        self.monitor = self.office.monitor
        self.at = START
        self.access = Access(self.monitor, AccessSettings(hasher=QUICK, **settings))  # type: ignore[arg-type]

    def later(self, **by: float) -> "Service":
        self.at += timedelta(**by)
        return self

    def code(self, secret: Secret) -> Secret:
        """Return a code that was not used yet: each call is a step later."""
        self.at += STEP
        return Secret(pyotp.TOTP(secret.reveal()).at(self.at))

    def sign_in(self, person: Person, source: str | None = None) -> SignedIn:
        code = self.code(person.totp) if person.totp else None
        given = Given(user=person.user, password=person.password, code=code)
        return self.access.entrance.sign_in(given, at=self.at, source=source)

    def principal(self, session: Secret) -> Principal:
        return self.access.entrance.principal(session, at=self.at)

    def set_up(self, user: str, one_time: Secret, *, second_factor: bool = True) -> Person:
        """Go through the first sign-in of a user."""
        entrance = self.access.entrance
        signed = entrance.sign_in(Given(user=user, password=one_time), at=self.at)
        password = Secret(f"{MARKER}-{len(user)}")
        changed = Passwords(old=one_time, new=password)
        signed = entrance.change_password(signed.session, changed, at=self.at)
        if not second_factor:
            return Person(user, password, None)
        enrolment: Enrolment = entrance.begin_second_factor(signed.session, password, at=self.at)
        entrance.confirm_second_factor(signed.session, self.code(enrolment.secret), at=self.at)
        return Person(user, password, enrolment.secret)

    def person(self, user: str, *grants: Grant, second_factor: bool = True) -> Person:
        """Make somebody with rights, as the holder of the database does."""
        office = self.access.office_at_the_machine("holder", self.at)
        one_time = office.add_user(user, f"名 {user}")
        for grant in grants:
            office.grant(user, grant)
        return self.set_up(user, one_time, second_factor=second_factor)

    def principal_with(self, *grants: Grant, user: str = "somebody") -> Principal:
        return Principal(user=user, name=user, grants=grants)

    def seen_by(self, principal: Principal) -> Guarded:
        return self.access.guard.seen_by(principal, self.at)

    def as_role(self, role: Role, user: str = "somebody", **where: str) -> Guarded:
        return self.seen_by(self.principal_with(Grant(role=role, **where), user=user))

    def token(self, person: Person, *scopes: str) -> Secret:
        principal = self.principal(self.sign_in(person).session)
        until = self.at.date() + timedelta(days=30)
        asked = TokenAsked(purpose="test", scopes=scopes, expires_on=until)
        return self.access.entrance.issue_token(principal, asked, at=self.at)


def recognised_at(cluster: str, code: str | None, programme: str = "fujian", **places: str) -> FactLine:
    """Return the recognition of a cluster in a place."""
    told = {"province": "福建省", "city": "泉州市", "county": "晋江市", **places}
    stated = {} if code is None else {"county_code": code}
    return line(
        "cluster-recognised", "2024-07-10", cluster, programme=programme, name="集群", **told, **stated
    )
