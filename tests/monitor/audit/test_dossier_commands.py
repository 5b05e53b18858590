"""The commands certificate, dossier and verify BUNDLE, as they are typed."""

import json
from pathlib import Path

import pytest

from monitor.audit.papers import verifier
from tests.monitor.cli.terminal import CLUSTER, Said, Terminal, typed

LATER = "2026-12-01T10:00:00+08:00"


class Desk:
    """A terminal with the story of the contract, its findings recorded, its log signed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.terminal = Terminal(folder).with_story()
        assert self.types("tick").code == 0
        self.key_file = str(folder / "key")
        made = typed(
            "checkpoint", "keygen", "--origin", "gxt.example/log", "--output", self.key_file, "--json"
        )
        assert made.code == 0, made
        self.key = next(word for word in made.out.split('"') if word.startswith("gxt.example/log+"))
        assert self.types("checkpoint", "sign", "--key", self.key_file).code == 0

    def types(self, *words: str, at: str | None = None) -> Said:
        return self.terminal.types(*words, at=at)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# --- certificate --------------------------------------------------------------------------------


def test_a_certificate_tells_fact_clause_and_every_day_in_chinese_first(desk: Desk) -> None:
    said = desk.types("certificate", CLUSTER, "appeal", "c1")
    assert said.code == 0, said
    for words in ("申诉 c1 期限计算书", "2026-02-28", "第十六条 fujian-2022 [已失效]", "调休上班", "15"):
        assert words in said.out
    assert "2026-02-02 决定送达 " in said.out
    english = desk.types("certificate", CLUSTER, "appeal", "c1", "--lang", "en").out
    assert "certificate of appeal c1" in english
    assert "make up" in english.replace("make-up", "make up")


def test_a_named_day_says_that_nothing_is_counted(desk: Desk) -> None:
    said = desk.types("certificate", CLUSTER, "annual-report", "2024", "--lang", "en")
    assert "Not counted: the text names a day of each year, this time 2025-03-30." in said.out
    assert "--absence" in said.out
    assert "闽工信〔2023〕1号" in said.out


def test_as_json_it_is_what_the_verifier_counts_again(desk: Desk) -> None:
    answer = desk.types("certificate", CLUSTER, "appeal", "--json").json
    assert (answer["due_on"], answer["counted"]["length"], answer["missing"]) == ("2026-02-28", 15, None)
    assert answer["start"]["type"] == "decision-served"
    missing = desk.types("certificate", CLUSTER, "annual-report", "2024", "--json").json["missing"]
    assert missing["position"] > 0


def test_it_answers_for_an_earlier_day_as_known_then(desk: Desk) -> None:
    said = desk.types("certificate", CLUSTER, "appeal", "c1", "--on", "2026-02-10", "--json")
    assert said.json["state"] == "open"
    known = desk.types("certificate", CLUSTER, "appeal", "c1", "--known-at", "2025-01-01", "--json")
    assert known.code == 4


def test_what_there_is_not_is_answered_by_what_there_is(desk: Desk) -> None:
    several = desk.types("certificate", CLUSTER, "annual-report")
    assert (several.code, several.out) == (4, "")
    assert "annual-report 2023, annual-report 2024" in several.err
    assert desk.types("certificate", "none", "appeal").code == 4
    assert desk.types("certificate", CLUSTER, "annual-report", "2023", "--absence").code == 4


def test_the_proof_of_absence_can_be_checked_by_itself(desk: Desk) -> None:
    said = desk.types("certificate", CLUSTER, "annual-report", "2024", "--absence")
    assert said.code == 0, said
    file = desk.folder / "absence.json"
    file.write_text(said.out, encoding="utf-8")
    checked = typed("verify", str(file), "--key", desk.key, "--lang", "en")
    assert checked.code == 0, checked
    assert "filed no annual-report 2024 by 2025-03-30" in checked.out
    in_chinese = typed("verify", str(file), "--key", desk.key, "--lang", "zh")
    assert "未按期（2025-03-30）报送 年度培育情况信息表 2024" in in_chinese.out


def test_a_finding_not_covered_yet_needs_a_signature_or_says_it_has_none(desk: Desk) -> None:
    words = ("certificate", CLUSTER, "annual-report", "2024", "--absence")
    fresh = Terminal(desk.folder / "fresh")
    fresh.folder.mkdir()
    fresh.with_story().types("tick")
    assert fresh.types(*words).code == 3
    unsigned = fresh.types(*words, "--unsigned")
    assert "unsigned" in [each["code"] for each in verifier.check_content(unsigned.out.encode(), []).remarks]


# --- dossier ------------------------------------------------------------------------------------


def test_a_dossier_is_written_and_holds(desk: Desk) -> None:
    file = desk.folder / "c1.zip"
    said = desk.types("dossier", CLUSTER, "c1", "--output", str(file), "--key", desk.key, "--lang", "en")
    assert said.code == 0, said
    assert "c1.zip" in said.out
    checked = typed("verify", str(file), "--key", desk.key)
    assert checked.code == 0, checked
    assert checked.out.startswith("核验通过")
    answer = typed("verify", str(file), "--json").json
    assert (answer["ok"], answer["trusted"], answer["simulation"]) == (True, False, True)
    assert [path.name for path in desk.folder.glob("*.partial")] == []


def test_without_a_name_it_is_named_by_cluster_and_case(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.folder)
    said = desk.types("dossier", CLUSTER, "c1", "--json")
    assert said.json["file"] == f"dossier-{CLUSTER}-c1.zip"
    assert (desk.folder / said.json["file"]).stat().st_size == said.json["bytes"]


def test_a_dossier_of_nothing_or_to_nowhere_is_refused(desk: Desk) -> None:
    assert desk.types("dossier", CLUSTER, "c9").code == 4
    assert desk.types("dossier", "none", "c1").code == 4
    assert desk.types("dossier", CLUSTER, "c1", "--output", str(desk.folder / "no" / "c1.zip")).code == 2
    later = {
        "type": "revocation-published",
        "cluster": CLUSTER,
        "effective_on": "2026-11-22",
        "data": {"case": "c1"},
    }
    assert desk.terminal.imports(later, at=LATER).code == 0
    file = desk.folder / "later.zip"
    unsigned = desk.types("dossier", CLUSTER, "c1", "--output", str(file), at=LATER)
    assert (unsigned.code, "checkpoint sign" in unsigned.out) == (0, True)
    assert typed("verify", str(file)).code == 0


def test_an_unsigned_dossier_says_so(desk: Desk) -> None:
    file = desk.folder / "u.zip"
    said = desk.types("dossier", CLUSTER, "c1", "--unsigned", "--output", str(file))
    assert "未签名" in said.out
    assert typed("verify", str(file)).code == 0
    assert typed("verify", str(file), "--key", desk.key).code == 1


# --- verify BUNDLE ------------------------------------------------------------------------------


def test_a_bundle_that_does_not_hold_ends_with_no(desk: Desk) -> None:
    file = desk.folder / "c1.zip"
    assert desk.types("dossier", CLUSTER, "c1", "--output", str(file)).code == 0
    file.write_bytes(file.read_bytes()[:-7])
    said = typed("verify", str(file), "--json")
    assert (said.code, said.json["ok"], len(said.sentences)) == (1, False, 1)
    assert json.loads(said.out)["problems"][0]["code"] == "zip"


def test_a_bundle_that_cannot_be_read_is_bad_input(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed("verify", str(desk.folder / "none.zip")).code == 2
    file = desk.folder / "large.zip"
    file.write_bytes(bytes(2_000))
    monkeypatch.setattr(verifier, "LARGEST", 1_000)
    assert typed("verify", str(file)).code == 2


def test_checkpoints_are_for_the_log(desk: Desk) -> None:
    file = desk.folder / "notes"
    assert desk.types("checkpoint", "sign", "--key", desk.key_file, "--output", str(file)).code == 0
    said = typed("verify", "c1.zip", "--checkpoint", str(file), "--lang", "en")
    assert (said.code, "give a key by --key" in said.err) == (2, True)
