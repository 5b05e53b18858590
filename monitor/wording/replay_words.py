"""Replayed findings and acts in words: faults, causes, reasons."""

from collections.abc import Mapping

from domain.causes import Cause
from monitor.intake.line import escaped
from monitor.wording import Language, say
from monitor.wording.terms import term


def fault_text(code: str, values: Mapping[str, str], language: Language) -> str:
    """Return what is said of a broken check."""
    shown = {name: escaped(value) for name, value in values.items()}
    for name in ("grounds", "opened"):
        if name in shown:
            shown[name] = ground_words(shown[name], language)
    sentence = say(f"breach-{code}", language, **shown)
    return sentence + (say("replay-recorded-later", language) if values.get("recorded") == "later" else "")


def ground_words(codes: str, language: Language) -> str:
    """Return the words for codes of grounds, in the order given."""
    return ("、" if language == "zh" else ", ").join(
        term("ground", each, language) for each in codes.split(", ")
    )


def cause_text(cause: Cause | None, language: Language) -> str:
    """Return what made the difference, as a phrase; nothing where nothing did."""
    if cause is None:
        return ""
    values = {name: escaped(str(getattr(cause, name) or "")) for name in cause.__struct_fields__}
    form = "section" if cause.kind == "clause" and cause.section else cause.kind
    return say(f"replay-cause-{form}", language, **values).strip()


def reason_text(reason: str | None, language: Language) -> str:
    """Return why a verdict is not "same"; what else belongs to a reason stands after its code."""
    if reason is None:
        return ""
    code, _, rest = reason.partition(" ")
    sentence = say(f"replay-reason-{code}", language)
    return f"{sentence} ({escaped(rest)})" if rest else sentence
