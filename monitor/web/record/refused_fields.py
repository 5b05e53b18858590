"""At which field of a form a refusal of the rules is told."""

from collections.abc import Mapping

AT_FIELD: Mapping[str, str] = {
    "already-revoked": "case",
    "appeal-already-admitted": "case",
    "appeal-already-lodged": "case",
    "appeal-before-service": "effective_on",
    "appeal-was-refused": "case",
    "already-answered": "case",
    "before-appeal": "effective_on",
    "before-case": "effective_on",
    "case-before-recognition": "effective_on",
    "case-decided": "case",
    "case-dismissed": "case",
    "case-unknown": "case",
    "change-unknown": "change",
    "cluster-name-taken": "cluster",
    "dated-in-future": "effective_on",
    "duplicate-fact": "effective_on",
    "event-unknown": "event",
    "extension-before-validity": "valid_to",
    "ground-not-in-rulebook": "grounds",
    "incident-unknown": "incident",
    "late-appeal-needs-reason": "reason",
    "late-appeal-not-admitted": "case",
    "no-appeal-lodged": "case",
    "no-rectification": "case",
    "notice-length-missing": "working_days",
    "nothing-to-publish": "case",
    "nothing-to-serve": "case",
    "other-programme": "programme",
    "programme-unknown": "programme",
    "regrade-before-incident": "effective_on",
    "report-kind-missing": "report",
    "report-kind-unknown": "report",
    "report-year-ahead": "year",
    "round-closes-before-it-opens": "apply_by",
    "same-person": "case",
    "service-before-decision": "effective_on",
    "service-without-consent": "consent",
    "told-day-before-service": "told_last_day",
}
_NAMED = {
    "id-taken": {"case-opened": "case", "major-change-occurred": "change", "incident-reported": "incident"}
}


def field_of(code: str, type_name: str) -> str:
    """Return the field that a refusal is about; nothing where it is about the whole.

    >>> field_of("id-taken", "case-opened"), field_of("dated-in-future", "case-opened"), field_of("x", "y")
    ('case', 'effective_on', '')
    """
    return _NAMED.get(code, {}).get(type_name) or AT_FIELD.get(code, "")
