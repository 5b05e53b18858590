"""One cluster as one person may see it, at the two times of a page: everything that its pages are made of.

Promise: what is shown is what the interface answers; a number stands for an event, the first being 1.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from htpy import Node, a, span

from domain.events import FINDINGS
from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.audit.papers.certificates import Asked as Certifying
from monitor.audit.papers.certificates import Certified, certified
from monitor.http.asking import Asked, Times
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.wording import Language, say
from monitor.wording.terms import term
from projections.answer import full_answer

Json = dict[str, Any]
_LIMIT_OF_NAME = 40


class Seen(NamedTuple):
    """A cluster at two times; `events` is its history as known then, oldest first.

    `rows_at` is the address of the page that has their rows, where that is another one;
    `is_facts_only`: the rows of findings are left out.
    """

    asked: Asked
    times: Times
    cluster: str
    found: Certified
    answer: Json
    events: list[Json]
    rows_at: str = ""
    is_facts_only: bool = False

    @property
    def language(self) -> Language:
        """The language that the page is shown in."""
        return self.asked.language

    @property
    def path(self) -> str:
        """The address of the cluster."""
        return f"/clusters/{self.cluster}"

    @property
    def name(self) -> str:
        """The name of the cluster, safe to show; its id where none was stated."""
        return plain(self.answer["name"] or self.cluster)

    @property
    def asked_times(self) -> dict[str, str]:
        """The two times as parameters of an address; none where they are now."""
        if self.times.is_now:
            return {}
        return {"on": str(self.times.on), "known_at": self.times.known_at.isoformat()}

    def address(self, part: str = "", **asked: object) -> str:
        """Return the address of a page about this cluster, at the same times."""
        told = {name: str(value) for name, value in asked.items() if value is not None}
        query = urlencode({**told, **self.asked_times})
        return self.path + part + (f"?{query}" if query else "")

    def crumbs(self, *, is_below: bool = True) -> tuple[tuple[str, str], ...]:
        """Return the way to a page of this cluster."""
        listed = (say("page-section-clusters", self.language), "/clusters")
        city = str(self.answer["city"] or "")
        placed = ((plain(city), f"/clusters?{urlencode({'city': city})}"),) if city else ()
        return (listed, *placed, *(((_short(self.name), self.address()),) if is_below else ()))

    def beside(self) -> "Seen":
        """Return the same for a page without the rows of the history."""
        return self._replace(rows_at=self.address())

    def row_of(self, number: int) -> str:
        """Return where the row of an event is; the page of its step where no row of it is shown."""
        if self.is_facts_only and self.events[number - 1]["type"] in FINDINGS:
            return self.address("/step", n=number)
        return f"{self.rows_at}#e-{number}"

    def numbers(self) -> dict[str, int]:
        """Return the number of each event by its id."""
        return {event["id"]: number for number, event in enumerate(self.events, start=1)}


def seen(asked: Asked, cluster: str, times: Times) -> Seen:
    """Return a cluster at two times.

    Raises:
        RefusedError: "cluster-not-found"; what in its records cannot be read (see `is_unreadable`).
    """
    monitor = asked.guarded.monitor_for(READ, cluster)
    found = certified(monitor, Certifying(cluster, times.on, times.known_at))
    events = asked.guarded.history(cluster, known_at=times.known_at)
    position = found.stream[-1].position
    answer = {**full_answer(cluster, found.history, found.assessment), "position": position}
    return Seen(asked, times, cluster, found, answer, events)


def is_unreadable(error: RefusedError) -> bool:
    """Tell whether a refusal says that a record of the cluster cannot be read."""
    return error.kind == "unavailable" and "form" in error.values


def clause_of(cited: Json, language: Language) -> Node:
    """Return a clause with its edition, and a mark where that edition does not bind or is known in part."""
    edition = cited.get("rulebook")
    basis = cited.get("basis", "in-force")
    return [
        span(".clause")[plain(cited["clause"])],
        [" ", a(href=f"/rules/{edition}")[edition]] if edition else None,
        [" ", tag(term("basis", basis, language), "warn")] if basis != "in-force" else None,
        [" ", tag(say("source-is-partial", language), "unknown")]
        if cited.get("source") == "partial"
        else None,
    ]


def event_links(ids: Iterable[str], shown: Seen) -> list[Node]:
    """Return the ways to the rows of events, by their numbers; those not known then are left out."""
    numbers = shown.numbers()
    known = [numbers[each] for each in ids if each in numbers]
    return [[" ", a(href=shown.row_of(number), data_event=number)[f"#{number}"]] for number in known]


def _short(text: str) -> str:
    return text if len(text) <= _LIMIT_OF_NAME else f"{text[: _LIMIT_OF_NAME - 1]}…"
