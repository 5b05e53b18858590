"""Fujian's appeal and answer, to the day, across holidays and changed calendars (domain 2, 3, 5; 9.6).

The days of the golden cases are copied from domain.md section 3; the tests compare the almanac.
"""

from datetime import date

from monitor.demo.acts import establish
from monitor.demo.almanac import DAY
from monitor.demo.proceedings import answer, appeal_day, lodge, revoke_after_a_case, serve
from monitor.demo.scenarios.scenario import FUJIAN, Scenario, scenarios
from monitor.demo.scribe import CASE, Scribe

EARLY = date(2020, 12, 18)
VERY_EARLY = date(2015, 12, 18)


def _revoked(s: Scribe, served_on: date, *, year: int = 2023) -> None:
    establish(s, year)
    revoke_after_a_case(s, served_on - 4 * DAY)


def _spring_day(s: Scribe) -> date:
    return s.day(2025, 5, 12)


def _appealed(s: Scribe, number: int) -> tuple[date, date]:
    served_on = _spring_day(s)
    _revoked(s, served_on)
    lodged_on = appeal_day(served_on, number)
    serve(s, served_on, lodged_on=lodged_on)
    return served_on, lodged_on


def _answered(s: Scribe, outcome: str) -> date:
    _, lodged_on = _appealed(s, 10)
    answered_on = lodged_on + 20 * DAY
    lodge(s, lodged_on, answered_on=answered_on)
    answer(s, answered_on, outcome)
    s.probe(lodged_on, "revoked", "under-appeal", windows="appeal=met answer=open")
    return answered_on


def appealed_on_day_14(s: Scribe) -> None:
    """Lodge a day before the last; the answer is upheld."""
    _, lodged_on = _appealed(s, 14)
    lodge(s, lodged_on, answered_on=lodged_on + 7 * DAY)
    answer(s, lodged_on + 7 * DAY, "upheld")


def appealed_on_day_15(s: Scribe) -> None:
    """Lodge on the last day: in time."""
    _, lodged_on = _appealed(s, 15)
    lodge(s, lodged_on, answered_on=lodged_on + 28 * DAY)
    answer(s, lodged_on + 28 * DAY, "upheld")
    s.probe(lodged_on, "revoked", "under-appeal", windows="appeal=met answer=open")


def appealed_on_day_16(s: Scribe) -> None:
    """Lodge a day too late; nobody has decided on it yet: final, the window late."""
    _, lodged_on = _appealed(s, 16)
    s.record("appeal-lodged", lodged_on, case=CASE)
    s.probe(s.until, "revoked", "final", windows="appeal=late")


def late_appeal_refused(s: Scribe) -> None:
    """Refuse a late appeal, with reasons: it stays final and no answer is due."""
    _, lodged_on = _appealed(s, 18)
    s.record("appeal-lodged", lodged_on, case=CASE)
    s.record("appeal-refused", lodged_on + 3 * DAY, case=CASE, reason="〔演示〕逾期且无正当理由")
    s.probe(s.until, "revoked", "final")


def late_appeal_admitted(s: Scribe) -> None:
    """Admit a late appeal, with reasons: the answer is due from its receipt."""
    _, lodged_on = _appealed(s, 18)
    lodge(s, lodged_on, admitted_on=lodged_on + 3 * DAY, answered_on=lodged_on + 30 * DAY)
    answer(s, lodged_on + 30 * DAY, "upheld")
    s.probe(lodged_on + DAY, "revoked", "final", windows="appeal=late")
    s.probe(lodged_on + 3 * DAY, "revoked", "under-appeal", windows="answer=open")
    s.probe(s.until, "revoked", "final", windows="answer=met")


def answer_upheld(s: Scribe) -> None:
    """The decision stands."""
    s.probe(_answered(s, "upheld"), "revoked", "final", windows="appeal=met answer=met")


def answer_changed(s: Scribe) -> None:
    """The decision stands on other grounds."""
    s.probe(_answered(s, "changed"), "revoked", "final", windows="appeal=met answer=met")


def answer_withdrawn(s: Scribe) -> None:
    """The decision falls: recognised as if it had never been revoked."""
    s.probe(_answered(s, "withdrawn"), "recognised")


def answer_withdrawn_after_a_due_day(s: Scribe) -> None:
    """The decision falls after 30 March: whether that report was owed is for a person to say."""
    served_on = date(2025, 3, 3)
    _revoked(s, served_on)
    serve(s, served_on, lodged_on=date(2025, 3, 17))
    lodge(s, date(2025, 3, 17), answered_on=date(2025, 4, 14))
    answer(s, date(2025, 4, 14), "withdrawn")
    s.probe(date(2025, 4, 1), "revoked", "under-appeal")
    s.probe(date(2025, 4, 14), "recognised")


def answer_overdue(s: Scribe) -> None:
    """The department does not answer."""
    _, lodged_on = _appealed(s, 7)
    lodge(s, lodged_on)
    s.probe(s.until, "revoked", "answer-overdue", windows="appeal=met answer=lapsed")


def answer_late(s: Scribe) -> None:
    """The department answers after its 30 working days."""
    _, lodged_on = _appealed(s, 7)
    answered_on = lodged_on + 60 * DAY
    lodge(s, lodged_on, answered_on=answered_on)
    answer(s, answered_on, "upheld")
    s.probe(answered_on - DAY, "revoked", "answer-overdue")
    s.probe(answered_on, "revoked", "final")


def told_a_later_last_day(s: Scribe) -> None:
    """The service names a last day two days too late: it binds the department."""
    served_on = _spring_day(s)
    _revoked(s, served_on)
    told = appeal_day(served_on, 15) + 2 * DAY
    serve(s, served_on, told=told, lodged_on=told)
    lodge(s, told)


def told_an_earlier_last_day(s: Scribe) -> None:
    """The service names a last day too early: the counted one holds."""
    served_on = _spring_day(s)
    _revoked(s, served_on)
    serve(s, served_on, told=appeal_day(served_on, 12))
    s.probe(appeal_day(served_on, 15), "revoked", "appealable", windows="appeal=open")


def appeal_across_national_day(s: Scribe) -> None:
    """Serve on 2025-09-24: 15 working days end on 2025-10-21, holiday and make-up days counted."""
    _revoked(s, date(2025, 9, 24))
    serve(s, date(2025, 9, 24))
    s.probe(date(2025, 10, 21), "revoked", "appealable", windows="appeal=open")
    s.probe(date(2025, 10, 22), "revoked", "final", windows="appeal=lapsed")


def appeal_across_spring_festival(s: Scribe) -> None:
    """Serve on 2026-02-02: the last day is Saturday 2026-02-28 (golden case)."""
    _revoked(s, date(2026, 2, 2))
    serve(s, date(2026, 2, 2), lodged_on=date(2026, 2, 28))
    lodge(s, date(2026, 2, 28))
    s.probe(date(2026, 2, 27), "revoked", "appealable", windows="appeal=open")
    s.probe(date(2026, 2, 28), "revoked", "under-appeal", windows="appeal=met answer=open")


def notice_of_2020_moves_it(s: Scribe) -> None:
    """Serve on 2020-01-13: 2020-02-06, from 2020-01-27 on 2020-02-10 (golden case)."""
    _revoked(s, date(2020, 1, 13), year=2018)
    serve(s, date(2020, 1, 13))
    s.probe(date(2020, 2, 10), "revoked", "appealable", windows="appeal=open")
    s.probe(date(2020, 2, 11), "revoked", "final", windows="appeal=lapsed")


def notice_of_2020_moves_it_further(s: Scribe) -> None:
    """Serve on 2020-01-15: 2020-02-10, then 2020-02-12 (golden case); lodged on that day."""
    _revoked(s, date(2020, 1, 15), year=2018)
    serve(s, date(2020, 1, 15), lodged_on=date(2020, 2, 12))
    lodge(s, date(2020, 2, 12), answered_on=date(2020, 3, 16))
    answer(s, date(2020, 3, 16), "upheld")


def told_last_day_outlasts_the_notice(s: Scribe) -> None:
    """Told 2020-02-12 where 02-06, then 02-10 is counted: nothing moves."""
    _revoked(s, date(2020, 1, 13), year=2018)
    serve(s, date(2020, 1, 13), told=date(2020, 2, 12))
    s.probe(date(2020, 2, 12), "revoked", "appealable", windows="appeal=open")


def notice_of_2019_shortens_the_answer(s: Scribe) -> None:
    """An appeal of 2019-03-19 is due an answer by 2019-05-02, then already by 04-30 (golden case)."""
    _revoked(s, date(2019, 3, 5), year=2018)
    serve(s, date(2019, 3, 5), lodged_on=date(2019, 3, 19))
    lodge(s, date(2019, 3, 19))
    s.probe(date(2019, 4, 30), "revoked", "under-appeal", windows="answer=open")
    s.probe(date(2019, 5, 1), "revoked", "answer-overdue", windows="answer=lapsed")


def notice_of_2015_moves_litigation(s: Scribe) -> None:
    """Six months from 2015-03-03 end on 2015-09-03, then a holiday: on Sunday 2015-09-06, made up."""
    _revoked(s, date(2015, 3, 3), year=2013)
    serve(s, date(2015, 3, 3))


SCENARIOS: tuple[Scenario, ...] = (
    *scenarios(appealed_on_day_14, appealed_on_day_15, appealed_on_day_16, programmes=FUJIAN),
    *scenarios(late_appeal_refused, late_appeal_admitted, answer_upheld, programmes=FUJIAN),
    *scenarios(answer_changed, answer_withdrawn, answer_withdrawn_after_a_due_day, programmes=FUJIAN),
    *scenarios(answer_overdue, answer_late, told_a_later_last_day, programmes=FUJIAN),
    *scenarios(told_an_earlier_last_day, appeal_across_national_day, programmes=FUJIAN),
    *scenarios(appeal_across_spring_festival, programmes=FUJIAN),
    *scenarios(notice_of_2020_moves_it, notice_of_2020_moves_it_further, programmes=FUJIAN, until=EARLY),
    *scenarios(told_last_day_outlasts_the_notice, programmes=FUJIAN, until=EARLY),
    *scenarios(notice_of_2019_shortens_the_answer, programmes=FUJIAN, until=EARLY),
    *scenarios(notice_of_2015_moves_litigation, until=VERY_EARLY),
)
