"""Where a request came from, as it may be kept: not the address, but whether it is the same again."""

from ipaddress import IPv6Address, ip_address, ip_network

from monitor.access.secret import keyed

_DIGITS = 32
_IPV6_PARTY = 64  # bits


def hidden_source(key: bytes, address: str | None) -> str | None:
    """Return the keyed hash of an address; of IPv6 that of the network, which one party has to itself."""
    return None if address is None else keyed(key, party(address))[:_DIGITS]


def party(address: str) -> str:
    """Return who counts as one address: of IPv6 a network of 64 bits, for each home has as many addresses.

    >>> party("192.0.2.1"), party("::ffff:192.0.2.1"), party("2001:db8::7")
    ('192.0.2.1', '192.0.2.1', '2001:db8::/64')
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ip_network((parsed, _IPV6_PARTY), strict=False))
    return str(parsed)
