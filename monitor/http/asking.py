"""Who asks, about which times, with which body: what endpoints are handed, checked before they run.

Promise: whoever is not recognised gets no further than here, and no times but those that a question
may have get to the application.
"""

from datetime import date, datetime
from math import ceil
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

from fastapi import Depends, Path, Query, Request

from domain.refusal import RefusedError
from monitor.access.entrance import is_csrf
from monitor.access.guard import Guarded
from monitor.access.principal import Principal
from monitor.access.secret import Secret
from monitor.answers.days import read_day
from monitor.answers.times import day_asked, knowledge_ends
from monitor.bootstrap import read_instant
from monitor.http.desk import Desk
from monitor.http.language import language_of
from monitor.http.problems import Fault, FaultsError
from monitor.http.session_cookie import cookie_name
from monitor.wording import Language, say

SAFE_METHODS = frozenset({"GET", "HEAD"})
CSRF_HEADER = "X-CSRF-Token"


class RateError(RefusedError):
    """Somebody asked too often."""

    def __init__(self, seconds: float) -> None:
        """Say after how many seconds to ask again."""
        super().__init__("too-many-requests")
        self.seconds = ceil(seconds)


class Asked(NamedTuple):
    """One request of one principal at one instant."""

    desk: Desk
    guarded: Guarded
    language: Language
    request: Request

    @property
    def at(self) -> datetime:
        """The instant of the request."""
        return self.guarded.at

    @property
    def simulation(self) -> bool:
        """Whether all of this is a simulation."""
        return self.guarded.simulation


def desk_of(request: Request) -> Desk:
    """Return the desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk


def spoken(request: Request) -> Language:
    """Return the language in which a request wants to be answered."""
    return language_of(request.headers.get("accept-language"))


def asked(request: Request) -> Asked:
    """Return the request of somebody who is recognised.

    Raises:
        RefusedError: as `principal_of`.
        RateError: this principal asked too often.
    """
    return asked_in(request, spoken(request), request.headers.get(CSRF_HEADER, ""))


def asked_in(request: Request, language: Language, csrf: str) -> Asked:
    """Return the request of somebody who is recognised, in a language; `csrf` is the token it came with.

    Raises:
        RefusedError: as `principal_of`.
        RateError: this principal asked too often.
    """
    desk = desk_of(request)
    at = desk.parts.clock()
    principal = principal_of(request, at, csrf)
    request.state.principal = principal.user
    if wait := desk.rates.take(principal.user):
        raise RateError(wait)
    return Asked(desk, desk.parts.access.guard.seen_by(principal, at), language, request)


def principal_of(request: Request, at: datetime, csrf: str) -> Principal:
    """Return who asks; a request by cookie that may change something must come from our own pages.

    Raises:
        RefusedError: "sign-in-needed", "session-ended", "token-refused"; "cross-site-request".
    """
    entrance = desk_of(request).parts.access.entrance
    token = _token(request)
    if token is not None:
        return entrance.principal_of_token(token, at=at, source=address_of(request))
    session = session_of(request)
    if session is None:
        raise RefusedError("sign-in-needed", kind="not-signed-in")
    if request.method not in SAFE_METHODS:
        refuse_cross_site(request)
        if not is_csrf(session, csrf):
            raise RefusedError("cross-site-request", kind="not-permitted")
    return entrance.principal(session, at=at, source=address_of(request))


def _token(request: Request) -> Secret | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return Secret(token.strip()) if scheme.lower() == "bearer" else None


def session_of(request: Request) -> Secret | None:
    """Return the session that a request is made in; one with a token is made in none."""
    if _token(request) is not None:
        return None
    cookie = request.cookies.get(cookie_name(request))
    return Secret(cookie) if cookie else None


def address_of(request: Request) -> str | None:
    """Return where a request comes from."""
    return request.client.host if request.client else None


def refuse_cross_site(request: Request, *, needs_proof: bool = True) -> None:
    """Refuse what a page of somebody else made a browser send; a browser says where a request is from.

    Raises:
        RefusedError: "cross-site-request".
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    is_foreign = origin is not None and _place_of(origin) != request.headers.get("host")
    says_nothing = site is None and origin is None
    if site not in {None, "same-origin"} or is_foreign or (says_nothing and needs_proof):
        raise RefusedError("cross-site-request", kind="not-permitted")


def _place_of(origin: str) -> str | None:
    """Return host and port of an origin; None where it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


Caller = Annotated[Asked, Depends(asked)]

# --- times ------------------------------------------------------------------------------------

ON_TEXT = "The legal day the question is about (Asia/Shanghai); default: the day on which knowledge ends."
KNOWN_TEXT = (
    "Only what was recorded by this instant counts: RFC 3339 with offset, or a day (its end in "
    "Asia/Shanghai); default: now."
)
On = Annotated[str | None, Query(description=ON_TEXT, json_schema_extra={"format": "date"})]
KnownAt = Annotated[str | None, Query(description=KNOWN_TEXT)]
Cluster = Annotated[str, Path(description="The cluster's id: 1-64 letters, digits, '.', '_', '-'.")]
Cursor = Annotated[str | None, Query(description="Where to go on, from the Link of the page before.")]


class Times(NamedTuple):
    """The two times of a question."""

    on: date
    known_at: datetime
    is_now: bool


def times(caller: Caller, on: On = None, known_at: KnownAt = None) -> Times:
    """Return the times of a question, as the command line takes them.

    Raises:
        FaultsError: "parameters-not-accepted".
        RefusedError: "known-at-in-future".
    """
    return times_of(caller, on, known_at)


def times_of(caller: Asked, on: str | None, known_at: str | None) -> Times:
    """Return the times that somebody asks about; where they are left out, today as known now.

    Raises:
        FaultsError: "parameters-not-accepted".
        RefusedError: "known-at-in-future".
    """
    day = day_at("on", on, caller.language)
    instant = knowledge_of(caller, known_at)
    return Times(day_asked(instant, day), instant, on is None and known_at is None)


def knowledge_of(caller: Asked, known_at: str | None, parameter: str = "known_at") -> datetime:
    """Return the instant by which something was recorded: as asked, else that of the request.

    Raises:
        FaultsError: "parameters-not-accepted".
        RefusedError: "known-at-in-future".
    """
    return knowledge_ends(caller.at, instant_at(parameter, known_at, caller.language))


TimesOf = Annotated[Times, Depends(times)]


def day_at(parameter: str, text: str | None, language: Language) -> date | None:
    """Return the day that a parameter names; None where it is left out.

    Raises:
        FaultsError: "parameters-not-accepted".
    """
    if text is None:
        return None
    day = read_day(text)
    if day is None:
        raise not_accepted(parameter, text, "allowed-day", language)
    return day


def instant_at(parameter: str, text: str | None, language: Language) -> datetime | None:
    """Return the instant that a parameter names; None where it is left out.

    Raises:
        FaultsError: "parameters-not-accepted".
    """
    if text is None:
        return None
    try:
        return read_instant(text.replace(" ", "+"))  # a plus sign that was not escaped
    except (ValueError, OverflowError):
        raise not_accepted(parameter, text, "allowed-instant", language) from None


def not_accepted(parameter: str, found: str, allowed: str, language: Language) -> FaultsError:
    """Return the refusal of one parameter, with the words for what is allowed."""
    words = say(allowed, language)
    detail = say("parameter-not-accepted", language, parameter=parameter, allowed=words)
    fault = Fault(
        code="parameter-not-accepted",
        detail=detail,
        parameter=parameter,
        found=found[:60],
        allowed=words,
    )
    return FaultsError("parameters-not-accepted", 422, [fault])
