"""Time stamps over checkpoints: what is an authority's is kept, and nothing else."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.audit.signing.checkpoint import Checkpoint, checkpoint_text, parse_checkpoint
from monitor.audit.signing.checkpoint_table import store
from monitor.audit.signing.keys import Ed25519Signer
from monitor.audit.signing.note import sign_note
from monitor.audit.signing.time_stamps import (
    nonce_of,
    read_roots,
    request_for,
    stamped_checkpoint,
    store_stamp,
    stored_stamps,
    verify_stamp,
)
from monitor.database import reading
from tests.monitor.audit.authority import AT, Authority
from tests.monitor.audit.intruder import Intruder
from tests.monitor.cli.terminal import Terminal, typed

SIGNER = Ed25519Signer("gxt.example/clusters", bytes(range(32)))


def made(size: int) -> Checkpoint:
    return parse_checkpoint(sign_note(checkpoint_text(SIGNER.name, size, bytes(32)), [SIGNER]))


AUTHORITY = Authority()
CHECKPOINT = made(7)
REQUEST = request_for(CHECKPOINT)


def test_a_response_tells_when_the_checkpoint_was_there() -> None:
    token = AUTHORITY.answers(REQUEST)
    told = verify_stamp(CHECKPOINT, token, [AUTHORITY.root], nonce_of(REQUEST))
    assert (told.at, told.serial, told.policy) == (AT, 77, "1.2.3.4")
    assert told.imprint == sha256(CHECKPOINT.note.encode()).digest()
    assert nonce_of(REQUEST) != nonce_of(request_for(CHECKPOINT))


@pytest.mark.parametrize(
    ("token", "why"),
    [
        (b"", "it is nothing"),
        (b"junk", "it is no response"),
        (AUTHORITY.answers(REQUEST)[:-1], "it is cut"),
        (AUTHORITY.refuses(), "it grants nothing"),
        (AUTHORITY.answers(request_for(made(8))), "it is over another checkpoint"),
        (AUTHORITY.answers(REQUEST, nonce=5), "it answers another request"),
        (AUTHORITY.answers(REQUEST, nonce=None), "it leaves the nonce out"),
        (AUTHORITY.answers(REQUEST, at=AT + timedelta(days=900)), "the certificate had run out"),
        (Authority().answers(REQUEST), "nobody trusts its root"),
        (
            Authority(usage=ExtendedKeyUsageOID.CODE_SIGNING).answers(REQUEST),
            "nobody trusts it, nor for time",
        ),
        (
            AUTHORITY.answers(
                REQUEST,
                message_imprint={"hash_algorithm": {"algorithm": "sha1"}, "hashed_message": bytes(20)},
            ),
            "its hash function is another",
        ),
    ],
)
def test_what_does_not_stamp_this_checkpoint_is_refused(token: bytes, why: str) -> None:
    with pytest.raises(RefusedError, match="time-stamp-not-accepted") as refused:
        verify_stamp(CHECKPOINT, token, [AUTHORITY.root], nonce_of(REQUEST))
    assert refused.value.kind == "answer-is-no", why


def test_a_certificate_for_other_uses_stamps_no_time() -> None:
    other = Authority(usage=ExtendedKeyUsageOID.CODE_SIGNING)
    with pytest.raises(RefusedError, match="time-stamp-not-accepted"):
        verify_stamp(CHECKPOINT, other.answers(REQUEST), [other.root])


def test_no_changed_byte_of_a_response_tells_another_time() -> None:
    token = AUTHORITY.answers(REQUEST)
    told = set()
    for place in range(0, len(token), 7):
        changed = token[:place] + bytes([token[place] ^ 1]) + token[place + 1 :]
        try:
            told.add(verify_stamp(CHECKPOINT, changed, [AUTHORITY.root], nonce_of(REQUEST)))
        except RefusedError:
            continue
    assert told <= {verify_stamp(CHECKPOINT, token, [AUTHORITY.root])}


def test_what_is_no_request_and_no_certificate_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="time-stamp-not-accepted"):
        nonce_of(b"junk")
    file = tmp_path / "root.pem"
    file.write_text("junk")
    with pytest.raises(RefusedError, match="certificate-not-accepted"):
        read_roots([file])
    for wrong in (tmp_path, tmp_path / "none"):
        with pytest.raises(RefusedError, match="file-not-read"):
            read_roots([wrong])
    file.write_bytes(AUTHORITY.root_pem * 3_000)
    with pytest.raises(RefusedError, match="file-not-read"):
        read_roots([file])


def test_the_table_keeps_each_response_once(engine: Engine) -> None:
    store(engine, [made(6), CHECKPOINT])
    first, second = AUTHORITY.answers(REQUEST), AUTHORITY.answers(REQUEST, serial_number=78)
    assert [store_stamp(engine, CHECKPOINT, each) for each in (first, second, first)] == [1, 2, 1]
    with reading(engine) as connection:
        assert stamped_checkpoint(connection, first) == CHECKPOINT
        assert [each[2:] for each in stored_stamps(connection)] == [(1, first), (2, second)]
        with pytest.raises(RefusedError, match="time-stamp-of-nothing"):
            stamped_checkpoint(connection, AUTHORITY.answers(request_for(made(9))))


# --- at the command line ----------------------------------------------------------------------


def test_an_officer_carries_a_request_and_brings_the_response(tmp_path: Path) -> None:
    desk = Terminal(tmp_path).with_story()
    key, request, response, root = (str(tmp_path / name) for name in ("k", "c.tsq", "c.tsr", "root.pem"))
    assert desk.types("timestamp", "request", "--output", request).code == 4
    typed("checkpoint", "keygen", "--origin", "gxt.example/log", "--output", key)
    desk.types("checkpoint", "sign", "--key", key)
    assert "长度 5" in desk.types("timestamp", "request", "--output", request).out
    assert desk.types("timestamp", "request", "--output", request).code == 3
    other = str(tmp_path / "other.tsq")
    asked = desk.types(
        "timestamp", "request", "--size", "5", "--origin", "gxt.example/log/sm3", "--output", other, "--json"
    )
    assert (asked.json["size"], asked.json["root"][:4]) == (5, "sm3:")
    Path(root).write_bytes(AUTHORITY.root_pem)
    Path(response).write_bytes(AUTHORITY.answers(Path(request).read_bytes()))
    assert "没有时间戳" in desk.types("timestamp", "show").out
    wrong = desk.types("timestamp", "add", response, "--request", other, "--root", root)
    assert (wrong.code, "Nonce" in wrong.err) == (1, True)
    kept = desk.types("timestamp", "add", response, "--request", request, "--root", root, "--json").json
    assert (kept["size"], kept["number"], kept["stamped_at"]) == (5, 1, "2026-11-21T02:00:00Z")
    assert "2026-11-21 10:00:00" in desk.types("timestamp", "add", response, "--root", root).out
    shown = desk.types("timestamp", "show", "--root", root, "--json").json
    assert [(each["serial"], each["verified"]) for each in shown] == [("77", True)]
    assert "未核对" in desk.types("timestamp", "show").out


def test_a_stored_response_that_no_longer_holds_is_told(engine: Engine, tmp_path: Path) -> None:
    desk = Terminal(tmp_path, simulation=False)
    desk.db = engine.url.render_as_string(hide_password=False)
    root, junk = tmp_path / "root.pem", Authority()
    root.write_bytes(AUTHORITY.root_pem)
    store(engine, [CHECKPOINT])
    store_stamp(engine, CHECKPOINT, AUTHORITY.answers(REQUEST))
    store_stamp(engine, CHECKPOINT, junk.answers(REQUEST))
    said = desk.types("timestamp", "show", "--root", str(root), "--json")
    assert (said.code, [each["verified"] for each in said.json]) == (1, [True, False])
    Intruder(engine).runs("UPDATE time_stamps SET token = :token WHERE number = 1", token=b"junk")
    said = desk.types("timestamp", "show", "--root", str(root))
    assert (said.code, said.out.count("不成立")) == (1, 2)
    Intruder(engine).runs("UPDATE checkpoints SET note = 'junk'")
    assert desk.types("timestamp", "show", "--root", str(root)).code == 1
    listed = desk.types("checkpoint", "show", "--json").json
    assert [(each["root"], each["signature"]) for each in listed] == [(None, "unreadable")]
