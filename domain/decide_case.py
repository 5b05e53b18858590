"""What may be recorded of a revocation case and its appeal."""

from datetime import date
from typing import Literal

from domain import case as steps
from domain.bench import Bench, Intent, Rule, refuse, refuse_unrecognised
from domain.case import CaseStep
from domain.cluster import ClusterRecognised
from domain.proceedings import Case
from domain.rulebook import Appeal
from domain.windows import appeal_window


def _open_case(body: steps.CaseOpened, intent: Intent, bench: Bench) -> None:
    refuse_unrecognised(intent, bench)
    if bench.case(body.case) is not None:
        raise refuse("id-taken", intent, id=body.case)
    published = bench.history.of(ClusterRecognised)[0].on
    if intent.effective_on < published:
        raise refuse("case-before-recognition", intent, on=intent.effective_on, published=published)
    _refuse_foreign_grounds(body.grounds, intent, bench)


def _refuse_foreign_grounds(codes: tuple[str, ...], intent: Intent, bench: Bench) -> None:
    there = [ground.code for ground in bench.book.grounds]
    foreign = [code for code in codes if code not in there]
    if foreign:
        article = bench.book.grounds[0].article if bench.book.grounds else None
        raise refuse(
            "ground-not-in-rulebook",
            intent,
            article=article,
            found=", ".join(foreign),
            allowed=", ".join(there),
            edition=bench.book.edition,
        )


def _opened_case(body: CaseStep, intent: Intent, bench: Bench) -> Case:
    """Return the case that a step belongs to; refuse a step of none, or before it was opened."""
    case = bench.case(body.case)
    opened = case.step(steps.CaseOpened) if case else None
    if case is None or opened is None:
        raise refuse("case-unknown", intent, id=body.case)
    if intent.effective_on < opened.on:
        raise refuse("before-case", intent, on=intent.effective_on, opened_on=opened.on)
    return case


def _undecided(body: CaseStep, intent: Intent, bench: Bench) -> Case:
    case = _opened_case(body, intent, bench)
    dismissed, decided = case.step(steps.CaseDismissed), case.step(steps.RevocationDecided)
    if dismissed is not None:
        raise refuse("case-dismissed", intent, id=case.id, on=dismissed.on)
    if decided is not None:
        raise refuse("case-decided", intent, id=case.id, on=decided.on)
    return case


def _step(body: CaseStep, intent: Intent, bench: Bench) -> None:
    _opened_case(body, intent, bench)


def _undecided_step(body: CaseStep, intent: Intent, bench: Bench) -> None:
    _undecided(body, intent, bench)


def _rectified(
    body: steps.RectificationAccepted | steps.RectificationFailed, intent: Intent, bench: Bench
) -> None:
    case = _opened_case(body, intent, bench)
    if case.step(steps.RectificationOrdered) is None:
        raise refuse("no-rectification", intent, id=case.id)


def _revocation(body: steps.RevocationDecided, intent: Intent, bench: Bench) -> None:
    _undecided(body, intent, bench)
    _refuse_foreign_grounds(body.grounds, intent, bench)
    in_force = bench.course.revocation_on(date.max)
    if in_force is not None:
        raise refuse("already-revoked", intent, id=in_force.id)


def _service(body: steps.DecisionServed, intent: Intent, bench: Bench) -> None:
    case = _opened_case(body, intent, bench)
    decided = case.step(steps.RevocationDecided)
    if decided is None:
        raise refuse("nothing-to-serve", intent, id=case.id)
    if intent.effective_on < decided.on:
        raise refuse("service-before-decision", intent, on=intent.effective_on, decided_on=decided.on)
    if body.method == "electronic" and body.consent is False:
        raise refuse("service-without-consent", intent, article=bench.statutes.electronic_service_article)
    if body.told_last_day is not None and body.told_last_day < intent.effective_on:
        raise refuse("told-day-before-service", intent, found=body.told_last_day)


def _publication(body: steps.RevocationPublished, intent: Intent, bench: Bench) -> None:
    case = _opened_case(body, intent, bench)
    if case.step(steps.RevocationDecided) is None:
        raise refuse("nothing-to-publish", intent, id=case.id)


# --- appeals ----------------------------------------------------------------------------------


def _appeal(body: steps.AppealLodged, intent: Intent, bench: Bench) -> None:
    case = _opened_case(body, intent, bench)
    appeal = bench.book.appeal
    if not isinstance(appeal, Appeal):
        article, edition = bench.book.grounds[0].article, bench.book.edition
        raise refuse(_NO_APPEAL[appeal], intent, article=article, edition=edition)
    served_on = case.served_on
    if served_on is None or intent.effective_on < served_on:
        raise refuse("appeal-before-service", intent, article=appeal.lodge.article, id=case.id)
    if case.step(steps.AppealLodged) is not None:
        raise refuse("appeal-already-lodged", intent, article=appeal.lodge.article, id=case.id)


_NO_APPEAL: dict[Literal["none", "unknown"], str] = {
    "none": "no-appeal-in-rulebook",
    "unknown": "appeal-clause-unknown",
}


def _lodged(body: CaseStep, intent: Intent, bench: Bench) -> Case:
    """Return the case with its appeal; refuse a step before there is one."""
    case = _opened_case(body, intent, bench)
    lodged = case.step(steps.AppealLodged)
    if lodged is None:
        raise refuse("no-appeal-lodged", intent, id=case.id)
    if intent.effective_on < lodged.on:
        raise refuse("before-appeal", intent, on=intent.effective_on, lodged_on=lodged.on)
    if case.step(steps.AppealAnswered) is not None:
        raise refuse("already-answered", intent, article=_answer_article(bench), id=case.id)
    if case.step(steps.AppealRefused) is not None:
        raise refuse("appeal-was-refused", intent, article=_answer_article(bench), id=case.id)
    return case


def _answer_article(bench: Bench) -> str | None:
    appeal = bench.book.appeal
    return appeal.answer.article if isinstance(appeal, Appeal) else None


def _is_late(case: Case, bench: Bench) -> bool:
    """Tell whether the appeal came after its window."""
    appeal, lodged, service = bench.book.appeal, case.step(steps.AppealLodged), case.service
    if not isinstance(appeal, Appeal) or lodged is None or service is None:
        return False
    return (
        appeal_window(bench.viewpoint(), case, appeal, service, case.served_on or service.on).state == "late"
    )


def _admission(body: steps.AppealAdmitted | steps.AppealRefused, intent: Intent, bench: Bench) -> None:
    case = _lodged(body, intent, bench)
    if case.step(steps.AppealAdmitted) is not None:
        raise refuse("appeal-already-admitted", intent, id=case.id)
    if body.reason is None and _is_late(case, bench):
        raise refuse("late-appeal-needs-reason", intent, article=_answer_article(bench), id=case.id)


def _answer(body: steps.AppealAnswered, intent: Intent, bench: Bench) -> None:
    case = _lodged(body, intent, bench)
    if case.step(steps.AppealAdmitted) is None and _is_late(case, bench):
        raise refuse("late-appeal-not-admitted", intent, article=_answer_article(bench), id=case.id)
    if body.grounds:
        _refuse_foreign_grounds(body.grounds, intent, bench)


CASE_RULES: dict[type, Rule] = {
    steps.CaseOpened: _open_case,
    steps.DefenceInvited: _step,
    steps.DefenceReceived: _step,
    steps.RectificationOrdered: _undecided_step,
    steps.RectificationAccepted: _rectified,
    steps.RectificationFailed: _rectified,
    steps.CaseDismissed: _undecided_step,
    steps.RevocationDecided: _revocation,
    steps.DecisionServed: _service,
    steps.AppealLodged: _appeal,
    steps.AppealAdmitted: _admission,
    steps.AppealRefused: _admission,
    steps.AppealAnswered: _answer,
    steps.RevocationPublished: _publication,
}
