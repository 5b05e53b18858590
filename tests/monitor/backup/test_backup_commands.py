"""backup and restore as they are typed."""

from pathlib import Path

import pytest

from tests.monitor.cli.terminal import CLUSTER, Terminal, typed


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path, simulation=False).with_story()


def test_a_backup_is_made_checked_and_restored(terminal: Terminal) -> None:
    file, new = str(terminal.folder / "a.backup"), str(terminal.folder / "new.db")
    made = terminal.types("backup", file, "--json")
    assert (made.code, made.err) == (0, "")
    assert made.json["ok"]
    assert made.json["size"] == made.json["tables"]["events"]["rows"] == 5
    assert made.json["root"].startswith("sha256:")
    proved = typed("backup", file, "--verify", "--json")
    restored = typed("restore", file, "--db", new, "--json")
    assert made.json == proved.json == restored.json
    status = terminal.types("status", CLUSTER, "--on", "2026-02-10", "--json").json
    other = typed("status", CLUSTER, "--on", "2026-02-10", "--json", "--db", new).json
    assert {**status, "known_at": ""} == {**other, "known_at": ""}
    root = typed("verify", "--db", new, "--json").json["root"]
    assert root == made.json["root"]


def test_people_see_the_proof_table_by_table_in_their_language(terminal: Terminal) -> None:
    file = str(terminal.folder / "a.backup")
    assert "并读回核对：5 个位置" in terminal.types("backup", file).out
    said = typed("backup", file, "--verify", "--lang", "en")
    assert "5 positions" in said.out
    assert "law_texts" in said.out
    assert "No checkpoint from outside" in said.out


def test_an_older_backup_is_refused_where_a_newer_checkpoint_is_held(terminal: Terminal) -> None:
    folder = terminal.folder
    file, key, held, public = (str(folder / name) for name in ("a", "log.key", "held.txt", "keys.txt"))
    terminal.types("backup", file)
    keygen = typed("checkpoint", "keygen", "--origin", "gxt.example/log", "--output", key)
    assert keygen.code == 0, keygen
    terminal.types("record", "annual-report-filed", CLUSTER, "--on", "2026-11-20", "year=2025")
    assert terminal.types("checkpoint", "sign", "--key", key, "--output", held).code == 0
    checked = typed("backup", file, "--verify", "--checkpoint", held, "--lang", "en")
    assert checked.code == 1
    assert "does not hold" in checked.err
    restored = typed("restore", file, "--db", str(folder / "new.db"), "--checkpoint", held)
    assert restored.code == 1
    assert not (folder / "new.db").exists()
    assert (
        terminal.types("backup", str(folder / "b"), "--checkpoint", held, "--json").json[
            "checkpoints_outside"
        ]
        == 2
    )
    Path(public).write_text("other.example/log+33d7b496+AeHZzC3gJPOgVdqhEnzh5nDSvYr6aRN6bXCGJKVDXcJk\n")
    strange = typed("backup", file, "--verify", "--checkpoint", held, "--key", public)
    assert strange.code in {1, 2}


def test_a_file_that_is_no_backup_and_a_database_in_use_are_refused(terminal: Terminal) -> None:
    file = str(terminal.folder / "a")
    assert typed("backup", terminal.db, "--verify").code == 2
    terminal.types("backup", file)
    assert terminal.types("backup", file).code == 3
    used = typed("restore", file, "--db", terminal.db, "--lang", "en")
    assert used.code == 3
    assert "is in use" in used.err


def test_a_simulation_is_restored_as_one(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path).with_story()
    file, new = str(tmp_path / "a"), str(tmp_path / "new.db")
    assert terminal.types("backup", file, "--json").json["simulation"]
    assert typed("restore", file, "--db", new).code == 0
    assert typed("status", "--db", new).code == 2
    assert typed("status", "--db", new, "--at", terminal.at).code == 0
