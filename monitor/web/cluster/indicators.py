"""The indicators of a cluster over the years against the recognition criteria, with the article of each."""

from decimal import Decimal

from htpy import Node, a, details, div, figcaption, figure, h2, h3, p, span, summary

from monitor.answers.indicator_years import indicator_years
from monitor.intake.labels import INDICATORS
from monitor.web.cluster.seen import Json, Seen
from monitor.web.drawings.indicator import Limit, Point, indicator
from monitor.web.parts.tables import nothing, rows_table
from monitor.web.parts.tags import Tone, tag
from monitor.web.parts.text import NOTHING, plain
from monitor.wording import say
from monitor.wording.terms import term

_TONES: dict[str, Tone] = {
    "met": "good",
    "not-met": "bad",
    "unknown": "unknown",
    "department-decides": "warn",
}
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}


def indicators_of(shown: Seen) -> Node:
    """Return the table of criteria by year, and a small picture of each that is one number."""
    language = shown.language
    found = indicator_years(shown.found)
    if not found["years"]:
        return [
            h2("#indicators")[say("cluster-page-indicators", language)],
            nothing(say("cluster-page-indicators-none", language)),
        ]
    title = say("cluster-page-indicators", language)
    charts = [each for each in found["criteria"] if each["series"] and each["series"]["points"]]
    return [
        h2("#indicators")[title],
        p(".faint")[say("cluster-page-indicators-told", language, edition=found["rulebook"])],
        _table(shown, found, title),
        h3[say("cluster-page-indicators-drawn", language)] if charts else None,
        div(".small-multiples")[[_chart(shown, number, each) for number, each in enumerate(charts)]],
    ]


def _table(shown: Seen, found: Json, title: str) -> Node:
    """Return the criteria of which something is known, and folded those of which nothing is."""
    language, numbers = shown.language, shown.numbers()
    years = [
        span[str(each["year"]), " ", a(href=f"#e-{numbers[each['event']]}")[f"#{numbers[each['event']]}"]]
        for each in found["years"]
    ]
    together = [_verdict(each["overall"], shown) for each in found["years"]]
    rows: list[list[Node]] = [[say("cluster-page-together", language), NOTHING, *together]]
    headers = [say("column-criterion", language), say("column-article", language), *years]
    told = [each for each in found["criteria"] if not _is_blank(each)]
    blank = [each for each in found["criteria"] if _is_blank(each)]
    words = say("cluster-page-blank", language, count=len(blank))
    rows += [_row(shown, each) for each in told]
    return [
        rows_table(headers, rows, caption=title, empty=title),
        details[
            summary[tag(words, "unknown")],
            rows_table(headers, [_row(shown, each) for each in blank], caption=words, empty=words),
        ]
        if blank
        else None,
    ]


def _is_blank(criterion: Json) -> bool:
    return all(each["verdict"] == "unknown" for each in criterion["verdicts"])


def _row(shown: Seen, criterion: Json) -> list[Node]:
    soft = tag(say("cluster-page-soft", shown.language), "plain") if criterion["soft"] else None
    verdicts = [
        [_verdict(each["verdict"], shown), [" ", span(".faint")[each["waived"]]] if each["waived"] else None]
        for each in criterion["verdicts"]
    ]
    return [[criterion["title"], " ", soft], span(".clause")[criterion["article"]], *verdicts]


def _verdict(verdict: str, shown: Seen) -> Node:
    return tag(term("verdict", verdict, shown.language), _TONES[verdict])


def _chart(shown: Seen, number: int, criterion: Json) -> Node:
    series, language = criterion["series"], shown.language
    unit = plain(series["unit"]) if series["unit"] else ""
    points = [
        Point(each["year"], float(each["value"]), _written(each["value"]), each["verdict"])
        for each in series["points"]
    ]
    names = "＋".join(_named(each, language) for each in series["indicators"])
    limit = Limit(
        float(series["limit"]), f"{_SIGNS[series['op']]} {_written(series['limit'])} {unit}".strip()
    )
    return figure[
        figcaption[names, " ", span(".clause")[criterion["article"]]],
        indicator(f"indicator-{number}", points, limit, names),
    ]


def _named(name: str, language: str) -> str:
    return INDICATORS.get(name, name) if language == "zh" else name


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}"
