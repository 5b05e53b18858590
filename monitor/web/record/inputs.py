"""The fields of a form, made from the type of the fact: what each allows, and what there is to choose.

Promise: a field is offered for everything a fact may state, and for nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec.inspect as mi
from htpy import Node, div, fieldset, label, legend, span
from htpy import input as input_

from monitor.intake.allowed import PROGRAMME, allowed, alternatives
from monitor.intake.columns import headers, kind_at
from monitor.intake.decode import ENVELOPE, SHAPES
from monitor.intake.hints import EFFECTIVE_ON
from monitor.intake.labels import PROGRAMMES
from monitor.intake.line import NOTHING
from monitor.intake.naming import in_order
from monitor.web.parts.fields import choice_field, field, text_field
from monitor.web.record.around import Around, Options
from monitor.web.record.kinds import field_words, value_words
from monitor.web.record.sheet import Sheet, names_of
from monitor.wording import Language, say
from monitor.wording.terms import term
from monitor.wording.web_effects import DAYS_IN_ENGLISH

_LONG = 1_000  # characters from which on a text gets several lines
_NEW_IDS: Mapping[str, tuple[str, str]] = {
    "case-opened": ("case", "c"),
    "major-change-occurred": ("change", "b"),
    "incident-reported": ("incident", "s"),
}


class Drawn(NamedTuple):
    """What the fields of one form are drawn from."""

    sheet: Sheet
    around: Around
    errors: Mapping[str, str]
    language: Language


def inputs(drawn: Drawn) -> Iterator[tuple[str, Node]]:
    """Yield the fields of a fact by name, in the order of the templates."""
    for name in names_of(drawn.sheet.type):
        yield name, _one(name, drawn)


def next_id(type_name: str, around: Around) -> tuple[str, str] | None:
    """Return the field of the id that a new matter gets, and the next free one."""
    if type_name not in _NEW_IDS:
        return None
    name, letter = _NEW_IDS[type_name]
    taken = {*around.cases, *around.changes, *around.incidents}
    return name, next(f"{letter}{n}" for n in range(1, len(taken) + 2) if f"{letter}{n}" not in taken)


def _one(name: str, drawn: Drawn) -> Node:
    kind = kind_at(headers(drawn.sheet.type)[name], drawn.sheet.type)
    options = _options(name, kind, drawn)
    if any(isinstance(part, mi.VarTupleType) for part in alternatives(kind)):
        return _several(name, options or (), drawn)
    if options is not None:
        return _choice(name, options, drawn)
    return _text(name, kind, drawn)


def _text(name: str, kind: mi.Type, drawn: Drawn) -> Node:
    words, hint = _label(name, drawn), _hint(name, kind, drawn)
    error, value = drawn.errors.get(name), drawn.sheet.text(name)
    part = alternatives(kind)[0]
    if isinstance(part, mi.StrType) and (part.max_length or 0) > _LONG:
        return text_field(name, words, value, hint=hint, error=error)
    mode = {mi.IntType: "numeric", mi.DecimalType: "decimal"}.get(type(part))
    shape = "date" if isinstance(part, mi.DateType) and _is_day(value) else "text"
    more = {"inputmode": mode} if mode else {}
    return field(name, words, hint=hint, error=error, value=value, type=shape, autocomplete="off", **more)


def _is_day(value: str) -> bool:
    """Tell whether a field for days can show a text; another has to stay visible as it was typed."""
    return not value or (len(value) == len("2026-01-01") and value[4::3] == "--" and value[:4].isdecimal())


def _choice(name: str, options: Options, drawn: Drawn) -> Node:
    blank = say("record-choose-one" if _is_required(name, drawn) else "record-not-stated", drawn.language)
    known = {value for value, _ in options}
    value = drawn.sheet.text(name)
    typed = [(value, value)] if value and value not in known else []
    return choice_field(
        name,
        _label(name, drawn),
        [("", blank), *options, *typed],
        value,
        hint=_hint(name, None, drawn),
        error=drawn.errors.get(name),
    )


def _several(name: str, options: Options, drawn: Drawn) -> Node:
    chosen, error = set(drawn.sheet.texts.get(name, ())), drawn.errors.get(name)
    return fieldset(
        class_=["field", "flawed" if error else None],
        id=f"f-{name}",
        tabindex="-1",
        aria_describedby=f"e-{name}" if error else None,
    )[
        legend[_label(name, drawn)],
        span(".error", id=f"e-{name}")[error] if error else None,
        (
            div[
                label(".choice")[
                    input_(type="checkbox", name=name, value=value, checked=value in chosen), " ", words
                ]
            ]
            for value, words in options
        ),
    ]


# --- what there is to choose ------------------------------------------------------------------


def _options(name: str, kind: mi.Type, drawn: Drawn) -> Options | None:
    """Return what there is to choose from; None where anything may be written."""
    around, language = drawn.around, drawn.language
    if name == "grounds":
        return _grounds(drawn)
    if name == "event":
        return around.records(language)
    if name == "report" and around.book:
        return [(each.kind, term("obligation", each.kind, language)) for each in around.book.reports]
    if drawn.sheet.type not in _NEW_IDS and name in ("case", "change", "incident"):
        return [(each, each) for each in getattr(around, f"{name}s")]
    return _by_kind(kind, drawn)


def _by_kind(kind: mi.Type, drawn: Drawn) -> Options | None:
    parts, language = alternatives(kind), drawn.language
    if isinstance(parts[0], mi.BoolType):
        return [("true", say("record-yes", language)), ("false", say("record-no", language))]
    if isinstance(parts[0], mi.LiteralType):
        return [(each, value_words(each, language, drawn.sheet.type)) for each in in_order(parts[0].values)]
    if isinstance(parts[0], mi.StrType) and parts[0].pattern == PROGRAMME:
        return [(each, term("programme", each, language)) for each in PROGRAMMES]
    return None


def _grounds(drawn: Drawn) -> Options:
    """Return the grounds of the book in use, each with its title and article."""
    book, language = drawn.around.book, drawn.language
    found = [] if book is None else book.grounds
    return [
        (each.code, f"{term('ground', each.code, language)}（{each.article}）{each.title}")
        if language == "zh"
        else (each.code, f"{each.code} ({each.article}) {each.title}")
        for each in found
    ]


# --- labels and hints ---------------------------------------------------------------------------


def _label(name: str, drawn: Drawn) -> str:
    words = field_words(name, drawn.sheet.type, drawn.language)
    if not _is_required(name, drawn):
        return words
    need = say("record-required", drawn.language)
    return f"{words}（{need}）" if drawn.language == "zh" else f"{words} ({need})"


def _is_required(name: str, drawn: Drawn) -> bool:
    fields: Sequence[mi.Field] = (*SHAPES[drawn.sheet.type].fields, *ENVELOPE.fields)
    return any(each.encode_name == name and each.required for each in fields)


def _hint(name: str, kind: mi.Type | None, drawn: Drawn) -> str | None:
    """Return what a field is for and what it allows; nothing where its choices say so."""
    new = next_id(drawn.sheet.type, drawn.around)
    if new and new[0] == name:
        return say("record-new-id-hint", drawn.language)
    pair = allowed(kind) if kind else NOTHING
    said = [_meaning(name, drawn), pair[drawn.language == "en"]]
    return ("；" if drawn.language == "zh" else "; ").join(part for part in said if part) or None


def _meaning(name: str, drawn: Drawn) -> str:
    if name != "effective_on":
        return ""
    days = DAYS_IN_ENGLISH if drawn.language == "en" else EFFECTIVE_ON
    return days.get(drawn.sheet.type, "")
