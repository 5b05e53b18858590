"""What may be recorded of a cluster: its application, its duties, its review, its end."""

from domain import cluster
from domain.bench import Bench, Intent, Rule, refuse, refuse_unrecognised
from domain.cluster import Happening


def _refuse_other_programme(
    body: cluster.ApplicationSubmitted | cluster.ClusterRecognised, intent: Intent, bench: Bench
) -> None:
    founding = bench.history.founding()
    if founding is not None and founding.programme != body.programme:
        raise refuse("other-programme", intent, programme=founding.programme, found=body.programme)


# --- application and recognition --------------------------------------------------------------


def _application(body: cluster.ApplicationSubmitted, intent: Intent, bench: Bench) -> None:
    _refuse_other_programme(body, intent, bench)
    course = bench.course
    if course.phase == "applying":
        raise refuse("already-applying", intent)
    if course.phase == "granted" and course.holds_on(intent.effective_on):
        raise refuse("already-recognised", intent, valid_to=course.term.valid_to if course.term else None)


def _needs_application(_: Happening, intent: Intent, bench: Bench) -> None:
    if not bench.history.of(cluster.ApplicationSubmitted):
        article = bench.book.recognition.steps[0].article if bench.book.recognition.steps else None
        raise refuse("no-application", intent, article=article)


def _public_notice(body: cluster.PublicNoticePosted, intent: Intent, bench: Bench) -> None:
    _needs_application(body, intent, bench)
    rule = bench.book.recognition.public_notice
    if body.days is None and body.working_days is None and rule.working_days is None:
        raise refuse("notice-length-missing", intent, article=rule.article)


def _objection_resolved(body: cluster.ObjectionResolved, intent: Intent, bench: Bench) -> None:
    _needs_application(body, intent, bench)
    if not bench.history.of(cluster.ObjectionRaised):
        raise refuse("no-objection", intent)


def _rejection(body: cluster.ApplicationRejected, intent: Intent, bench: Bench) -> None:
    _needs_application(body, intent, bench)
    if bench.course.phase != "applying":
        raise refuse("not-applying", intent)


def _recognition(body: cluster.ClusterRecognised, intent: Intent, bench: Bench) -> None:
    _refuse_other_programme(body, intent, bench)
    course = bench.course
    if course.phase == "rejected":
        raise refuse("application-was-rejected", intent)
    if course.phase == "granted" and course.holds_on(intent.effective_on):
        raise refuse("already-recognised", intent, valid_to=course.term.valid_to if course.term else None)


# --- the cluster's duties ---------------------------------------------------------------------


def _report(body: cluster.AnnualReportFiled, intent: Intent, bench: Bench) -> None:
    refuse_unrecognised(intent, bench)
    kinds = [report.kind for report in bench.book.reports]
    article = bench.book.reports[0].article if bench.book.reports else None
    if body.report is None and len(kinds) > 1:
        raise refuse("report-kind-missing", intent, article=article, allowed=", ".join(kinds))
    if body.report is not None and body.report not in kinds:
        raise refuse(
            "report-kind-unknown", intent, article=article, found=body.report, allowed=", ".join(kinds)
        )
    if body.year > intent.effective_on.year:
        raise refuse("report-year-ahead", intent, article=article, year=body.year, on=intent.effective_on)


def _change(body: cluster.MajorChangeOccurred, intent: Intent, bench: Bench) -> None:
    refuse_unrecognised(intent, bench)
    if any(entry.body.change == body.change for entry in bench.history.of(cluster.MajorChangeOccurred)):
        raise refuse("id-taken", intent, id=body.change)


def _change_filed(body: cluster.MajorChangeFiled, intent: Intent, bench: Bench) -> None:
    known = [entry.body.change for entry in bench.history.of(cluster.MajorChangeOccurred)]
    if body.change not in known:
        article = bench.book.change_filing.article if bench.book.change_filing else None
        raise refuse("change-unknown", intent, article=article, id=body.change)


def _incident(body: cluster.IncidentReported, intent: Intent, bench: Bench) -> None:
    if any(entry.body.incident == body.incident for entry in bench.history.of(cluster.IncidentReported)):
        raise refuse("id-taken", intent, id=body.incident)


def _regrade(body: cluster.IncidentRegraded, intent: Intent, bench: Bench) -> None:
    reported = [e for e in bench.history.of(cluster.IncidentReported) if e.body.incident == body.incident]
    if not reported:
        raise refuse("incident-unknown", intent, id=body.incident)
    if intent.effective_on < reported[0].on:
        raise refuse("regrade-before-incident", intent, on=intent.effective_on, incident_on=reported[0].on)


def _recognised_only(_: Happening, intent: Intent, bench: Bench) -> None:
    refuse_unrecognised(intent, bench)


# --- review and the end of a recognition ------------------------------------------------------


def _round(body: cluster.ReviewRoundOpened, intent: Intent, bench: Bench) -> None:
    refuse_unrecognised(intent, bench)
    if body.apply_by < intent.effective_on:
        article = bench.book.review.article
        raise refuse("round-closes-before-it-opens", intent, article=article, apply_by=body.apply_by)


def _review(body: cluster.ReviewDecided, intent: Intent, bench: Bench) -> None:
    refuse_unrecognised(intent, bench)
    term = bench.course.term
    if term is not None and body.valid_to is not None and body.valid_to[:4] < str(term.valid_to.year):
        article = bench.book.review.article
        raise refuse(
            "extension-before-validity", intent, article=article, found=body.valid_to, valid_to=term.valid_to
        )


def _title(_: cluster.TitleCancelled, intent: Intent, bench: Bench) -> None:
    refuse_unrecognised(intent, bench)
    review = bench.book.review
    if not review.failed_cancels_title:
        raise refuse("no-title-cancellation", intent, article=review.article, edition=bench.book.edition)
    _refuse_ended(intent, bench)


def _surrender(_: cluster.RecognitionSurrendered, intent: Intent, bench: Bench) -> None:
    refuse_unrecognised(intent, bench)
    _refuse_ended(intent, bench)


def _refuse_ended(intent: Intent, bench: Bench) -> None:
    ended = bench.course.ending_by(intent.effective_on)
    if ended is not None:
        raise refuse("recognition-ended", intent, on=ended.on)


def _withdrawal(body: cluster.FactWithdrawn, intent: Intent, bench: Bench) -> None:
    named = next((entry for entry in bench.history.entries if entry.id == body.event), None)
    if named is None:
        raise refuse("event-unknown", intent, kind="not-found", id=body.event)
    if named.withdrawal is not None:
        raise refuse("already-withdrawn", intent, id=body.event)
    if isinstance(named.body, cluster.FactWithdrawn):
        raise refuse("withdrawal-is-final", intent, id=body.event)


CLUSTER_RULES: dict[type, Rule] = {
    cluster.ApplicationSubmitted: _application,
    cluster.ApplicationRecommended: _needs_application,
    cluster.PublicNoticePosted: _public_notice,
    cluster.ObjectionRaised: _needs_application,
    cluster.ObjectionResolved: _objection_resolved,
    cluster.ApplicationRejected: _rejection,
    cluster.ClusterRecognised: _recognition,
    cluster.AnnualReportFiled: _report,
    cluster.MajorChangeOccurred: _change,
    cluster.MajorChangeFiled: _change_filed,
    cluster.IncidentReported: _incident,
    cluster.IncidentRegraded: _regrade,
    cluster.ReviewRoundOpened: _round,
    cluster.ReviewApplied: _recognised_only,
    cluster.ReviewDecided: _review,
    cluster.TitleCancelled: _title,
    cluster.RecognitionSurrendered: _surrender,
    cluster.FactWithdrawn: _withdrawal,
}
