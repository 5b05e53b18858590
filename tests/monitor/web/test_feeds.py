"""Calendars and news over HTTP: the address is the key, and it is asked again only for what is new."""

import feedparser
import vobject

from domain.alerting import FeedOpened
from monitor.alerting.feeds import Feeds
from monitor.bootstrap import now
from tests.monitor.api.serving import Service
from tests.monitor.web.conftest import Browser


def test_a_feed_is_read_without_signing_in_and_answered_304_while_nothing_is_new(standing: Service) -> None:
    feeds = Feeds(standing.monitor)
    secret = feeds.open(FeedOpened(feed="a"), standing.access.accounts, by="lin", at=now()).reveal()
    with Browser(standing, None) as browser:
        calendar, news = (browser.get(f"/feeds/{secret}.{form}") for form in ("ics", "atom"))
        assert (calendar.status_code, calendar.headers["content-type"]) == (
            200,
            "text/calendar; charset=utf-8",
        )
        assert vobject.readOne(calendar.text).name == "VCALENDAR"
        assert news.headers["content-type"] == "application/atom+xml; charset=utf-8"
        assert not feedparser.parse(news.content).bozo
        etag = {"If-None-Match": calendar.headers["etag"]}
        assert browser.get(f"/feeds/{secret}.ics", headers=etag).status_code == 304
        assert calendar.headers["cache-control"] == "private, no-cache"
        assert browser.get(f"/feeds/{secret}.ics?lang=en").text != calendar.text
        feeds.close("a", "…", by="lin", at=now())
        for address in (f"/feeds/{secret}.ics", "/feeds/x.atom", "/feeds/%00.ics", f"/feeds/{secret}.txt"):
            assert browser.get(address).status_code == 404, address
