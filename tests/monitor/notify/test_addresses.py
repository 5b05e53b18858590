"""Where a message may go: a corpus of addresses that are made to reach inside."""

from ipaddress import ip_address

import pytest

from domain.refusal import RefusedError
from monitor.notify.addresses import (
    Origin,
    checked,
    is_allowed,
    origin_of,
    read_listed,
    require_origin,
)

INSIDE = [
    "127.0.0.1",
    "127.255.255.254",
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "::1",
    "fc00::1",
    "fd00:ec2::254",
]
NEVER = [
    "0.0.0.0",  # noqa: S104 - refused
    "0.1.2.3",
    "100.64.0.1",
    "100.100.100.200",  # where a cloud answers with credentials
    "169.254.0.1",
    "169.254.169.254",  # the same
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::7f00:1",
    "100::1",
    "2001::1",
    "2001:20::1",
    "3fff::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "5f00::1",
]
OUTSIDE = ["8.8.8.8", "114.114.114.114", "2400:3200::1", "2606:4700:4700::1111"]


@pytest.mark.parametrize("address", [*INSIDE, *NEVER])
def test_nothing_inside_is_connected_to(address: str) -> None:
    assert not is_allowed(ip_address(address), is_listed=False)


@pytest.mark.parametrize("address", INSIDE)
def test_a_listed_origin_may_lie_in_the_networks_of_the_house(address: str) -> None:
    assert is_allowed(ip_address(address), is_listed=True)


@pytest.mark.parametrize("address", NEVER)
def test_even_a_listed_origin_never_lies_where_clouds_answer_or_in_an_address_within_an_address(
    address: str,
) -> None:
    assert not is_allowed(ip_address(address), is_listed=True)


@pytest.mark.parametrize("address", OUTSIDE)
@pytest.mark.parametrize("listed", [True, False])
def test_addresses_outside_may_be_connected_to(address: str, listed: bool) -> None:
    assert is_allowed(ip_address(address), is_listed=listed)


@pytest.mark.parametrize("bad", [*INSIDE, *NEVER, "fe80::1%eth0", "no address", ""])
def test_one_bad_address_of_a_name_spoils_all_of_them(bad: str) -> None:
    assert checked(["8.8.8.8", bad], is_listed=False) == []
    assert checked(["8.8.8.8", "2400:3200::1"], is_listed=False) == ["8.8.8.8", "2400:3200::1"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "scheme"),
        ("hooks.example", "scheme"),
        ("//hooks.example/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://hooks.example/", "scheme"),
        ("ftp://hooks.example/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("https:///path", "host"),
        ("https://", "host"),
        ("https://user@hooks.example/", "user"),
        ("https://user:word@hooks.example/", "user"),
        ("https://hooks.example@127.0.0.1/", "user"),
        ("https://hooks.example/#fragment", "fragment"),
        ("https://hooks.example:0/", "port"),
        ("https://hooks.example:/", "port"),
        ("https://hooks.example:99999/", "host"),
        ("https://hooks.example:x/", "host"),
        ("https://hooks.example./", "host"),
        ("https://hooks%2eexample/", "host"),
        ("https://[::1%25eth0]/", "host"),
        ("https://[::1/", "host"),
        ("https://hooks.example\\@127.0.0.1/", "characters"),
        ("https://hooks.example/ HTTP/1.1", "characters"),
        ("https://hooks.example/\r\nHost: inside", "characters"),
        ("https://hooks.example/\t", "characters"),
        ("https://hooks。example/", "characters"),
        ("https://ⓗooks.example/", "characters"),
        ("https://hooks.example/" + "a" * 500, "characters"),
    ],
)
def test_what_is_no_plain_address_is_refused_without_being_repeated(url: str, reason: str) -> None:
    with pytest.raises(RefusedError, match="webhook-url-not-accepted") as refused:
        origin_of(url)
    assert refused.value.values == {"reason": reason}


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/",
        "https://hooks.example:8443/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
    ],
)
def test_what_is_neither_plain_tls_nor_listed_is_refused(url: str) -> None:
    with pytest.raises(RefusedError, match="webhook-origin-not-allowed"):
        require_origin(origin_of(url), frozenset())
    require_origin(origin_of(url), frozenset({origin_of(url)}))


def test_listing_an_origin_lists_no_other_port_scheme_or_host() -> None:
    listed = read_listed("https://oa.example:8443")
    require_origin(origin_of("https://OA.example:8443/deep?x=1"), listed)
    require_origin(origin_of("https://oa.example/"), listed)
    for near in ("http://oa.example:8443", "https://oa.example:8444", "https://b.oa.example:8443"):
        with pytest.raises(RefusedError, match="webhook-origin-not-allowed"):
            require_origin(origin_of(near), listed)


@pytest.mark.parametrize("text", ["oa.example", "https://oa.example/path", "https://oa.example?x", "*", "1"])
def test_a_list_holds_origins_only(text: str) -> None:
    with pytest.raises(RefusedError, match="webhook-origins-not-accepted") as refused:
        read_listed(f"https://good.example {text}")
    assert refused.value.values["found"] == text


def test_a_list_may_be_empty_or_divided_by_commas_and_spaces() -> None:
    assert read_listed(None) == read_listed(" , ") == frozenset()
    assert read_listed("https://a.example,http://[::1]:9000/") == {
        Origin("https", "a.example", 443),
        Origin("http", "::1", 9000),
    }
