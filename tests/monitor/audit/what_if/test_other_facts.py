"""What if the facts were others; and what cannot be supposed at all."""

from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.audit.branching.branch import Branch
from monitor.read_only import open_read_only
from monitor.recording import LinesRefusedError
from tests.monitor.audit.intruder import Intruder
from tests.monitor.audit.what_if.supposing import Supposing, flips
from tests.office import LIBRARY, evening, line, recognised

BOOKS = LIBRARY.books


# --- other facts ----------------------------------------------------------------------------------


def test_a_report_that_was_in_time_after_all_takes_its_ground_away(fujian: Supposing) -> None:
    report = line("annual-report-filed", "2025-03-30", "fj-a", year=2024)
    answer = fujian.what_if(added={"fj-a": (report,)})
    assert (answer.checked, flips(answer)) == (2, [("fj-a", "2025-03-31", "第十五条", "fujian-2022")])
    assert answer.flips[0].changes == ("saved", "fewer-overdue", "obligations", "grounds")


def test_a_fact_that_is_left_out_is_missed(fujian: Supposing) -> None:
    answer = fujian.what_if(without=frozenset({fujian.id_of("fj-a", 1)}))
    assert flips(answer) == [("fj-a", "2024-03-31", "第十五条", "fujian-2022")]
    assert answer.flips[0].changes == ("more-overdue", "obligations", "grounds")


def test_a_withdrawal_that_is_left_out_lets_the_fact_stand_again(fujian: Supposing) -> None:
    event = fujian.id_of("fj-a", 1)
    fujian.recorded(line("fact-withdrawn", "2026-11-20", "fj-a", event=event, reason="录入有误"))
    withdrawal = fujian.id_of("fj-a", 3)
    answer = fujian.what_if(without=frozenset({withdrawal}))
    assert answer.flips[0].changes == ("fewer-overdue", "obligations", "grounds")


def test_a_fact_may_be_put_right_by_leaving_it_out_and_adding_another(fujian: Supposing) -> None:
    late = line("annual-report-filed", "2024-04-02", "fj-a", year=2023)
    answer = fujian.what_if(without=frozenset({fujian.id_of("fj-a", 1)}), added={"fj-a": (late,)})
    assert flips(answer) == [("fj-a", "2024-03-31", "第十五条", "fujian-2022")]


def test_facts_may_found_a_cluster(fujian: Supposing) -> None:
    answer = fujian.what_if(added={"fj-new": (recognised("fj-new", "2024-07-10"),)})
    assert (answer.checked, [flip.cluster for flip in answer.flips]) == (3, ["fj-new"])
    assert answer.flips[0].name
    assert answer.flips[0].changes == ("revocable", "more-overdue", "standing", "obligations", "grounds")
    only = fujian.what_if(added={"fj-new": (recognised("fj-new", "2024-07-10"),)}, cluster="fj-new")
    assert only.checked == 1


def test_a_cluster_of_which_nothing_is_left_has_no_standing(fujian: Supposing) -> None:
    answer = fujian.what_if(without=frozenset({fujian.id_of("gd-a", 0)}), cluster="gd-a")
    assert [each.becomes for each in answer.flips[0].differences if each.what == "standing"] == [()]


def test_facts_are_held_to_the_checks_of_an_import_and_each_line_is_told(fujian: Supposing) -> None:
    added = {
        "fj-a": (line("annual-report-filed", "2024-03-28", "fj-a", year=2023),),
        "fj-b": (line("review-applied", "2024-03-28", "fj-b"),),
        "gd-a": (line("review-applied", "2026-11-21", "gd-a"),),
    }
    with pytest.raises(LinesRefusedError) as found:
        fujian.what_if(added=added)
    assert [each.error.code for each in found.value.refused] == [
        "duplicate-fact",
        "cluster-unknown",
        "dated-in-future",
    ]


def test_an_added_step_of_a_case_is_judged_with_its_windows(log: Supposing) -> None:
    case: dict[str, Any] = {"case": "c1", "grounds": ["reporting"]}
    log.recorded(
        recognised("fj-a", "2023-07-10"),
        line("case-opened", "2025-05-06", "fj-a", **case),
        line("revocation-decided", "2025-06-06", "fj-a", **case, number="1号"),
        line("decision-served", "2025-06-09", "fj-a", case="c1", method="signed"),
        line("appeal-lodged", "2025-08-01", "fj-a", case="c1"),
    )
    admitted = line("appeal-admitted", "2025-08-04", "fj-a", case="c1", reason="疫情")
    answer = log.what_if(added={"fj-a": (admitted,)})
    assert [each.about for each in answer.flips[0].differences] == [("answer", "c1")]
    with pytest.raises(LinesRefusedError):
        log.what_if(added={"fj-a": (line("appeal-admitted", "2025-08-04", "fj-a", case="c1"),)})


# --- what cannot be asked -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "what-if-nothing"),
        ({"without": frozenset({"nobody"})}, "what-if-event-unknown"),
        ({"choices": {"reporting_limbs": "all"}, "programme": "atlantis"}, "what-if-programme-unknown"),
        ({"choices": {"reporting_limbs": "all"}, "cluster": "fj-none"}, "cluster-not-found"),
        ({"choices": {"reporting_limbs": "all"}, "cluster": ":calendar"}, "cluster-not-found"),
    ],
)
def test_what_is_not_there_is_refused(fujian: Supposing, asked: dict[str, Any], code: str) -> None:
    with pytest.raises(RefusedError) as found:
        fujian.what_if(**asked)
    assert found.value.code == code


def test_a_fact_not_known_yet_cannot_be_left_out(fujian: Supposing) -> None:
    with pytest.raises(RefusedError, match="what-if-event-unknown"):
        fujian.what_if(without=frozenset({fujian.id_of("fj-a", 1)}), known_at="2026-11-19")


def test_a_finding_is_no_fact_and_cannot_be_left_out(fujian: Supposing) -> None:
    (finding, *_) = fujian.office.tick("2026-11-20")
    with pytest.raises(RefusedError, match="what-if-event-unknown"):
        fujian.what_if(without=frozenset({finding.id}))


def test_a_cluster_that_cannot_be_read_is_named_and_the_others_are_run(
    fujian: Supposing, engine: Engine
) -> None:
    Intruder(engine).runs("UPDATE events SET state = substr(state, 2) WHERE originator_id = 'gd-a'")
    answer = fujian.what_if(choices={"reporting_limbs": "all"})
    assert (answer.unreadable, answer.checked) == (("gd-a",), 1)
    added = {"gd-a": (line("review-applied", "2026-11-20", "gd-a"),)}
    assert fujian.what_if(added=added).unreadable == ("gd-a",)


def test_a_law_that_was_adopted_and_is_no_longer_shipped_is_still_the_law_in_use(
    fujian: Supposing, sqlite_url: str
) -> None:
    assert fujian.branch().programmes
    engine = open_read_only(sqlite_url)
    emptied = msgspec.structs.replace(LIBRARY, books={})
    branch = Branch(engine, emptied, known_at=evening("2026-11-20"), simulation=False)
    assert branch.law_of("fujian").book == BOOKS["fujian-2022"]
    assert "fujian" in branch.programmes
    branch.close()
