"""What an administrator decides for one region holds there, and nowhere else."""

import pytest

from domain.calendar import Region
from tests.domain.the_calendar import CALENDAR, closed, on, with_overrides


@pytest.mark.parametrize("place", ["*", "35", "3505", "350582", "350000", "350500", "晋江市", "泉州市"])
def test_an_override_reaches_every_place_in_its_region(place: str) -> None:
    jinjiang = Region(code="350582", names=("福建省", "泉州市", "晋江市"))
    edition = with_overrides(closed(place, "2026-07-06")).known_on(on("2026-07-01"), jinjiang)
    assert not edition.is_working(on("2026-07-06"))


@pytest.mark.parametrize("place", ["46", "3506", "350581", "350600", "厦门市", ""])
def test_an_override_leaves_every_other_place_alone(place: str) -> None:
    jinjiang = Region(code="350582", names=("福建省", "泉州市", "晋江市"))
    edition = with_overrides(closed(place, "2026-07-06")).known_on(on("2026-07-01"), jinjiang)
    assert edition.is_working(on("2026-07-06"))
    assert edition.sha256 == CALENDAR.known_on(on("2026-07-01")).sha256


def test_a_place_without_a_code_is_reached_by_name_only() -> None:
    zone = Region(names=("某开发区",))
    calendar = with_overrides(closed("35", "2026-07-06"), closed("某开发区", "2026-07-07"))
    edition = calendar.known_on(on("2026-07-01"), zone)
    assert [edition.is_working(on(day)) for day in ("2026-07-06", "2026-07-07")] == [True, False]


def test_an_override_moves_a_deadline_from_the_day_it_is_known() -> None:
    calendar = with_overrides(closed("35", "2026-07-06", "2026-07-05"))
    fujian = Region(code="350582")
    answers = [
        calendar.known_on(on(day), fujian).due(on("2026-07-01"), 5, "working-days")
        for day in ("2026-07-04", "2026-07-05")
    ]
    assert [str(answer.due_on) for answer in answers] == ["2026-07-08", "2026-07-09"]


def test_the_override_known_later_wins() -> None:
    calendar = with_overrides(
        closed("35", "2026-07-06", "2026-07-05", working=True), closed("*", "2026-07-06", "2026-07-04")
    )
    days = [on("2026-07-04"), on("2026-07-05")]
    worked = [calendar.known_on(day, Region(code="350582")).is_working(on("2026-07-06")) for day in days]
    assert worked == [False, True]
