"""Applications: submitted, recommended, returned, in public notice, rejected, recognised (domain 2, 5)."""

from datetime import date

from monitor.demo.acts import recognise
from monitor.demo.almanac import DAY
from monitor.demo.proceedings import public_notice
from monitor.demo.programmes import BY_PROGRAMME
from monitor.demo.scenarios.scenario import Scenario, scenarios
from monitor.demo.scribe import Scribe

RECOMMENDED_BY_CITY = tuple(name for name, scheme in BY_PROGRAMME.items() if scheme.city_recommends)
NOTICE_ON = date(2025, 9, 24)


def _apply(s: Scribe) -> date:
    on = s.day(2025, 6, 2)
    s.record("application-submitted", on, **s.place(), leading_industry="〔演示〕", area_km2=35)
    return on


def _recommend(s: Scribe, outcome: str) -> date:
    on = _apply(s) + 20 * DAY
    s.record("application-recommended", on, outcome=outcome)
    return on


def application_submitted(s: Scribe) -> None:
    """Submit, and nothing more."""
    s.probe(_apply(s), "applying", "submitted")


def application_recommended(s: Scribe) -> None:
    """Submit, and have it recommended by the city."""
    on = _recommend(s, "recommended")
    s.probe(on - DAY, "applying", "submitted")
    s.probe(on, "applying", "recommended")


def application_returned(s: Scribe) -> None:
    """Have it returned by the city."""
    s.probe(_recommend(s, "returned"), "applying")


def application_in_public_notice(s: Scribe) -> None:
    """Seven working days from 2025-09-24, the first included, end on 2025-10-09."""
    _apply(s)
    last = public_notice(s, NOTICE_ON, 7)
    s.probe(NOTICE_ON, "applying", "in-public-notice", windows="public-notice=open")
    s.probe(last, "applying", "in-public-notice", windows="public-notice=open")


def notice_by_the_book(s: Scribe) -> None:
    """Guangdong: a notice that states no length lasts the book's seven working days."""
    _apply(s)
    last = public_notice(s, s.day(2025, 7, 7, 4), 7, states_length=False)
    s.probe(last, "applying", "in-public-notice", windows="public-notice=open")


def application_rejected(s: Scribe) -> None:
    """Reject after an objection in the public notice."""
    _apply(s)
    last = public_notice(s, NOTICE_ON, 5)
    s.record("objection-raised", NOTICE_ON + DAY, text="〔演示〕数据有异议")
    s.record("objection-resolved", last + 5 * DAY, outcome="〔演示〕异议成立")
    s.record("application-rejected", last + 7 * DAY, reason="〔演示〕异议成立")
    s.probe(last + 7 * DAY, "rejected", None)


def recognised_after_public_notice(s: Scribe) -> None:
    """Recognise after the public notice; the first report is owed for that year."""
    _apply(s)
    last = public_notice(s, NOTICE_ON, 7)
    recognise(s, last + 10 * DAY)
    s.probe(last + 10 * DAY, "recognised", None)


SCENARIOS: tuple[Scenario, ...] = (
    *scenarios(application_submitted, application_in_public_notice, application_rejected),
    *scenarios(recognised_after_public_notice),
    *scenarios(application_recommended, application_returned, programmes=RECOMMENDED_BY_CITY),
    *scenarios(notice_by_the_book, programmes=("guangdong",)),
)
