"""tick, alerts, due, history, rebuild, statistics, quarantine: what the scheduler finds, and its answers."""

import sqlite3
from contextlib import closing

from tests.monitor.cli.terminal import CLUSTER, STORY, Terminal

COMMON = {
    "type",
    "cluster",
    "legal_on",
    "detected_at",
    "clause",
    "rulebook",
    "rulebook_sha256",
    "calendar_sha256",
    "computed_from_position",
}


def test_a_second_tick_finds_nothing(told: Terminal) -> None:
    first = told.types("tick", "--json", at="2026-11-21T10:00:00+08:00").json
    assert first
    assert told.types("tick", "--json").json == []
    assert "无新发现" in told.types("tick").out
    assert "Nothing new" in told.types("tick", "--lang", "en").out


def test_findings_are_told_as_the_contract_has_them(told: Terminal) -> None:
    found = told.types("tick", "--json").json
    assert all(set(each) >= COMMON for each in found)
    (ground,) = [each for each in found if each["type"] == "ground-established"]
    assert {name: ground[name] for name in ("code", "limb", "period", "obligation", "legal_on", "since")} == {
        "code": "reporting",
        "limb": "late-report",
        "period": "2024",
        "obligation": "annual-report",
        "legal_on": "2025-03-31",
        "since": "2025-03-31",
    }
    opened = next(each for each in found if (each["type"], each.get("kind")) == ("window-opened", "appeal"))
    assert (opened["case"], opened["due_on"], opened["legal_on"]) == ("c1", "2026-02-28", "2026-02-02")
    assert opened["detected_at"] == "2026-11-21T02:00:00Z"


def test_findings_are_shown_to_people(told: Terminal) -> None:
    out = told.types("tick").out
    assert "情形成立：报送与监督（未及时报送）年度培育情况信息表 2024" in out
    assert "期限开始：申诉 c1，截止 2026-02-28" in out
    assert "{" not in out


def test_alerts_are_newest_first_and_page_on(told: Terminal) -> None:
    told.types("tick")
    found = told.types("alerts", "--json").json
    positions = [each["position"] for each in found]
    assert positions == sorted(positions, reverse=True)
    assert all(each["acknowledged"] is None for each in found)
    assert all(each["text"] for each in found if each["type"] == "attention")
    page = told.types("alerts", "--limit", "2", "--before", str(positions[1]), "--json").json
    assert [each["position"] for each in page] == positions[2:4]
    assert told.types("alerts", "--cluster", "nobody").code == 4


def test_no_alerts_say_what_to_do_next(terminal: Terminal) -> None:
    assert "tick" in terminal.types("alerts").out
    assert terminal.types("due").out.strip().endswith("没有未了的期限。")
    assert "import" in terminal.types("statistics").out
    assert terminal.types("quarantine").out


def test_what_is_due_comes_earliest_first(told: Terminal) -> None:
    at = "2026-11-21T10:00:00+08:00"
    found = told.types("due", "--json", at=at).json
    assert [each["due_on"] for each in found] == sorted(each["due_on"] for each in found)
    overdue = found[0]
    assert {
        name: overdue[name] for name in ("cluster", "kind", "period", "due_on", "days_left", "state")
    } == {
        "cluster": CLUSTER,
        "kind": "annual-report",
        "period": "2024",
        "due_on": "2025-03-30",
        "days_left": -601,
        "state": "overdue",
    }
    assert all({"certainty", "state"} <= set(each) for each in found)
    assert told.types("due", "--within", "0", "--json").json == found[:1]


def test_a_history_tells_both_dates_and_what_changed(told: Terminal) -> None:
    told.types("tick")
    events = told.types("history", CLUSTER, "--json").json
    served = next(each for each in events if each["type"] == "decision-served")
    assert {"position", "id", "type", "effective_on", "recorded_at", "recorded_by", "data", "source"} <= set(
        served
    )
    assert served["data"] == {"case": "c1", "method": "signed"}
    report = next(each for each in events if each["type"] == "annual-report-filed")
    assert report["data"] == {"year": 2023, "indicators": {"area_km2": 35.1}}
    assert any(
        change["what"] == "ground" and change["clause"] == "第十六条（三）" for change in report["changed"]
    )
    out = told.types("history", CLUSTER).out
    assert "决定送达" in out
    assert "直接送达签收" in out
    assert "第十六条（三）" in out


def test_a_rebuild_changes_no_answer(told: Terminal) -> None:
    told.types("tick")
    questions = (["status", "--json"], ["due", "--json"], ["alerts", "--json"], ["statistics", "--json"])
    before = [told.types(*words).json for words in questions]
    assert told.types("rebuild", "--json").json["position"] > 5
    assert [told.types(*words).json for words in questions] == before


def test_statistics_count_by_region(told: Terminal) -> None:
    counts = told.types("statistics", "--json").json
    assert {
        "programme": "fujian",
        "province": "福建省",
        "city": "泉州市",
        "year": 2026,
        "measure": "revoked",
    }.items() <= (next(each for each in counts if each["measure"] == "revoked").items())
    assert "撤销" in told.types("statistics").out


def spoil(database: str, cluster: str) -> None:
    """Change a record behind the back of the program, as nothing of ours can."""
    with closing(sqlite3.connect(database)) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (trigger,) in triggers:
            connection.execute(f'DROP TRIGGER "{trigger}"')
        change = "UPDATE events SET topic = 'from-the-future.v9' WHERE originator_id = ?"
        connection.execute(change, [cluster])


def test_a_cluster_that_cannot_be_read_is_named_and_the_rest_goes_on(told: Terminal) -> None:
    assert told.imports({**STORY[0], "cluster": "bad"}).code == 0
    spoil(told.db, "bad")
    assert told.types("status", "bad").code == 5
    assert told.types("alerts", "--cluster", "bad").code == 0  # what was found of it can be read
    (found,) = told.types("quarantine", "--json").json
    assert (found["cluster"], found["position"]) == ("bad", 6)
    assert "bad" in told.types("quarantine").out
    lines = {line["cluster"]: line["standing"] for line in told.types("status", "--json").json}
    assert lines == {"bad": "unknown", CLUSTER: "revoked"}
    assert "无法读取" in told.types("status").out
