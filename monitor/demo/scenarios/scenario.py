"""What a scenario is: a function that tells a history, for which programmes, until which day."""

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from monitor.demo.programmes import BY_PROGRAMME, SCHEMES, Scheme
from monitor.demo.scribe import Scribe

SPRING_2026: Final = date(2026, 5, 29)
TODAY: Final = date(2026, 11, 20)
ALL: Final = tuple(BY_PROGRAMME)
FUJIAN: Final = ("fujian",)
SHANDONG: Final = ("shandong",)
BY_ROUND: Final = tuple(scheme.programme for scheme in SCHEMES if scheme.deadline == "round")
WITHOUT_APPEAL: Final = tuple(scheme.programme for scheme in SCHEMES if not scheme.has_appeal)


class Scenario(NamedTuple):
    """One kind of history; `tell` is named after it."""

    tell: Callable[[Scribe], None]
    programmes: tuple[str, ...] = ALL
    until: date = SPRING_2026

    @property
    def kind(self) -> str:
        """Return the kind's name: the function's, with hyphens."""
        return str(getattr(self.tell, "__name__", "")).replace("_", "-")

    def schemes(self) -> tuple[Scheme, ...]:
        """Return the programmes in which it makes sense."""
        return tuple(scheme for scheme in SCHEMES if scheme.programme in self.programmes)


def scenarios(
    *tales: Callable[[Scribe], None], programmes: tuple[str, ...] = ALL, until: date = SPRING_2026
) -> tuple[Scenario, ...]:
    """Make scenarios of functions that share programmes and end."""
    return tuple(Scenario(tell, programmes, until) for tell in tales)
