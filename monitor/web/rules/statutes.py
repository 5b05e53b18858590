"""The national procedure law that applies under every edition: windows, service, the grading of accidents."""

from typing import Literal

from fastapi import Response
from htpy import Node, h2, p

from domain.cluster import Grade
from domain.rulebook import Statutes
from domain.rulebook_hash import law_text, text_sha256
from monitor.web.asking import Visitor
from monitor.web.frame import Page, shown
from monitor.web.parts.tables import rows_table
from monitor.web.rules.marks import article_of, law_words, whole_hash
from monitor.wording import Language, say
from monitor.wording.terms import term

_GRADES: tuple[Grade, ...] = ("larger", "major", "extraordinary")
_MEASURES: tuple[Literal["deaths", "serious_injuries", "direct_loss_yuan"], ...] = (
    "deaths",
    "serious_injuries",
    "direct_loss_yuan",
)


def statutes(asked: Visitor) -> Response:
    """Show what national law says of time limits, service and grades."""
    language = asked.language
    text = asked.guarded.monitor_for("read-law").library.statutes
    content = [
        p[say("rules-statutes-intro", language)],
        _windows(text, language),
        _service(text, language),
        _grading(text, language),
        p[
            say("column-sha256", language),
            say("rules-colon", language),
            whole_hash(text_sha256(law_text(text))),
        ],
    ]
    crumbs = ((say("rules-title", language), "/rules"),)
    title = say("rules-statutes-title", language)
    return shown(asked, Page(title=title, content=content, section="rules", crumbs=crumbs))


def _windows(text: Statutes, language: Language) -> Node:
    rows = [
        [
            term("window", each.kind, language),
            say("unit-length", language, length=each.length, unit=term("unit", each.unit, language)),
            law_words(each.statute),
            article_of(each.article),
        ]
        for each in text.windows
    ]
    headers = [
        say("column-kind", language),
        say("column-period-length", language),
        say("rules-statute", language),
        say("column-article", language),
    ]
    caption = say("rules-statutory-windows", language)
    return [h2[caption], rows_table(headers, rows, caption=caption, empty="")]


def _service(text: Statutes, language: Language) -> Node:
    rows = [
        [
            say("rules-deemed-service", language),
            say("rules-days", language, count=text.deemed_service_days),
            article_of(text.deemed_service_article),
        ],
        [say("rules-service", language), "—", article_of(text.service_article)],
        [say("rules-electronic-service", language), "—", article_of(text.electronic_service_article)],
        [
            say("rules-late-upgrade", language),
            say("rules-days", language, count=text.late_upgrade_days),
            article_of(text.late_upgrade_article),
        ],
    ]
    headers = [say(name, language) for name in ("column-entry", "column-period-length", "column-article")]
    caption = say("rules-service-title", language)
    return [h2[caption], rows_table(headers, rows, caption=caption, empty="")]


def _grading(text: Statutes, language: Language) -> Node:
    headers = [say("column-entry", language), *(term("limb", grade, language) for grade in _GRADES)]
    rows = [
        [
            say(f"rules-measure-{measure}", language),
            *(f"≥ {text.grading[measure][grade]:,}" for grade in _GRADES),
        ]
        for measure in _MEASURES
    ]
    caption = say("rules-grading", language)
    return [
        h2[caption],
        p[article_of(text.grading_article)],
        rows_table(headers, rows, caption=caption, empty=""),
    ]
