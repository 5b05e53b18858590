"""The drill: a backup restored into either kind of database is the same log, whole, and still in use."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Engine

from monitor.audit.log.verification import verify_log
from monitor.backup.form import BackupFile, Lines, Proof, line_of
from monitor.backup.making import make_backup, table_rows
from monitor.backup.restoring import restore_backup
from monitor.backup.tables import TABLES
from monitor.database import open_database, reading
from monitor.event_log import EventLog
from monitor.migrate import read_database_facts
from tests.given import noon
from tests.monitor.backup.forging import Members, forged, lines, members_of, write
from tests.monitor.entries import entry
from tests.office import Office, line

Address = Callable[[str], str]
AT = noon("2026-11-21")
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


def proof_in(file: Path) -> Proof:
    with BackupFile.opened(file) as backup:
        return backup.proof


def tables_of(url: str) -> dict[str, list[bytes]]:
    engine = open_database(url)
    with reading(engine) as connection:
        found = {
            name: [line_of(row) for row in table_rows(connection, table)] for name, table in TABLES.items()
        }
    engine.dispose()
    return found


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_restored_database_holds_every_row_of_the_one_that_was_saved(
    used: Engine, empty: Address, tmp_path: Path, target: str
) -> None:
    made = make_backup(used, tmp_path / "a.backup", AT)
    url = empty(target)
    restored = restore_backup(url, tmp_path / "a.backup")
    assert made.proof == restored.proof
    assert made.problems == restored.problems == []
    found = tables_of(url)
    assert found == tables_of(str(used.url.render_as_string(hide_password=False)))
    rowless = {name for name, rows in found.items() if not rows}
    assert rowless == {"gaps"}, "every other table had rows to lose"


def test_positions_that_were_left_out_before_are_left_out_again(
    engine: Engine, empty: Address, tmp_path: Path
) -> None:
    places = [(3, "fj-a", 1), (4, "fj-b", 1), (9, "fj-a", 2)]
    EventLog(engine).restore([entry(str(at), who).placed(at, version) for at, who, version in places])
    make_backup(engine, tmp_path / "a", AT)
    for kind in OTHER:
        url = empty(kind)
        assert restore_backup(url, tmp_path / "a").problems == []
        assert tables_of(url)["gaps"] == [b"[1,2]\n", b"[5,8]\n"]


# of release 0.1.0, as `verify` answered then: 12 positions, 7 of them left out
FORMER = Path(__file__).parent / "former" / "form-1.backup"
FORMER_ROOTS = (
    "c5e20abcdae4675af6075320547f8e3c5d6d33c6ece986308d66d358ee61bccb",
    "3d2df7b6fecd4061a56c434b06663b50fdfe1b1e8332e7830a5f1bcca7146308",
)


@pytest.mark.parametrize("kind", OTHER)
def test_a_backup_of_the_former_form_is_checked_and_restored_with_the_same_roots(
    empty: Address, kind: str
) -> None:
    url = empty(kind)
    assert restore_backup(url, FORMER).problems == []
    engine = open_database(url)
    verdict = verify_log(engine)
    assert (verdict.ok, verdict.size) == (True, 12)
    assert (verdict.root_sha256.hex(), verdict.root_sm3.hex()) == FORMER_ROOTS
    assert EventLog(engine).append([entry("y", "fj-y")], {})[0].position == 13
    engine.dispose()


def exchange_the_hashes_of_a_seal(members: Members) -> None:
    first, *rest = lines(members, "seals")
    position, one, other = msgspec.json.decode(first)
    members["seals.jsonl"] = b"".join([line_of((position, other, one)), *rest])


def rename_a_cluster(members: Members) -> None:
    members["events.jsonl"] = members["events.jsonl"].replace(b"fj-b", b"fj-z", 1)


@pytest.mark.parametrize("change", [exchange_the_hashes_of_a_seal, rename_a_cluster])
def test_a_backup_of_the_former_form_that_was_changed_is_not_restored(
    empty: Address, tmp_path: Path, change: Callable[[Members], None]
) -> None:
    file = write(tmp_path / "form-1.backup", members_of(FORMER))
    found = restore_backup(empty("sqlite"), forged(file, change, prove=True))
    assert "backup-seals-differ" in {each.code for each in found.problems}


def test_over_and_back_between_the_two_kinds_nothing_is_lost(
    used: Engine, empty: Address, tmp_path: Path
) -> None:
    here = used.dialect.name
    proofs = [make_backup(used, tmp_path / "0", AT).proof]
    for number, kind in enumerate([OTHER[here], here]):
        url = empty(kind)
        restore_backup(url, tmp_path / str(number))
        engine = open_database(url)
        proofs.append(make_backup(engine, tmp_path / str(number + 1), AT).proof)
        engine.dispose()
    assert proofs[0] == proofs[1] == proofs[2]
    assert proofs[0].size > 5


def test_a_restored_database_verifies_answers_and_goes_on(
    used: Engine, empty: Address, tmp_path: Path
) -> None:
    make_backup(used, tmp_path / "a", AT)
    url = empty(OTHER[used.dialect.name])
    restore_backup(url, tmp_path / "a")
    engine = open_database(url)
    before, after = Office(used), Office(engine)
    assert verify_log(engine).ok
    assert after.status("2025-06-01") == before.status("2025-06-01")
    assert after.roster("2025-06-01") == before.roster("2025-06-01")
    assert read_database_facts(engine) == read_database_facts(used)
    last = after.monitor.log.last_position()
    assert after.record("2025-06-02", line("annual-report-filed", "2025-06-02", year=2025)).recorded[
        0
    ].position == (last + 1)
    assert verify_log(engine).ok
    engine.dispose()


def test_lines_are_counted_and_hashed_in_their_order() -> None:
    one, other = Lines(), Lines()
    for taken, rows in ((one, [(1,), (2,)]), (other, [(2,), (1,)])):
        for row in rows:
            taken.add(line_of(row))
    assert one.proof().rows == other.proof().rows == 2
    assert one.proof() != other.proof()
