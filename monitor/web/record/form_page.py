"""The form for one fact: its fields, its source, the law beside it; what was typed is shown again."""

from collections.abc import Iterator, Sequence

from fastapi import Response
from htpy import Node, button, datalist, div, fieldset, form, h2, legend, option, p
from htpy import input as input_

from monitor.http.asking import Asked
from monitor.intake.columns import headers
from monitor.intake.labels import INDICATORS
from monitor.web.frame import Page, shown, token_field
from monitor.web.parts.fields import Flawed, field, refusal_box
from monitor.web.record.around import Around
from monitor.web.record.inputs import Drawn, inputs
from monitor.web.record.kinds import type_words
from monitor.web.record.law import law_beside
from monitor.web.record.sheet import FEWEST_ROWS, INDICATOR, Sheet, names_of
from monitor.wording import Language, say

_OTHER_FIELDS = 2**20  # bytes
_SOURCE = ("source.number", "source.issuer", "source.sha256")


def address_of(sheet: Sheet, around: Around) -> str:
    """Return where a form is sent."""
    return f"/clusters/{around.cluster}/record/{sheet.type}" if around.cluster else f"/new/{sheet.type}"


def crumbs_of(around: Around, language: Language) -> tuple[tuple[str, str], ...]:
    """Return the way to a form."""
    first = (say("page-section-clusters", language), "/clusters")
    if not around.cluster:
        return (first, (say("record-new-title", language), "/new"))
    record = (say("record-choose", language), f"/clusters/{around.cluster}/record")
    return (first, (around.name, f"/clusters/{around.cluster}"), record)


def form_page(
    asked: Asked, sheet: Sheet, around: Around, flaws: Sequence[Flawed] = (), refused: str = ""
) -> Response:
    """Return the form; with flaws each is told at its field and in a summary, and `refused` above them."""
    language = asked.language
    sentence = refused or (say("record-faults", language, count=len(flaws)) if flaws else "")
    content = [
        refusal_box(sentence, language, flaws) if sentence else None,
        div(".form-and-law")[_form(asked, sheet, around, flaws), law_beside(around, sheet.type, language)],
    ]
    title = say("record-title", language, name=type_words(sheet.type, language))
    page = Page(title=title, content=content, section="clusters", crumbs=crumbs_of(around, language))
    return shown(asked, page, 422 if sentence else 200)


def _form(asked: Asked, sheet: Sheet, around: Around, flaws: Sequence[Flawed]) -> Node:
    language = asked.language
    drawn = Drawn(sheet, around, {each.field: each.sentence for each in reversed(flaws)}, language)
    fields, most = dict(inputs(drawn)), _most_of_file(asked)
    own = [made for name, made in fields.items() if name not in _SOURCE]
    return form(
        ".card",
        method="post",
        action=address_of(sheet, around),
        enctype="multipart/form-data",
        data_keep="typed" if flaws else True,
    )[
        token_field(asked),
        kept_fields(sheet),
        p(".hint")[say("record-required-note", language)],
        # The first button is the one that the Enter key presses.
        button(".unseen", type="submit", name="step", value="check", tabindex="-1")[
            say("record-check", language)
        ],
        fieldset[
            legend(".unseen")[say("record-facts", language)],
            _cluster(sheet, around, drawn),
            own,
            _indicators(drawn) if "indicators" in headers(sheet.type) else None,
        ],
        fieldset[
            legend[h2[say("record-source", language)]],
            p(".hint")[say("record-source-hint", language)],
            (fields[name] for name in _SOURCE[:2]),
            field(
                "file",
                say("record-file", language),
                hint=say("record-file-hint", language, most=most // 2**20),
                error=drawn.errors.get("file"),
                type="file",
                data_most=str(most),
                data_too_large=say("record-file-too-large", language, most=most // 2**20),
            ),
            fields[_SOURCE[2]],
        ],
        div(".actions")[
            button(".primary", type="submit", name="step", value="check")[say("record-check", language)],
            button(type="submit", name="step", value="draft")[say("record-save-draft", language)],
        ],
    ]


def _most_of_file(asked: Asked) -> int:
    """Return how large a file may be, in bytes: the form is bounded, and its other fields need some."""
    return asked.desk.parts.settings.limits.body_bytes - _OTHER_FIELDS


def kept_fields(sheet: Sheet) -> Node:
    """Return the hidden fields that go along with a form."""
    kept = {"key": sheet.key, "seen": str(sheet.seen), "draft": sheet.draft}
    return [input_(type="hidden", name=name, value=value) for name, value in kept.items() if value]


def everything_kept(sheet: Sheet, around: Around) -> Iterator[Node]:
    """Yield hidden fields with all that was typed, for a step between the form and the record."""
    yield kept_fields(sheet)
    if not around.cluster:
        yield input_(type="hidden", name="cluster", value=sheet.cluster)
    for name in (*names_of(sheet.type), *INDICATOR):
        for value in sheet.texts.get(name, ()):
            yield input_(type="hidden", name=name, value=value)


def _cluster(sheet: Sheet, around: Around, drawn: Drawn) -> Node:
    if around.cluster:
        return None
    words = say("record-of", drawn.language)
    hint, error = say("record-cluster-hint", drawn.language), drawn.errors.get("cluster")
    return field("cluster", words, hint=hint, error=error, value=sheet.cluster, autocomplete="off")


def _indicators(drawn: Drawn) -> Node:
    language, rows = drawn.language, drawn.sheet.rows
    shown_rows = [*rows, *[("", "", "")] * (FEWEST_ROWS - len(rows))]
    names = INDICATORS.values() if language == "zh" else INDICATORS.keys()
    error = drawn.errors.get("indicators")
    return fieldset("#f-indicators", class_=["field", "flawed" if error else None], tabindex="-1")[
        legend[say("record-indicators", language)],
        p(".hint")[say("record-indicators-hint", language)],
        p(".error")[error] if error else None,
        datalist("#known-indicators")[(option(value=name) for name in names)],
        (_row(number, row, language) for number, row in enumerate(shown_rows, start=1)),
        button(type="submit", name="step", value="rows")[say("record-more-rows", language)],
    ]


def _row(number: int, row: Sequence[str], language: Language) -> Node:
    codes = ("record-indicator-name", "record-indicator-year", "record-indicator-value")
    return div(".row")[
        (
            input_(
                name=name,
                value=value,
                list="known-indicators" if name == INDICATOR[0] else None,
                inputmode="numeric" if name == INDICATOR[1] else None,
                aria_label=say(code, language, row=number),
                placeholder=say(code, language, row=number),
                autocomplete="off",
            )
            for name, value, code in zip(INDICATOR, row, codes, strict=True)
        )
    ]
