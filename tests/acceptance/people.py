"""People who sign in at a service: by a password, and a second factor where their role needs one."""

from datetime import timedelta

import httpx2
import pyotp

from monitor.access.entrance import Given, SignedIn
from monitor.access.own_account import Passwords
from monitor.access.principal import Grant
from monitor.access.secret import Secret
from monitor.api.routes import PREFIX
from tests.monitor.api.serving import NO_TLS, Service

SESSION = {"Accept-Language": "en", "Sec-Fetch-Site": "same-origin"}


class Person:
    """Somebody of a role who can sign in as often as it takes."""

    def __init__(self, service: Service, user: str, *grants: Grant) -> None:
        self.service = service
        self.user = user
        self.password = Secret(f"marker-Matrix-pass-{len(user)}")
        self.totp: pyotp.TOTP | None = None
        office = service.access.office_at_the_machine("test", service.clock.at)
        one_time = office.add_user(user, user)
        for grant in grants:
            office.grant(user, grant)
        self._set_up(one_time)

    def _set_up(self, one_time: Secret) -> None:
        entrance, at = self.service.access.entrance, self.service.clock.at
        signed = entrance.sign_in(Given(user=self.user, password=one_time), at=at)
        signed = entrance.change_password(signed.session, Passwords(old=one_time, new=self.password), at=at)
        if "second-factor" in signed.must:
            proposed = entrance.begin_second_factor(signed.session, self.password, at=at)
            self.totp = pyotp.TOTP(proposed.secret.reveal())
            entrance.confirm_second_factor(signed.session, self._code(), at=self.service.clock.at)

    def _code(self) -> Secret:
        """Return a code that was not used yet: each is half a minute later."""
        self.service.clock.at += timedelta(seconds=30)
        assert self.totp is not None
        return Secret(self.totp.at(self.service.clock.at))

    def code(self) -> str:
        """Return a fresh code of the second factor; of somebody who has none anything."""
        return self._code().reveal() if self.totp else "-"

    def sign_in(self) -> SignedIn:
        """Begin one more session."""
        code = self._code() if self.totp else None
        given = Given(user=self.user, password=self.password, code=code)
        return self.service.access.entrance.sign_in(given, at=self.service.clock.at)

    def client(self) -> httpx2.Client:
        """Sign in and return a client in that session."""
        return client_in(self.service, self.sign_in())


def client_in(service: Service, signed: SignedIn) -> httpx2.Client:
    """Return a client in a session, as a page of ours is one."""
    stated = {
        **SESSION,
        "Cookie": f"session={signed.session.reveal()}",
        "X-CSRF-Token": signed.csrf.reveal(),
    }
    return httpx2.Client(base_url=f"{service.address}{PREFIX}", headers=stated, timeout=20, verify=NO_TLS)
