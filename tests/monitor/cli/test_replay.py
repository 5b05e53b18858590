"""replay: what was recorded is computed again, and how a decision came about is told."""

from pathlib import Path
from typing import Any

import pytest

from domain.causes import Cause
from domain.procedure import CHECKS, FAULTS
from monitor.wording import SENTENCES
from monitor.wording.replay_words import cause_text, fault_text, reason_text
from tests import procedure_seeds as seeds
from tests.domain.test_procedure import examined
from tests.monitor.cli.terminal import CLUSTER, STORY, Terminal
from tests.monitor.cli.test_ticking import spoil

CLEAN = STORY[:2]  # recognised, and one report filed in time
EARLY = "2024-04-01T10:00:00+08:00"
CODES = {"law-text-missing", "law-text-altered", "not-pinned", "programme-unknown", "event-unreadable"}
REASONS = CODES | {"field", "not-computed", "missing-finding"}


@pytest.fixture
def clean(tmp_path: Path) -> Terminal:
    """A cluster of which nothing is wrong, looked at once."""
    terminal = Terminal(tmp_path, at=EARLY).initialised()
    assert terminal.imports(*CLEAN).code == 0
    assert terminal.types("tick").code == 0
    return terminal


@pytest.fixture
def looked(told: Terminal) -> Terminal:
    """The story of the contract, looked at once."""
    assert told.types("tick").code == 0
    return told


def test_what_is_all_the_same_ends_with_zero(clean: Terminal) -> None:
    said = clean.types("replay")
    assert (said.code, said.err) == (0, "")
    assert "全部一致" in said.out
    found = clean.types("replay", "--json").json
    assert found["checked"] == found["same"] > 0
    assert (found["differs"], found["cannot"], found["changed_since"]) == ([], [], [])
    assert found["classes"] == {"sound": found["checked"]}
    assert found["simulation"] is True
    assert "All the same" in clean.types("replay", "--lang", "en").out


def test_nothing_to_replay_says_so(terminal: Terminal) -> None:
    said = terminal.types("replay")
    assert (said.code, "尚无可复算" in said.out) == (0, True)
    assert terminal.types("replay", "--json").json["checked"] == 0


def test_a_decision_without_a_hearing_under_a_lapsed_text_ends_with_one(looked: Terminal) -> None:
    said = looked.types("replay", "--json")
    assert said.code == 1
    (decided,) = said.json["differs"]
    assert [each["code"] for each in decided["faults"]] == ["defence-not-invited", "decided-under-lapsed"]
    assert (decided["type"], decided["then"], decided["class"]) == (
        "revocation-decided",
        "same",
        "wrong-then",
    )
    assert decided["legal_on"] == "2026-01-30"
    assert "c1" in decided["faults"][0]["text"]
    assert said.json["checked"] == said.json["same"] + 1
    assert len(said.sentences) == 1


def test_people_read_the_sentence_the_cause_and_the_clause(looked: Terminal) -> None:
    said = looked.types("replay")
    assert said.code == 1
    assert "没有告知陈述申辩的记录" in said.out
    assert "已失效的办法（fujian-2022）" in said.out
    assert "国发〔2004〕10号" in said.out
    assert "复算未能全部证实" in said.err
    english = looked.types("replay", "--lang", "en")
    assert "no invitation to a defence" in english.out
    assert "differ" in english.err


def test_one_decision_prints_its_whole_protocol(looked: Terminal) -> None:
    (decided,) = looked.types("replay", "--json").json["differs"]
    for named in (decided["id"], str(decided["position"])):
        said = looked.types("replay", named, "--cluster", CLUSTER)
        assert said.code == 1
        for words in (
            "按当时所知",
            "所据放假通知",
            "sha256:",
            "决定前已立案",
            "通过",
            "有误",
            "第十八条（办法）",
        ):
            assert words in said.out
    found = looked.types("replay", decided["id"], "--json").json
    assert (found["checked"], found["item"]["id"]) == (1, decided["id"])
    assert found["item"]["pinned"]["rulebook"] == "fujian-2022"
    assert {each["passed"] for each in found["item"]["checks"]} == {True, False}
    assert "general law" in looked.types("replay", decided["id"], "--lang", "en").out


def test_one_finding_has_no_procedure_to_check(looked: Terminal) -> None:
    finding = looked.types("alerts", "--json").json[0]
    said = looked.types("replay", str(finding["position"]))
    assert (said.code, "没有适用的程序检查" in said.out) == (0, True)


def test_a_cluster_is_replayed_by_itself(looked: Terminal) -> None:
    assert looked.imports({**CLEAN[0], "cluster": "other"}).code == 0
    said = looked.types("replay", "--cluster", "other")
    assert (said.code, "复算 1 项" in said.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["999"], 4),
        (["no-such-id"], 4),
        (["--cluster", "nobody"], 4),
        (["2"], 2),
        (["1", "--cluster", "x"], 4),
    ],
)
def test_what_cannot_be_replayed_is_told_in_one_sentence(
    looked: Terminal, words: list[str], code: int
) -> None:
    said = looked.types("replay", *words)
    assert (said.code, len(said.sentences)) == (code, 1)


def test_a_cluster_that_cannot_be_read_cannot_be_replayed(clean: Terminal) -> None:
    assert clean.imports({**CLEAN[0], "cluster": "bad"}).code == 0
    spoil(clean.db, "bad")
    said = clean.types("replay", "--json")
    assert said.code == 1
    (unread,) = said.json["cannot"]
    assert (unread["cluster"], unread["id"], unread["class"]) == ("bad", None, "undetermined")
    assert "无法读取" in clean.types("replay").out
    assert "无法读取" in clean.types("replay", str(unread["position"])).out


def test_what_changed_since_is_listed_apart_and_ends_with_zero(clean: Terminal) -> None:
    at = "2025-04-02T10:00:00+08:00"
    assert clean.types("tick", at=at).code == 0
    late = {**CLEAN[1], "effective_on": "2025-03-20", "data": {"year": 2024}}
    assert clean.imports(late, at="2025-04-03T10:00:00+08:00").code == 0
    said = clean.types("replay", "--json", at="2025-04-04T10:00:00+08:00")
    assert said.code == 0
    changed = {each["type"]: each for each in said.json["changed_since"]}
    assert changed["ground-established"]["class"] == "right-then-wrong-now"
    assert changed["ground-established"]["cause"]["kind"] == "event"
    shown = clean.types("replay", at="2025-04-04T10:00:00+08:00").out
    assert "当时无误，此后" in shown
    assert "情形成立：报送与监督" in shown


def test_findings_of_another_version_are_counted(clean: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.audit.replaying.replay.Replay.__init__.__defaults__", ("9.9",))
    said = clean.types("replay")
    assert (said.code, "其他版本的程序" in said.out) == (0, True)


def test_the_same_is_told_on_postgresql(bare_postgresql_url: str, looked: Terminal, tmp_path: Path) -> None:
    there = Terminal(tmp_path)
    there.db = bare_postgresql_url
    there.initialised()
    assert there.imports(*STORY).code == 0
    assert there.types("tick").code == 0
    assert there.types("replay", "--json") == looked.types("replay", "--json")


# --- words ------------------------------------------------------------------------------------


def test_every_check_has_its_rule_and_its_sentence() -> None:
    codes = {each.code for each in CHECKS}
    for kind in ("check", "breach"):
        assert {name for name in SENTENCES if name.startswith(f"{kind}-")} == {
            f"{kind}-{code}" for code in codes
        }


def test_every_check_is_in_the_documents_with_its_severity() -> None:
    page = (Path(__file__).parents[3] / "docs" / "replay.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("| `")]
    for each in CHECKS:
        (line,) = [line for line in lines if line.startswith(f"| `{each.code}`:")]
        assert f"| {each.severity} |" in line


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_broken_check_can_be_told(language: Any) -> None:
    told = set()
    for seed in (*seeds.FAULTS, *seeds.REMARKS):
        for record in seed.faulty.records:
            for each in examined(seed.faulty, record):
                if each.is_broken:
                    assert fault_text(each.code, each.values, language)
                    told.add(each.code)
    assert told == {each.code for each in CHECKS}
    assert len(FAULTS) >= 20


def test_a_fault_of_what_was_recorded_later_says_so() -> None:
    values = {"case": "c1", "on": "2024-05-13", "recorded": "later"}
    assert fault_text("defence-not-invited", values, "zh").endswith("（有关记录补记较晚）")


def test_every_reason_and_every_cause_has_its_words() -> None:
    for reason in REASONS:
        assert reason_text(reason, "zh")
        assert reason_text(reason, "en")
    assert reason_text("event-unreadable a\x07b", "en").endswith(r"(a\x07b)")
    assert (reason_text(None, "zh"), cause_text(None, "zh")) == ("", "")
    section = Cause(kind="clause", section="appeal", clause="第十六条", rulebook="fujian-2022")
    assert cause_text(section, "en") == "by appeal (第十六条) of fujian-2022"
    assert cause_text(Cause(kind="event", event="e1"), "zh") == "因记录 e1"
    field = Cause(kind="field", field="due_on", recorded="a\x07", computed="b")
    assert cause_text(field, "en") == r"due_on: recorded a\x07, computed b"
