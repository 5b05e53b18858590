"""The dossier of a case: read by others' libraries, checked with nothing but Python."""

import io
import json
import re
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import bagit
import pytest
from prov.model import ProvDocument
from rocrate.rocrate import ROCrate
from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.audit.papers import verifier
from monitor.audit.papers.dossier import make_dossier
from monitor.audit.papers.dossier_scope import Wanted
from monitor.audit.signing.checkpoint_table import stored_notes
from monitor.audit.signing.time_stamps import store_stamp
from monitor.database import reading
from monitor.wording import say
from tests.given import PLACES
from tests.monitor.audit.case_file import (
    KEY,
    SIGNER,
    Forger,
    codes,
    dossier,
    events,
    member,
    sample,
    signed,
    told,
)
from tests.monitor.audit.intruder import Intruder
from tests.office import Office, line

OFFLINE = [sys.executable, "-I", "-S"]


@pytest.fixture
def office(engine: Engine, tmp_path: Path) -> Office:
    """An office with a case from its opening to the answer, the log signed."""
    found = told(Office(engine))
    signed(engine, tmp_path)
    return found


def refused(office: Office, **wanted: object) -> RefusedError:
    asked = {"cluster": "c1", "case": "c1", **wanted}
    with pytest.raises(RefusedError) as caught:
        make_dossier(office.monitor, Wanted(**asked))  # type: ignore[arg-type]
    return caught.value


# --- by nothing but Python ----------------------------------------------------------------------


def test_it_is_checked_on_another_machine_by_the_program_it_brings(office: Office, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    content = dossier(office)
    (elsewhere / "c1.zip").write_bytes(content)
    (elsewhere / "verify.py").write_bytes(verifier.unpack(content)["verify.py"])
    words = [*OFFLINE, "verify.py", "c1.zip", "--json", "--key", str(SIGNER.verifier)]
    ended = subprocess.run(words, cwd=elsewhere, env={}, check=False, capture_output=True)  # noqa: S603 - ours
    answer = json.loads(ended.stdout)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert (answer["ok"], answer["trusted"], answer["case"]) == (True, True, "c1")
    altered = bytearray(content)
    altered[len(content) // 3] ^= 4
    (elsewhere / "c1.zip").write_bytes(altered)
    ended = subprocess.run(words, cwd=elsewhere, env={}, check=False, capture_output=True)  # noqa: S603 - ours
    assert (ended.returncode, ended.stderr, json.loads(ended.stdout)["ok"]) == (1, b"", False)


# --- by the libraries of others -----------------------------------------------------------------


@pytest.fixture
def unzipped(tmp_path: Path) -> Path:
    """The sample, taken out of its zip by Python's own module."""
    with zipfile.ZipFile(io.BytesIO(sample())) as packed:
        assert packed.testzip() is None
        packed.extractall(tmp_path / "bag")
    return tmp_path / "bag"


def test_it_is_a_bag(unzipped: Path) -> None:
    bag = bagit.Bag(str(unzipped))
    assert bag.is_valid()
    assert bag.version_info == (1, 0)
    assert bag.info["External-Identifier"].startswith("c1@")
    (unzipped / "data/summary.html").write_text("x", encoding="utf-8")
    assert not bagit.Bag(str(unzipped)).is_valid()


def test_it_is_a_research_object_that_describes_every_file(unzipped: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        crate = ROCrate(str(unzipped / "data"))
    files = {
        str(each.relative_to(unzipped / "data")) for each in (unzipped / "data").rglob("*") if each.is_file()
    }
    described = {each.id for each in crate.data_entities}
    assert described == files - {"ro-crate-metadata.json"}
    assert "c1" in crate.name
    sizes = {each.id: int(each["contentSize"]) for each in crate.data_entities}
    assert all((unzipped / "data" / name).stat().st_size == size for name, size in sizes.items())


def test_its_provenance_can_be_read_and_names_recorders_events_and_law(unzipped: Path) -> None:
    document = ProvDocument.deserialize(str(unzipped / "data/prov.json"), format="json")
    kinds = [type(each).__name__ for each in document.get_records()]
    assert kinds.count("ProvActivity") == kinds.count("ProvGeneration") == len(events())
    assert {"officer", "cluster-monitor"} == {
        str(each.label) for each in document.get_records() if type(each).__name__ == "ProvAgent"
    }
    assert kinds.count("ProvUsage") > 0
    assert kinds.count("ProvDerivation") > 0


# --- what it holds ------------------------------------------------------------------------------


def test_it_holds_every_event_of_the_cluster_in_the_exact_bytes(office: Office, engine: Engine) -> None:
    lines = verifier.unpack(dossier(office))["data/events.jsonl"].splitlines()
    held = [json.loads(each) for each in lines]
    with reading(engine) as connection:
        rows = connection.exec_driver_sql(
            "SELECT position, state FROM events WHERE originator_id = 'c1' ORDER BY position"
        ).all()
    assert [(each["position"], each["state"].encode()) for each in held] == [(p, bytes(s)) for p, s in rows]


def test_it_comes_out_the_same_however_late_it_is_made(
    office: Office, engine: Engine, tmp_path: Path
) -> None:
    first = dossier(office)
    office.record("2026-01-05", line("annual-report-filed", "2026-01-05", year=2025))
    assert dossier(office) == first
    signed(engine, tmp_path)
    assert dossier(office) != first


def test_it_certifies_the_windows_of_the_case_and_the_obligations_behind_its_grounds() -> None:
    names = {name for name in verifier.unpack(sample()) if name.startswith("data/certificates/")}
    kinds = {name.split("/")[-1].rpartition("-")[0] for name in names}
    assert kinds >= {"appeal", "answer", "reconsideration", "litigation", "annual-report"}
    appeal = member("certificates/appeal-c1.json")
    assert (appeal["state"], appeal["met_on"], appeal["due_on"]) == ("met", "2025-07-10", "2025-07-23")


def test_it_proves_that_the_missing_filings_were_missing() -> None:
    names = sorted(name for name in verifier.unpack(sample()) if name.startswith("data/absence/"))
    assert [name.split("/")[-1][:12] for name in names] == ["annual-repor", "major-change"]


def test_it_says_what_the_replay_finds_of_each_finding_and_act() -> None:
    replayed = member("replay.json")
    assert replayed["differs"] == replayed["cannot"] == 0
    assert replayed["same"] == len(replayed["items"]) > 10


def test_the_chinese_half_of_the_summary_calls_events_and_readings_by_their_names() -> None:
    page = verifier.unpack(sample())["data/summary.html"].decode()
    chinese = page[page.index('lang="zh">\n<h1>') : page.index('lang="en">\n<h1>')]
    assert set(re.findall(r"<td>([a-z]+(?:-[a-z]+)+)</td>", chinese)) == {"cluster-monitor"}  # who recorded
    assert "<td>情形成立</td>" in chinese
    assert re.search(r"<td>\d{4}-\d\d-\d\d 决定送达 [0-9a-f-]{36}</td>", chinese)
    assert "<td>报送情形 (reporting_limbs)</td>" in chinese


def test_the_summary_loads_nothing_and_lets_nothing_become_markup(engine: Engine) -> None:
    office, evil = Office(engine), "<script>alert(1)</script>&\"'"
    office.record(
        "2023-07-10", line("cluster-recognised", "2023-07-10", programme="fujian", **{**PLACES, "name": evil})
    )
    office.tick("2025-04-02")
    office.record("2025-05-06", line("case-opened", "2025-05-06", case="<b>", grounds=["reporting"]))
    page = verifier.unpack(make_dossier(office.monitor, Wanted("c1", "<b>", unsigned=True)).content)[
        "data/summary.html"
    ].decode()
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
    assert re.findall(r"https?:|src=|href=|url\(|@import", page) == []
    assert page.index('lang="zh">\n<h1>案卷摘要') < page.index('lang="en">\n<h1>Summary of the dossier')
    assert "NOT SIGNED" in page


def test_time_stamps_over_its_checkpoint_come_along(office: Office, engine: Engine) -> None:
    with reading(engine) as connection:
        first, second = (each.checkpoint() for each in stored_notes(connection))
    assert first is not None
    assert second is not None
    store_stamp(engine, first, b"stands for a token over " + verifier.sha256(first.note.encode()))
    store_stamp(engine, second, b"and one over " + verifier.sha256(second.note.encode()))
    content = dossier(office)
    assert {name for name in verifier.unpack(content) if "time-stamps" in name} == {
        "data/time-stamps/sha256-1.tsr",
        "data/time-stamps/sm3-1.tsr",
    }
    assert [each["code"] for each in verifier.check_content(content, [KEY]).remarks].count("time-stamp") == 2
    forger = Forger.of(content).having("data/time-stamps/sha256-1.tsr", b"over something else")
    assert codes(forger.packed(), KEY) == ["time-stamp-wrong"]


def test_a_text_that_is_no_longer_kept_is_named(office: Office, engine: Engine) -> None:
    pinned = events()[0]["state"]
    oldest = json.loads(pinned)["pinned"]["calendar_sha256"]
    Intruder(engine).runs("DELETE FROM law_texts WHERE sha256 = :sha256", sha256=oldest)
    content = dossier(office)
    assert json.loads(verifier.unpack(content)["data/dossier.json"])["missing_texts"] == [oldest]
    report = verifier.check_content(content, [KEY])
    assert report.ok
    assert ("law-missing", oldest) in [(each["code"], each.get("found")) for each in report.remarks]


# --- refused ------------------------------------------------------------------------------------


def test_a_case_that_no_checkpoint_covers_has_no_dossier_unless_unsigned(office: Office) -> None:
    office.record("2025-09-01", line("revocation-published", "2025-09-01", case="c1"))
    error = refused(office)
    assert (error.code, error.kind) == ("evidence-not-signed", "conflict")
    content = dossier(office, unsigned=True)
    assert "unsigned" in [each["code"] for each in verifier.check_content(content, []).remarks]
    assert "未签名" in verifier.unpack(content)["README.txt"].decode()


def test_what_there_is_not_has_no_dossier(office: Office) -> None:
    assert refused(office, case="c9").values["allowed"] == "c1"
    assert refused(office, cluster="none").code == "dossier-cluster-not-found"
    assert refused(office, cluster=":calendar").code == "dossier-cluster-not-found"


def test_a_log_that_was_changed_yields_no_dossier(office: Office, engine: Engine) -> None:
    Intruder(engine).runs(
        "UPDATE events SET recorded_at = recorded_at + 1 WHERE position = :position", position=3
    )
    assert refused(office).code == "dossier-does-not-hold"
    assert refused(office, unsigned=True).code == "dossier-does-not-hold"
    told = refused(office).values
    assert "（总序号 3）" in say("dossier-does-not-hold", "zh", **told)
    assert "dossier: Event 3 is not" in say("dossier-does-not-hold", "en", **told)


def test_a_damaged_row_is_named(office: Office, engine: Engine) -> None:
    if engine.dialect.name == "sqlite":  # the only one whose columns take any type
        Intruder(engine).runs("UPDATE events SET key = x'ff' WHERE position = :position", position=3)
        assert refused(office).values == {"position": "3"}
    else:
        Intruder(engine).runs("UPDATE events SET key = 'other' WHERE position = :position", position=3)
        assert refused(office).code == "dossier-does-not-hold"
