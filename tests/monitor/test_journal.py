"""No line of the log holds a secret, wherever in it the secret was."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from monitor.database import writing
from monitor.journal import journal
from monitor.redaction import HIDDEN, redacted, without_secrets
from tests.monitor.cli.terminal import typed

CANARY = "c4n4ry5f1dA9"
TOKEN = f"cm_k1_{CANARY}"
TEXTS = [
    f"GET /x?token={CANARY}&y=1",
    f"postgresql+psycopg://monitor:{CANARY}@db/monitor",
    f"https://:{CANARY}@host/",
    f"Authorization: Bearer {TOKEN}",
    f"{{'authorization': 'Basic {CANARY}=='}}",
    f"Cookie: __Host-session={CANARY}; other=1",
    f"set-cookie: session={CANARY}",
    f"the token {TOKEN} is not known",
    f"password={CANARY}",
    f'{{"password": "{CANARY} with spaces"}}',
    f"otpauth://totp/x?secret={CANARY}&issuer=y",
    f"client_secret={CANARY}",
    f"$argon2id$v=19$m=65536,t=3,p=4${CANARY}$hash",
    f"eyJhbGciOiJIUzI1NiJ9.{CANARY}.{CANARY}",
    f"-----BEGIN PRIVATE KEY-----\n{CANARY}\n-----END PRIVATE KEY-----",
]
NAMES = [
    "password",
    "new_password",
    "client_secret",
    "api_token",
    "Authorization",
    "cookie",
    "totp_key",
    "session",
]


@pytest.mark.parametrize("words", TEXTS)
def test_what_looks_like_a_secret_is_taken_out_of_any_text(words: str) -> None:
    assert CANARY not in without_secrets(words)
    assert HIDDEN in without_secrets(words)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_called_a_secret_is_taken_out_at_any_depth(name: str) -> None:
    assert CANARY not in str(redacted({"a": [{name: CANARY}, ({name: {"b": CANARY}},)]}))


@pytest.mark.parametrize(
    "words",
    [
        "集群 fj-jinjiang-shoes 的年度报告已收到",
        "https://host.example/path?page=2",
        "2026-11-21T10:00:00Z cm 5 positions, tokens none",
        "sqlite:///var/lib/monitor.db",
    ],
)
def test_ordinary_words_stay_as_they_are(words: str) -> None:
    assert without_secrets(words) == words


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def fails(secret: str) -> None:
    told = f"refused for password={secret}"
    raise ValueError(told)


def test_an_exception_is_told_without_secrets_and_without_local_variables(stream: io.StringIO) -> None:
    log = journal(stream)
    try:
        fails(CANARY)
    except ValueError:
        log.exception("fault", headers={"authorization": f"Bearer {TOKEN}"}, body=[*TEXTS])
    (line,) = lines(stream)
    assert CANARY not in stream.getvalue()
    assert line["exception"][0]["exc_type"] == "ValueError"
    assert "fails" in stream.getvalue()


def test_a_newline_makes_no_second_line(stream: io.StringIO) -> None:
    journal(stream).info("x", cluster='a\n{"event": "forged"}')
    assert len(lines(stream)) == 1


def test_what_is_bound_to_a_request_is_in_each_of_its_lines(stream: io.StringIO) -> None:
    log = journal(stream)
    with structlog.contextvars.bound_contextvars(request="r1", token=TOKEN):
        log.info("one")
    log.info("two")
    first, second = lines(stream)
    assert (first["request"], first["token"]) == ("r1", HIDDEN)
    assert "request" not in second
    assert datetime.fromisoformat(first["timestamp"]).tzinfo == UTC


def test_a_statement_that_fails_does_not_tell_its_values(engine: Engine) -> None:
    row = {"user": "zhang", "hash": CANARY}
    statement = text("INSERT INTO credentials (user_id, password, nothing) VALUES (:user, :hash, 1)")
    with pytest.raises(DBAPIError) as failed, writing(engine) as connection:
        connection.execute(statement, row)
    assert CANARY not in f"{failed.value} {failed.value!r}"


@pytest.mark.parametrize("words", [[], ["--debug"]])
def test_the_command_line_tells_no_password_of_an_address(words: list[str]) -> None:
    url = f"postgresql+psycopg://monitor:{CANARY}@127.0.0.1:1/none"
    said = typed("status", "--db", url, *words)
    assert said.code == 5
    assert CANARY not in said.err + said.out
    assert ("Traceback" in said.err) is bool(words)


STEERING = [
    "\u202e",
    "\u2066",
    "\u200f",
    "\u2028",
    "\u2029",
    "\x1b[2J",
    "\x7f",
    "\x9b",
    "\ufeff",
    "\U000e0041",
    "\r",
]


@pytest.mark.parametrize("steers", STEERING, ids=ascii)
def test_no_line_holds_what_steers_a_terminal_or_turns_the_order_of_reading(steers: str) -> None:
    written = io.StringIO()
    journal(written).info("looked", cluster=f"晋江{steers}鞋", **{f"按{steers}": 1})
    (line,) = written.getvalue().rstrip("\n").split("\n")
    assert line.isprintable()
    assert "晋江" in line, "what is read stays as it is"
    assert json.loads(line)["cluster"] == f"晋江{steers}鞋"
