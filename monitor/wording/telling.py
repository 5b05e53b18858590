"""Attentions and findings in words, from their public form."""

from collections.abc import Mapping, Sequence
from datetime import date

from monitor.wording import Language, say
from monitor.wording.terms import term

Answer = Mapping[str, object]
_WEEKDAYS: Mapping[Language, Sequence[str]] = {
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def attention_text(answer: Answer, language: Language) -> str:
    """Return what somebody should look at, as a sentence."""
    values = {"since": answer.get("since") or answer.get("legal_on"), "due_on": answer.get("due_on")}
    subject = subject_words(answer.get("subject"), language)
    return say(
        f"attention-{answer['code']}",
        language,
        subject=subject,
        days_left=answer.get("days_left"),
        **values,
    )


def finding_text(answer: Answer, language: Language) -> str:
    """Return what a finding says, as a sentence."""
    if answer["type"] == "attention":
        return attention_text(answer, language)
    values = {name: value for name, value in answer.items() if isinstance(value, str | int)}
    return say(f"finding-{answer['type']}", language, **{**values, **_words(answer, language)}).strip()


def _words(answer: Answer, language: Language) -> dict[str, str]:
    """Return the parts of a finding's sentence that are words, not days or numbers."""
    kind = str(answer.get("kind"))
    return {
        "ground": term("ground", answer.get("code"), language),
        "limb": term("limb", answer.get("limb"), language),
        "about": about_words(answer, language),
        "reason": term("reason", answer.get("reason"), language),
        "obligation": term("obligation", kind, language),
        "window": " ".join(filter(None, [term("window", kind, language), str(answer.get("case") or "")])),
        "outcome": term("outcome", answer.get("outcome"), language),
        "mark": certainty_mark(answer.get("certainty"), language),
    }


def about_words(answer: Answer, language: Language) -> str:
    """Return what a ground is about: an obligation and its period, or an incident."""
    if answer.get("obligation"):
        return f"{term('obligation', answer['obligation'], language)} {answer.get('period') or ''}".strip()
    is_named = answer.get("code") == "incident"
    return str(answer["subject"]) if is_named and answer.get("subject") else ""


def subject_words(subject: object, language: Language) -> str:
    """Return a subject with its kind in words: "appeal c1" -> "申诉 c1"."""
    first, _, rest = str(subject or "").partition(" ")
    for kind in ("obligation", "window"):
        named = term(kind, first, language)
        if rest and named != first:
            return f"{named} {rest}"
    return str(subject or "")


def certainty_mark(certainty: object, language: Language) -> str:
    """Return the mark of a day that may still change, nothing for a final one."""
    return "" if certainty in (None, "final") else say(f"certainty-{certainty}", language)


def weekday(day: date, language: Language) -> str:
    """Return the day of the week in words.

    >>> weekday(date(2026, 11, 21), "zh")
    '星期六'
    """
    return weekday_numbered(day.isoweekday(), language)


def weekday_numbered(number: int, language: Language) -> str:
    """Return a day of the week in words, from 1 (Monday) to 7 (Sunday)."""
    return _WEEKDAYS[language][number - 1]
