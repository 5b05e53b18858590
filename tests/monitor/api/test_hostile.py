"""What no honest program sends is refused in words; nothing of it is recorded, run, or told on."""

import socket

import pytest

from tests.monitor.api.serving import JINJIANG, Json, Service, fact

NEW = {"If-None-Match": "*"}
TYPED = {**NEW, "Content-Type": "application/json"}
RECOGNISED = fact("cluster-recognised", "2024-07-10", **JINJIANG)
BODIES = {
    "nothing": (b"", 400),
    "no JSON": (b"{", 400),
    "bad UTF-8": (b'{"type": "\xff"}', 400),
    "UTF-16": ('{"type": "x"}'.encode("utf-16"), 400),
    "deep": (b'{"a":' * 100_000, 400),
    "deep and closed": (b"[" * 40 + b"]" * 40, 400),
    "a key twice": (b'{"type": "x", "type": "y"}', 400),
    "no number": (b'{"type": NaN}', 400),
    "huge number": (b'{"type": 1' + b"0" * 100_000 + b"}", 422),
    "no object": (b"[]", 422),
    "null": (b"null", 422),
    "lone surrogate": (b'{"type": "\\ud800"}', 422),
    "controls": (b'{"type": "review-applied\\u0000\\u001b[2J", "effective_on": "2025-01-01"}', 422),
    "a stored tag": (b'{"type": "review-applied", "effective_on": "2025-01-01", "data": {"type": "x"}}', 422),
    "another cluster": (b'{"type": "review-applied", "cluster": "c2", "effective_on": "2025-01-01"}', 422),
    "somebody else's name": (
        b"""{"type": "review-applied", "effective_on": "2025-01-01", "recorded_by": "minister", "id": "x",
        "position": 1, "recorded_at": "2025-01-01T00:00:00Z"}""",
        403,
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_is_refused_in_words(standing: Service, name: str) -> None:
    body, status = BODIES[name]
    with standing.client("province") as client:
        refused = client.post("/clusters/new/facts", content=body, headers=TYPED)
        assert (refused.status_code, refused.headers["content-type"]) == (status, "application/problem+json")
        assert "\x1b" not in refused.text
        assert "Traceback" not in refused.text
        assert client.get("/clusters/new").status_code == 404


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/json; charset=gbk", "application/xml", "multipart/form-data", "json"],
)
def test_another_media_type_is_refused(standing: Service, kind: str) -> None:
    with standing.client("province") as client:
        refused = client.post("/clusters/new/facts", content=b"{}", headers={**NEW, "Content-Type": kind})
    assert (refused.status_code, refused.json()["code"]) == (415, "media-type-not-accepted")


PATHS = [
    "/clusters/..%2f..%2fetc%2fpasswd",
    "/clusters/%2e%2e",
    "/clusters/c1%00",
    "/clusters/:access",
    "/clusters/:calendar/history",
    "/clusters/c1;x",
    "/clusters/" + "a" * 5000,
    "/clusters/%ff%fe",
    "/clusters/c1'%20OR%201=1--",
    "/receipts/..%2f1",
    "/receipts/%22",
    "/rulebooks/..%2ffujian-2022.yaml",
    "/rulebooks/%2fetc%2fpasswd",
    "/law/sha256:..",
]


@pytest.mark.parametrize("path", PATHS)
def test_tricks_with_names_find_nothing(standing: Service, path: str) -> None:
    with standing.client("auditor") as client:
        refused = client.get(path)
    assert refused.status_code in {404, 422}
    assert refused.headers["content-type"] == "application/problem+json"
    assert "root:" not in refused.text


def test_a_supposition_opens_no_file_of_the_machine(standing: Service) -> None:
    with standing.client("auditor") as client:
        for named in ("/etc/passwd", "x.yaml", "../x.yml", "file:///etc/passwd"):
            refused = client.post("/what-if", json={"rulebook": named, "cluster": "c1"})
            assert (refused.status_code, refused.json()["code"]) == (404, "edition-unknown")


def raw(service: Service, sent: bytes) -> bytes:
    """Send bytes as they are and return what comes back."""
    host, port = service.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def lines(*stated: str) -> bytes:
    return "\r\n".join([*stated, "Connection: close", "", ""]).encode()


@pytest.fixture
def token(standing: Service) -> str:
    return f"Authorization: Bearer {standing.token('auditor')}"


def test_a_host_that_is_not_served_is_refused(standing: Service, token: str) -> None:
    answer = raw(standing, lines("GET /api/v1/me HTTP/1.1", "Host: evil.example", token))
    assert answer.startswith(b"HTTP/1.1 421")
    assert b"host-not-served" in answer


@pytest.mark.parametrize("more", ["80@evil.example", ":80@evil.example", ":evil", ":80:80", ":123456", "]"])
def test_after_a_host_stands_a_port_or_nothing(standing: Service, token: str, more: str) -> None:
    for host in ("localhost", "[::1]"):
        answer = raw(standing, lines("GET /api/v1/me HTTP/1.1", f"Host: {host}{more}", token))
        assert answer.startswith((b"HTTP/1.1 421", b"HTTP/1.1 400")), answer[:80]
        assert raw(standing, lines("GET /api/v1/me HTTP/1.1", f"Host: {host}:8000", token))[9:12] == b"200"


def test_a_connection_with_two_lengths_of_one_body_is_closed(standing: Service, token: str) -> None:
    both = ("Content-Length: 5", "Transfer-Encoding: chunked", "", "0", "", "")
    sent = "\r\n".join(["POST /api/v1/me HTTP/1.1", "Host: localhost", token, *both])
    answers = raw(standing, sent.encode() + lines("GET /api/v1/me HTTP/1.1", "Host: localhost", token))
    assert answers.count(b"HTTP/1.1 ") == 1
    assert b"connection: close" in answers.lower()


def test_what_is_forwarded_is_not_believed(standing: Service, token: str) -> None:
    answer = raw(
        standing,
        lines(
            "GET /api/v1/me HTTP/1.1",
            "Host: localhost",
            token,
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-For: 10.0.0.1",
        ),
    )
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"strict-transport-security" not in answer.lower()
    assert b"evil" not in answer


@pytest.mark.parametrize(
    "sent",
    [
        b"GARBAGE\r\n\r\n",
        lines("GET /api/v1/me HTTP/1.1", "Host: localhost", "Bad Header: x"),
        lines("GET /api/v1/me HTTP/1.1", "Host: localhost", "X: " + "a" * 100_000),
        lines(
            "POST /api/v1/tick HTTP/1.1", "Host: localhost", "Content-Length: 5", "Transfer-Encoding: chunked"
        ),
        lines("GET /api/v1/me\x00 HTTP/1.1", "Host: localhost"),
    ],
)
def test_what_is_no_http_is_refused_by_the_server(standing: Service, sent: bytes) -> None:
    assert raw(standing, sent).startswith(b"HTTP/1.1 4")


def test_a_value_with_a_line_break_gets_into_no_header(standing: Service) -> None:
    with standing.client("auditor") as client:
        answer = client.get("/clusters", params={"limit": 1, "city": "泉州市\r\nSet-Cookie: session=x"})
        linked = client.get("/alerts", params={"limit": 1, "cluster": "c1", "x": "a\r\nX-Injected: 1"})
    assert "set-cookie" not in answer.headers
    assert "x-injected" not in linked.headers
    assert "link" in linked.headers


def test_every_answer_has_the_headers_that_keep_browsers_in_check(standing: Service) -> None:
    with standing.client("auditor") as client:
        answers = [client.get(path) for path in ("/me", "/nowhere", "/reference", "/clusters?limit=0")]
        answers.append(client.put("/me"))
    for answer in answers:
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in answer.headers
        assert "server" not in answer.headers


def test_the_log_holds_no_query_no_body_and_no_token(standing: Service) -> None:
    marks = ["MARK-QUERY", "MARK-BODY", "MARK-HEADER", "MARK-PATH"]
    with standing.client("auditor") as client:
        client.get("/clusters", params={"city": marks[0]}, headers={"X-Mark": marks[2]})
        client.post("/what-if", content=marks[1].encode(), headers={"Content-Type": "application/json"})
        client.get(f"/rulebooks/{marks[3]}")
    with standing.client(Authorization="Bearer cm_000000000000_MARK-TOKEN") as client:
        client.get("/me")
    logged = standing.logged.getvalue()
    assert '"route": "/api/v1/rulebooks/{edition}"' in logged
    assert "MARK" not in logged
    assert not any(token in logged for token in standing.tokens.values())


def test_lists_with_thousands_of_faults_are_told_in_part(standing: Service) -> None:
    body: list[Json] = [{"type": "no-such-fact"} for _ in range(1000)]
    with standing.client("province") as client:
        refused = client.post("/facts", json=body)
    assert refused.status_code == 422
    assert len(refused.json()["errors"]) == 200
