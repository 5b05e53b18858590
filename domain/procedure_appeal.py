"""How a decision is served, and how an appeal against it is dealt with, each to the day.

Sources: the appeal article of the rulebook; 民事诉讼法 87-95 for service, as `statutes.yaml` names them.
"""

from domain import case as steps
from domain.procedure_matter import Check, Matter, Seen, seen
from domain.proceedings import service_day
from domain.rulebook import Appeal
from domain.windows import Window

SERVICE = (steps.DecisionServed,)


def _appeal(matter: Matter) -> str:
    appeal = matter.view.book.appeal
    return appeal.article if isinstance(appeal, Appeal) else matter.competence_article


def _service(matter: Matter) -> str:
    return matter.view.statutes.service_article


def _electronic(matter: Matter) -> str:
    return matter.view.statutes.electronic_service_article


# --- service ----------------------------------------------------------------------------------


def _before_decision(matter: Matter) -> Seen:
    decided_on = matter.taken_on(steps.RevocationDecided)
    return seen(decided_on is None, case=matter.body.case, on=matter.day)


def _without_consent(matter: Matter) -> Seen | None:
    if matter.body.method != "electronic":
        return None
    return seen(matter.body.consent is False, on=matter.day)


def _consent_unknown(matter: Matter) -> Seen | None:
    if matter.body.method != "electronic":
        return None
    return seen(matter.body.consent is None, on=matter.day)


def _told_early(matter: Matter) -> Seen | None:
    return _told(matter, sign=-1)


def _told_late(matter: Matter) -> Seen | None:
    return _told(matter, sign=1)


def _told(matter: Matter, *, sign: int) -> Seen | None:
    """Compare the last day told with the one counted by the calendar known on the day of service."""
    told, appeal = matter.body.told_last_day, matter.view.book.appeal
    if told is None or not isinstance(appeal, Appeal):
        return None
    view, length = matter.view, appeal.lodge
    entry = next(each for each in view.history.of(steps.DecisionServed) if each.id == matter.record.id)
    served_on = service_day(entry, view.statutes.deemed_service_days)
    edition = view.calendar.known_on(matter.day, view.region)
    counted = edition.due(served_on, length.length, length.unit).due_on
    return seen((told - counted).days * sign > 0, told=told, counted=counted, served_on=served_on)


# --- the appeal -------------------------------------------------------------------------------


def _lodging(matter: Matter) -> Window | None:
    """Return the window of the appeal, once there is an appeal."""
    return matter.window("appeal") if matter.taken_on(steps.AppealLodged) else None


def _refused_in_time(matter: Matter) -> Seen | None:
    lodging = _lodging(matter)
    if lodging is None:
        return None
    return seen(lodging.state == "met", lodged_on=lodging.met_on, due_on=lodging.due_on)


def _without_reason(matter: Matter) -> Seen | None:
    lodging = _lodging(matter)
    if lodging is None or lodging.state != "late":
        return None
    return seen(matter.body.reason is None, lodged_on=lodging.met_on, due_on=lodging.due_on)


def _not_admitted(matter: Matter) -> Seen | None:
    lodging = _lodging(matter)
    if lodging is None or lodging.state != "late":
        return None
    admitted_on = matter.taken_on(steps.AppealAdmitted)
    return seen(admitted_on is None, lodged_on=lodging.met_on, due_on=lodging.due_on)


def _answered_late(matter: Matter) -> Seen | None:
    answer = matter.window("answer")
    if answer is None:
        return None
    return seen(answer.state == "late", due_on=answer.due_on, on=matter.day)


def _unanswered(matter: Matter) -> Seen | None:
    """The answer is overdue on the day of the view: that of the replay."""
    answer = matter.window("answer")
    if answer is None:
        return None
    return seen(answer.state == "lapsed", due_on=answer.due_on)


def _published_unserved(matter: Matter) -> Seen:
    served_on = matter.case.served_on if matter.case else None
    early = served_on is None or served_on > matter.day
    return seen(early, served_on=served_on, on=matter.day)


ADMITTED, REFUSED, ANSWERED = (steps.AppealAdmitted,), (steps.AppealRefused,), (steps.AppealAnswered,)
APPEAL_CHECKS: tuple[Check, ...] = (
    Check("served-before-decision", "fault", SERVICE, "statutes", _service, _before_decision),
    Check("served-without-consent", "fault", SERVICE, "statutes", _electronic, _without_consent),
    Check("service-consent-unknown", "remark", SERVICE, "statutes", _electronic, _consent_unknown),
    Check("told-day-too-early", "fault", SERVICE, "rulebook", _appeal, _told_early),
    Check("told-day-too-late", "remark", SERVICE, "rulebook", _appeal, _told_late),
    Check("appeal-refused-though-in-time", "fault", REFUSED, "rulebook", _appeal, _refused_in_time),
    Check("late-appeal-refused-without-reason", "fault", REFUSED, "rulebook", _appeal, _without_reason),
    Check("late-appeal-admitted-without-reason", "fault", ADMITTED, "rulebook", _appeal, _without_reason),
    Check("answered-without-admission", "fault", ANSWERED, "rulebook", _appeal, _not_admitted),
    Check("answered-late", "fault", ANSWERED, "rulebook", _appeal, _answered_late),
    Check("appeal-unanswered", "fault", (steps.AppealLodged,), "rulebook", _appeal, _unanswered),
    Check(
        "published-before-service",
        "remark",
        (steps.RevocationPublished,),
        "statutes",
        _service,
        _published_unserved,
    ),
)
