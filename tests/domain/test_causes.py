"""What makes a difference is found by trying: events, clauses, calendar days, fields."""

from datetime import date
from typing import Any

import msgspec

from domain.assessment import Law
from domain.calendar import Calendar
from domain.causes import (
    Cause,
    choice_article,
    clause_trials,
    event_trials,
    first_calendar_day,
    first_change,
    first_changes,
    first_field,
    ground_article,
    responsible_clause,
)
from domain.events import Source
from domain.notices import Notice, Override
from tests.given import Story, calendar, established, law, look

FUJIAN = law("fujian")
WINTER = (date(2020, 1, 20), date(2020, 2, 10))


def changed(under: Law, **fields: Any) -> Law:
    return Law(book=msgspec.structs.replace(under.book, **fields), statutes=under.statutes)


def late_report(under: Law) -> set[str]:
    """Return what holds against a cluster that never reported, under a law."""
    from domain.assessment import assess  # noqa: PLC0415 - the name belongs to this one question

    history = Story().recognised("2023-07-10").history()
    return established(assess(history, under, calendar(), date(2024, 4, 15)))


# --- clauses ----------------------------------------------------------------------------------


def test_the_section_that_alone_changes_the_outcome_is_responsible() -> None:
    report = FUJIAN.book.reports[0]
    later = msgspec.structs.replace(report, due=msgspec.structs.replace(report.due, month=4))
    new = changed(FUJIAN, reports=(later,), validity=msgspec.structs.replace(FUJIAN.book.validity, years=5))
    assert responsible_clause(FUJIAN, new, late_report) == Cause(
        kind="clause", section="reports.annual-report", clause="第十五条", rulebook="fujian-2022"
    )


def test_the_same_outcome_has_no_responsible_clause() -> None:
    new = changed(FUJIAN, validity=msgspec.structs.replace(FUJIAN.book.validity, years=5))
    assert responsible_clause(FUJIAN, new, late_report) is None
    assert responsible_clause(FUJIAN, FUJIAN, late_report) is None


def test_a_choice_is_cited_by_the_article_that_leaves_it_open() -> None:
    new = law("fujian", reporting_limbs="all")
    cause = responsible_clause(FUJIAN, new, late_report)
    assert cause == Cause(
        kind="clause", section="choices.reporting_limbs", clause="第十六条（三）", rulebook="fujian-2022"
    )


def test_a_ground_taken_out_of_the_text_is_responsible_by_its_old_article() -> None:
    rest = tuple(each for each in FUJIAN.book.grounds if each.code != "reporting")
    cause = responsible_clause(FUJIAN, changed(FUJIAN, grounds=rest), late_report)
    assert (cause and cause.section, cause and cause.clause) == ("grounds.reporting", "第十六条（三）")


def test_two_sections_that_change_it_only_together_are_found_by_the_one_that_completes() -> None:
    half = FUJIAN.book.validity, FUJIAN.book.review
    new = changed(
        FUJIAN,
        validity=msgspec.structs.replace(half[0], years=5),
        review=msgspec.structs.replace(half[1], extension_years=5),
    )

    def both(under: Law) -> bool:
        return (under.book.validity.years, under.book.review.extension_years) == (5, 5)

    cause = responsible_clause(FUJIAN, new, both)
    assert cause
    assert cause.section == "review"


def test_what_no_section_explains_has_no_clause() -> None:
    new = changed(FUJIAN, title="另一个名称")
    assert responsible_clause(FUJIAN, new, lambda under: under.book.title) is None


def test_every_kind_of_section_is_tried_with_its_article() -> None:
    new = Law(
        book=law("shandong").book, statutes=msgspec.structs.replace(FUJIAN.statutes, late_upgrade_days=7)
    )
    tried = {cause.section: cause.clause for cause, _ in clause_trials(FUJIAN, new, lambda _: None)}
    assert tried["standing"] == "第十五条"
    assert tried["appeal"] == "第十六条"  # Shandong has none: the older text is cited
    assert tried["grounds.satisfaction"] == "第十三条（五）"
    assert tried["reports.work-summary"] == "第十条"
    assert tried["recognition"] == "第十五条"  # no article of its own: that of the text's standing
    assert tried["choices.review_extension"] == "第十二条"
    assert tried["choices.appeal_suspends"] == "第十六条"
    assert tried["statutes"] == FUJIAN.statutes.service_article


def test_a_choice_that_no_clause_names_is_cited_by_its_own_name() -> None:
    choice = FUJIAN.book.choices["appeal_suspends"]
    new = changed(FUJIAN, choices={**FUJIAN.book.choices, "unheard_of": choice})
    causes = [cause for cause, _ in clause_trials(FUJIAN, new, lambda _: None)]
    assert {(each.section, each.clause) for each in causes} == {("choices.unheard_of", "unheard_of")}
    assert choice_article(FUJIAN.book, "unheard_of") is None


def test_putting_everything_in_gives_the_new_law() -> None:
    new = law("shandong")
    *_, (_, last) = clause_trials(FUJIAN, new, lambda under: under)
    names = ("standing", "reports", "grounds", "choices", "appeal", "recognition", "review", "incidents")
    for name in names:
        before, after = getattr(last.book, name), getattr(new.book, name)
        assert (
            sorted(map(str, before)) == sorted(map(str, after))
            if isinstance(after, tuple)
            else before == after
        )


def test_the_article_of_grounds_is_that_of_the_first_one_there_is() -> None:
    assert ground_article(FUJIAN.book, ["satisfaction", "incident"]) == "第十六条（五）"
    assert ground_article(FUJIAN.book, ["satisfaction"]) is None


# --- events -----------------------------------------------------------------------------------


def test_the_first_event_in_order_of_recording_with_which_the_outcome_changes() -> None:
    story = Story().recognised("2023-07-10")
    story.then("enterprise-joined", "2023-08-01", recorded_on="2024-05-01", enterprise={"name": "甲"})
    story.then("annual-report-filed", "2024-03-01", recorded_on="2024-05-02", year=2023)
    story.then("annual-report-filed", "2024-03-02", recorded_on="2024-05-03", year=2023)

    def outcome(records: Any) -> set[str]:
        told = Story()
        told.records = list(records)
        return established(look(told, "2024-04-15"))

    before, later = story.records[:1], story.records[1:]
    trials = event_trials(before, later, outcome)
    assert first_change(outcome(before), trials) == Cause(kind="event", event="e3")
    assert first_change(outcome(before), event_trials(before, later[:1], outcome)) is None


def test_many_subjects_are_asked_in_one_pass() -> None:
    tried: list[str] = []

    def trials() -> Any:
        for name, there in (("1", "ab"), ("2", "bc"), ("3", "c"), ("4", "")):
            tried.append(name)
            yield Cause(kind="event", event=name), there

    found = first_changes("ab", trials(), ["a", "c", "b"])
    assert {subject: cause.event for subject, cause in found.items()} == {"a": "2", "c": "2", "b": "3"}
    assert tried == ["1", "2", "3"]
    assert first_changes("ab", trials(), []) == {}
    assert first_changes("ab", trials(), ["z"]) == {}


# --- calendar days and fields -----------------------------------------------------------------


def test_the_first_day_on_which_two_editions_disagree_with_the_notice() -> None:
    old, new = (calendar().known_on(day) for day in (date(2020, 1, 20), date(2020, 1, 28)))
    cause = first_calendar_day(old, new, *WINTER)
    assert cause
    assert (cause.kind, cause.day) == ("calendar", date(2020, 1, 31))
    assert cause.notice
    assert first_calendar_day(old, new, date(2020, 3, 1), date(2020, 3, 31)) is None
    assert first_calendar_day(old, old, *WINTER) is None


def test_a_day_that_became_certain_is_a_difference_too() -> None:
    known = Calendar(notices=calendar().notices)
    old, new = known.known_on(date(2025, 9, 1)), known.known_on(date(2025, 12, 1))
    cause = first_calendar_day(old, new, date(2026, 3, 2), date(2026, 3, 6))
    assert cause
    assert cause.day == date(2026, 3, 2)
    assert cause.notice == next(each.notice for each in new.stated if each.day.year == 2026)


def test_an_override_names_its_basis_and_a_year_without_days_nothing() -> None:
    override = Override(
        region="*", day=date(2026, 3, 3), working=False, basis="某公告", known_from=date(2026, 3, 1)
    )
    known = Calendar(notices=calendar().notices, overrides=(override,))
    old, new = known.known_on(date(2026, 2, 1)), known.known_on(date(2026, 3, 2))
    cause = first_calendar_day(old, new, date(2026, 3, 1), date(2026, 3, 9))
    assert cause == Cause(kind="calendar", day=date(2026, 3, 3), notice="某公告")
    bare = Notice(year=2040, number="1号", issued_on=date(2039, 11, 1), off=(), work=())
    with_bare = Calendar(notices=(bare,)).known_on(date(2039, 12, 1))
    without = Calendar(notices=()).known_on(date(2039, 12, 1))
    day = date(2040, 3, 5)
    assert first_calendar_day(without, with_bare, day, day) == Cause(kind="calendar", day=day)


def test_the_first_field_that_differs_is_told_as_it_is_written() -> None:
    was, now = Source(number="1号", issuer="甲"), Source(number="1号", issuer=None)
    assert first_field(was, now) == Cause(kind="field", field="issuer", recorded="甲", computed="null")
    assert first_field(was, was) is None
