"""import, record, export: all or nothing, every error with its place, and back again."""

import json

import pytest

from tests.monitor.cli.terminal import CLUSTER, STORY, Terminal, typed

REPORT = ("record", "annual-report-filed", CLUSTER, "--on", "2026-11-20", "year=2025")


def count(terminal: Terminal) -> int:
    return len(terminal.types("export").out.splitlines())


def test_an_import_counts_what_it_did(terminal: Terminal) -> None:
    said = terminal.types("import", terminal.file(*STORY), "--json")
    assert said.json == {
        "recorded": 5,
        "already_recorded": 0,
        "without_source": 3,
        "dry_run": False,
        "simulation": True,
    }
    assert said.err == ""


def test_a_dry_run_writes_nothing(terminal: Terminal) -> None:
    said = terminal.types("import", terminal.file(*STORY), "--dry-run", "--json")
    assert (said.json["recorded"], said.json["dry_run"], count(terminal)) == (5, True, 0)
    assert "未写入" in terminal.types("import", terminal.file(*STORY), "--dry-run").out


def test_one_bad_line_keeps_the_whole_file_out_and_all_errors_are_told(terminal: Terminal) -> None:
    appeal = {
        "type": "appeal-lodged",
        "cluster": CLUSTER,
        "effective_on": "2026-01-31",
        "data": {"case": "c1"},
    }
    said = terminal.imports(
        *STORY[:4],
        '{"type": "no-such-type"}',
        {**STORY[1], "data": {"year": "x"}},
        appeal,
        "{",
    )
    assert (said.code, said.out, count(terminal)) == (2, "", 0)
    assert len(said.sentences) >= 4
    assert all(f"第 {line} 行" in said.err for line in (5, 6, 7, 8))
    assert "第十六条" in next(sentence for sentence in said.sentences if "第 7 行" in sentence)


def test_a_repeat_is_a_conflict_unless_it_is_meant(told: Terminal) -> None:
    said = told.imports(*STORY)
    assert (said.code, len(said.sentences), count(told)) == (3, 5, 5)
    assert "--allow-repeats" in said.err
    assert told.types("import", told.file(STORY[1]), "--allow-repeats").code == 0
    assert count(told) == 6


def test_bad_input_outweighs_not_found_outweighs_conflict(told: Terminal) -> None:
    unknown = {**STORY[1], "cluster": "nobody"}
    assert told.imports(STORY[1]).code == 3
    assert told.imports(STORY[1], unknown).code == 4
    assert told.imports(STORY[1], unknown, {**STORY[2], "effective_on": "2026-01-06"}).code == 2


def test_a_fact_is_recorded_and_its_id_and_position_printed(told: Terminal) -> None:
    said = told.types(*REPORT, "--json", "source.number=泉工信〔2026〕1号")
    assert said.code == 0
    assert said.err == ""
    (last,) = [e for e in told.types("history", CLUSTER, "--json").json if e["id"] == said.json["id"]]
    assert (last["position"], last["data"], last["source"]["number"]) == (
        said.json["position"],
        {"year": 2025},
        "泉工信〔2026〕1号",
    )


def test_a_fact_without_a_source_is_flagged(told: Terminal) -> None:
    said = told.types(*REPORT)
    assert (said.code, len(said.sentences)) == (0, 1)
    assert "source.number" in said.err


def test_the_same_key_records_once_and_other_content_is_refused(told: Terminal) -> None:
    first = told.types(*REPORT, "--key", "k1", "--json").json
    again = told.types(*REPORT, "--key", "k1", "--json").json
    assert (again["id"], again["position"], again["already_recorded"]) == (
        first["id"],
        first["position"],
        True,
    )
    other = told.types(*REPORT[:-1], "year=2024", "--key", "k1")
    assert (other.code, "k1" in other.err) == (3, True)


@pytest.mark.parametrize(
    ("words", "code", "found"),
    [
        (["annual-report-filed", CLUSTER, "--on", "2026-11-20", "yaer=2025"], 2, "yaer"),
        (["annual-report-filed", CLUSTER, "--on", "2026-11-20", "year=x"], 2, "year"),
        (["annual-report-filed", CLUSTER, "--on", "2026-11-20", "year"], 2, "year"),
        (["annual-report-fild", CLUSTER, "--on", "2026-11-20"], 2, "annual-report-filed"),
        (["ground-established", CLUSTER, "--on", "2026-11-20"], 2, "ground-established"),
        (["annual-report-filed", "nobody", "--on", "2026-11-20", "year=2025"], 4, "nobody"),
        (["annual-report-filed", CLUSTER, "--on", "2026-11-22", "year=2025"], 2, "2026-11-22"),
        (
            [
                "annual-report-filed",
                CLUSTER,
                "--on",
                "2024-03-28",
                "year=2023",
                'indicators={"area_km2":35.1}',
                "source.number=泉工信〔2024〕12号",
            ],
            3,
            "--allow-repeats",
        ),
    ],
)
def test_a_fact_that_may_not_be_recorded_is_refused(
    told: Terminal, words: list[str], code: int, found: str
) -> None:
    said = told.types("record", *words)
    assert (said.code, said.out) == (code, "")
    assert found in said.err


def test_a_dry_record_writes_nothing(told: Terminal) -> None:
    assert told.types(*REPORT, "--dry-run").code == 0
    assert count(told) == 5


def test_the_recorder_is_named(told: Terminal) -> None:
    told.types(*REPORT, "--by", "王科长")
    told.types(*REPORT, "--allow-repeats", MONITOR_ACTOR="李处长")
    names = [event["recorded_by"] for event in told.types("history", CLUSTER, "--json").json]
    assert names[-2:] == ["王科长", "李处长"]


@pytest.mark.parametrize("name", ["a\x1b[31m", "x" * 201])
def test_a_recorder_that_could_not_be_restored_is_refused(told: Terminal, name: str) -> None:
    said = told.types(*REPORT, "--by", name)
    assert said.code == 2
    assert "\x1b" not in said.err


def test_an_export_restores_an_empty_database(
    told: Terminal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    told.types("tick")
    told.types(*REPORT, "--key", "k1")
    whole = told.types("export").out
    assert {"id", "position", "recorded_at", "recorded_by"} <= set(json.loads(whole.splitlines()[0]))
    other = Terminal(tmp_path_factory.mktemp("other")).initialised()
    assert other.imports(*whole.splitlines()).code == 0
    assert other.types("export").out == whole
    ours, theirs = (each.types("status", CLUSTER, "--json").json for each in (told, other))
    assert ours == theirs


def test_an_export_is_not_restored_into_a_used_database(told: Terminal) -> None:
    whole = told.types("export").out
    assert told.imports(*whole.splitlines()).code == 3


def test_an_export_goes_to_a_file_whole_or_not_at_all(told: Terminal) -> None:
    target = told.folder / "out.jsonl"
    assert told.types("export", "--output", str(target)).code == 0
    assert len(target.read_text(encoding="utf-8").splitlines()) == 5
    said = told.types("export", "--output", str(told.folder / "none" / "out.jsonl"))
    assert (said.code, len(said.sentences)) == (2, 1)
    assert sorted(path.name for path in told.folder.glob("out*")) == ["out.jsonl"]


def test_facts_are_read_from_stdin(terminal: Terminal) -> None:
    line = json.dumps(STORY[0]).encode()
    said = typed("import", "-", "--db", terminal.db, "--at", terminal.at, stdin=line)
    assert said.code == 0
    assert count(terminal) == 1


def test_a_missing_file_is_bad_input(terminal: Terminal) -> None:
    said = terminal.types("import", "none.jsonl", "none.csv")
    assert (said.code, len(said.sentences)) == (2, 2)
