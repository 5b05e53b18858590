"""Of which kind an alert is, and for how long what it says holds."""

from typing import get_args

import msgspec
import pytest

from domain.alerting import AlertKind
from domain.alerts import is_news_only, is_open, kind_of
from domain.events import AnyFinding, type_name
from domain.findings import AttentionRaised, Finding
from tests.given import Story, look
from tests.ticking import Ticker


def findings(story: Story, until: str) -> list[AnyFinding]:
    found = [each.body for each in Ticker(story).daily("2024-07-10", until).findings]
    return [each for each in found if isinstance(each, Finding)]


def life() -> Story:
    """Tell of a report overdue and then filed, a case, a decision served, an appeal, an answer too late."""
    story = Story().recognised("2024-07-10").then("annual-report-filed", "2025-04-20", year=2024)
    story.then("case-opened", "2025-05-06", case="c1", grounds=["reporting"])
    story.then("revocation-decided", "2025-05-20", case="c1", grounds=["reporting"], number="1号")
    story.then("decision-served", "2025-05-26", case="c1", method="signed")
    story.then("appeal-lodged", "2025-06-03", case="c1")
    return story.then("appeal-answered", "2025-09-01", case="c1", outcome="withdrawn")


def open_on(day: str) -> set[tuple[str, str]]:
    """Return the alerts that hold on a day of that life: type, and what they are about."""
    assessment = look(life(), day)
    raised = [each for each in findings(life(), "2025-10-10") if str(each.legal_on) <= day]
    return {(type_name(type(each)), about(each)) for each in raised if is_open(each, assessment)}


def about(finding: Finding) -> str:
    names = ("code", "kind", "subject", "case", "period")
    return " ".join(str(found) for name in names if (found := getattr(finding, name, None)))


def test_an_overdue_report_and_its_ground_hold_until_it_is_filed() -> None:
    assert ("obligation-overdue", "annual-report 2024") in open_on("2025-04-19")
    assert ("ground-established", "reporting 2024") in open_on("2025-04-19")
    assert ("obligation-overdue", "annual-report 2024") not in open_on("2025-04-20")
    assert ("ground-established", "reporting 2024") not in open_on("2025-04-20")


def test_a_reminder_holds_until_the_day_is_over_or_the_thing_is_done() -> None:
    assert ("attention", "deadline-near annual-report 2024") in open_on("2025-03-30")
    assert ("attention", "deadline-near annual-report 2024") not in open_on("2025-03-31")
    assert ("attention", "deadline-near litigation c1") in open_on("2025-06-03")
    assert ("attention", "deadline-near litigation c1") in open_on("2025-09-01")


def test_a_window_holds_while_it_is_open_and_the_answer_until_it_is_given() -> None:
    assert ("window-opened", "appeal c1") in open_on("2025-06-02")
    assert ("window-opened", "appeal c1") not in open_on("2025-06-03")
    assert ("window-opened", "answer c1") in open_on("2025-08-31")
    assert ("attention", "answer-overdue c1") in open_on("2025-08-31")
    assert ("window-opened", "answer c1") not in open_on("2025-09-01")
    assert ("attention", "decision-unserved c1") in open_on("2025-05-25")
    assert ("attention", "decision-unserved c1") not in open_on("2025-05-26")


def test_the_end_of_validity_holds_until_it_is_renewed_and_the_lapsing_of_a_text_until_it_has_lapsed() -> (
    None
):
    story = Story().recognised("2021-07-10")
    ended = findings_from(story, "2024-12-05", "2024-12-08")
    lapsing = [each for each in ended if type_name(type(each)) == "basis-lapsing"]
    assert {kind_of(each) for each in lapsing} == {"basis"}
    assert all(is_open(each, look(story, "2024-12-06")) for each in lapsing)
    assert not any(is_open(each, look(story, "2024-12-07")) for each in lapsing)
    first = findings_from(story, "2024-07-09", "2024-07-12")
    over = [each for each in first if type_name(type(each)) == "validity-ended"]
    assert {kind_of(each) for each in over} == {"validity"}
    assert all(is_open(each, look(story, "2024-12-08")) for each in over)


def findings_from(story: Story, begin: str, until: str) -> list[AnyFinding]:
    found = [each.body for each in Ticker(story).daily(begin, until).findings]
    return [each for each in found if isinstance(each, Finding)]


def test_what_says_that_something_is_over_is_news_and_never_open() -> None:
    news = [each for each in findings(life(), "2025-10-10") if is_news_only(each)]
    assert {type_name(type(each)) for each in news} == {"ground-cured", "window-closed"}
    assert not any(is_open(each, look(life(), "2025-10-10")) for each in news)


def test_every_kind_of_alert_is_one_of_those_that_can_be_asked_for() -> None:
    kinds = {kind_of(each) for each in findings(life(), "2025-10-10")}
    assert kinds <= set(get_args(AlertKind))
    assert kinds >= {"ground", "overdue", "deadline", "window", "own-task", "service"}


@pytest.mark.parametrize(
    ("code", "subject", "kind"),
    [
        ("deadline-near", "annual-report 2024", "deadline"),
        ("deadline-near", "answer c1", "own-task"),
        ("deadline-near", None, "deadline"),
        ("provisional-date", "appeal c1", "provisional"),
        ("incident-grade-unknown", "i1", "doubt"),
    ],
)
def test_an_attention_is_a_kind_by_its_code_and_by_whose_deadline_it_is(
    code: str, subject: str | None, kind: str
) -> None:
    (sample, *_) = [each for each in findings(life(), "2025-04-01") if isinstance(each, AttentionRaised)]
    assert kind_of(msgspec.structs.replace(sample, code=code, subject=subject)) == kind
