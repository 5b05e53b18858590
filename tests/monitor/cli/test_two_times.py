"""status, history, due, alerts and statistics on both axes, as typed and as shown."""

from typing import Any

import pytest

from tests.monitor.cli.terminal import CLUSTER, STORY, Terminal

LATE = {
    "type": "annual-report-filed",
    "cluster": CLUSTER,
    "effective_on": "2025-03-28",
    "data": {"year": 2024},
}
OTHER = {**STORY[0], "cluster": "hi-1", "data": {**STORY[0]["data"], "programme": "hainan", "city": "海口市"}}
BEFORE, AFTER = "2026-11-22", "2026-11-25"
NOW = f"{AFTER}T10:00:00+08:00"


@pytest.fixture
def late(told: Terminal) -> Terminal:
    """The story of the contract, looked at, then another cluster and a report filed long ago."""
    assert told.types("tick", at=f"{BEFORE}T09:00:00+08:00").code == 0
    assert told.imports(LATE, OTHER, at="2026-11-24T10:00:00+08:00").code == 0
    assert told.types("tick", at="2026-11-24T11:00:00+08:00").code == 0
    told.at = NOW
    return told


def both_ways(terminal: Terminal, *words: str) -> list[Any]:
    """Return what is answered by an earlier clock, and by today's as known then."""
    clock = f"{BEFORE}T20:00:00+08:00"
    then = terminal.types(*words, "--json", at=clock).json
    return [then, terminal.types(*words, "--known-at", clock, "--on", BEFORE, "--json").json]


def test_a_clock_before_the_last_record_answers_as_known_then(late: Terminal) -> None:
    for words in (
        ("due",),
        ("alerts",),
        ("statistics",),
        ("status",),
        ("status", "--brief"),
        ("status", CLUSTER),
    ):
        then, known_then = both_ways(late, *words)
        assert then == known_then, words
        assert then != [], words
        assert then != late.types(*words, "--json").json, words


def test_findings_may_be_asked_by_their_legal_day(late: Terminal) -> None:
    found = late.types("alerts", "--on", "2025-03-31", "--json").json
    assert found
    assert {each["legal_on"] <= "2025-03-31" for each in found} == {True}
    assert len(found) < len(late.types("alerts", "--json").json)


def test_what_is_due_counts_the_days_from_the_day_asked_about(late: Terminal) -> None:
    due = late.types("due", "--on", "2025-03-20", "--within", "10", "--json").json
    assert [(each["cluster"], each["due_on"], each["days_left"]) for each in due] == [
        ("hi-1", "2024-03-30", -355),
        (CLUSTER, "2025-03-30", 10),
        ("hi-1", "2025-03-30", 10),
    ]


def test_the_brief_roster_says_who_stood_how(late: Terminal) -> None:
    (line,) = late.types("status", "--brief", "--known-at", BEFORE, "--on", "2026-02-01", "--json").json
    assert line == {
        "cluster": CLUSTER,
        "programme": "fujian",
        "name": "晋江鞋服产业集群",
        "province": "福建省",
        "city": "泉州市",
        "county": "晋江市",
        "standing": "revoked",
        "valid_from": "2023-07-10",
        "valid_to": "2026-07-10",
        "on": "2026-02-01",
        "known_at": "2026-11-22T15:59:59.999999Z",
        "simulation": True,
    }
    out = late.types("status", "--brief", "--limit", "1").out
    assert all(
        words in out for words in ("晋江鞋服产业集群", "已撤销", "共 2 个集群，显示 1 个", "--offset 1")
    )
    assert "没有符合筛选条件的集群" in late.types("status", "--brief", "--city", "某市").out
    assert "没有集群" in late.types("status", "--brief", "--known-at", "2020-01-01").out


def test_a_page_of_the_roster_of_then(late: Terminal) -> None:
    words = ("status", "--on", "2026-02-01", "--limit", "1")
    (first,) = late.types(*words, "--json").json
    (second,) = late.types(*words, "--offset", "1", "--json").json
    assert (first["cluster"], second["cluster"]) == (CLUSTER, "hi-1")
    assert late.types(*words, "--programme", "hainan", "--json").json == [second]
    out = late.types(*words).out
    assert "共 2 个集群，显示 1 个。截至 2026-02-01。" in out
    assert [each["cluster"] for each in late.types(*words, "--ground", "reporting", "--json").json] != []


def test_a_history_says_what_was_recorded_late_and_what_was_withdrawn(late: Terminal) -> None:
    events = late.types("history", CLUSTER, "--json").json
    report = [each for each in events if each["type"] == "annual-report-filed"][-1]
    assert report["recorded_days_later"] == 606
    withdrawal = {
        "type": "fact-withdrawn",
        "cluster": CLUSTER,
        "effective_on": AFTER,
        "data": {"event": report["id"], "reason": "他县的报告"},
    }
    assert late.imports(withdrawal).code == 0
    out = late.types("history", CLUSTER).out
    assert "（606 日后补记）" in out
    position = late.types("history", CLUSTER, "--json").json[-1]["position"]
    assert f"〔已撤回：总序号 {position}" in out
    assert "他县的报告" in out
    assert "(recorded 606 days later)" in late.types("history", CLUSTER, "--lang", "en").out
    assert late.types("history", CLUSTER, "--known-at", "2026-11-24", "--json").json == events


def test_what_knowledge_changed_is_told(late: Terminal) -> None:
    words = ("history", CLUSTER, "--diff", BEFORE, "2026-11-24", "--on", "2026-01-04")
    found = late.types(*words, "--json").json
    assert set(found) == {
        "cluster",
        "on",
        "from_known_at",
        "to_known_at",
        "events",
        "notices",
        "changed",
        "simulation",
    }
    assert found["events"][0]["type"] == "annual-report-filed"
    out = late.types(*words).out
    position = found["events"][0]["position"]
    assert all(
        words in out
        for words in ("结论的不同", "年度报送", f"记录 {position}", "已按期完成", "第十五条", "逾期")
    )


def test_attentions_cases_and_notices_are_told_too(late: Terminal) -> None:
    override = ("calendar", "override", "*", "2026-12-07", "rest", "--basis", "公告")
    assert late.types(*override, "--json").code == 0
    out = late.types("history", CLUSTER, "--diff", "2026-11-20", NOW, "--on", "2026-02-10").out
    assert all(
        words in out for words in ("其间知悉的放假安排", "* 2026-12-07 休息（公告）", "c1 已送达", "自 20")
    )
    notice = late.types("history", "hi-1", "--diff", "2025-10-01", NOW, "--lang", "en").out
    assert "notice of 2026" in notice


def test_where_nothing_changed_it_says_so(late: Terminal) -> None:
    out = late.types("history", CLUSTER, "--diff", BEFORE, BEFORE).out
    assert all(words in out for words in ("其间没有新的记录。", "结论没有不同。"))
    found = late.types("history", CLUSTER, "--diff", BEFORE, BEFORE, "--json").json
    assert (found["events"], found["notices"], found["changed"]) == ([], [], [])


REFUSED = (
    (("history", CLUSTER, "--diff", "2026-11-23", "2026-11-22"), "顺序颠倒"),
    (("history", CLUSTER, "--diff", "2026-11-22", "2026-11-27"), "晚于当前时刻"),
    (("history", CLUSTER, "--on", "2026-11-22"), "--diff"),
    (
        ("history", CLUSTER, "--diff", "2026-11-22", "2026-11-23", "--known-at", "2026-11-23"),
        "--known-at",
    ),
    (("status", CLUSTER, "--brief"), "--brief"),
    (("status", "--brief", "--ground", "reporting"), "--brief"),
    (("due", "--known-at", "2026-11-27"), "晚于当前时刻"),
    (("alerts", "--known-at", "2026-11-27"), "晚于当前时刻"),
    (("statistics", "--known-at", "2026-11-27"), "晚于当前时刻"),
)


def test_times_that_do_not_fit_are_refused(late: Terminal) -> None:
    for words, said in REFUSED:
        refused = late.types(*words)
        assert (refused.code, len(refused.sentences), refused.out) == (2, 1, ""), words
        assert said in refused.err
