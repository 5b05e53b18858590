"""A real server on loopback, its users and their tokens, and a clock that tests move."""

import io
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

import httpx2
import msgspec
import pyotp
import structlog
from sqlalchemy import Engine
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from domain.events import legal_day
from monitor.access.access import Access, AccessSettings
from monitor.access.directory import By
from monitor.access.entrance import Given, SignedIn
from monitor.access.own_account import Passwords, TokenAsked
from monitor.access.principal import Grant
from monitor.access.provider import ProviderSettings
from monitor.access.provider_sign_in import ProviderSignIn
from monitor.access.secret import Secret
from monitor.alerting.channels import Channels
from monitor.alerting.office import Means
from monitor.alerting.post import Ways
from monitor.alerting.senders.mail import MailServer
from monitor.application import Monitor
from monitor.audit.branching.branch import Branch
from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.http.desk import Parts
from monitor.http.server import Address, listening, server_for
from monitor.http.settings import Limits, Rate, Settings
from monitor.journal import journal
from monitor.notify.addresses import origin_of
from monitor.notify.sending import Sender, resolve_by_system
from monitor.notify.webhooks import Webhooks
from monitor.read_only import open_read_only
from monitor.serving import make
from tests.given import noon
from tests.monitor.access.id_provider import settings as settings_at
from tests.monitor.access.service import QUICK as QUICK  # noqa: PLC0414 - others take it from here
from tests.office import LIBRARY

Json = dict[str, Any]
SCOPES = ("read", "file", "decide", "audit", "operate")
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # one for all: to read the certificates takes time
TOKEN_LASTS = timedelta(days=300)
LISTED = frozenset({origin_of("https://hooks.example.gov.cn/")})
MAIL = MailServer(host="127.0.0.1", port=9, is_tls=True, sender="monitor@gxt.example")
PASSWORD = "a long enough Pass-phrase 2026"  # noqa: S105 - nobody's
JINJIANG: Json = {
    "programme": "fujian",
    "name": "晋江运动鞋产业集群",
    "province": "福建省",
    "city": "泉州市",
    "county": "晋江市",
    "county_code": "350582",
}
XIAMEN: Json = {
    **JINJIANG,
    "name": "同安食品产业集群",
    "city": "厦门市",
    "county": "同安区",
    "county_code": "350212",
}
ROLES: dict[str, Grant] = {
    "province": Grant(role="province", programme="fujian"),
    "province-2": Grant(role="province", programme="fujian"),
    "city": Grant(role="city", region="3505"),
    "county": Grant(role="county", region="350582"),
    "operator": Grant(role="operator", cluster="c1"),
    "auditor": Grant(role="auditor"),
    "system-admin": Grant(role="system-admin"),
    "security-admin": Grant(role="security-admin"),
    "audit-admin": Grant(role="audit-admin"),
}


GENEROUS = Limits(
    principal=Rate(per_second=10_000, at_once=10_000), address=Rate(per_second=10_000, at_once=10_000)
)


class Clock:
    """The clock of a service under test; while it does not run, whoever reads it waits."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.runs = Event()
        self.runs.set()

    def __call__(self) -> datetime:
        self.runs.wait(10)
        return self.at


class Service:
    """A service and those who use it."""

    def __init__(self, url: str, engine: Engine, clock: Clock) -> None:
        self.monitor = Monitor(engine, EventLog(engine), LIBRARY, simulation=False, code_version="test")
        self.access = Access(self.monitor, AccessSettings(hasher=QUICK))
        self.clock = clock
        self.stopping = Event()
        self.database = url
        self.logged = io.StringIO()
        self.address = ""
        self.tokens: dict[str, str] = {}
        self.adding = Lock()
        self.secrets: dict[str, str] = {}
        self.sessions: dict[str, SignedIn] = {}
        self.provider: ProviderSignIn | None = None
        self.webhooks = Webhooks(self.monitor, LISTED)
        self.channels = Channels(self.monitor, LISTED)
        self.ways = Ways(Sender(LISTED, NO_TLS, resolve_by_system), NO_TLS, MAIL)

    def parts(self, settings: Settings) -> Parts:
        return Parts(
            monitor=self.monitor,
            access=self.access,
            branch=self.branch,
            clock=self.clock,
            elapsed=monotonic,
            log=journal(self.logged),
            stopping=self.stopping,
            settings=settings,
            provider=self.provider,
            webhooks=self.webhooks,
            alerting=Means(self.channels, lambda: self.ways, "https://monitor.example/"),
        )

    def branch(self, known_at: datetime | None) -> Branch:
        engine = open_read_only(self.database)
        return Branch(engine, LIBRARY, known_at=known_at or self.clock.at, simulation=self.monitor.simulation)

    def add(self, user: str, *grants: Grant, scopes: tuple[str, ...] = SCOPES) -> str:
        """Add a user and return a token of his."""
        self.open(user, *grants)
        asked = TokenAsked(purpose="test", scopes=scopes, expires_on=legal_day(self.clock.at) + TOKEN_LASTS)
        token = self.access.entrance.make_token(user, asked, by=By(name="test"), at=self.clock.at)
        self.tokens[user] = token.reveal()
        return self.tokens[user]

    def open(self, user: str, *grants: Grant) -> None:
        """Add a user with a one-time secret."""
        office = self.access.office_at_the_machine("test", self.clock.at)
        self.secrets[user] = office.add_user(user, user).reveal()
        for grant in grants:
            office.grant(user, grant)

    def session(self, user: str) -> SignedIn:
        """Return a session of a user who has set up all he must; one of a role is added when needed."""
        with self.adding:
            if user not in self.secrets:
                self.open(user, ROLES[user])
            if user not in self.sessions:
                self.sessions[user] = self._first_sign_in(user)
            return self.sessions[user]

    def _first_sign_in(self, user: str) -> SignedIn:
        entrance, at = self.access.entrance, self.clock.at
        one_time = Secret(self.secrets[user])
        signed = entrance.sign_in(Given(user=user, password=one_time), at=at)
        changed = Passwords(old=one_time, new=Secret(PASSWORD))
        signed = entrance.change_password(signed.session, changed, at=at)
        if signed.must:
            enrolment = entrance.begin_second_factor(signed.session, changed.new, at=at)
            code = Secret(pyotp.TOTP(enrolment.secret.reveal()).at(at))
            signed = entrance.confirm_second_factor(signed.session, code, at=at)
        return signed

    def token(self, user: str) -> str:
        """Return a token of a user; one of a role is added when first asked for."""
        with self.adding:
            return self.tokens.get(user) or self.add(user, ROLES[user])

    def client(self, user: str | None = None, **headers: str) -> httpx2.Client:
        """Return a client in the name of a user, in English."""
        stated = {"Accept-Language": "en", **headers}
        if user is not None:
            stated["Authorization"] = f"Bearer {self.token(user)}"
        return httpx2.Client(base_url=f"{self.address}/api/v1", headers=stated, timeout=20, verify=NO_TLS)

    def browser(self, user: str) -> httpx2.Client:
        """Return a client in a session of a user, as a page of ours would ask."""
        signed = self.session(user)
        page = {"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": signed.csrf.reveal()}
        return self.client(**page, Cookie=f"session={signed.session.reveal()}")

    def on(self, day: str) -> None:
        """Move the clock to noon of a day in Shanghai, if that is later."""
        self.clock.at = max(self.clock.at + timedelta(seconds=1), noon(day))


class Host:
    """A server on a free port of loopback that serves one application after the other."""

    def __init__(self, proxies: tuple[str, ...]) -> None:
        address = Address(host="127.0.0.1", port=0, proxies=proxies)
        listener = listening(address)
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._app: ASGIApp = Response()
        self._under_way = 0
        self._server = server_for(self, address, Event())
        self._thread = Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._under_way += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way -= 1

    def begin(self, app: ASGIApp) -> None:
        """Serve an application from now on; the first is told that the server starts."""
        self._app = app
        if not self._thread.is_alive():
            self._thread.start()
            wait_until(lambda: self._server.started)
            self._starting = self._under_way

    def end(self) -> None:
        """Let what is under way come to its end."""
        wait_until(lambda: self._under_way == self._starting)
        self._app = Response(status_code=503)

    def stop(self) -> None:
        """Close the port."""
        self._server.should_exit = True
        self._thread.join(30)
        assert not self._thread.is_alive()


IDLE: list[Host] = []


def stop_idle() -> None:
    """Stop every server that nobody uses: to stop one takes longer than most tests."""
    while IDLE:
        IDLE.pop().stop()


def wait_until(is_so: Callable[[], bool]) -> None:
    began = monotonic()
    while not is_so():
        assert monotonic() - began < 10
        Event().wait(0.002)


@contextmanager
def serving(
    url: str,
    at: str = "2026-01-05",
    settings: Settings | None = None,
    *,
    proxies: tuple[str, ...] = (),
    issuer: str | None = None,
) -> Iterator[Service]:
    """Serve a database on a free port of loopback, whose users are those of `ROLES`.

    `proxies` are believed; people may sign in through the OpenID provider `issuer`.
    """
    engine = open_database(url)
    service = Service(url, engine, Clock(noon(at)))
    host = IDLE.pop() if IDLE and not proxies else Host(proxies)
    service.address = host.address
    if issuer is not None:
        service.provider = ProviderSignIn(service.access, registered(issuer, service.address))
    chosen = settings or Settings(limits=GENEROUS, poll_seconds=0.05, heartbeat_seconds=0.2)
    host.begin(make(service.parts(chosen)))
    try:
        yield service
    finally:
        service.stopping.set()
        host.end()
        if proxies:
            host.stop()
        else:
            IDLE.append(host)
        if service.provider is not None:
            service.provider.close()
        service.access.close()
        engine.dispose()
        structlog.reset_defaults()


def registered(issuer: str, address: str) -> ProviderSettings:
    """Return how a service is registered at a provider."""
    back = f"{address}/api/v1/sign-in/provider/callback"
    return msgspec.structs.replace(settings_at(issuer), redirect_uri=back)


def fact(kind: str, on: str, /, **data: Any) -> Json:
    """Return a fact as a body has it."""
    return {"type": kind, "effective_on": on, "data": data, "source": {"number": "测〔2026〕1号"}}


def post(client: httpx2.Client, cluster: str, stated: Json, **headers: str) -> httpx2.Response:
    """Record a fact upon the version that is there."""
    seen = client.get(f"/clusters/{cluster}")
    upon = {"If-Match": seen.headers["ETag"]} if seen.status_code == 200 else {"If-None-Match": "*"}
    return client.post(f"/clusters/{cluster}/facts", json=stated, headers={**upon, **headers})
