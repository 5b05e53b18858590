"""calendar: the golden cases without a database, and what a database adds."""

import pytest

from tests.monitor.cli.terminal import CLUSTER, Terminal, typed

GOLDEN = [
    ("2026-02-02", "15", [], "2026-11-21", ("2026-02-28", "final")),
    ("2026-09-16", "15", [], "2026-11-21", ("2026-10-13", "final")),
    ("2026-10-13", "30", [], "2026-11-21", ("2026-11-24", "final")),
    ("2020-01-13", "15", [], "2020-01-20", ("2020-02-06", "final")),
    ("2020-01-13", "15", [], "2020-01-28", ("2020-02-10", "final")),
    ("2026-11-20", "30", [], "2026-11-21", ("2027-01-01", "provisional")),
    ("2026-01-31", "1", ["--unit", "months"], "2026-11-21", ("2026-02-28", "final")),
    ("2026-01-30", "1", ["--unit", "days"], "2026-11-21", ("2026-02-02", "final")),
    ("2026-01-30", "1", ["--unit", "days", "--no-roll"], "2026-11-21", ("2026-01-31", "final")),
    (
        "2023-07-10",
        "3",
        ["--unit", "years", "--no-roll", "--from-first-day"],
        "2026-11-21",
        ("2026-07-09", "final"),
    ),
]


@pytest.mark.parametrize(("day", "length", "words", "known_at", "expected"), GOLDEN)
def test_golden_cases_need_no_database(
    day: str, length: str, words: list[str], known_at: str, expected: tuple[str, str]
) -> None:
    said = typed("calendar", "due", day, length, *words, "--known-at", known_at, "--json")
    assert (said.code, said.err) == (0, "")
    assert (said.json["due_on"], said.json["certainty"]) == expected


def test_the_answer_has_the_fields_of_the_contract() -> None:
    said = typed("calendar", "due", "2026-02-02", "15", "--known-at", "2026-11-21", "--json")
    calendar = said.json.pop("calendar")
    assert calendar.startswith("sha256:")
    assert {**said.json, "calendar": ""} == {
        "start": "2026-02-02",
        "length": 15,
        "unit": "working-days",
        "due_on": "2026-02-28",
        "certainty": "final",
        "calendar": "",
        "published_through": "2026-12-31",
    }


def test_the_certificate_lists_every_day() -> None:
    words = ("calendar", "due", "2026-02-02", "15", "--known-at", "2026-11-21", "--certificate")
    answer = typed(*words, "--json").json
    days = answer["certificate"]["days"]
    assert (days[0]["day"], days[0]["counted"], days[-1]["day"], days[-1]["number"]) == (
        "2026-02-02",
        False,
        "2026-02-28",
        15,
    )
    assert (answer["starts_on"], answer["rolled_from"]) == ("2026-02-03", None)
    out = typed(*words).out
    assert all(word in out for word in ("星期六", "调休上班", "起始日不计入"))


def test_a_provisional_day_says_so() -> None:
    words = ("calendar", "due", "2026-11-20", "30", "--known-at", "2026-11-21")
    assert "2027-01-01" in typed(*words).out
    assert "（暂定）" in typed(*words).out
    assert "(provisional)" in typed(*words, "--lang", "en").out


def test_a_year_lists_its_arranged_days() -> None:
    answer = typed("calendar", "year", "2026", "--known-at", "2026-11-21", "--json").json
    arranged = {day["day"]: day["working"] for day in answer["days"]}
    assert (arranged["2026-02-28"], arranged["2026-10-01"], answer["published"]) == (True, False, True)
    unpublished = typed("calendar", "year", "2027", "--known-at", "2026-11-21", "--json").json
    assert (unpublished["published"], unpublished["working_days"], unpublished["days"]) == (False, None, [])
    assert "尚未公布" in typed("calendar", "year", "2027", "--known-at", "2026-11-21").out


NOTICE = (
    *("calendar", "notice", "2027", "--issued-on", "2026-11-20", "--number", "国办发明电〔2026〕7号"),
    *("--off", "2027-01-01..2027-01-03", "--work", "2027-01-04"),
)


def test_a_recorded_notice_counts_from_its_recording(terminal: Terminal) -> None:
    due = ("calendar", "due", "2026-12-28", "5", "--json")
    assert terminal.types(*due).json["certainty"] == "provisional"
    assert terminal.types(*NOTICE, "--json").json["position"] == 1
    after = terminal.types(*due).json
    names = ("due_on", "certainty", "published_through")
    assert [after[name] for name in names] == ["2027-01-05", "final", "2027-12-31"]
    assert terminal.types(*due, "--known-at", "2026-11-20").json["certainty"] == "provisional"


def test_the_calendar_is_not_among_the_facts(terminal: Terminal) -> None:
    terminal.types(*NOTICE)
    assert terminal.types("export").out == ""


def test_an_override_counts_in_its_region_only(terminal: Terminal) -> None:
    said = terminal.types("calendar", "override", "350500", "2026-12-07", "rest", "--basis", "泉州市公告")
    assert said.code == 0
    due = ("calendar", "due", "2026-12-04", "1", "--json")
    assert terminal.types(*due, "--region", "350582").json["due_on"] == "2026-12-08"
    assert terminal.types(*due, "--region", "110000").json["due_on"] == "2026-12-07"
    assert "泉州市公告" in terminal.types("calendar", "year", "2026", "--region", "350582").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["calendar", "due", "2026-02-30", "1"], 2),
        (["calendar", "due", "20260202", "1"], 2),
        (["calendar", "due", "2026-02-02", "0"], 2),
        (["calendar", "due", "2026-02-02", "99999999999999999999"], 2),
        (["calendar", "due", "2026-02-02", "１５"], 2),
        (["calendar", "due", "2026-02-02", "101", "--unit", "years"], 2),
        (["calendar", "due", "2026-02-02", "1", "--unit", "weeks"], 2),
        (["calendar", "notice", "2027", "--issued-on", "2026-11-20"], 2),
        (["calendar", "notice", "2027", "--issued-on", "2026-11-20", "--off", "2027-01-03..2027-01-01"], 2),
        (["calendar", "notice", "2027", "--issued-on", "2026-11-20", "--off", "soon"], 2),
        (["calendar", "notice", "2027", "--issued-on", "2026-11-22", "--off", "2027-01-01"], 2),
        (
            [
                "calendar",
                "notice",
                "2027",
                "--issued-on",
                "2026-11-20",
                "--off",
                "2027-01-01",
                "--work",
                "2027-01-01",
            ],
            2,
        ),
        (
            [
                "calendar",
                "notice",
                "2027",
                "--issued-on",
                "2026-11-20",
                "--off",
                "2027-01-01",
                "--number",
                "x\x1b",
            ],
            2,
        ),
        (["calendar", "override", "350500", "2026-12-07", "rest", "--basis", "x" * 10_001], 2),
        (["calendar", "override", "350500", "2026-12-07", "maybe", "--basis", "x"], 2),
    ],
)
def test_what_cannot_be_counted_or_recorded_is_refused(
    terminal: Terminal, words: list[str], code: int
) -> None:
    said = terminal.types(*words)
    assert (said.code, said.out, len(said.sentences)) == (code, "", 1)
    assert "\x1b" not in said.err


def test_the_same_notice_twice_is_a_conflict(terminal: Terminal) -> None:
    words = ("calendar", "override", "*", "2026-12-07", "rest", "--basis", "公告")
    assert [terminal.types(*words).code for _ in range(2)] == [0, 3]


def test_the_calendar_is_no_cluster(terminal: Terminal) -> None:
    terminal.types("calendar", "override", "*", "2026-12-07", "rest", "--basis", "公告")
    assert terminal.types("status", ":calendar").code == 4
    assert CLUSTER not in terminal.types("status").out
