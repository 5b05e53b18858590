"""One message to one address, once: whatever the other side does, it ends in time and is told.

Promise: the connection goes to an address that was checked, TLS is verified against the name, no redirect
is followed, no proxy asked, and no more of the answer is read than was asked for: its first 200 bytes.
"""

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from socket import SOCK_STREAM

import httpx2
import msgspec

from domain.refusal import RefusedError
from monitor.access.secret import Secret
from monitor.intake.line import escaped
from monitor.notify.addresses import Listed, Origin, Resolver, Trouble, checked, origin_of, require_origin
from monitor.notify.cloud_event import CONTENT_TYPE
from monitor.notify.outbox import Attempt
from monitor.notify.signing import signed_headers
from monitor.version import VERSION

GONE = 410
_REDIRECTED = range(300, 400)
_ANSWER_BYTES = 200
_MOST_ADDRESSES = 3


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A message ready to be signed and sent; `message` is its id, the same at every try.

    With `headers` it is sent with these as it is; `reads` is how many bytes of the answer are wanted.
    """

    url: str
    message: str
    body: bytes
    keys: tuple[Secret, ...]
    headers: Mapping[str, str] | None = None
    reads: int = _ANSWER_BYTES


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How long an attempt may take, in seconds: for each step to a connection, in all, to read the answer.

    Three steps (name, TCP, TLS) end before the whole does: broken off from outside in the middle of a TLS
    handshake, httpx2 would leave the socket open.
    """

    connect: float = 4.0
    whole: float = 15.0
    answer: float = 2.0


class NotSentError(Exception):
    """Nothing was sent, or no answer came."""

    def __init__(self, trouble: Trouble) -> None:
        """Say why."""
        super().__init__(trouble)
        self.trouble: Trouble = trouble


class Sender:
    """Sends messages; `resolve` gives the addresses of a name, `tls` says whose certificates are good."""

    def __init__(
        self, listed: Listed, tls: ssl.SSLContext, resolve: Resolver, limits: Limits | None = None
    ) -> None:
        """Send to listed origins, and to any by plain TLS."""
        self._listed = listed
        self._tls = tls
        self._resolve = resolve
        self._limits = limits or Limits()

    async def send(self, letter: Letter, at: datetime) -> Attempt:
        """Send a message once and return how it went; it never raises for what others do."""
        clock = asyncio.get_running_loop().time
        begun = clock()
        try:
            async with asyncio.timeout(self._limits.whole):
                attempt = await self._sent(letter, at)
        except TimeoutError:
            attempt = Attempt(milliseconds=0, trouble="timed-out")
        except NotSentError as error:
            attempt = Attempt(milliseconds=0, trouble=error.trouble)
        return msgspec.structs.replace(attempt, milliseconds=round((clock() - begun) * 1000))

    async def _sent(self, letter: Letter, at: datetime) -> Attempt:
        origin = origin_of(letter.url)
        addresses = await self._addresses(origin)
        headers = {
            **_own_headers(letter, at),
            "host": origin.authority,
            "user-agent": f"cluster-monitor/{VERSION}",
            "accept-encoding": "identity",
        }
        for address in addresses[:-1]:
            try:
                return await self._posted(letter, address, headers)
            except NotSentError as error:
                if error.trouble != "not-reached":  # it may have been taken
                    raise
        return await self._posted(letter, addresses[-1], headers)

    async def _addresses(self, origin: Origin) -> list[str]:
        """Return the checked addresses of an origin, at least one."""
        try:
            require_origin(origin, self._listed)
        except RefusedError:
            raise NotSentError("address-not-allowed") from None
        try:
            async with asyncio.timeout(self._limits.connect):
                found = await self._resolve(origin.host, origin.port)
        except (OSError, UnicodeError):  # a timeout is an OSError too
            raise NotSentError("host-unknown") from None
        addresses = checked(list(dict.fromkeys(found)), is_listed=origin in self._listed)
        if not addresses:
            raise NotSentError("address-not-allowed" if found else "host-unknown")
        return addresses[:_MOST_ADDRESSES]

    async def _posted(self, letter: Letter, address: str, headers: dict[str, str]) -> Attempt:
        url = httpx2.URL(letter.url)
        client = httpx2.AsyncClient(
            verify=self._tls,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx2.Timeout(self._limits.whole, connect=self._limits.connect),
        )
        request = client.build_request(
            "POST",
            url.copy_with(host=address),
            content=letter.body,
            headers=headers,
            extensions={"sni_hostname": url.host},
        )
        async with client:
            try:
                response = await client.send(request, stream=True)
            except (httpx2.HTTPError, ssl.SSLError, OSError) as error:
                raise NotSentError(_trouble(error)) from None
            return await self._read(response, letter.reads)

    async def _read(self, response: httpx2.Response, wanted: int) -> Attempt:
        """Return how an answer is meant; its status has come, so that a slow rest changes nothing."""
        begin = b""
        with suppress(httpx2.HTTPError, httpx2.StreamError, TimeoutError):
            async with asyncio.timeout(self._limits.answer):
                async for chunk in response.aiter_raw():
                    begin += chunk[:wanted]
                    if len(begin) >= wanted:
                        break
        with suppress(httpx2.HTTPError, httpx2.StreamError):
            await response.aclose()
        return Attempt(
            milliseconds=0,
            status=response.status_code,
            trouble=_meant(response),
            answer=escaped(begin[:_ANSWER_BYTES].decode(errors="replace")),
            rest_seconds=_asked_rest(response),
            body=begin[:wanted] if wanted > _ANSWER_BYTES else b"",
        )


def _own_headers(letter: Letter, at: datetime) -> Mapping[str, str]:
    if letter.headers is not None:
        return letter.headers
    return {
        **signed_headers(letter.message, at, letter.body, letter.keys),
        "content-type": CONTENT_TYPE,
    }


def _meant(response: httpx2.Response) -> Trouble | None:
    if response.is_success:
        return None
    return "redirected" if response.status_code in _REDIRECTED else "not-taken"


def _asked_rest(response: httpx2.Response) -> int:
    """Return for how many seconds the receiver asks to be left alone (RFC 9110, 10.2.3), else 0."""
    stated = response.headers.get("retry-after", "")
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) <= 6 else 0  # noqa: PLR2004 - days


def _trouble(error: Exception) -> Trouble:
    if isinstance(error, httpx2.TimeoutException):
        return "timed-out"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "tls-failed"
        cause = cause.__cause__ or cause.__context__
    return "not-reached" if isinstance(error, httpx2.ConnectError | OSError) else "broken-off"


async def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a name as the system knows them.

    Raises:
        OSError: it knows none.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def system_trust() -> ssl.SSLContext:
    """Return the trust of the system: its certificates, or those that SSL_CERT_FILE names."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
