"""Receipts: what was recorded where, joined to the log by proofs that anybody can check."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine, event

from domain.merkle import root_from_inclusion
from domain.refusal import RefusedError
from monitor.audit.signing.checkpoint import parse_checkpoint
from monitor.audit.signing.checkpoint_table import store
from monitor.audit.signing.keys import Ed25519Signer, VerifierKey
from monitor.audit.signing.receipt_check import Check, check_receipt
from monitor.audit.signing.receipts import Receipt, find_rows, receipt_of, stored_statement
from monitor.audit.signing.signer import sign_log
from monitor.audit.signing.tlog_proof import read_proof
from monitor.codec import microseconds
from monitor.database import reading
from monitor.digests import sha256
from monitor.event_log import EventLog
from monitor.event_recorder import EventRecorder, KeyedEvent
from tests.given import noon
from tests.monitor.audit.intruder import Intruder
from tests.monitor.entries import entry
from tests.office import Office, recognised

LOG = Ed25519Signer("gxt.example/clusters", bytes(range(32)))
SIGNERS = (LOG, LOG.named("gxt.example/clusters/sm3"))
DESK = Ed25519Signer("gxt.example/receipts", bytes(31) + b"\x01")
BEGAN = microseconds(noon("2024-07-11"))
TRUSTED = [*(each.verifier for each in SIGNERS), DESK.verifier]


@pytest.fixture
def office(engine: Engine, tmp_path: Path) -> Engine:
    """Seven events, of which the first five are covered by a checkpoint."""
    log = EventLog(engine)
    log.append([entry(str(number)) for number in range(5)], {})
    signed = sign_log(engine, SIGNERS, tmp_path / "state", full=False, advance=lambda _done, _total: None)
    store(engine, signed.checkpoints)
    log.append([entry(str(number)) for number in range(5, 7)], {"fj-a": 5})
    return engine


def given(engine: Engine, word: str) -> Receipt:
    with reading(engine) as connection:
        return receipt_of(connection, next(find_rows(connection, [word])), [DESK])


def check(engine: Engine, receipt: Receipt, trusted: list[VerifierKey] = TRUSTED) -> Check:
    with reading(engine) as connection:
        return check_receipt(receipt, trusted, stored_statement(connection, receipt.position))


def test_a_receipt_says_what_stands_at_a_position_and_holds(office: Engine) -> None:
    receipt = given(office, "3")
    assert (receipt.position, receipt.id, receipt.type) == (3, "2", "major-change-filed.v1")
    assert check(office, receipt).problems == ()


def test_a_covered_event_has_proofs_in_both_logs(office: Engine) -> None:
    receipt = given(office, "3")
    assert check(office, receipt) == Check(
        position=3, signed_by=(DESK.name,), proven_by=("sha256", "sm3"), problems=()
    )
    header, index, *hashes = receipt.proofs["sha256"].partition("\n\n")[0].split("\n")
    assert (header, index, len(hashes)) == ("c2sp.org/tlog-proof@v1", "index 2", 3)
    proof = read_proof(receipt.proofs["sha256"])
    root = root_from_inclusion(sha256, bytes.fromhex(receipt.sha256), 2, 5, proof.hashes)
    assert proof.checkpoint.root == root


def test_an_event_that_no_checkpoint_covers_has_a_receipt_without_proofs(office: Engine) -> None:
    receipt = given(office, "6")
    assert receipt.proofs == {}
    assert check(office, receipt).problems == ()
    assert check(office, receipt, []).signed_by == ()


CHANGES: list[tuple[dict[str, object], str]] = [
    ({"cluster": "fj-b"}, "note-bad event-differs"),
    ({"recorded_at": "2020-01-01T00:00:00Z"}, "note-bad event-differs"),
    ({"note": "junk"}, "note-bad"),
    ({"sha256": "00" * 32}, "note-bad proof-bad event-differs"),
    ({"sm3": "xyz"}, "note-bad proof-bad event-differs"),
    ({"position": 4}, "note-bad proof-bad proof-bad vouched-by-nobody event-differs"),
    ({"position": 99}, "note-bad proof-bad proof-bad vouched-by-nobody event-missing"),
]


def test_a_changed_receipt_does_not_hold(office: Engine) -> None:
    receipt = given(office, "3")
    for changes, problems in CHANGES:
        changed = msgspec.structs.replace(receipt, **changes)
        assert check(office, changed).problems == tuple(f"receipt-{each}" for each in problems.split())


def test_proofs_of_one_log_prove_nothing_of_the_other(office: Engine) -> None:
    receipt = given(office, "3")
    crossed = {"sha256": receipt.proofs["sm3"], "sm3": receipt.proofs["sha256"]}
    found = check(office, msgspec.structs.replace(receipt, proofs=crossed))
    assert (found.proven_by, found.problems) == ((), ("receipt-proof-bad", "receipt-proof-bad"))


def test_a_receipt_of_strangers_is_vouched_by_nobody(office: Engine) -> None:
    stranger = Ed25519Signer(DESK.name, bytes(32)).verifier
    assert check(office, given(office, "3"), [stranger]).problems == ("receipt-vouched-by-nobody",)
    unsigned = msgspec.structs.replace(given(office, "3"), note=None)
    assert check(office, unsigned, [stranger]).problems == ("receipt-vouched-by-nobody",)
    assert check(office, unsigned, TRUSTED).proven_by == ("sha256", "sm3")


def test_a_receipt_shows_that_the_stored_event_was_changed(office: Engine) -> None:
    receipt = given(office, "3")
    Intruder(office).runs("UPDATE events SET state = :state WHERE position = 3", state=b"{}")
    assert check(office, receipt).problems == ("receipt-event-differs",)
    with pytest.raises(RefusedError, match="event-form-unreadable"):
        given(office, "3")
    Intruder(office).runs("UPDATE events SET recorded_at = :at WHERE position = 3", at=2**62)
    assert check(office, receipt).problems == ("receipt-event-differs",)
    Intruder(office).runs("DELETE FROM events WHERE position = 3")
    assert check(office, receipt).problems == ("receipt-event-missing",)


def test_no_receipt_is_given_for_what_is_not_recorded(office: Engine) -> None:
    for word in ("99", "0", "9" * 400, "nobody", '" or 1', "²"):
        with pytest.raises(RefusedError, match="event-not-found"):
            given(office, word)


def test_an_event_is_found_by_its_id_on_either_database(engine: Engine) -> None:
    EventLog(engine).append([entry("福建-1"), entry('a"b')], {})
    assert given(engine, "福建-1").position == 1
    assert given(engine, 'a"b').position == 2


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Note every statement that a database is sent meanwhile."""
    sent: list[str] = []

    def note(*words: Any) -> None:
        sent.append(words[2])

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_an_event_that_the_timeline_holds_is_found_without_a_search(engine: Engine) -> None:
    office = Office(engine)
    office.record("2024-07-10", recognised("c1"), recognised("c2"))
    office.monitor.catch_up()
    wanted = office.monitor.log.stream("c2")[0]
    with statements(engine) as sent:
        assert given(engine, wanted.id).position == wanted.position
    assert [each for each in sent if "FROM events" in each and "position = " not in each] == []


def test_an_event_that_nobody_projected_is_found_all_the_same(engine: Engine) -> None:
    office = Office(engine)
    office.record("2024-07-10", recognised("c1"))
    office.monitor.catch_up()
    newer = KeyedEvent("c1", 2, "review-applied.v9", b'{"id":"from-the-future"}', BEGAN, None)
    EventRecorder(engine).insert_events([newer])
    office.monitor.catch_up()
    assert list(office.monitor.quarantined()) == ["c1"]
    assert given(engine, "from-the-future").position == 2
    EventLog(engine).append([entry("after")], {})
    assert given(engine, "after").position == 3


def test_the_checkpoint_in_a_proof_is_the_stored_one_to_the_byte(office: Engine) -> None:
    proof = given(office, "1").proofs["sm3"]
    note = proof.partition("\n\n")[2]
    assert parse_checkpoint(note).note == note
