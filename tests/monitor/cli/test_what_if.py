"""what-if and interpretations as typed: answers for programs and people, refusals, and no trace left."""

import json
from hashlib import sha256
from typing import Any

from monitor.database import open_database
from monitor.law import rulebook_folder
from tests.monitor.audit.intruder import Intruder
from tests.monitor.cli.terminal import CLUSTER, Said, Terminal

NOTICE = {"year": 2026, "number": "试", "issued_on": "2025-11-01", "off": ["2026-02-25"], "work": []}


def what_if(told: Terminal, *words: str) -> Said:
    said = told.types("what-if", *words)
    assert (said.code, said.err) == (0, ""), said
    return said


# --- answers ----------------------------------------------------------------------------------


def test_the_answer_names_its_inputs_who_differs_and_the_work(told: Terminal) -> None:
    answer = what_if(told, "--rulebook", "hainan-2023", "--programme", "fujian", "--json").json
    flip = answer.pop("flips")[0]
    workload = answer.pop("workload")
    assert answer.pop("rulebook_sha256").startswith("sha256:")
    assert answer == {
        "rulebook": "hainan-2023",
        "choices": {},
        "programme": "fujian",
        "from": "2023-07-01",
        "on": "2026-11-21",
        "known_at": "2026-11-21T02:00:00Z",
        "simulation": True,
        "checked": 1,
        "changed": 1,
        "changes": {
            "revocable": 0,
            "saved": 0,
            "more-overdue": 0,
            "fewer-overdue": 0,
            "standing": 0,
            "obligations": 0,
            "grounds": 0,
            "windows": 1,
        },
        "unreadable": [],
    }
    cited = {"clause": "第十六条", "rulebook": "fujian-2022", "basis": "lapsed"}
    assert flip == {
        "cluster": CLUSTER,
        "name": "晋江鞋服产业集群",
        "programme": "fujian",
        "first_on": "2026-02-02",
        "cited": cited,
        "section": "appeal",
        "changes": ["windows"],
        "differences": [
            {
                "what": "window",
                "about": ["appeal", "c1"],
                "from": [
                    {"state": "opened", "on": "2026-02-02"},
                    {"state": "due", "on": "2026-02-28"},
                    {"state": "lapsed", "on": "2026-03-01"},
                ],
                "to": [],
                "on": "2026-02-02",
                "cited": cited,
            }
        ],
    }
    nothing = {"deadlines": 0, "overdue": 0, "grounds": 0}
    assert workload == [
        {"month": "2026-02", "base": {**nothing, "windows": 1}, "branch": {**nothing, "windows": 0}}
    ]


def test_people_read_it_in_chinese_or_in_english(told: Terminal) -> None:
    words = ("--rulebook", "hainan-2023", "--programme", "fujian")
    out = what_if(told, *words).out
    assert "试算自 2023-07-01 起适用" in out
    assert "核对 1 个集群，1 个有变化" in out
    assert "申诉 c1：起于 2026-02-02、应于 2026-02-28、届满未办自 2026-03-01 → —" in out
    assert "1 → 0" in out
    out = what_if(told, *words, "--lang", "en").out
    assert "Tried from 2023-07-01 on" in out
    assert "appeal c1: opened 2026-02-02、due 2026-02-28、lapsed 2026-03-01 → —" in out


def test_every_sort_of_thing_has_its_words(told: Terminal) -> None:
    out = what_if(told, "--rulebook", "shandong-draft", "--programme", "fujian").out
    assert "工作总结 2023：— → 应于 2024-02-29、逾期自 2024-03-01" in out
    assert "报送与监督 · 未及时报送 工作总结 2023" in out
    assert "另有" in out
    founded = {**json.loads(story_line("cluster-recognised")), "cluster": "fj-new"}
    out = what_if(told, "--with", told.file(founded), "--on", "2023-12-31").out
    assert "有效期第 1 期：— → 止于 2026-07-10" in out
    assert "状态：— → 已认定 2023-07-10" in out


def story_line(kind: str) -> str:
    from tests.monitor.cli.terminal import STORY  # noqa: PLC0415 - one line of the story

    return json.dumps(next(fact for fact in STORY if fact["type"] == kind))


def test_where_nothing_differs_it_says_so_and_shows_no_table(told: Terminal) -> None:
    out = what_if(told, "--rulebook", "fujian-2022").out
    assert "核对 1 个集群，0 个有变化" in out
    assert len(out.splitlines()) == 3


def test_where_there_are_no_clusters_it_says_where_to_look(told: Terminal) -> None:
    assert "没有可核对的集群" in what_if(told, "--rulebook", "hainan-2023").out
    out = told.types("interpretations", "--programme", "hainan", "--lang", "en").out
    assert "There is no cluster to look at" in out


def test_a_fact_corrected_takes_the_ground_away(told: Terminal) -> None:
    fact = {
        "type": "annual-report-filed",
        "cluster": CLUSTER,
        "effective_on": "2025-03-28",
        "data": {"year": 2024},
    }
    out = what_if(told, "--with", told.file(fact, name="added.jsonl")).out
    assert "试算从头适用" in out
    assert "不再有可撤销情形 1 个，逾期减少 1 个" in out
    ids = [each["id"] for each in told.types("history", CLUSTER, "--json").json]
    assert "逾期增加 1 个" in what_if(told, "--without", ids[1]).out


def test_a_calendar_of_a_file_is_counted_by(told: Terminal) -> None:
    file = told.file(json.dumps([NOTICE], ensure_ascii=False), name="notices.json")
    answer = what_if(told, "--calendar", file, "--json").json
    assert answer["flips"][0]["differences"][0]["about"] == ["appeal", "c1"]
    assert answer["flips"][0]["section"] is None


def test_a_rulebook_may_be_a_file(told: Terminal) -> None:
    draft = (rulebook_folder() / "fujian-2022.yaml").read_text(encoding="utf-8")
    other = told.folder / "draft.yaml"
    other.write_text(draft.replace("length: 15,", "length: 10,"), encoding="utf-8")
    answer = what_if(told, "--rulebook", str(other), "--from", "1949-01-01", "--json").json
    assert answer["flips"][0]["section"] == "appeal"


def test_readings_are_listed_with_how_much_each_decides(told: Terminal) -> None:
    answer = told.types("interpretations", "--json").json
    assert (answer["checked"], answer["on_readings"], answer["on_facts_alone"]) == (1, 1, 0)
    assert {each["choice"] for each in answer["resting"]} == {"report_owed", "reporting_limbs"}
    assert answer["readings"][0].keys() == {
        "choice",
        "question",
        "value",
        "alternative",
        "rulebook",
        "clusters",
    }
    (resting,) = [each for each in answer["resting"] if each["choice"] == "reporting_limbs"]
    assert (resting["cluster"], resting["first_on"], resting["alternative"]) == (CLUSTER, "2025-03-31", "all")
    out = told.types("interpretations").out
    assert "核对 1 个集群，1 个的结果取决于条文读法，0 个只取决于事实" in out
    assert "reporting_limbs: any → all" in out


def test_readings_that_count_together_only_have_a_table_of_their_own(told: Terminal) -> None:
    assert "没有集群的结果只因数种读法同时改取而不同" in told.types("interpretations", "--combinations").out
    recognised = {**json.loads(story_line("cluster-recognised")), "cluster": "fj-b"}
    report = {
        "type": "annual-report-filed",
        "cluster": "fj-b",
        "effective_on": "2024-03-30",
        "data": {"year": 2023},
    }
    given_up = {"type": "recognition-surrendered", "cluster": "fj-b", "effective_on": "2024-03-28"}
    assert told.imports(recognised, given_up, report).code == 0
    said = told.types("interpretations", "--combinations", "--cluster", "fj-b")
    assert "结果只因数种读法同时改取而不同的集群" in said.out
    (jointly,) = told.types("interpretations", "--combinations", "--json").json["jointly"]
    assert [each["choice"] for each in jointly["readings"]] == ["by_includes_the_day", "report_owed"]


def test_a_cluster_without_open_questions_lists_no_case(told: Terminal) -> None:
    out = told.types("interpretations", "--on", "2023-12-31").out
    assert "0 个的结果取决于条文读法" in out
    assert "结果取决于读法的集群" not in out


def test_a_cluster_that_cannot_be_read_is_told_first(told: Terminal) -> None:
    engine = open_database(told.db)
    Intruder(engine).runs("UPDATE events SET state = substr(state, 2)")
    engine.dispose()
    out = what_if(told, "--choice", "reporting_limbs=all").out
    assert f"以下集群的记录无法读取，未予试算：{CLUSTER}" in out.splitlines()[1]
    assert CLUSTER in told.types("interpretations").out


# --- no trace ---------------------------------------------------------------------------------


def test_it_leaves_the_file_as_it_was(told: Terminal) -> None:
    def content() -> dict[str, Any]:
        return {file.name: sha256(file.read_bytes()).digest() for file in told.folder.glob("*.db")}

    before = content()
    what_if(told, "--choice", "reporting_limbs=all", "--rulebook", "fujian-2022")
    assert told.types("interpretations").code == 0
    assert content() == before
