"""Refusals in words, the same on a terminal and in a problem document."""

from domain.refusal import RefusedError
from monitor.intake.line import escaped
from monitor.wording import Language, say


def refusal_sentence(error: RefusedError, language: Language) -> str:
    """Return the sentence of a refusal, with its article in brackets at the end."""
    values = {name: escaped(value) for name, value in error.values.items()}
    try:
        sentence = say(error.code, language, **values)
    except KeyError:  # no such sentence, or one that names what was not handed on
        shown = ", ".join(f"{name} = {value}" for name, value in values.items())
        return say("refusal-unworded", language, code=error.code, values=shown)
    if error.article is None:
        return sentence
    return f"{sentence} ({error.article})" if language == "en" else f"{sentence}（{error.article}）"
