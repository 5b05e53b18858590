"""The language of an answer: as the caller prefers it, Chinese where nothing is said (RFC 9110 12.5.4)."""

from monitor.wording import Language

_MOST_RANGES = 20


def language_of(accepted: str | None) -> Language:
    """Return the language that an Accept-Language field prefers of the two there are.

    >>> language_of("fr, en-GB;q=0.8, zh;q=0.5"), language_of("*"), language_of(None)
    ('en', 'zh', 'zh')
    """
    weights = {"zh": 0.0, "en": 0.0}
    for part in (accepted or "").split(",")[:_MOST_RANGES]:
        tag, _, parameter = part.strip().partition(";")
        name = tag.strip().lower().partition("-")[0]
        weight = _weight(parameter)
        for each in ("zh", "en") if name == "*" else (name,):
            if each in weights:
                weights[each] = max(weights[each], weight)
    return "en" if weights["en"] > weights["zh"] else "zh"


def _weight(parameter: str) -> float:
    name, _, stated = parameter.strip().partition("=")
    try:
        return min(max(float(stated), 0.0), 1.0) if name == "q" else 1.0
    except ValueError:
        return 0.0
