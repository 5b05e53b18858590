"""Between the form and the record: what will be recorded and what follows; what came in between; a proof.

Promise: each of these pages holds all that was typed, so that nothing is lost whichever way one goes on.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fastapi import Response
from htpy import Node, button, code, div, form, h2, li, p, section, time, ul

from domain.events import Recorded, legal_day, type_name
from monitor.access.confirmation import CONFIRMED, GOOD_FOR
from monitor.answers.foreseen import foreseen
from monitor.http.asking import Asked
from monitor.intake.line import FactLine, escaped
from monitor.web.asking import PROOF_CODE, PROOF_PASSWORD
from monitor.web.frame import Page, shown, token_field
from monitor.web.parts.fields import field, refusal_box
from monitor.web.parts.tables import pairs
from monitor.web.record.around import Around
from monitor.web.record.consequences import consequences
from monitor.web.record.form_page import address_of, crumbs_of, everything_kept
from monitor.web.record.kinds import field_words, type_words, value_words
from monitor.web.record.law import basis_note, law_beside
from monitor.web.record.sheet import WHOLES, Sheet, names_of
from monitor.web.words import moment
from monitor.wording import Language, say
from monitor.wording.terms import term

_MUCH_LATER = 30  # days after which a record says how late it is


class Checked(NamedTuple):
    """A fact that may be recorded, as checked upon a version."""

    sheet: Sheet
    around: Around
    line: FactLine
    newer: Sequence[Recorded] = ()


def confirm_page(asked: Asked, checked: Checked, said: str = "") -> Response:
    """Show what will be recorded, its legal effect and what follows; nothing is recorded yet."""
    language, sheet, here = asked.language, checked.sheet, checked.around
    answer = foreseen(asked.guarded.monitor_for("read-law"), checked.line, asked.at)
    content = [
        div(".card.calm", role="status")[p[said], p[say("record-nothing-yet", language)]],
        _warnings(asked, checked, answer),
        div(".form-and-law")[
            div[
                section(".card")[h2[say("record-content", language)], pairs(_content(checked, language))],
                section(".card")[
                    h2[say("record-effect", language)], p[say(f"effect-{sheet.type}", language)]
                ],
                section(".card")[
                    h2[say("record-follows", language)],
                    consequences(answer, legal_day(asked.at).isoformat(), language),
                ],
                _since(checked, language),
                _newer(checked, language),
                form(method="post", action=address_of(sheet, here))[
                    token_field(asked),
                    everything_kept(sheet, here),
                    div(".actions")[
                        _button("record", _do_kind(checked.line), "record-do", language),
                        _button("back", None, "record-back", language),
                        _button("draft", None, "record-save-draft", language),
                    ],
                ],
            ],
            law_beside(here, sheet.type, language),
        ],
    ]
    return _shown(
        asked, checked, say("record-confirm-title", language, name=type_words(sheet.type, language)), content
    )


def moved_page(asked: Asked, checked: Checked, told: str) -> Response:
    """Show what was recorded meanwhile, and how to go on; where it was nothing, `told` says why."""
    language, sheet, here = asked.language, checked.sheet, checked.around
    why = say("record-moved", language) if checked.newer else told
    content = [
        div("#refused.refused", role="alert", tabindex="-1")[p[why]],
        _newer(checked, language),
        form(method="post", action=address_of(sheet, here))[
            token_field(asked),
            everything_kept(sheet._replace(seen=here.version), here),
            div(".actions")[
                _button("check", "primary", "record-check-again", language),
                _button("back", None, "record-back", language),
                _button("draft", None, "record-save-draft", language),
            ],
        ],
    ]
    return _shown(asked, checked, say("record-moved-title", language), content, 409)


def proof_page(asked: Asked, checked: Checked, refused: str = "", status: int = 403) -> Response:
    """Ask once more who sits there, before what cannot be taken back."""
    language, sheet, here = asked.language, checked.sheet, checked.around
    minutes = int(GOOD_FOR.total_seconds()) // 60
    content = [
        refusal_box(refused, language) if refused else None,
        form(".card.narrow", method="post", action=address_of(sheet, here))[
            token_field(asked),
            everything_kept(sheet, here),
            p[say("record-proof", language, minutes=minutes)],
            field(
                PROOF_CODE,
                say("record-proof-code", language),
                inputmode="numeric",
                autocomplete="one-time-code",
            ),
            field(
                PROOF_PASSWORD,
                say("record-proof-password", language),
                type="password",
                autocomplete="current-password",
            ),
            div(".actions")[
                _button("prove", "danger", "record-proof-do", language),
                _button("back", None, "record-back", language),
            ],
        ],
    ]
    return _shown(asked, checked, say("record-proof-title", language), content, status)


def _shown(asked: Asked, checked: Checked, title: str, content: Node, status: int = 200) -> Response:
    crumbs = crumbs_of(checked.around, asked.language)
    return shown(asked, Page(title, content, section="clusters", crumbs=crumbs), status)


def _button(step: str, kind: str | None, words: str, language: Language) -> Node:
    return button(class_=kind, type="submit", name="step", value=step)[say(words, language)]


def _do_kind(line: FactLine) -> str:
    return "danger" if isinstance(line.body, CONFIRMED) else "primary"


def _content(checked: Checked, language: Language) -> Iterator[tuple[Node, Node]]:
    """Yield every field that is filled in, by its label."""
    sheet = checked.sheet
    yield say("record-of", language), f"{escaped(checked.around.name)} {sheet.cluster}".strip()
    for name in names_of(sheet.type):
        texts = [text for text in sheet.texts.get(name, ()) if text]
        if texts and name not in WHOLES:
            told = ("、" if language == "zh" else ", ").join(
                _told(name, each, sheet.type, language) for each in texts
            )
            yield field_words(name, sheet.type, language), code[told] if name == "source.sha256" else told
    for indicator, year, value in sheet.rows:
        if indicator and value:
            yield escaped(f"{indicator} {year}".strip()), escaped(value)


def _told(name: str, text: str, type_name: str, language: Language) -> str:
    if name == "grounds":
        return term("ground", text, language)
    if text in ("true", "false") and name in ("consent", "refused"):
        return say("record-yes" if text == "true" else "record-no", language)
    return escaped(value_words(text, language, type_name)) if "\n" not in text else text


def _warnings(asked: Asked, checked: Checked, answer: dict[str, object]) -> Node:
    language, line = asked.language, checked.line
    days = (legal_day(asked.at) - line.effective_on).days
    said = [
        say("record-without-source", language) if line.source is None else None,
        say("record-days-later", language, days=days) if days > _MUCH_LATER else None,
    ]
    return [
        _late(line, answer, language),
        basis_note(checked.around.book, line.effective_on, language),
        div(".card.warn")[(p[each] for each in said if each)] if any(said) else None,
    ]


def _late(line: FactLine, answer: dict[str, object], language: Language) -> Node:
    windows = answer["windows"]
    late = [each for each in windows if each["kind"] == "appeal" and each["state"] == "late"]  # type: ignore[attr-defined]
    if line.type != "appeal-lodged" or not late:
        return None
    told = say("record-late-appeal", language, due_on=late[0]["due_on"], on=late[0]["met_on"])
    return div(".card.bad", role="alert")[p[told]]


def _since(checked: Checked, language: Language) -> Node:
    count = len(checked.newer)
    return p[say("record-newer", language, count=count)] if count else None


def _newer(checked: Checked, language: Language) -> Node:
    if not checked.newer:
        return None
    return section(".card")[
        h2[say("record-new-events", language)],
        ul[
            (
                li[
                    f"#{each.position} {type_words(type_name(type(each.body)), language)} ",
                    time(datetime=each.effective_on.isoformat())[str(each.effective_on)],
                    f"（{escaped(each.recorded_by)}，{moment(each.recorded_at)}）",
                ]
                for each in checked.newer
            )
        ],
    ]
