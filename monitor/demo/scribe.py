"""Writes one synthetic history: its facts as contract lines, and its truth beside them.

Promise: the truth is what the scenario states, act by act; nothing is asked of the product.
"""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from monitor.demo.almanac import DAY, Almanac
from monitor.demo.programmes import Scheme
from monitor.demo.truth import UNPROBED, Dated, Finding, History, Line, Probe, Truth

ALMANAC = Almanac.of_the_notices()
CASE = "case-1"
INDUSTRIES = (
    "精密阀门",
    "特种玻璃",
    "智能水表",
    "食用菌",
    "户外用品",
    "传感器",
    "碳纤维",
    "乐器",
    "眼镜",
    "电动工具",
)


class Spell:
    """Days on which the cluster is recognised; `expires` where its validity ends it."""

    def __init__(self, start: date, end: date) -> None:
        """Begin on `start`, last through `end`."""
        self.start = start
        self.end = end
        self.expires = True

    def covers(self, day: date) -> bool:
        """Tell whether the cluster is recognised on a day."""
        return self.start <= day <= self.end


class Scribe:
    """One history in the making.

    `settled` holds the (year, report) a scenario has dealt with; all others are filed in time.
    """

    def __init__(self, scheme: Scheme, kind: str, rng: Random, until: date) -> None:
        """Start with nothing recorded."""
        self.scheme = scheme
        self.kind = kind
        self.rng = rng
        self.until = until
        self.cluster = f"synth-{scheme.prefix}-{kind}"
        self.name = f"〔演示〕{scheme.province}{rng.choice(INDUSTRIES)}产业集群（{kind}）"
        self.mode = "prompt"
        self.spells: list[Spell] = []
        self.published_on: date | None = None
        self.valid_to = date.max
        self.settled: set[tuple[int, str]] = set()
        self._facts: list[Dated] = []
        self._findings: set[Finding] = set()
        self._probes: list[Probe] = []

    def day(self, year: int, month: int, day: int, spread: int = 20) -> date:
        """Return a day by chance: the one given, or up to `spread` - 1 days later."""
        return date(year, month, day) + self.rng.randrange(spread) * DAY

    def place(self) -> dict[str, Any]:
        """Return who and where, as application and recognition want it; the place is invented."""
        where = {"province": self.scheme.province, "city": "演示市", "county": "演示县"}
        return {"programme": self.scheme.programme, "name": self.name, **where}

    def record(
        self,
        kind: str,
        on: date,
        /,
        *,
        recorded_on: date | None = None,
        **stated: Any,  # noqa: ANN401 - a line's data are any JSON
    ) -> str:
        """Record a fact and return its key; without `recorded_on` it is recorded on its day."""
        number = len(self._facts) + 1
        line: Line = {
            "type": kind,
            "cluster": self.cluster,
            "effective_on": on.isoformat(),
            "data": stated,
            "source": {"number": f"演示〔{on.year}〕{number}号", "issuer": "演示"},
            "key": f"{self.cluster}:{number}",
        }
        return self._keep(Dated(recorded_on or on, line))

    def _keep(self, dated: Dated) -> str:
        if dated.recorded_on.isoformat() != dated.line["effective_on"]:
            self.mode = "late"
        self._facts.append(dated)
        return str(dated.line["key"])

    def withdraw(self, key: str, on: date) -> None:
        """Withdraw the fact with this key; the reader of the line puts its event id for `@key`."""
        self.record("fact-withdrawn", on, event=f"@{key}", reason="〔演示〕登记有误")

    def find(
        self, kind: str, legal_on: date, subject: str, about: str = "", due_on: date | None = None
    ) -> None:
        """State a finding that is true; one of a day after the end is dropped."""
        if legal_on <= self.until:
            self._findings.add(Finding(kind, legal_on, subject, about, due_on))

    def ground(self, name: str, since: date, *, about: str = "", cured_on: date | None = None) -> None:
        """State that a ground (`code/limb`) holds, where the programme's text has it."""
        if name.partition("/")[0] not in self.scheme.grounds:
            return
        self.find("ground-established", since, name, about)
        if cured_on:
            self.find("ground-cured", cured_on, name, about)

    def probe(
        self, on: date, standing: str, stage: str | None = UNPROBED, *, grounds: str = "", windows: str = ""
    ) -> None:
        """State what the status says: grounds as "code/limb=state", windows as "kind=state"."""
        if on > self.until:
            return
        known = frozenset(each for word in grounds.split() for each in self._as_seen(*_ground(word)))
        pairs = (word.partition("=") for word in windows.split())
        shown = frozenset((kind, state) for kind, _, state in pairs)
        self._probes.append(Probe(on, standing, stage, known, shown))

    def _as_seen(self, code: str, limb: str, state: str) -> Iterator[tuple[str, str, str]]:
        """Say what becomes of a ground in this programme: as it is, unknown, or none at all."""
        if code in self.scheme.grounds:
            yield code, limb, state
        elif code in self.scheme.unseen and state == "established":
            yield code, "", "unknown"

    def daily_only(self) -> None:
        """Say that one tick at the end need not find what a tick a day finds."""
        self.mode = "late"

    def is_recognised(self, day: date) -> bool:
        """Tell whether the cluster is recognised on a day, as seen on that day."""
        return any(spell.covers(day) for spell in self.spells)

    def history(self) -> History:
        """Return the history, its facts in the order of recording."""
        facts = tuple(sorted(self._facts, key=lambda dated: dated.recorded_on))
        truth = Truth(self.until, frozenset(self._findings), tuple(self._probes))
        return History(self.cluster, self.scheme.programme, self.kind, self.mode, facts, truth)


def _ground(word: str) -> tuple[str, str, str]:
    name, _, state = word.partition("=")
    code, _, limb = name.partition("/")
    return code, limb, state
