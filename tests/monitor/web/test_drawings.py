"""The pictures of the board and the lists, from values alone."""

import re
from datetime import date

import pytest
from lxml import html

from monitor.web.drawings.bars import life_bar, stacked_bar
from monitor.web.drawings.heat_map import Day, heat_map
from monitor.web.drawings.qr import qr_code


def test_the_heat_map_links_days_on_which_something_is_due_and_marks_rest_days() -> None:
    days = [
        Day(
            date(2026, 11, 16 + n), n if n in {2, 4} else 0, f"words {n}", n > 4, n == 6, n == 5, "/due?day=x"
        )
        for n in range(7)
    ]
    drawn = html.fromstring(str(heat_map(days, {11: "11月"}, "一二三四五六日", "caption")))
    assert [each.get("aria-label") for each in drawn.xpath("//a")] == ["words 2", "words 4"]
    assert [each.get("class") for each in drawn.xpath("//rect")] == [
        "heat-0", "heat-0", "heat-1", "heat-0", "heat-2", "heat-0 rest today", "heat-0 rest estimate",
    ]  # fmt: skip
    assert drawn.xpath("//text[@class='faint']")[0].text == "11月"


@pytest.mark.parametrize(
    ("on", "length", "state"),
    [
        ("2023-07-10", "0", "far"),
        ("2025-01-08", "49.95", "far"),
        ("2026-06-01", "96.35", "near"),
        ("2026-07-11", "100", "over"),
        ("2020-01-01", "0", "far"),
    ],
)
def test_a_validity_is_drawn_as_far_as_it_is_gone(on: str, length: str, state: str) -> None:
    drawn = html.fromstring(str(life_bar("2023-07-10", "2026-07-10", date.fromisoformat(on))))
    bar = drawn.xpath("//rect")[1]
    assert (bar.get("width"), bar.get("class")) == (length, state)


def test_without_a_validity_nothing_is_drawn() -> None:
    assert life_bar(None, "2026-07-10", date(2026, 1, 1)) is None


def test_the_parts_of_a_bar_fill_it() -> None:
    drawn = html.fromstring(
        str(stacked_bar({"recognised": 3, "revoked": 1}, {"recognised": "good", "revoked": "bad"}))
    )
    assert [(each.get("class"), each.get("x"), each.get("width")) for each in drawn.xpath("//rect")] == [
        ("part-good", "0", "75"),
        ("part-bad", "75", "25"),
    ]


def test_a_qr_code_is_dark_on_light_within_a_quiet_zone_and_holds_its_text() -> None:
    text = "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ"
    drawn = html.fromstring(str(qr_code(text, "words")))
    side = int(drawn.get("viewbox").split()[-1])
    moves = re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn.xpath("//path/@d")[0])
    dark = {(int(x), int(y)) for x, y in moves}
    assert drawn.get("aria-label") == "words"
    assert all(4 <= each < side - 4 for spot in dark for each in spot)
    assert {(x, y) for x, y in dark if y == 4 and x < 11} == {(x, 4) for x in range(4, 11)}  # a finder's edge
    assert dark != {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h", str(qr_code(text + "A", "")))}
    assert "GEZD" not in str(qr_code(text, "words"))
