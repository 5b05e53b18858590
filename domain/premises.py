"""What a decision of people rests on when it is recorded: the facts before it, and the named choices."""

from collections.abc import Iterator

import msgspec

from domain import case as steps
from domain import cluster
from domain.events import Fact
from domain.grounds import grounds
from domain.obligations import obligations
from domain.proceedings import Case
from domain.spells import Ground
from domain.viewpoint import Viewpoint, ids
from domain.windows import windows

_APPLICATION = (
    cluster.ApplicationSubmitted,
    cluster.ApplicationRecommended,
    cluster.PublicNoticePosted,
    cluster.ObjectionRaised,
    cluster.ObjectionResolved,
)
# Of each of these kinds the newest fact; what a step of a case rests on is told by its case.
RESTS_ON: dict[type, tuple[type[cluster.Happening], ...]] = {
    cluster.ApplicationRecommended: _APPLICATION[:1],
    cluster.ApplicationRejected: _APPLICATION,
    cluster.ClusterRecognised: _APPLICATION,
    cluster.ReviewRoundOpened: (cluster.ClusterRecognised,),
    cluster.ReviewDecided: (cluster.ClusterRecognised, cluster.ReviewRoundOpened, cluster.ReviewApplied),
    cluster.TitleCancelled: (cluster.ClusterRecognised, cluster.ReviewDecided),
}


class Premises(msgspec.Struct, frozen=True):
    """The ids of the facts a decision rests on, and the names of the choices."""

    events: tuple[str, ...]
    choices: tuple[str, ...]


def premises(body: Fact, view: Viewpoint) -> Premises:
    """Return what a decision rests on, seen on its own day with what is known when it is recorded."""
    if isinstance(body, steps.CaseStep):
        return _of_case(body, view)
    newest = [found[-1] for kind in RESTS_ON.get(type(body), ()) if (found := view.seen.of(kind))]
    return Premises(ids(*newest), ())


def _of_case(body: steps.CaseStep, view: Viewpoint) -> Premises:
    case = next((each for each in view.course.cases if each.id == body.case), None)
    held = list(_established(body, case, view))
    taken = ids(*case.taken.values()) if case else ()
    events = dict.fromkeys((*taken, *(event for ground in held for event in ground.events)))
    named = dict.fromkeys(name for ground in held for name in ground.cited.choices)
    named |= dict.fromkeys(_window_choices(body, view))
    return Premises(tuple(events), tuple(named))


def _established(body: steps.CaseStep, case: Case | None, view: Viewpoint) -> Iterator[Ground]:
    """Yield the grounds that the step names, else its case, as far as they hold."""
    codes = getattr(body, "grounds", None) or (case.grounds if case else ())
    held = grounds(view, obligations(view))
    return (ground for ground in held if ground.code in codes and ground.state == "established")


def _window_choices(body: steps.CaseStep, view: Viewpoint) -> Iterator[str]:
    for window in windows(view):
        if window.case == body.case:
            yield from window.cited.choices
