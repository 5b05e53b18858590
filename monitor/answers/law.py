"""The law: the editions there are, the texts that are kept, and criteria judged by an edition."""

from datetime import date
from typing import Any

import msgspec

from domain.criteria import Assessed, Comparison, Judgement
from domain.criteria_checks import indicators_of
from domain.rulebook import Rulebook
from monitor.law_archive import Adoption, LawArchive


def edition_answer(book: Rulebook, on: date) -> dict[str, Any]:
    """Return the public form of one edition in a list: what text it is, and whether it binds on a day."""
    text = book.standing
    return {
        "edition": book.edition,
        "programme": book.programme,
        "title": book.title,
        "issuer": book.issuer,
        "number": book.number,
        "source": book.source,
        "state": text.state,
        "in_force_from": text.in_force_from,
        "in_force_through": text.in_force_through,
        "basis": book.basis(on),
        "sha256": book.sha256,
    }


def law_answer(archive: LawArchive, *, simulation: bool) -> dict[str, Any]:
    """Return the public form: the texts that are kept, and since when each programme is judged by which."""
    texts = [{"sha256": each.sha256, "kind": each.kind, "bytes": each.bytes} for each in archive.listed()]
    adopted = [_adopted(each) for each in archive.adoptions]
    return {"simulation": simulation, "adoptions": adopted, "texts": texts}


def _adopted(adoption: Adoption) -> dict[str, Any]:
    return msgspec.structs.asdict(adoption) | {"adopted_at": adopted_at(adoption)}


def adopted_at(adoption: Adoption) -> str:
    """Return when an edition was adopted (RFC 3339, UTC)."""
    return adoption.adopted_at.isoformat().replace("+00:00", "Z")


def criteria_answer(assessed: Assessed) -> dict[str, Any]:
    """Return the public form of judged criteria: the whole, and each criterion with its article."""
    return {
        "rulebook": assessed.rulebook,
        "rulebook_sha256": assessed.rulebook_sha256,
        "overall": assessed.overall,
        "doubt": assessed.doubt,
        "criteria": [_criterion(each) for each in assessed.judgements],
    }


def _criterion(judgement: Judgement) -> dict[str, Any]:
    return {
        "name": judgement.criterion.name,
        "title": judgement.criterion.title,
        "verdict": judgement.verdict,
        "soft": judgement.soft,
        "waived": judgement.waived,
        "article": judgement.criterion.article,
        "tests": [_comparison(each) for each in judgement.comparisons],
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    test = comparison.test
    return {
        "indicators": indicators_of(test),
        "op": test.op,
        "value": test.value,
        "unit": test.unit,
        "verdict": comparison.verdict,
        "found": comparison.found,
        "doubt": comparison.doubt,
        "missing": comparison.missing,
    }
