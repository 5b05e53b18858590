"""What is no whole backup is refused, and leaves nothing behind; so does a restore that is killed."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.audit.log.claims import Claim
from monitor.audit.log.tree import LogTree
from monitor.backup.checking import Checked, check
from monitor.backup.form import BackupFile
from monitor.backup.making import make_backup
from monitor.backup.restoring import restore_backup
from monitor.database import open_database, reading
from monitor.event_log import EventLog
from monitor.migrate import initialise, read_database_facts
from tests.conftest import CREATED_AT
from tests.given import noon
from tests.monitor.audit.desk import Desk
from tests.monitor.audit.intruder import Intruder
from tests.monitor.backup.forging import Members, forged, lines, members_of, stated, write

Change = Callable[[Members], None]
AT = noon("2026-11-21")
ROOT = Path(__file__).parents[3]


@pytest.fixture
def backup(small: Engine, tmp_path: Path) -> Path:
    assert make_backup(small, tmp_path / "a", AT).problems == []
    return tmp_path / "a"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "new.db"


def checked(file: Path, *claims: Claim) -> Checked:
    with BackupFile.opened(file) as opened:
        return check(opened, claims)


def codes(found: Checked) -> list[str]:
    return [each.code for each in found.problems]


def set_lines(members: Members, table: str, kept: list[bytes]) -> None:
    members[f"{table}.jsonl"] = b"".join(kept)


def drop_last_event(members: Members) -> None:
    set_lines(members, "events", lines(members, "events")[:-1])


def rename_recorder(members: Members) -> None:
    members["events.jsonl"] = members["events.jsonl"].replace(b'"fj-a"', b'"fj-b"', 1)


def change_a_seal(members: Members) -> None:
    first, *rest = lines(members, "events")
    set_lines(members, "events", [first.replace(first[-60:-55], b"AAAAA"), *rest])


def add_a_token(members: Members) -> None:
    members["tokens.jsonl"] += b'["thief","ab",null]\n'


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (drop_last_event, {"backup-root-differs", "backup-table-differs"}),
        (rename_recorder, {"backup-root-differs", "backup-seals-differ", "backup-table-differs"}),
        (change_a_seal, {"backup-seals-differ", "backup-table-differs"}),
        (add_a_token, {"backup-table-differs"}),
        (lambda held: stated(held, "backup.json", created_at=0), {"backup-table-differs"}),
    ],
)
def test_a_change_is_found_and_nothing_is_restored(
    backup: Path, target: Path, change: Change, told: set[str]
) -> None:
    file = forged(backup, change)
    assert set(codes(checked(file))) == told
    assert set(codes(restore_backup(str(target), file))) == told
    assert [each.name for each in target.parent.glob("new*")] == []


@pytest.mark.parametrize("change", [drop_last_event, rename_recorder, change_a_seal])
def test_whoever_changes_the_log_and_the_hashes_of_its_tables_is_found_by_the_trees(
    backup: Path, change: Change
) -> None:
    assert codes(checked(forged(backup, change, prove=True))) != []


def test_whoever_rewrites_the_whole_log_is_found_by_a_checkpoint_from_outside(
    small: Engine, backup: Path, tmp_path: Path
) -> None:
    claim = Claim("sha256", 3, LogTree(small).root("sha256", 3), "outside")
    assert codes(checked(backup, claim)) == []
    Intruder(small).runs("UPDATE events SET topic = 'x' WHERE position = 2", reseal=True)
    make_backup(small, tmp_path / "rewritten", AT)
    assert codes(checked(tmp_path / "rewritten")) == []
    assert codes(checked(tmp_path / "rewritten", claim)) == ["checkpoint-differs"]


def test_an_older_backup_is_told_from_a_newer_checkpoint(
    small: Engine, backup: Path, target: Path, tmp_path: Path
) -> None:
    desk = Desk(small, tmp_path)
    desk.c = 3
    desk.records(1)
    claim = Claim("sm3", 4, LogTree(small).root("sm3", 4), "outside")
    assert codes(restore_backup(str(target), backup, [claim])) == ["rolled-back"]
    assert not target.exists()


def a_member_more(members: Members) -> None:
    members["../evil"] = b"x"


def a_member_less(members: Members) -> None:
    del members["tokens.jsonl"]


def no_row(members: Members) -> None:
    members["events.jsonl"] += b"[4]\n"


def no_end_of_line(members: Members) -> None:
    members["tokens.jsonl"] += b'["x","ab",null]'


def newer_form(members: Members) -> None:
    stated(members, "backup.json", version=3)


def another_form(members: Members) -> None:
    stated(members, "backup.json", form="x")


def columns_of_its_own(members: Members) -> None:
    stated(members, "backup.json", tables={"events": {"position": "whole; DROP TABLE events"}})


def a_table_unknown(members: Members) -> None:
    about: dict[str, dict[str, str]] = {
        name.removesuffix(".jsonl"): {} for name in members if name.endswith(".jsonl")
    }
    stated(members, "backup.json", tables=about)


def positions_that_fall(members: Members) -> None:
    first, second, third = lines(members, "events")
    set_lines(members, "events", [second, first, third])


def a_gap_beyond_measure(members: Members) -> None:
    *rest, last = lines(members, "events")
    set_lines(members, "events", [*rest, last.replace(b"[3,", b"[9000000000,", 1)])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (a_member_more, "backup-not-read"),
        (a_member_less, "backup-not-read"),
        (no_row, "backup-not-read"),
        (no_end_of_line, "backup-not-read"),
        (newer_form, "backup-newer"),
        (another_form, "backup-not-read"),
        (columns_of_its_own, "backup-not-read"),
        (a_table_unknown, "backup-newer"),
        (positions_that_fall, "backup-out-of-order"),
        (a_gap_beyond_measure, "backup-out-of-order"),
    ],
)
def test_what_is_no_backup_of_ours_is_refused(backup: Path, target: Path, change: Change, code: str) -> None:
    with pytest.raises(RefusedError, match=code):
        restore_backup(str(target), forged(backup, change))
    assert not target.exists()


def test_a_file_cut_short_at_any_place_is_refused(backup: Path, tmp_path: Path) -> None:
    content = backup.read_bytes()
    cut = tmp_path / "cut"
    for length in range(0, len(content), 97):
        cut.write_bytes(content[:length])
        with pytest.raises(RefusedError, match="backup-not-read"):
            checked(cut)


def test_no_single_byte_can_be_changed_unseen(backup: Path, tmp_path: Path) -> None:
    content, changed = backup.read_bytes(), tmp_path / "changed"
    whole, heads = members_of(backup), {"backup.json", "proof.json"}
    for place in range(0, len(content), 61):
        changed.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        try:
            found = checked(changed)
        except RefusedError:
            continue
        tables = {name: rows for name, rows in members_of(changed).items() if name not in heads}
        assert found.problems or tables.items() <= whole.items()  # a byte that only zip knows


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for file in (tmp_path / "none", tmp_path):
        with pytest.raises(RefusedError, match="file-not-read"):
            checked(file)


def test_an_encrypted_member_is_refused(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    with zipfile.ZipFile(backup) as zipped:
        begin = zipped.start_dir
    content[begin + 8] |= 1
    backup.write_bytes(content)
    with pytest.raises(RefusedError, match="backup-not-read"):
        checked(backup)


def test_a_newer_database_is_not_restored_by_an_older_release(backup: Path, target: Path) -> None:
    with pytest.raises(RefusedError, match="backup-newer"):
        restore_backup(str(target), forged(backup, lambda held: stated(held, "backup.json", revision="9999")))


# --- making -----------------------------------------------------------------------------------


def test_a_backup_is_for_its_owner_only_and_never_overwritten(small: Engine, backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    with pytest.raises(RefusedError, match="file-exists"):
        make_backup(small, backup, AT)


def test_of_a_log_that_was_changed_there_is_no_backup(small: Engine, tmp_path: Path) -> None:
    Intruder(small).runs("UPDATE events SET topic = 'x' WHERE position = 2")
    found = make_backup(small, tmp_path / "b", AT)
    assert codes(found) == ["backup-root-differs", "backup-seals-differ"]
    assert [*tmp_path.glob("b*")] == []


def test_of_a_log_whose_end_was_cut_there_is_no_backup(small: Engine, tmp_path: Path) -> None:
    Intruder(small).runs("DELETE FROM events WHERE position = 3")
    with pytest.raises(RefusedError, match="seals-broken"):
        make_backup(small, tmp_path / "b", AT)
    assert [*tmp_path.glob("b*")] == []


def test_of_a_log_that_lost_a_record_there_is_no_backup(small: Engine, tmp_path: Path) -> None:
    Intruder(small).runs("DELETE FROM events WHERE position = 2")
    assert codes(make_backup(small, tmp_path / "b", AT)) == ["backup-seals-differ"]


def test_of_a_log_whose_records_changed_places_there_is_no_backup(small: Engine, tmp_path: Path) -> None:
    move = "UPDATE events SET position = {} WHERE position = {}"
    Intruder(small).runs(move.format(9, 1), move.format(1, 2), move.format(2, 9))
    assert "backup-seals-differ" in codes(make_backup(small, tmp_path / "b", AT))


def test_an_empty_database_has_a_backup_too(engine: Engine, target: Path, tmp_path: Path) -> None:
    assert make_backup(engine, tmp_path / "b", AT).proof.size == 0
    assert restore_backup(str(target), tmp_path / "b").problems == []


def test_a_folder_that_is_not_there_is_told(small: Engine, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="file-not-written"):
        make_backup(small, tmp_path / "none" / "b", AT)


# --- where it is restored ---------------------------------------------------------------------


def test_a_used_database_is_left_alone(small: Engine, backup: Path) -> None:
    url = small.url.render_as_string(hide_password=False)
    with pytest.raises(RefusedError, match="restore-into-used-database"):
        restore_backup(url, backup)
    assert EventLog(small).last_position() == 3


def test_an_empty_database_made_by_init_is_filled(fresh_url: str, sqlite_url: str, tmp_path: Path) -> None:
    source = open_database(sqlite_url)
    Desk(source, tmp_path).records(2)
    make_backup(source, tmp_path / "b", AT)
    source.dispose()
    engine = open_database(fresh_url, create=True)
    initialise(engine, simulation=False, at=AT)
    assert restore_backup(fresh_url, tmp_path / "b").problems == []
    assert EventLog(engine).last_position() == 2
    assert read_database_facts(engine).created_at == AT
    engine.dispose()


def test_a_real_log_is_not_restored_into_a_simulation(backup: Path, fresh_url: str) -> None:
    engine = open_database(fresh_url, create=True)
    initialise(engine, simulation=True, at=CREATED_AT)
    with pytest.raises(RefusedError, match="already-initialised"):
        restore_backup(fresh_url, backup)
    assert EventLog(engine).last_position() == 0
    engine.dispose()


def test_two_rows_that_a_database_refuses_are_told(backup: Path, fresh_url: str) -> None:
    def twice(members: Members) -> None:
        members["access_keys.jsonl"] = b'["a","AA=="]\n' * 2

    with pytest.raises(RefusedError, match="backup-not-restored"):
        restore_backup(fresh_url, forged(backup, twice, prove=True))
    if not fresh_url.startswith("sqlite"):
        engine = open_database(fresh_url)
        assert EventLog(engine).last_position() == 0
        engine.dispose()


# --- killed -----------------------------------------------------------------------------------

_KILLED = """
import os, signal, sys
from pathlib import Path
from monitor.backup.restoring import restore_backup

def advance(done, total):
    if done > total // 2:
        os.kill(os.getpid(), signal.SIGKILL)

restore_backup(sys.argv[1], Path(sys.argv[2]), (), advance)
"""


def test_a_restore_that_is_killed_leaves_nothing_and_is_done_again(backup: Path, fresh_url: str) -> None:
    words = [sys.executable, "-c", _KILLED, fresh_url, str(backup)]
    killed = subprocess.run(words, cwd=ROOT, check=False, capture_output=True)  # noqa: S603 - our own words
    assert killed.returncode == -9
    if fresh_url.startswith("sqlite"):
        assert not Path(fresh_url.removeprefix("sqlite:///")).exists()
    else:
        engine = open_database(fresh_url)
        with reading(engine) as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM events").scalar() == 0
        engine.dispose()
    assert restore_backup(fresh_url, backup).problems == []
    engine = open_database(fresh_url)
    assert EventLog(engine).last_position() == 3
    engine.dispose()


def test_what_a_killed_backup_left_is_in_nobodys_way(small: Engine, tmp_path: Path) -> None:
    write(tmp_path / "b.partial", {"half": b"x"})
    assert make_backup(small, tmp_path / "b", AT).problems == []
    assert sorted(each.name for each in tmp_path.glob("b*")) == ["b"]
