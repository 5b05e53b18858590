"""What one feed shows, as its reader may see it: deadlines as a calendar, alerts as news."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain import alerting as acts
from domain.events import legal_day
from monitor.access.guard import Guarded
from monitor.access.place import Place, reaches
from monitor.access.policy import AUDITOR
from monitor.access.principal import Grant
from monitor.alerting.atom import Entry, feed
from monitor.alerting.ics import Deadline, calendar
from monitor.alerting.met import MET_FOR, Owed, owed_lately
from monitor.alerting.telling import Teller
from monitor.alerting.versions import Versions
from monitor.application import Monitor
from monitor.wording import Language, say
from monitor.wording.telling import finding_text, subject_words
from projections.answer import Json

_OVER_FOR = timedelta(days=180)  # for how long what is over stays in a calendar, cancelled
_NEWEST = 100
_WINDOWS = ("window-opened", "window-moved", "window-closed")


class FeedScope(NamedTuple):
    """What one feed shows, as its reader may see it."""

    monitor: Monitor
    teller: Teller
    stated: acts.FeedOpened
    guarded: Guarded
    language: Language

    def calendar(self, at: datetime) -> bytes:
        """Return what is due, and what was over lately, as a calendar."""
        places = self._places(at)
        closed = list(self._closed(places, legal_day(at)))
        due = self.guarded.due(on=legal_day(at), known_at=at, within=None)
        due = [line for line in due if line["cluster"] in places]
        owed = list(owed_lately(self.monitor, places, at))
        filings = {
            (each.cluster, each.obligation.kind, each.obligation.period): each.version for each in owed
        }
        windows = [line["cluster"] for line in (*due, *closed) if line.get("period") is None]
        versions = Versions(self.monitor, windows, at)

        def opened_as(line: Json) -> Deadline:
            period, kind = line.get("period"), line["kind"]
            known = versions.of(line) if period is None else filings.get((line["cluster"], kind, period), 0)
            return self._deadline(line, period or line.get("case") or "", places, known)

        def closed_as(line: Json) -> Deadline:
            return self._deadline(line, line["case"] or "", places, versions.of(line), is_over=True)

        opened = [opened_as(line) for line in due]
        uids = {each.uid for each in opened}
        ended = [*map(closed_as, closed), *self._met(owed, places, legal_day(at))]
        over = [each for each in ended if each.uid not in uids]
        stamped_at = self.monitor.log.last_recorded_at() or at
        name = self._mark() + say("feed-name", self.language, feed=self.stated.feed)
        return calendar(name, [*opened, *over], stamped_at, self.language)

    def news(self, at: datetime) -> bytes:
        """Return the newest alerts as an Atom feed."""
        places = self._places(at)
        found = [each for each in self.guarded.alerts(limit=_NEWEST * 5) if each["cluster"] in places]
        name = self._mark() + say("feed-alerts-name", self.language, feed=self.stated.feed)
        entries = [self._entry(each, places[each["cluster"]]) for each in found[:_NEWEST]]
        address = f"urn:cluster-monitor:feed:{self.stated.feed}"
        return feed(name, "cluster-monitor", address, entries, at)

    def _places(self, at: datetime) -> dict[str, str]:
        """Return the clusters in scope that may be seen, by id: their names."""
        lines = self.guarded.roster(on=legal_day(at), known_at=at, is_now=True)
        only = grant_of(self.stated)
        return {
            line["cluster"]: line["name"] or line["cluster"] for line in lines if reaches(only, _place(line))
        }

    def _closed(self, places: dict[str, str], today: date) -> Iterator[Json]:
        """Yield the newest finding about each window, where it closed it."""
        newest: dict[tuple[str, str, str | None], Json] = {}
        for each in self.monitor.findings_of(_WINDOWS, today - 2 * _OVER_FOR):
            if each["cluster"] in places:
                newest[each["cluster"], each["kind"], each["case"]] = each
        yield from (each for each in newest.values() if each["type"] == "window-closed")

    def _met(self, owed: list[Owed], places: dict[str, str], today: date) -> Iterator[Deadline]:
        for each in owed:
            obligation = each.obligation
            if each.met_since is None or today - each.met_since > MET_FOR or obligation.due_on is None:
                continue
            line = {
                "cluster": each.cluster,
                "kind": obligation.kind,
                "due_on": obligation.due_on.isoformat(),
                "certainty": obligation.certainty,
                "clause": obligation.cited.clause,
            }
            yield self._deadline(line, obligation.period, places, each.version, is_over=True)

    def _deadline(
        self, line: Json, about: str, places: dict[str, str], version: int, *, is_over: bool = False
    ) -> Deadline:
        subject = subject_words(f"{line['kind']} {about}".strip(), self.language)
        over = say("feed-over", self.language) if is_over else ""
        return Deadline(
            cluster=line["cluster"],
            kind=line["kind"],
            about=about,
            summary=f"{self._mark()}{places[line['cluster']]} {subject}{over}",
            description=f"{line['cluster']} {line['clause'] or ''}",
            due_on=date.fromisoformat(line["due_on"]),
            certainty=line["certainty"],
            version=version,
            is_over=is_over,
            link=self.teller.link(line["cluster"]),
        )

    def _entry(self, answer: Json, name: str) -> Entry:
        return Entry(
            id=answer["id"],
            title=f"{self._mark()}{name} ({answer['cluster']})",
            summary=f"{finding_text(answer, self.language)} {answer['clause']}",
            category=answer["type"],
            raised_at=datetime.fromisoformat(answer["detected_at"]),
            link=self.teller.link(answer["cluster"]),
        )

    def _mark(self) -> str:
        return say("simulation-mark", self.language) if self.monitor.simulation else ""


def grant_of(stated: acts.FeedOpened) -> Grant:
    """Return what a feed was opened for, as a right to read."""
    return Grant(role=AUDITOR, region=stated.region, programme=stated.programme, cluster=stated.cluster)


def _place(line: Json) -> Place:
    names = ("programme", "province", "city", "county")
    stated = {name: line.get(name) or "" for name in names}
    return Place(cluster=line["cluster"], county_code=line.get("county_code"), **stated)
