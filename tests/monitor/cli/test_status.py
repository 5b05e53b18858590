"""status: the answer of the contract's section 3, the roster, and its screens."""

from pathlib import Path
from typing import Any

import pytest

from tests.monitor.cli.terminal import CLUSTER, STORY, Terminal

LAST_DAY = ("2026-02-28", "2026-03-01")
OTHER = {**STORY[0], "cluster": "hi-1", "data": {**STORY[0]["data"], "programme": "hainan", "city": "海口市"}}
EXPECTED: dict[str, Any] = {
    "cluster": CLUSTER,
    "programme": "fujian",
    "name": "晋江鞋服产业集群",
    "simulation": True,
    "on": "2026-02-10",
    "known_at": "2026-11-21T02:00:00Z",
    "position": 5,
    "standing": "revoked",
    "stage": "appealable",
    "valid_from": "2023-07-10",
    "valid_to": "2026-07-10",
    "next_change_on": "2026-03-01",
    "case": {"id": "c1", "state": "served", "opened_on": "2026-01-05", "grounds": ["reporting"]},
}
OBLIGATION = {
    "kind": "annual-report",
    "period": "2024",
    "due_on": "2025-03-30",
    "certainty": "final",
    "state": "overdue",
    "met_on": None,
    "clause": "第十五条",
    "rulebook": "fujian-2022",
    "basis": "lapsed",
}
GROUND = {
    "code": "reporting",
    "limb": "late-report",
    "obligation": "annual-report",
    "period": "2024",
    "since": "2025-03-31",
    "state": "established",
    "reason": None,
    "clause": "第十六条（三）",
    "rulebook": "fujian-2022",
    "basis": "lapsed",
    "choices": ["reporting_limbs"],
}
WINDOW = {
    "kind": "appeal",
    "case": "c1",
    "starts_on": "2026-02-03",
    "due_on": "2026-02-28",
    "certainty": "final",
    "state": "open",
    "clause": "第十六条",
    "rulebook": "fujian-2022",
    "basis": "lapsed",
}


def part(answer: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    return {name: answer[name] for name in expected}


def test_a_cluster_is_answered_as_the_contract_shows(told: Terminal) -> None:
    answer = told.types("status", CLUSTER, "--on", "2026-02-10", "--json").json
    assert part(answer, EXPECTED) == EXPECTED
    assert part(answer["obligations"][-1], OBLIGATION) == OBLIGATION
    assert [part(each, GROUND) for each in answer["grounds"]] == [GROUND]
    assert part(answer["windows"][0], WINDOW) == WINDOW
    assert answer["windows"][0]["calendar"].startswith("sha256:")
    assert [window["kind"] for window in answer["windows"]] == ["appeal", "reconsideration", "litigation"]
    lapsed = next(each for each in answer["attention"] if each["code"] == "basis-lapsed")
    assert lapsed["since"] == "2024-12-07"
    assert "2024-12-07" in lapsed["text"]


def test_the_texts_of_attentions_follow_the_language(told: Terminal) -> None:
    texts = {
        language: [
            each["text"]
            for each in told.types("status", CLUSTER, "--json", "--lang", language).json["attention"]
        ]
        for language in ("zh", "en")
    }
    assert any("失效" in text for text in texts["zh"])
    assert any("lapsed" in text for text in texts["en"])


def test_the_json_is_utf8_and_indented(told: Terminal) -> None:
    out = told.types("status", CLUSTER, "--json").out
    assert '\n  "name": "晋江鞋服产业集群"' in out


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ["已撤销", "可申诉", "剩 18 天", "仿真"]), ("en", ["18 days left"])]
)
def test_a_cluster_is_shown_to_people(told: Terminal, language: str, words: list[str]) -> None:
    out = told.types("status", CLUSTER, "--on", "2026-02-10", "--lang", language).out
    assert all(word in out for word in [*words, "2026-02-28", "第十六条（三）", "sha256:"])
    assert "\x1b" not in out
    assert not any(line.endswith(" ") for line in out.splitlines())


def test_a_day_to_come_is_answered_as_if_nothing_happened(tmp_path: Path) -> None:
    early = Terminal(tmp_path, at="2026-02-10T10:00:00+08:00").with_story()
    stages = [early.types("status", CLUSTER, "--on", day, "--json").json["stage"] for day in LAST_DAY]
    assert stages == ["appealable", "final"]


def test_only_what_was_recorded_by_then_is_known(told: Terminal) -> None:
    assert told.imports({**OTHER}, at="2026-12-01").code == 0
    early = told.types("status", "--json", "--known-at", "2026-11-22", at="2026-12-02").json
    assert [line["cluster"] for line in early] == [CLUSTER]
    assert told.types("status", "hi-1", "--known-at", "2026-11-22", at="2026-12-02").code == 4


def test_the_day_asked_is_by_default_the_one_on_which_knowledge_ends(told: Terminal) -> None:
    answer = told.types("status", CLUSTER, "--known-at", "2026-11-22", "--json", at="2026-12-02").json
    assert (answer["on"], answer["known_at"]) == ("2026-11-22", "2026-11-22T15:59:59.999999Z")


def test_knowledge_of_the_future_is_refused(told: Terminal) -> None:
    said = told.types("status", CLUSTER, "--known-at", "2026-11-22")
    assert (said.code, len(said.sentences)) == (2, 1)
    assert "--known-at" in said.err


# --- the roster -------------------------------------------------------------------------------


def test_the_roster_is_a_list_without_obligations_and_windows(told: Terminal) -> None:
    (line,) = told.types("status", "--json").json
    assert part(line, {"cluster": 0, "open_grounds": 0, "next_due_on": 0, "simulation": 0}) == {
        "cluster": CLUSTER,
        "open_grounds": ["reporting"],
        "next_due_on": None,
        "simulation": True,
    }
    assert {"obligations", "windows"}.isdisjoint(line)
    assert all(each["text"] for each in line["attention"])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--programme", "hainan"], ["hi-1"]),
        (["--province", "福建省"], [CLUSTER, "hi-1"]),
        (["--city", "泉州市"], [CLUSTER]),
        (["--standing", "revoked"], [CLUSTER]),
        (["--ground", "reporting"], [CLUSTER, "hi-1"]),
        (["--ground", "incident"], []),
        (["--limit", "1"], [CLUSTER]),
        (["--offset", "1"], ["hi-1"]),
        (["--limit", "1", "--offset", "1"], ["hi-1"]),
    ],
)
def test_the_roster_is_filtered_and_paged(told: Terminal, words: list[str], found: list[str]) -> None:
    told.imports(OTHER)
    lines = told.types("status", "--json", *words).json
    assert [line["cluster"] for line in lines] == found


def test_the_roster_says_how_to_go_on(told: Terminal) -> None:
    told.imports(OTHER)
    out = told.types("status", "--limit", "1").out
    assert "共 2 个集群，显示 1 个；情形成立的 2 个" in out
    assert "--offset 1" in out


def test_the_roster_of_a_past_day_is_folded_anew(told: Terminal) -> None:
    (line,) = told.types("status", "--on", "2024-01-01", "--json").json
    assert (line["standing"], line["open_grounds"]) == ("recognised", [])


def test_an_empty_roster_says_what_to_do_next(terminal: Terminal) -> None:
    said = terminal.types("status")
    assert (said.code, "import" in said.out, said.err) == (0, True, "")
    assert terminal.types("status", "--json").json == []
    assert "status" in terminal.types("status", "--city", "无").out


def test_what_may_still_change_is_marked(told: Terminal) -> None:
    late = {**STORY[0], "cluster": "fj-2", "data": {**STORY[0]["data"], "valid_to": "2028-07-10"}}
    steps = [{**each, "cluster": "fj-2"} for each in STORY[2:]]
    days = ("2026-11-19", "2026-11-19", "2026-11-20")
    moved = [{**step, "effective_on": day} for step, day in zip(steps, days, strict=True)]
    appeal = {
        "type": "appeal-lodged",
        "cluster": "fj-2",
        "effective_on": "2026-11-20",
        "data": {"case": "c1"},
    }
    assert told.imports(late, *moved, appeal).code == 0
    assert "（暂定）" in told.types("status", "fj-2").out
    assert "（暂定）" in told.types("due").out
    assert "(provisional)" in told.types("due", "--lang", "en").out


def test_what_is_unknown_is_shown_as_unknown_with_its_reason(told: Terminal) -> None:
    incident = {
        "type": "incident-reported",
        "cluster": CLUSTER,
        "effective_on": "2025-01-01",
        "data": {"incident": "i1", "category": "work-safety"},
    }
    assert told.imports(incident).code == 0
    out = told.types("status", CLUSTER).out
    assert "未知" in out
    assert "事件等级未知" in out
