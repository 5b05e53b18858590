"""Every later version reads what a released one stored, and answers the same."""

import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from domain.events import Recorded
from monitor import migrate, migrations
from monitor.audit.log.verification import verify_log
from monitor.audit.replaying.replay import Replay
from monitor.codec import encode, microseconds, topic_of, unplaced
from monitor.database import open_database, writing
from monitor.intake.decode import decode
from monitor.intake.line import FactLine, Place
from monitor.migrate import REVISION, initialise
from monitor.version import VERSION
from tests.monitor.golden.corpus import (
    ASKED_AT,
    RELEASES,
    Answers,
    answers,
    missing_samples,
    opened,
    unpacked,
)

FOLDERS = sorted(path for path in RELEASES.iterdir() if path.is_dir())
INSERT = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)"


def _told(release: Path) -> Answers:
    told: Answers = msgspec.json.decode((release / "answers.json").read_bytes())
    return told


def _kept(told: Any, found: Any) -> bool:
    """Tell whether an answer is the one told; a later version may say more by new names, never less."""
    if isinstance(told, dict):
        return isinstance(found, dict) and all(
            name in found and _kept(told[name], found[name]) for name in told
        )
    if isinstance(told, list):
        return len(told) == len(found) and all(map(_kept, told, found))
    return bool(told == found)


def test_an_answer_may_grow_and_never_change() -> None:
    assert _kept({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2, "c": 3}], "d": 4})
    assert not _kept({"a": [1]}, {"a": [2]})
    assert not _kept({"a": [1]}, {"a": [1, 1]})
    assert not _kept({"a": 1}, {})


def test_every_stored_form_has_its_sample() -> None:
    assert missing_samples() == [], "run: python -m tests.monitor.golden"


def test_this_version_is_in_the_corpus_and_small() -> None:
    assert VERSION in [folder.name for folder in FOLDERS], "run: python -m tests.monitor.golden"
    assert all((folder / "database.db.gz").stat().st_size < 300_000 for folder in FOLDERS)


@pytest.mark.parametrize("release", FOLDERS, ids=lambda path: str(path.name))
def test_a_database_of_a_released_version_answers_the_same(release: Path, tmp_path: Path) -> None:
    path = unpacked(release, tmp_path)
    engine = open_database(str(path))
    initialise(engine, simulation=True, at=ASKED_AT)
    with opened(path) as monitor:
        assert _kept(_told(release), answers(monitor))
        monitor.rebuild()
        assert _kept(_told(release), answers(monitor))
        replayed = list(Replay(monitor, ASKED_AT).everything())
        assert len(replayed) > 50
        assert [each.reason for each in replayed if each.then != "same"] == []


@pytest.mark.parametrize("release", FOLDERS, ids=lambda path: str(path.name))
def test_an_export_of_a_released_version_is_restored_with_the_same_standing(
    release: Path, tmp_path: Path
) -> None:
    path = tmp_path / "restored.db"
    engine = open_database(str(path), create=True)
    initialise(engine, simulation=True, at=ASKED_AT)
    lines = (release / "export.jsonl").read_bytes().splitlines()
    with opened(path) as monitor:
        monitor.record([_line(msgspec.json.decode(line)) for line in lines], at=ASKED_AT, by="golden")
        restored = answers(monitor)
    for name, told in _told(release)["status"].items():
        again = restored["status"][name]
        assert [again[each] for each in STATED] == [told[each] for each in STATED]


STATED = ("standing", "stage", "valid_from", "valid_to", "obligations", "windows", "case")


def _line(stated: dict[str, Any]) -> FactLine:
    decoded = decode(stated, Place("export.jsonl", 1))
    assert isinstance(decoded, FactLine)
    return decoded


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[Recorded]:
    """The events of the newest database in the corpus."""
    with opened(unpacked(FOLDERS[-1], tmp_path_factory.mktemp("golden"))) as monitor:
        return monitor.log.after(0, 100_000)


@pytest.fixture(scope="module")
def of_every_revision(events: list[Recorded], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A database of each revision, brought there step by step from the first, with the same events."""
    folder = tmp_path_factory.mktemp("revisions")
    growing = folder / "growing.db"
    found: dict[str, Path] = {}
    with pytest.MonkeyPatch.context() as patched:
        for revision in _revisions():
            patched.setattr(migrate, "REVISION", revision)
            engine = open_database(str(growing), create=True)
            initialise(engine, simulation=True, at=ASKED_AT)
            if not found:
                _insert(growing, events)
            engine.dispose()
            found[revision] = Path(shutil.copy(growing, folder / f"{revision}.db"))
    return found


def _revisions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def _insert(path: Path, events: list[Recorded]) -> None:
    engine = open_database(str(path))
    with writing(engine) as connection:
        for each in events:
            entry = unplaced(each)
            stored = (topic_of(entry), encode(entry), each.key, microseconds(each.recorded_at))
            connection.exec_driver_sql(INSERT, (each.position, each.cluster, each.version, *stored))
    engine.dispose()


@pytest.mark.parametrize("revision", _revisions())
def test_a_database_of_any_revision_is_brought_up_to_date_and_answers_the_same(
    revision: str, of_every_revision: dict[str, Path], tmp_path: Path
) -> None:
    path = Path(shutil.copy(of_every_revision[revision], tmp_path / "old.db"))
    engine = open_database(str(path))
    initialise(engine, simulation=True, at=ASKED_AT)
    assert (verify_log(engine).ok, len(_revisions())) == (True, int(REVISION))
    engine.dispose()
    told = _told(FOLDERS[-1])
    first = min(told["status"])
    with opened(path) as monitor:
        verdict = verify_log(monitor.engine)
        assert verdict.root_sha256.hex() == told["log"]["sha256"]
        assert [each["id"] for each in monitor.alerts(limit=10_000)] == [
            each["id"] for each in told["findings"]
        ]
        found = monitor.status(first, on=ASKED_AT.date(), known_at=ASKED_AT)
        assert found["standing"] == told["status"][first]["standing"]
