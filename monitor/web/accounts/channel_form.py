"""The form of a channel: where it leads, what it hears of, when; what was typed stays when it is refused."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

import msgspec
from htpy import Node, button, div, fieldset, form, h2, input, label, legend, span  # noqa: A004 - the tag

from domain.administration import Role
from domain.alerting import AlertKind, ChannelAdded, ChannelSort, Hours, Rhythm
from domain.refusal import RefusedError
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of
from monitor.web.asking import Posted
from monitor.web.frame import token_field
from monitor.web.parts.fields import Flawed, choice_field, field, refusal_box
from monitor.web.parts.rights import role_words
from monitor.wording import Language, say
from monitor.wording.telling import weekday_numbered
from monitor.wording.terms import term

_DESKS: tuple[Role, ...] = ("province", "city", "county", "operator", "auditor")
_WEEK = range(1, 8)
_FIELDS = {
    "channel-exists": "channel",
    "channel-address-not-accepted": "address",
    "channel-target-not-listed": "address",
    "channel-secret-not-accepted": "secret",
    "channel-hours-half-set": "quiet_until",
    "apprise-missing": "sort",
}
Values = Mapping[str, str]


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the form: texts by field, and the kinds that are ticked."""

    texts: Values
    kinds: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """Return what stands in a field."""
        return self.texts.get(name, "")


BLANK = Filled(texts={"rhythm": "at-once", "at": "09:00", "weekday": "1", "after_working_days": "0"})


def filled_of(sent: Posted) -> Filled:
    """Return what somebody typed; the secret is not given back."""
    names = [name for name in sent.form if name not in {"kinds", "secret"}]
    return Filled(texts={name: sent.text(name) for name in names}, kinds=tuple(sent.texts("kinds")))


def filled_as(stated: ChannelAdded) -> Filled:
    """Return the form as a channel is."""
    hours = {name: getattr(stated.hours, name) for name in stated.hours.__struct_fields__}
    texts = {
        "role": stated.role or "",
        "programme": stated.programme or "",
        "region": "" if stated.region == "*" else stated.region,
        "clusters": " ".join(stated.clusters),
        "language": stated.language,
        **{name: str(value) for name, value in hours.items() if value is not None},
        "working_days_only": "1" if stated.hours.working_days_only else "",
    }
    return Filled(texts=texts, kinds=stated.kinds)


def rules_of(filled: Filled) -> dict[str, Any]:
    """Return what a form says that a channel hears of and when, by the fields of `Wish`.

    Raises:
        RefusedError: "channel-value-not-accepted", a number is none.
    """
    return {
        "role": filled.text("role") or None,
        "kinds": filled.kinds,
        "programme": filled.text("programme") or None,
        "region": filled.text("region") or "*",
        "clusters": tuple(filled.text("clusters").replace(",", " ").replace("，", " ").split()),
        "language": filled.text("language") or "zh",
        "hours": Hours(
            rhythm=_one_of(filled, "rhythm", get_args(Rhythm)),
            at=filled.text("at"),
            weekday=_number(filled, "weekday"),
            quiet_from=filled.text("quiet_from") or None,
            quiet_until=filled.text("quiet_until") or None,
            working_days_only=bool(filled.text("working_days_only")),
            after_working_days=_number(filled, "after_working_days"),
        ),
    }


def sort_of(filled: Filled) -> ChannelSort:
    """Return the sort of channel that was chosen.

    Raises:
        RefusedError: "channel-value-not-accepted".
    """
    sort: ChannelSort = _one_of(filled, "sort", get_args(ChannelSort))
    return sort


def channel_form(
    asked: Asked, address: str, filled: Filled, error: RefusedError | None, *, is_new: bool
) -> Node:
    """Return the form; without the fields of the address where a channel is changed."""
    language = asked.language
    flaw = _flaw(error, language)
    return div[
        refusal_box(flaw.sentence, language, [flaw] if flaw.field else []) if flaw else None,
        form(method="post", action=address)[
            token_field(asked),
            div(".columns")[
                div(".card")[h2[say("channel-where", language)], _where(filled, language, flaw)]
                if is_new
                else None,
                div(".card")[h2[say("channel-what", language)], _what(asked, filled, flaw)],
                div(".card")[h2[say("channel-when", language)], _when(filled, language, flaw)],
            ],
            div(".actions")[
                button(".primary", type="submit")[
                    say("channel-add-do" if is_new else "channel-change-do", language)
                ]
            ],
        ],
    ]


# --- parts ----------------------------------------------------------------------------------------


def _number(filled: Filled, name: str) -> int:
    stated = filled.text(name) or "0"
    if not (stated.isascii() and stated.isdigit() and len(stated) < 4):  # noqa: PLR2004 - 60 days at most
        raise RefusedError("channel-value-not-accepted", field=name)
    return int(stated)


def _one_of(filled: Filled, name: str, allowed: Iterable[str]) -> Any:  # noqa: ANN401 - a literal of its type
    if filled.text(name) not in allowed:
        raise RefusedError("channel-value-not-accepted", field=name)
    return filled.text(name)


def _flaw(error: RefusedError | None, language: Language) -> Flawed | None:
    """Return which field was not taken, and why; no field where it is none of them."""
    if error is None:
        return None
    named = str(error.values.get("field", "")).rpartition(".")[2].partition("[")[0]
    return Flawed(_FIELDS.get(error.code, named), sentence_of(error, language))


def _where(filled: Filled, language: Language, flaw: Flawed | None) -> Node:
    sorts = [("", say("choose", language))]
    sorts += [(each, say(f"channel-sort-{each}", language)) for each in get_args(ChannelSort)]
    return [
        _field(filled, "channel", language, flaw, maxlength="64", required=True),
        choice_field("sort", say("channel-field-sort", language), sorts, filled.text("sort"), required=True),
        _field(filled, "address", language, flaw, maxlength="500", required=True),
        _field(filled, "secret", language, flaw, type="password", autocomplete="off", maxlength="500"),
    ]


def _what(asked: Asked, filled: Filled, flaw: Flawed | None) -> Node:
    language = asked.language
    books = asked.desk.parts.monitor.library.programmes
    programmes = [("", say("rights-any-programme", language))]
    programmes += [(each, term("programme", each, language)) for each in books]
    desks: list[tuple[str, str]] = [("", "—"), *((each, role_words(each, language)) for each in _DESKS)]
    languages = [("zh", "中文"), ("en", "English")]
    return [
        div(".field")[
            fieldset("#f-kinds.ticks")[
                legend[say("channel-field-kinds", language)],
                (
                    _tick("kinds", each, say(f"alert-kind-{each}", language), is_on=each in filled.kinds)
                    for each in get_args(AlertKind)
                ),
            ],
            span(".hint")[say("channel-field-kinds-hint", language)],
        ],
        choice_field("programme", say("blank-programme", language), programmes, filled.text("programme")),
        _field(filled, "region", language, flaw, maxlength="40"),
        _field(filled, "clusters", language, flaw, maxlength="1000"),
        choice_field("role", say("channel-field-role", language), desks, filled.text("role")),
        choice_field("language", say("channel-field-language", language), languages, filled.text("language")),
    ]


def _when(filled: Filled, language: Language, flaw: Flawed | None) -> Node:
    rhythms = [(each, say(f"channel-rhythm-{each}", language)) for each in get_args(Rhythm)]
    week = [(str(each), weekday_numbered(each, language)) for each in _WEEK]
    days: dict[str, str] = {"type": "number", "min": "0", "max": "60"}
    return [
        choice_field("rhythm", say("channel-field-rhythm", language), rhythms, filled.text("rhythm")),
        _field(filled, "at", language, flaw, type="time"),
        choice_field("weekday", say("channel-field-weekday", language), week, filled.text("weekday")),
        _field(filled, "quiet_from", language, flaw, type="time"),
        _field(filled, "quiet_until", language, flaw, type="time"),
        div(".field")[
            _tick(
                "working_days_only",
                "1",
                say("channel-field-working-days", language),
                is_on=bool(filled.text("working_days_only")),
            )
        ],
        _field(filled, "after_working_days", language, flaw, **days),
    ]


def _field(
    filled: Filled, name: str, language: Language, flaw: Flawed | None, **attributes: str | bool
) -> Node:
    """Return a field of the form with its hint, and its error where it is the one that was not taken."""
    shown = {} if name == "secret" else {"value": filled.text(name)}
    return field(
        name,
        say(f"channel-field-{name}", language),
        hint=say(f"channel-field-{name}-hint", language),
        error=flaw.sentence if flaw and flaw.field == name else None,
        **shown,
        **attributes,
    )


def _tick(name: str, value: str, words: str, *, is_on: bool) -> Node:
    return label(".tick")[input(type="checkbox", name=name, value=value, checked=is_on), " ", words]
