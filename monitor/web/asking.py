"""Who looks at a page or sends one of its forms, about which times, and in which language.

Promise: a form is read no further than allowed, and one that our own page did not send changes nothing.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

from anyio import to_thread
from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from domain.events import legal_day
from domain.refusal import RefusedError
from monitor.access.entrance import csrf_of
from monitor.access.presence import ONLY_OWN_ACCOUNT
from monitor.http.asking import Asked, Times, asked_in, desk_of, refuse_cross_site, session_of, times_of
from monitor.wording import Language

LANGUAGE_COOKIE = "language"
CSRF_FIELD = "csrf"
PROOF_CODE, PROOF_PASSWORD = "proof-code", "proof-password"  # fields by which somebody proves who he is
OWN_PAGES = "/account"
HOME = "/"
_MOST_FIELDS = 400
_MULTIPART, _PLAIN = "multipart/form-data", "application/x-www-form-urlencoded"


class Posted(NamedTuple):
    """A form that somebody sent."""

    asked: Asked
    form: FormData

    def text(self, name: str) -> str:
        """Return what a field holds without the blanks around it; nothing where it was not sent."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """Return what all fields of a name hold."""
        return [value.strip() for value in self.form.getlist(name) if isinstance(value, str)]

    def file(self, name: str) -> UploadFile | None:
        """Return the file of a field; None where none was chosen."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None


def language_shown(request: Request) -> Language:
    """Return the language that this browser was switched to; Chinese until it is."""
    return "en" if request.cookies.get(LANGUAGE_COOKIE) == "en" else "zh"


def own_address(stated: str) -> str:
    r"""Return an address if it is one of ours, else that of the first page.

    >>> own_address("/clusters?q=1"), own_address("//evil.example"), own_address("/\\evil.example")
    ('/clusters?q=1', '/', '/')
    >>> own_address("//["), own_address("http://[")
    ('/', '/')
    """
    try:
        split = urlsplit(stated)
    except ValueError:
        return HOME
    is_ours = stated.startswith("/") and not stated.startswith("//") and not split.netloc and not split.scheme
    return stated if is_ours and stated.isprintable() and "\\" not in stated else HOME


def address_before(request: Request) -> str:
    """Return the address of the page that a form was on, as the browser tells it; else of the first page."""
    try:
        split = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return HOME
    is_ours = split.netloc == request.headers.get("host")
    return own_address(f"{split.path}?{split.query}" if split.query else split.path) if is_ours else HOME


def visitor(request: Request) -> Asked:
    """Return the request of somebody who is signed in.

    Raises:
        RefusedError: "sign-in-needed", "session-ended"; the page of a refusal leads to the sign-in.
            "own-account-first", the session is good for the own account only; it leads there.
    """
    asked = asked_in(request, language_shown(request), "")
    is_held = asked.guarded.principal.scopes == ONLY_OWN_ACCOUNT
    if is_held and not f"{request.url.path}/".startswith(f"{OWN_PAGES}/"):
        raise RefusedError("own-account-first", kind="not-permitted")
    return asked


async def form_of(request: Request) -> FormData:
    """Return the fields of a form, read no further than allowed and no longer.

    Raises:
        RefusedError: "body-too-large", "request-too-slow", "media-type-not-accepted", "form-not-accepted".
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    seconds = desk_of(request).parts.settings.limits.body_seconds
    if kind not in {_PLAIN, _MULTIPART}:
        allowed = f"{_PLAIN}, {_MULTIPART}"
        raise RefusedError("media-type-not-accepted", found=kind[:100] or "-", allowed=allowed)
    try:
        async with asyncio.timeout(seconds):
            if kind == _PLAIN:
                return await FormParser(request.headers, _limited(request)).parse()
            return await MultiPartParser(
                request.headers, _limited(request), max_files=4, max_fields=_MOST_FIELDS
            ).parse()
    except TimeoutError:
        raise RefusedError("request-too-slow", most=seconds) from None
    except (MultiPartException, UnicodeError, ValueError):
        raise RefusedError("form-not-accepted") from None


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    most, taken = desk_of(request).parts.settings.limits.body_bytes, 0
    async for chunk in request.stream():
        taken += len(chunk)
        if taken > most:
            raise RefusedError("body-too-large", most=most)
        yield chunk


async def posted(request: Request) -> AsyncIterator[Posted]:
    """Give the form of somebody who is signed in, sent by one of our own pages.

    Raises:
        RefusedError: as `form_of`, `visitor`; "cross-site-request".
    """
    form = await form_of(request)
    request.state.sent = form  # for the page that keeps what was typed, where the session has ended
    try:
        csrf = form.get(CSRF_FIELD)
        stated = csrf if isinstance(csrf, str) else ""
        yield Posted(await to_thread.run_sync(asked_in, request, language_shown(request), stated), form)
    finally:
        await form.close()


async def posted_by_anybody(request: Request) -> AsyncIterator[FormData]:
    """Give the form of somebody who is not signed in yet, sent by one of our own pages.

    Raises:
        RefusedError: as `form_of`; "cross-site-request".
    """
    refuse_cross_site(request)
    form = await form_of(request)
    try:
        yield form
    finally:
        await form.close()


Visitor = Annotated[Asked, Depends(visitor)]
Form = Annotated[Posted, Depends(posted)]
OpenForm = Annotated[FormData, Depends(posted_by_anybody)]


def times(asked: Visitor, on: str | None = None, known_at: str | None = None) -> Times:
    """Return the times a page is about; an empty field of the form says nothing, and today's end is now.

    Raises:
        FaultsError: "parameters-not-accepted".
        RefusedError: "known-at-in-future".
    """
    is_today = known_at == legal_day(asked.at).isoformat()
    return times_of(asked, on or None, None if is_today else known_at or None)


def token_of(asked: Asked) -> str:
    """Return the token that each form of this session carries."""
    session = session_of(asked.request)
    return csrf_of(session).reveal() if session else ""


TimesShown = Annotated[Times, Depends(times)]
