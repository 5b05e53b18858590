"""By recording which fact a deadline is met, with what is known of it already."""

from collections.abc import Mapping

_REPORTS = ("annual-report", "work-summary", "city-report")
_FACTS: Mapping[str, tuple[str, str | None]] = {
    "appeal": ("appeal-lodged", "case"),
    "answer": ("appeal-answered", "case"),
    "major-change": ("major-change-filed", "change"),
    "review-application": ("review-applied", None),
}


def answering_fact(kind: str, about: str | None) -> tuple[str, dict[str, str]] | None:
    """Return the type of the fact that meets a deadline, with the values it will have; None where none does.

    >>> answering_fact("appeal", "c1"), answering_fact("city-report", "2025")
    (('appeal-lodged', {'case': 'c1'}), ('annual-report-filed', {'year': '2025', 'report': 'city-report'}))
    >>> answering_fact("litigation", "c1") is None
    True
    """
    if kind in _REPORTS and about is not None:
        return "annual-report-filed", {"year": about, "report": kind}
    if kind not in _FACTS:
        return None
    fact, field = _FACTS[kind]
    return fact, {field: about} if field and about else {}
