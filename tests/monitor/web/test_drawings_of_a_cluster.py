"""The pictures of a cluster as values: marks stay on their days, nothing stands upon another."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from monitor.web.drawings.indicator import Limit, Point, indicator
from monitor.web.drawings.knowledge import Asked, Known, Sides, knowledge
from monitor.web.drawings.lanes import Bar, Frame, Lane, Line, Mark
from monitor.web.drawings.scale import Scale, in_rows
from monitor.web.drawings.timeline import timeline

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
ASKED = date(2026, 11, 21)
FRAME = Frame("t", "时间轴", "全部", FIRST, LAST, [Line(ASKED, "今天", "asked")])


def marked(number: int, on: date, later: int = 0) -> Mark:
    return Mark(number, on, on + timedelta(days=later), "circle", "calm", f"#{number}")


def drawn(*lanes: Lane, frame: Frame = FRAME) -> etree._Element:
    return etree.fromstring(str(timeline(lanes, frame)))


@given(st.lists(st.tuples(st.integers(0, 1_000), st.integers(0, 200)), min_size=1, max_size=12))
def test_an_event_stands_on_its_day_however_many_there_are(days: list[tuple[int, int]]) -> None:
    marks = [marked(n, FIRST + timedelta(days=on), later) for n, (on, later) in enumerate(days, start=1)]
    picture = drawn(Lane("事项", marks=marks))
    scale = Scale(FIRST, LAST, 146, 968)
    circles = picture.findall(".//circle")
    assert [float(each.get("cx", "")) for each in circles] == pytest.approx(
        [scale.at(mark.on) for mark in marks], abs=0.01
    )
    places = [(each.get("cx"), each.get("cy")) for each in circles]
    assert len(set(places)) == len(places)


@given(st.lists(st.tuples(st.floats(0, 900), st.floats(0, 90)), max_size=30))
def test_what_shares_a_row_does_not_touch(spans: list[tuple[float, float]]) -> None:
    extents = [(left, left + width) for left, width in spans]
    rows = in_rows(extents)
    for row in set(rows):
        inside = sorted(extent for extent, mine in zip(extents, rows, strict=True) if mine == row)
        assert all(right + 4 <= left for (_, right), (left, _) in pairwise(inside))


def test_a_lane_without_anything_in_the_days_shown_is_left_out() -> None:
    early = Lane("早", marks=[marked(1, date(2020, 1, 1))])
    assert drawn(early).find(".//circle") is None
    recorded_within = Lane("晚记", marks=[marked(2, date(2023, 12, 1), later=90)])
    assert "‹2" in "".join(drawn(recorded_within).itertext())


def test_the_words_of_a_period_stay_right_of_the_names_of_lanes() -> None:
    whole = Bar(date(2010, 1, 1), date(2024, 1, 3), "good", "2010-01-01 至 2024-01-03", met=date(2024, 1, 2))
    overdue = Bar(date(2026, 10, 1), ASKED, "bad", "至 2026-11-21", late=(ASKED, LAST))
    for bar in (whole, overdue):
        words = drawn(Lane("有效期", bars=[bar])).findall(".//g/text")[-1]
        assert float(words.get("x", "")) > 140


def test_a_missed_limit_is_marked_by_more_than_a_colour() -> None:
    points = [Point(2024, 35.0, "35", "met"), Point(2025, -3.5, "-3.5", "not-met")]
    picture = etree.fromstring(str(indicator("i", points, Limit(30, "≥ 30 亿元"), "产值")))
    assert len(picture.findall(".//path")) == 1
    assert "2025: -3.5" in "".join(picture.itertext())


def test_two_axes_show_later_knowledge_above() -> None:
    early, late = date(2024, 2, 1), date(2025, 2, 1)
    known = [
        Known(FIRST, LAST, early, late, "good", "已认定"),
        Known(FIRST, LAST, late, LAST, "bad", "已撤销"),
    ]
    sides = Sides((FIRST, LAST), (early, LAST), "两轴", "各时点", "业务日期", "所知")
    picture = etree.fromstring(str(knowledge(known, Asked(ASKED, ASKED, "今天"), sides)))
    below, above = (float(each.get("y", "")) for each in picture.findall(".//g/rect"))
    assert above < below
    same_day = Sides(
        (FIRST, LAST), (date(2027, 1, 1), date(2028, 1, 1)), "两轴", "各时点", "业务日期", "所知"
    )
    assert "equal" not in str(knowledge(known, Asked(ASKED, ASKED, "今天"), same_day))
