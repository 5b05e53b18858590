"""What one simulated world is like: every option follows from the seed and is printed.

Promise: the same seed and size give the same options, and with them the same world.
"""

from datetime import date, timedelta
from random import Random

import msgspec

PROGRAMMES = ("fujian", "guangdong", "hainan", "heilongjiang", "national", "shandong")
COUNTIES = {
    "fujian": "350582",
    "guangdong": "440604",
    "hainan": "460105",
    "heilongjiang": "230104",
    "national": "330782",
    "shandong": "370303",
}


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How large a world is: days, programmes, clusters of each, acts of a cluster in a year."""

    days: int = 365 * 4
    programmes: int = 6
    clusters: int = 3
    acts_a_year: int = 10
    hours_between_ticks: int = 24
    busy: float = 1.0
    checks: float = 1.0

    @property
    def supervised_years(self) -> float:
        """Programmes times years: each with all its clusters, looked at day by day."""
        return self.programmes * self.days / 365


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What follows from a seed; the rates are chances for each act or day."""

    seed: int
    size: Size
    first_day: date
    programmes: tuple[str, ...]
    missed_ticks: float
    doubled_ticks: float
    interleaved: float
    deaths: float
    late_facts: float
    notices_a_year: float
    overrides_a_year: float
    laws_a_year: float
    rebuilds_a_year: float
    checks_a_year: float
    skew_seconds: int


def options_of(seed: int, size: Size) -> Options:
    """Draw the options of a seed."""
    rng = Random(f"options/{seed}")  # noqa: S311 - reproducible, no secret
    others = [name for name in PROGRAMMES if name != "fujian"]  # the one text with appeals is always there
    chosen = ("fujian", *rng.sample(others, size.programmes - 1))
    return Options(
        seed=seed,
        size=size,
        first_day=date(2022, 9, 1) + timedelta(days=rng.randrange(400)),
        programmes=chosen,
        missed_ticks=rng.choice((0.02, 0.1, 0.3)),
        doubled_ticks=rng.choice((0.02, 0.1)),
        interleaved=rng.choice((0.02, 0.1)) * size.busy,
        deaths=rng.choice((0.01, 0.03, 0.06)) * size.busy,
        late_facts=rng.choice((0.05, 0.15, 0.3)),
        notices_a_year=rng.choice((1.0, 2.0)) * size.busy,
        overrides_a_year=rng.choice((0.5, 2.0)) * size.busy,
        laws_a_year=rng.choice((0.0, 0.3, 1.0)) * size.busy,
        rebuilds_a_year=rng.choice((0.5, 2.0)) * size.busy,
        checks_a_year=rng.choice((1.0, 2.0)) * size.checks,
        skew_seconds=rng.choice((0, 3, 8)),
    )


def told(options: Options) -> str:
    """Return all options in one line."""
    found = msgspec.to_builtins(options)
    size = found.pop("size")
    stated = {**size, **found, "programmes": ",".join(options.programmes)}
    return " ".join(f"{name}={value}" for name, value in stated.items())
