"""serve: the API and the scheduler in one process, until told to stop; as many as wanted over PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import msgspec

from domain.refusal import RefusedError
from monitor.access.access import Access
from monitor.access.provider import ProviderSettings
from monitor.access.provider_sign_in import ProviderSignIn
from monitor.access.secret import Secret
from monitor.bootstrap import Session, clock_lead, elapsed, now, open_branch, provider_values
from monitor.cli.access_desk import access_of
from monitor.cli.alerting_desk import dispatcher_of, means_of
from monitor.cli.call import Call
from monitor.cli.session import replica_of, session_of
from monitor.cli.webhook_desk import webhooks_of
from monitor.http.desk import Parts
from monitor.http.measured import measured
from monitor.http.server import Address, listening, server_for
from monitor.http.server import run as run_server
from monitor.http.settings import LOOPBACK_HOSTS, Settings
from monitor.jobs import Post, give_back, jobs_of
from monitor.journal import Journal, journal
from monitor.serving import make
from scheduler.runner import run as wake

_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - refused unless the hosts served are named


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Where to listen, for which hosts, behind which proxies, and whether the jobs are woken here."""

    host: str
    port: int
    allow_host: tuple[str, ...]
    proxy: tuple[str, ...]
    no_scheduler: bool
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = None


def run(call: Call, asked: Asked) -> None:
    """Serve until told to stop.

    Raises:
        KeyboardInterrupt: at the end; on SIGTERM it just returns.
        RefusedError: "serve-needs-hosts", "address-not-free"; "provider-half-set", "provider-address-unsafe".
    """
    hosts = hosts_of(asked)
    session, stopping, log = session_of(call), Event(), journal()
    access = access_of(session)
    provider = _provider(access)
    address = Address(host=asked.host, port=asked.port, proxies=asked.proxy)
    listener = listening(address)
    _tell_first_start(call, access, session)
    parts = Parts(
        monitor=session.monitor,
        access=access,
        branch=lambda known_at: open_branch(call.db, call.at, known_at),
        clock=lambda: call.at or now(),
        elapsed=elapsed,
        log=log,
        stopping=stopping,
        settings=Settings(hosts=hosts, home="/"),
        provider=provider,
        webhooks=webhooks_of(session),
        alerting=means_of(session),
        replica=replica_of(call, session),
    )
    call.tells("serving", host=asked.host, port=listener.getsockname()[1])
    is_woken = not asked.no_scheduler and not session.monitor.simulation
    try:
        with (
            measured(parts, asked.metrics_host, asked.metrics_port) as around,
            _scheduler(session, log, stopping, is_woken=is_woken),
        ):
            run_server(server_for(around(make(parts)), address, stopping), listener)
    finally:
        if provider is not None:
            provider.close()
        access.close()
        log.info("stopped")


def hosts_of(asked: Asked) -> tuple[str, ...]:
    """Return the names under which the service answers: a request for another is refused.

    Raises:
        RefusedError: "serve-needs-hosts", it listens on every address and no name is given.
    """
    if asked.host in _EVERYWHERE and not asked.allow_host:
        raise RefusedError("serve-needs-hosts", host=asked.host)
    listened = f"[{asked.host}]" if ":" in asked.host else asked.host
    return (*LOOPBACK_HOSTS, listened, *asked.allow_host)


def _provider(access: Access) -> ProviderSignIn | None:
    """Return how people sign in through an OpenID provider, if one is set; nothing is asked of it yet."""
    values = provider_values()
    if values is None:
        return None
    issuer, client, secret, back = values
    registered = ProviderSettings(
        issuer=issuer, client_id=client, client_secret=Secret(secret), redirect_uri=back
    )
    return ProviderSignIn(access, registered)


def _tell_first_start(call: Call, access: Access, session: Session) -> None:
    first = access.first_start(session.at)
    if first is not None:
        call.tells("serve-first-start", user=first.user, secret=first.secret.reveal())


@contextmanager
def _scheduler(session: Session, log: Journal, stopping: Event, *, is_woken: bool) -> Iterator[None]:
    """Wake the jobs beside what is done meanwhile; at the end what this process led is given back."""
    if not is_woken:
        yield
        return
    post = Post(session.monitor, now, log, stopping)
    jobs = jobs_of(post, webhooks_of(session), dispatcher_of(session))

    def trouble(job: str, told: str) -> None:
        log.error("trouble", job=job, trouble=told)

    thread = Thread(target=wake, args=(jobs, trouble, clock_lead, stopping), name="scheduler")
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()
        give_back(session.monitor)
