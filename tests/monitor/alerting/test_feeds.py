"""Calendars and news feeds by secret address: what they hold, who may read them, and read by others."""

from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
import vobject
from icalendar import Calendar
from sqlalchemy import Engine

from domain.alerting import FeedOpened
from domain.case import DecisionServed
from domain.refusal import RefusedError
from monitor.access.access import Access
from monitor.access.policy import CITY
from monitor.access.principal import Grant
from monitor.access.secret import Secret
from monitor.alerting.atom import Entry, feed
from monitor.alerting.feeds import Feeds, Form, Read
from monitor.alerting.ics import Deadline, calendar
from monitor.alerting.telling import Teller
from monitor.database import reading
from tests.acceptance.corpus import TEXTS, corpus
from tests.given import PLACES, noon
from tests.office import Office, line, recognised

SERVED = DecisionServed(case="k1", method="signed")
ATOM = "{http://www.w3.org/2005/Atom}"


class Reader(Office):
    """A department with feeds, and somebody who reads them."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.engine = engine
        self.access = Access(self.monitor)
        self.feeds = Feeds(self.monitor, Teller(self.monitor, "https://monitor.example"))

    def opens(self, name: str, **stated: Any) -> Secret:
        body = FeedOpened(feed=name, **stated)
        return self.feeds.open(body, self.access.accounts, by="lin", at=self.now())

    def now(self) -> datetime:
        """Return the instant of the last record: nothing may be recorded before it."""
        return self.monitor.log.last_recorded_at() or noon("2024-08-01")

    def reads(self, secret: Secret, form: Form, on: str) -> Read:
        return self.feeds.read(
            secret, form, guard=self.access.guard, accounts=self.access.accounts, at=noon(on), language="zh"
        )

    def events(self, secret: Secret, on: str) -> dict[str, Any]:
        """Return the events of a calendar by their summary, as `icalendar` reads them."""
        found = Calendar.from_ical(self.reads(secret, "ics", on).body).walk("VEVENT")
        return {str(each["SUMMARY"]): each for each in found}


@pytest.fixture
def reader(engine: Engine) -> Reader:
    return Reader(engine)


def served(reader: Reader) -> None:
    """Serve a decision on Monday 29 December 2025: by then 2026 is published, 2027 is not."""
    elsewhere = {**PLACES, "name": "他处集群", "city": "他市", "county": "他县"}
    founding = line("cluster-recognised", "2024-07-10", "c2", programme="fujian", **elsewhere)
    reader.record("2024-08-01", recognised(), founding)
    reader.record(
        "2025-12-29",
        line("case-opened", "2025-12-01", case="k1", grounds=["reporting"]),
        line("revocation-decided", "2025-12-15", case="k1", grounds=["reporting"], number="1号"),
        line("decision-served", "2025-12-29", case="k1", method="signed"),
    )
    reader.tick("2025-12-29")


def test_a_calendar_holds_whole_days_with_alarms_and_a_stable_name(reader: Reader) -> None:
    served(reader)
    secret = reader.opens("all")
    event = reader.events(secret, "2025-12-30")["演示集群 申诉 k1"]
    later = reader.events(secret, "2026-01-08")["演示集群 申诉 k1"]
    assert event["DTSTART"].dt.isoformat() == "2026-01-20"
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (event["STATUS"], event["SEQUENCE"], event["URL"]) == (
        "CONFIRMED",
        0,
        "https://monitor.example/clusters/c1",
    )
    assert event["UID"] == later["UID"]
    assert [each["TRIGGER"].dt.days for each in event.walk("VALARM")] == [-7, -1]


def test_what_is_over_is_cancelled_in_a_newer_version_and_stays_so(reader: Reader) -> None:
    served(reader)
    secret = reader.opens("all")
    before = reader.events(secret, "2025-12-30")["演示集群 申诉 k1"]
    reader.record("2026-01-06", line("appeal-lodged", "2026-01-06", case="k1"))
    reader.tick("2026-01-06")
    after = reader.events(secret, "2026-01-07")["演示集群 申诉 k1（已了结）"]
    assert (after["UID"], after["STATUS"], after["SEQUENCE"]) == (before["UID"], "CANCELLED", 1)
    assert after.walk("VALARM") == []


def test_a_window_that_opens_again_after_years_is_newer_than_it_was(reader: Reader) -> None:
    served(reader)
    secret = reader.opens("all")
    reader.tick("2026-02-01")
    ended = reader.events(secret, "2026-02-02")["演示集群 申诉 k1（已了结）"]
    (service,) = [each.id for each in reader.monitor.log.stream("c1") if each.body == SERVED]
    reader.record("2028-01-03", line("fact-withdrawn", "2028-01-03", event=service, reason="送达无效"))
    reader.record("2028-01-03", line("decision-served", "2028-01-03", case="k1", method="signed"))
    reader.tick("2028-01-03")
    again = reader.events(secret, "2028-01-04")["演示集群 申诉 k1（暂定）"]
    assert again["UID"] == ended["UID"]
    assert again["SEQUENCE"] > ended["SEQUENCE"] > 0


def test_what_was_met_is_cancelled_for_ninety_days_and_each_withdrawal_makes_a_newer_version(
    reader: Reader,
) -> None:
    reader.record("2024-08-01", recognised())
    secret = reader.opens("all")
    report = "演示集群 年度培育情况信息表 2024"
    owed = reader.events(secret, "2025-03-01")[report]
    reader.record("2025-03-10", line("annual-report-filed", "2025-03-10", year=2024))
    met = reader.events(secret, "2025-06-08")[f"{report}（已了结）"]
    assert (owed["STATUS"], owed["SEQUENCE"], met["STATUS"], met["SEQUENCE"]) == (
        "CONFIRMED",
        0,
        "CANCELLED",
        1,
    )
    assert (met["UID"], met["DTSTART"].dt, met.walk("VALARM")) == (owed["UID"], owed["DTSTART"].dt, [])
    assert not [each for each in reader.events(secret, "2025-06-09") if each.startswith(report)]
    (filed,) = [each for each in reader.monitor.log.stream("c1") if each.key is None][-1:]
    reader.record("2025-06-10", line("fact-withdrawn", "2025-06-10", event=filed.id, reason="误录"))
    again = reader.events(secret, "2025-06-11")[report]
    assert (again["UID"], again["STATUS"], again["SEQUENCE"]) == (owed["UID"], "CONFIRMED", 2)
    reader.record("2025-06-12", line("annual-report-filed", "2025-06-12", year=2024))
    assert reader.events(secret, "2025-06-13")[f"{report}（已了结）"]["SEQUENCE"] == 3


def test_a_day_that_is_not_certain_is_tentative(reader: Reader) -> None:
    served(reader)
    reader.record(
        "2026-12-28", line("major-change-occurred", "2026-12-28", "c2", change="x", kind="operator")
    )
    events = reader.events(reader.opens("all"), "2026-12-29")
    (event,) = [each for name, each in events.items() if "重大变动" in name]
    assert event["STATUS"] == "TENTATIVE"
    assert "暂定" in str(event["SUMMARY"])


def test_an_independent_reader_understands_the_calendar(reader: Reader) -> None:
    served(reader)
    body = reader.reads(reader.opens("all"), "ics", "2025-12-30").body
    parsed = vobject.readOne(body.decode())
    assert parsed.version.value == "2.0"
    assert {each.summary.value for each in parsed.vevent_list} >= {"演示集群 申诉 k1"}
    assert all(len(each) <= 75 for each in body.split(b"\r\n"))


def test_a_feed_shows_what_it_was_opened_for_and_nothing_else(reader: Reader) -> None:
    served(reader)
    for name, stated, expected in (
        ("here", {"region": "某市"}, {"演示集群"}),
        ("there", {"region": "他市"}, {"他处集群"}),
        ("one", {"cluster": "c2"}, {"他处集群"}),
        ("none", {"programme": "hainan"}, set()),
        ("all", {}, {"演示集群", "他处集群"}),
    ):
        secret = reader.opens(name, **stated)
        assert {each.split()[0] for each in reader.events(secret, "2025-12-30")} == expected, name


def test_an_officers_feed_follows_his_rights(reader: Reader) -> None:
    served(reader)
    office = reader.access.office_at_the_machine("root", reader.now())
    office.add_user("wu", "吴")
    secret = reader.opens("wu", user="wu")
    assert reader.events(secret, "2025-12-30") == {}
    grant = Grant(role=CITY, region="他市", programme="fujian")
    office.grant("wu", grant)
    assert {each.split()[0] for each in reader.events(secret, "2025-12-30")} == {"他处集群"}
    office.disable_user("wu", "调离")
    with pytest.raises(RefusedError) as refused:
        reader.events(secret, "2025-12-30")
    assert refused.value.code == "feed-not-found"


def test_a_wrong_or_closed_address_is_not_found_and_no_secret_is_kept(reader: Reader) -> None:
    secret = reader.opens("a")
    assert reader.events(secret, "2025-12-30") == {}
    with reading(reader.engine) as connection:
        kept = connection.exec_driver_sql("SELECT feed, sha256 FROM feed_tokens").all()
    assert secret.reveal() not in str(kept)
    reader.feeds.close("a", "泄露", by="lin", at=noon("2025-01-01"))
    for given in (secret, Secret("x"), Secret("")):
        with pytest.raises(RefusedError) as refused:
            reader.reads(given, "ics", "2025-12-30")
        assert refused.value.code == "feed-not-found"


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"feed": "a"}, "feed-exists"),
        ({"feed": "b", "user": "nobody"}, "user-unknown"),
        ({"feed": "b c"}, "channel-value-not-accepted"),
        ({"feed": "b", "programme": "fuijan"}, "programme-not-known"),
    ],
)
def test_a_feed_that_cannot_be_is_refused(reader: Reader, stated: dict[str, Any], code: str) -> None:
    reader.opens("a")
    with pytest.raises(RefusedError) as refused:
        reader.feeds.open(FeedOpened(**stated), reader.access.accounts, by="lin", at=noon("2024-08-01"))
    assert refused.value.code == code
    for name, expected in (("zz", "feed-unknown"), ("a", None), ("a", "feed-ended")):
        if expected is None:
            reader.feeds.close(name, "…", by="lin", at=noon("2024-08-02"))
            continue
        with pytest.raises(RefusedError) as refused:
            reader.feeds.close(name, "…", by="lin", at=noon("2024-08-02"))
        assert refused.value.code == expected


def test_the_same_answer_has_the_same_mark_and_another_has_another(reader: Reader) -> None:
    served(reader)
    secret = reader.opens("all")
    first, again = (reader.reads(secret, "ics", "2025-12-30") for _ in range(2))
    assert first == again
    reader.record("2026-01-06", line("appeal-lodged", "2026-01-06", case="k1"))
    assert reader.reads(secret, "ics", "2026-01-07").etag != first.etag


def test_the_news_hold_what_atom_asks_for_and_are_read_by_an_independent_reader(reader: Reader) -> None:
    served(reader)
    read = reader.reads(reader.opens("all"), "atom", "2025-12-30")
    root = fromstring(read.body)  # noqa: S314 - our own words
    for parent in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = parent.findall(f"{ATOM}{name}")
            assert found.text
    assert root.findall(f"{ATOM}author/{ATOM}name")
    ids = [each.text for each in root.findall(f"{ATOM}entry/{ATOM}id")]
    assert len(ids) == len(set(ids)) > 3
    parsed = feedparser.parse(read.body)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert {each.title for each in parsed.entries} == {"演示集群 (c1)", "他处集群 (c2)"}
    assert all(each.link.startswith("https://monitor.example/clusters/") for each in parsed.entries)


HOSTILE = [each for category in TEXTS for each in corpus()[category]] + [
    "a\r\nEND:VEVENT\r\nx",
    "]]>",
    "\ufffe",
]


@pytest.mark.parametrize("form", ["ics", "atom"])
def test_nothing_that_is_written_changes_a_calendar_or_a_feed(form: str) -> None:
    at = datetime(2026, 2, 10, 4, tzinfo=UTC)
    for words in HOSTILE:
        if form == "ics":
            deadline = Deadline(
                cluster="c1", kind="appeal", about=words, summary=words, description=words, due_on=at.date()
            )
            body = calendar(words, [deadline], at, "zh")
            (event,) = Calendar.from_ical(body).walk("VEVENT")
            assert len(event.property_items()) == 22, words
            assert len(vobject.readOne(body.decode()).vevent_list) == 1
        else:
            entry = Entry(id="e", title=words, summary=words, category=words, raised_at=at, link=words)
            root = fromstring(feed(words, "x", "urn:x", [entry], at))  # noqa: S314 - our own words
            assert [each.tag for each in root.iter()].count(f"{ATOM}entry") == 1, words
            assert len(list(root.iter())) == 13, words
