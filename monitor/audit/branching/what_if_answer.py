"""The public form of what would differ: plain values for JSON, the same for screens."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, get_args

from domain.comparison import Change, Difference
from domain.implications import Implication
from domain.viewpoint import Citation
from monitor.audit.branching.branch import Branch
from monitor.audit.branching.interpretations import Reading, Report, Resting
from monitor.audit.branching.what_if import Answer, Flip

Json = dict[str, Any]


def what_if_answer(answer: Answer, branch: Branch, on: date) -> Json:
    """Return a run: its inputs, how many clusters differ and how, each of them, the work by month."""
    supposed = answer.supposed
    return {
        "rulebook": supposed.book.edition if supposed.book else None,
        "rulebook_sha256": supposed.book.sha256 if supposed.book else None,
        "choices": dict(supposed.choices),
        "programme": answer.programme,
        "from": supposed.start,
        **_frame(branch, on),
        "checked": answer.checked,
        "changed": len(answer.flips),
        "changes": _counted(flip.changes for flip in answer.flips),
        "unreadable": list(answer.unreadable),
        "flips": [flip_answer(flip) for flip in answer.flips],
        "workload": [
            {"month": month, "base": base, "branch": tried} for month, base, tried in answer.workload
        ],
    }


def interpretations_answer(report: Report, branch: Branch, on: date) -> Json:
    """Return a report: the readings tried, and each cluster that rests on one."""
    return {
        "programme": report.programme,
        **_frame(branch, on),
        "checked": report.checked,
        "on_readings": report.on_readings,
        "on_facts_alone": report.checked - report.on_readings,
        "unreadable": list(report.unreadable),
        "readings": [{**_reading(tried), "clusters": clusters} for tried, clusters in report.tried],
        "resting": [_resting(each) for each in report.resting],
    } | _jointly(report)


def _jointly(report: Report) -> Json:
    """Return what only several readings together decide, where that was asked."""
    if report.jointly is None:
        return {}
    return {
        "jointly": [
            {
                "cluster": each.cluster,
                "name": each.name,
                "programme": each.programme,
                "readings": [_reading(tried) for tried in each.readings],
                **_differing(each.changes, each.differences),
            }
            for each in report.jointly
        ]
    }


def _frame(branch: Branch, on: date) -> Json:
    known_at = branch.known_at.isoformat().replace("+00:00", "Z")
    return {"on": on, "known_at": known_at, "simulation": branch.simulation}


def _counted(told: Iterable[Sequence[Change]]) -> dict[str, int]:
    every = [change for changes in told for change in changes]
    return {change: every.count(change) for change in get_args(Change)}


def flip_answer(flip: Flip) -> Json:
    """Return a cluster that differs, with all that does."""
    return {
        "cluster": flip.cluster,
        "name": flip.name,
        "programme": flip.programme,
        **_differing(flip.changes, flip.differences),
        "cited": _cited(flip.cited),
        "section": flip.section,
    }


def _resting(resting: Resting) -> Json:
    return {
        "cluster": resting.cluster,
        "name": resting.name,
        "programme": resting.programme,
        **_reading(resting.reading),
        **_differing(resting.changes, resting.differences),
    }


def _reading(tried: Reading) -> Json:
    return {
        "choice": tried.choice,
        "question": tried.question,
        "value": tried.value,
        "alternative": tried.alternative,
        "rulebook": tried.rulebook,
    }


def _differing(changes: Sequence[Change], differences: Sequence[Difference]) -> Json:
    first = _difference(differences[0])
    return {
        "first_on": first["on"],
        "cited": first["cited"],
        "changes": list(changes),
        "differences": [_difference(each) for each in differences],
    }


def _difference(difference: Difference) -> Json:
    return {
        "what": difference.what,
        "about": list(difference.about),
        "from": [_dated(each) for each in difference.was],
        "to": [_dated(each) for each in difference.becomes],
        "on": difference.on,
        "cited": _cited(difference.cited),
    }


def _cited(cited: Citation) -> Json:
    return {"clause": cited.clause, "rulebook": cited.rulebook, "basis": cited.basis}


def _dated(implication: Implication) -> Json:
    return {"state": implication.state, "on": implication.on}
