"""What differs between two answers, in words, from its public form."""

from collections.abc import Sequence
from typing import Any

from monitor.intake.line import escaped
from monitor.wording import Language, say
from monitor.wording.ids import without_ids
from monitor.wording.terms import term

Json = dict[str, Any]
NOTHING = "—"


def difference_words(difference: Json, language: Language) -> str:
    """Return one difference in a line: what it is about, as it was, as it becomes."""
    subject = _subject(difference["what"], [escaped(str(part)) for part in difference["about"]], language)
    was, becomes = (_dated(difference["what"], difference[side], language) for side in ("from", "to"))
    return say("what-if-difference", language, subject=subject, was=was, becomes=becomes)


def _subject(what: str, about: Sequence[str], language: Language) -> str:
    if what == "standing":
        return term("what", what, language)
    if what == "validity":
        return say("what-if-term", language, number=about[0])
    named = term(what, about[0], language)
    if what == "ground":
        # A part of a ground's subject: the obligation in words, anything else as it is.
        rest = " ".join(term("obligation", part, language) for part in without_ids(about[2:]))
        return f"{named} · {term('limb', about[1], language)} {rest}".rstrip()
    return f"{named} {' '.join(about[1:])}"


def _dated(what: str, things: Sequence[Json], language: Language) -> str:
    kind = "standing" if what == "standing" else "dated"
    return "、".join(f"{term(kind, each['state'], language)} {each['on']}" for each in things) or NOTHING
