"""Where a message may go: the guard against requests that are made to reach inside (SSRF).

Promise: a connection is made to an address that was checked, never to a name that may mean another one
by then; where a name has several addresses, all of them must pass. OWASP ASVS 5.0, 1.3.6.
"""

from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Literal, NamedTuple
from urllib.parse import SplitResult, urlsplit

from domain.refusal import RefusedError

HTTPS_PORT = 443
LONGEST_URL = 500
_PORTS = {"http": 80, "https": HTTPS_PORT}
# The networks of a house: only for origins that the operator has listed. Never among them: link-local
# addresses, where clouds answer with credentials.
_INNER = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1/128", "fc00::/7"))
)
_OUTER_IPV6 = ip_network("2000::/3")
# Addresses that carry another one inside or are relayed (what they reach is not what they say), and blocks
# kept for protocols and documents that not every version of Python knows.
_NEVER = tuple(
    map(
        ip_network,
        (
            "2002::/16",
            "2001::/23",
            "3fff::/20",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "192.88.99.0/24",
            "192.0.0.0/24",
        ),
    )
)

Address = IPv4Address | IPv6Address
Trouble = Literal[
    "host-unknown",
    "address-not-allowed",
    "address-changed",
    "event-unreadable",
    "not-reached",
    "tls-failed",
    "timed-out",
    "broken-off",
    "redirected",
    "not-taken",
    "mail-unset",
    "library-missing",
]
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]


class Origin(NamedTuple):
    """The part of an address that says who is spoken to."""

    scheme: str
    host: str
    port: int

    @property
    def is_default(self) -> bool:
        """Tell whether it needs no leave of the operator: TLS at its usual port."""
        return self.scheme == "https" and self.port == HTTPS_PORT

    @property
    def authority(self) -> str:
        """Return host and port as a Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        """Return it as text: "https://hooks.example:8443"."""
        return f"{self.scheme}://{self.authority}"


Listed = frozenset[Origin]


def origin_of(url: str) -> Origin:
    """Return the origin of an address.

    Raises:
        RefusedError: "webhook-url-not-accepted", it is no plain address; `reason` names what is wrong.
    """
    if not (url.isascii() and url.isprintable()) or " " in url or "\\" in url or len(url) > LONGEST_URL:
        raise _not_accepted("characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _not_accepted("host") from None
    if fault := _fault(parts, port):
        raise _not_accepted(fault)
    return Origin(parts.scheme, str(parts.hostname), port or _PORTS[parts.scheme])


def _fault(parts: SplitResult, port: int | None) -> str | None:
    if parts.scheme not in _PORTS:
        return "scheme"
    if "@" in parts.netloc:
        return "user"
    if parts.fragment:
        return "fragment"
    if not parts.hostname or parts.hostname.endswith(".") or "%" in parts.netloc:
        return "host"
    return "port" if port == 0 or parts.netloc.endswith(":") else None


def _not_accepted(reason: str) -> RefusedError:
    """Return a refusal that does not repeat the address: it may hold a secret."""
    return RefusedError("webhook-url-not-accepted", reason=reason)


def read_listed(text: str | None) -> Listed:
    """Return the origins that an operator lists, divided by commas or spaces.

    >>> sorted(map(str, read_listed("http://127.0.0.1:9000, https://oa.example")))
    ['http://127.0.0.1:9000', 'https://oa.example']

    Raises:
        RefusedError: "webhook-origins-not-accepted".
    """
    found = set()
    for word in (text or "").replace(",", " ").split():
        try:
            origin = origin_of(word)
        except RefusedError:
            raise RefusedError("webhook-origins-not-accepted", found=word) from None
        if str(origin) != word.lower().removesuffix("/"):
            raise RefusedError("webhook-origins-not-accepted", found=word)
        found.add(origin)
    return frozenset(found)


def require_origin(origin: Origin, listed: Listed) -> None:
    """Refuse an origin that is neither TLS at its usual port nor listed, or is a bare address inside.

    Raises:
        RefusedError: "webhook-origin-not-allowed".
    """
    if origin in listed:
        return
    literal = _literal(origin.host)
    if not origin.is_default or (literal is not None and not is_allowed(literal, is_listed=False)):
        raise RefusedError("webhook-origin-not-allowed", origin=str(origin))


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_allowed(address: Address, *, is_listed: bool) -> bool:
    """Tell whether an address may be connected to.

    >>> is_allowed(ip_address("169.254.169.254"), is_listed=True)
    False
    """
    if is_listed and any(address in network for network in _INNER):
        return True
    if any(address in network for network in _NEVER) or address.is_multicast:
        return False
    return address.is_global and (address.version == 4 or address in _OUTER_IPV6)  # noqa: PLR2004 - IPv4


def checked(found: Sequence[str], *, is_listed: bool) -> list[str]:
    """Return the addresses of a name, none at all where one of them may not be connected to."""
    addresses = [_literal(each) for each in found]
    kept = [each for each in addresses if each is not None and is_allowed(each, is_listed=is_listed)]
    return [str(each) for each in kept] if len(kept) == len(found) else []
