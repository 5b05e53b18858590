"""What clerks and officers do: one act at a time, mostly sensible, sometimes late, doubled, wrong or foreign.

Promise: an act depends on the cluster's own file and the random numbers handed in, on nothing else.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from domain.cluster import ReportKind
from monitor.access.principal import Grant, Principal
from monitor.intake.line import FactLine
from tests.office import line
from tests.simulation.options import COUNTIES

DAY = timedelta(days=1)
REPORTS: tuple[ReportKind, ...] = ("annual-report", "work-summary", "city-report")


class Act(NamedTuple):
    """A line, who sends it, and whether it is meant to be refused."""

    line: FactLine
    who: Principal
    is_foreign: bool = False


class Told(NamedTuple):
    """A fact that was recorded: its id, type and line."""

    id: str
    line: FactLine


class File:
    """What a department knows of one cluster: what it sent, and where its case stands."""

    def __init__(self, programme: str, number: int) -> None:
        self.programme = programme
        self.cluster = f"{programme}-{number}"
        self.county = COUNTIES[programme]
        self.sent = 0
        self.told: list[Told] = []
        self.stage = "none"
        self.cases = 0
        self.appeal_on: date | None = None

    @property
    def case(self) -> str:
        return f"c{self.cases}"

    def record(self, told: Told) -> None:
        """Take note of a fact that was recorded."""
        self.told.append(told)
        event = getattr(told.line.body, "event", None)
        undone = next((each.line.type for each in self.told if each.id == event), "")
        stage = _STAGES.get(told.line.type) or _UNDONE.get(undone)
        if stage is not None:
            self.stage = stage

    def key(self) -> str:
        self.sent += 1
        return f"{self.cluster}:{self.sent}"


_STAGES = {
    "case-opened": "opened",
    "case-dismissed": "none",
    "revocation-decided": "decided",
    "decision-served": "served",
    "appeal-lodged": "lodged",
    "appeal-admitted": "admitted",
    "appeal-refused": "closed",
    "appeal-answered": "answered",
}


_UNDONE = {"decision-served": "decided", "appeal-lodged": "served"}


def county_clerk(programme: str) -> Principal:
    """Return the clerk of the county that a programme's clusters lie in."""
    region = COUNTIES[programme]
    return Principal(user=f"clerk-{region}", name="clerk", grants=(Grant(role="county", region=region),))


def officer(programme: str, which: str) -> Principal:
    """Return one of the two officers of a province."""
    grant = Grant(role="province", programme=programme)
    return Principal(user=f"officer-{which}-{programme}", name="officer", grants=(grant,))


def users_of(programme: str) -> set[str]:
    """Return who may be named as recorder of a cluster's facts."""
    people = (county_clerk(programme), officer(programme, "a"), officer(programme, "b"))
    return {each.user for each in people}


def founding(file: File, on: date) -> Act:
    """Return the recognition of a cluster."""
    place = {"name": f"模拟集群{file.cluster}", "province": "某省", "city": "某市", "county": "某县"}
    told = line(
        "cluster-recognised",
        on.isoformat(),
        file.cluster,
        key=file.key(),
        programme=file.programme,
        county_code=file.county,
        **place,
    )
    return Act(told, officer(file.programme, "a"))


def act(file: File, rng: Random, today: date, late: float) -> Act:
    """Return what somebody does about a cluster today."""
    chosen = rng.random()
    if file.told and chosen < 0.06:
        return Act(rng.choice(file.told).line, officer(file.programme, "a"))
    if file.told and chosen < 0.12:
        return _withdrawal(file, rng, today)
    kind = rng.choice(_CASE_ACTS[file.stage] if chosen < 0.5 else _USUAL)
    stated = _STATED[kind](file, rng, today) if kind in _STATED else {}
    on = today if rng.random() >= late else today - rng.choice((1, 3, 20, 90)) * DAY
    who = county_clerk(file.programme) if kind in _BY_COUNTY else officer(file.programme, rng.choice("ab"))
    made = line(kind, on.isoformat(), file.cluster, key=file.key(), **stated)
    if rng.random() < 0.04:
        strangers = [name for name in COUNTIES if name != file.programme]
        return Act(made, county_clerk(rng.choice(strangers)), is_foreign=True)
    return Act(made, who)


def appeal(file: File, today: date) -> Act:
    """Return the appeal that the county lodges today."""
    made = line("appeal-lodged", today.isoformat(), file.cluster, key=file.key(), case=file.case)
    return Act(made, county_clerk(file.programme))


def _withdrawal(file: File, rng: Random, today: date) -> Act:
    steps = {"served": "decision-served", "lodged": "appeal-lodged"}
    last = [each for each in file.told if each.line.type == steps.get(file.stage)][-1:]
    free = [*last * 3, *(each for each in file.told if each.line.type in _WITHDRAWN)]
    named = rng.choice(free).id if free else "no-such-event"
    stated = {"event": named, "reason": "录入有误"}
    made = line("fact-withdrawn", today.isoformat(), file.cluster, key=file.key(), **stated)
    return Act(made, officer(file.programme, "a"))


_WITHDRAWN = frozenset({"annual-report-filed", "major-change-filed", "incident-reported", "misconduct-found"})
_BY_COUNTY = frozenset(
    {
        "annual-report-filed",
        "major-change-occurred",
        "major-change-filed",
        "incident-reported",
        "review-applied",
        "defence-received",
        "appeal-lodged",
    }
)
_USUAL = (
    *("annual-report-filed",) * 5,
    "major-change-occurred",
    "major-change-occurred",
    "major-change-filed",
    "major-change-filed",
    "incident-reported",
    "incident-reported",
    "misconduct-found",
    "low-satisfaction-found",
    "review-round-opened",
    "review-applied",
    "review-decided",
)
_CASE_ACTS = {
    "none": ("case-opened",),
    "opened": (*("revocation-decided",) * 4, "case-dismissed", "defence-invited", "defence-received"),
    "decided": ("decision-served",),
    "served": (*("revocation-published",) * 5, "appeal-lodged"),
    "lodged": ("appeal-admitted", "appeal-refused", "appeal-answered", "appeal-answered"),
    "admitted": ("appeal-answered",),
    "answered": ("revocation-published", "case-opened"),
    "closed": ("revocation-published",),
}
Stating = Callable[[File, Random, date], dict[str, Any]]


def _report(file: File, rng: Random, today: date) -> dict[str, Any]:
    kinds = REPORTS if file.programme != "fujian" else REPORTS[:2]
    return {"year": today.year - rng.choice((0, 1, 1, 1, 2)), "report": rng.choice(kinds)}


def _case(file: File, _rng: Random, _today: date) -> dict[str, Any]:
    return {"case": file.case}


def _opening(file: File, rng: Random, _today: date) -> dict[str, Any]:
    file.cases += 1
    return {"case": file.case, "grounds": [rng.choice(("reporting", "change", "review"))]}


def _review(_file: File, rng: Random, _today: date) -> dict[str, Any]:
    """Decide a review; a cluster may fail more than once in a term."""
    return {"outcome": rng.choice(("passed", "passed", "failed"))}


_STATED: dict[str, Stating] = {
    "annual-report-filed": _report,
    "major-change-occurred": lambda _f, rng, _t: {"change": f"m{rng.randrange(6)}", "kind": "operator"},
    "major-change-filed": lambda _f, rng, _t: {"change": f"m{rng.randrange(6)}"},
    "incident-reported": lambda _f, rng, _t: {
        "incident": f"i{rng.randrange(9)}",
        "category": "work-safety",
        "deaths": rng.choice((0, 1, 3, 10)),
    },
    "misconduct-found": lambda *_: {"kind": "illegality", "description": "查实"},
    "low-satisfaction-found": lambda *_: {"description": "测评"},
    "review-round-opened": lambda _f, _r, today: {"apply_by": today + 60 * DAY},
    "review-decided": _review,
    "case-opened": _opening,
    "case-dismissed": lambda f, r, t: {**_case(f, r, t), "reason": "不成立"},
    "defence-invited": _case,
    "defence-received": _case,
    "revocation-decided": lambda f, r, t: {**_case(f, r, t), "grounds": ["review"], "number": f"{f.sent}号"},
    "decision-served": lambda f, r, t: {**_case(f, r, t), "method": r.choice(("signed", "post", "left"))},
    "revocation-published": _case,
    "appeal-lodged": _case,
    "appeal-admitted": _case,
    "appeal-refused": lambda f, r, t: {**_case(f, r, t), "reason": "理由"},
    "appeal-answered": lambda f, r, t: {**_case(f, r, t), "outcome": r.choice(("upheld", "withdrawn"))},
}
