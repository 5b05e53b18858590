"""What the address of a list says: filters, order, where to go on.

Promise: an empty field says nothing; what is not allowed is refused by its name and never repeated raw.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from domain.calendar import Calendar
from domain.refusal import RefusedError
from domain.rulebook import Rulebook
from monitor.answers.roster_search import When
from monitor.exchange.provenance import law_of
from monitor.http.asking import Asked, Times, day_at, not_accepted
from monitor.http.paging import read_cursor

TIMES = ("on", "known_at")
_LONGEST = 200
_MOST_DAYS = 100_000


class Stated(NamedTuple):
    """The parameters of an address that are not empty."""

    asked: Asked
    values: Mapping[str, str]

    def text(self, name: str) -> str:
        """Return what a parameter says, or nothing."""
        return self.values.get(name, "")

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        """Return one of some values, or nothing.

        Raises:
            FaultsError: "parameters-not-accepted".
        """
        value = self.text(name)
        if value and value not in allowed:
            raise not_accepted(name, value, "allowed-option", self.asked.language)
        return value

    def whole(self, name: str) -> int | None:
        """Return a whole number, or None.

        Raises:
            FaultsError: "parameters-not-accepted".
        """
        value = self.text(name)
        if not value:
            return None
        if (
            not (value.isascii() and value.isdigit())
            or int(value[:9]) > _MOST_DAYS
            or len(value) > len("100000")
        ):
            raise not_accepted(name, value, "allowed-whole-number", self.asked.language)
        return int(value)

    def day(self, name: str) -> str:
        """Return a day, or nothing.

        Raises:
            FaultsError: "parameters-not-accepted".
        """
        found = day_at(name, self.text(name) or None, self.asked.language)
        return found.isoformat() if found else ""

    @property
    def after(self) -> str:
        """The key to go on after.

        Raises:
            RefusedError: "cursor-not-accepted".
        """
        cursor = self.text("cursor")
        return read_cursor(cursor, str) if cursor else ""

    @property
    def kept(self) -> dict[str, str]:
        """What stays when one goes on to the next page or takes the list as a file."""
        return {name: value for name, value in self.values.items() if name != "cursor"}

    @property
    def times(self) -> dict[str, str]:
        """The times that are asked about."""
        return {name: self.values[name] for name in TIMES if name in self.values}

    def without_times(self, *names: str) -> dict[str, str]:
        """Return what stays when other times are asked for: some filters."""
        return {name: self.values[name] for name in names if name in self.values}

    def address(self, path: str, **changes: str) -> str:
        """Return the address of the same list with some parameters changed; an empty one is left out."""
        return address(path, {**self.kept, **changes})


def stated(asked: Asked, names: Sequence[str]) -> Stated:
    """Return the parameters of some names that are not empty."""
    query = asked.request.query_params
    read = {name: query.get(name, "").strip()[:_LONGEST] for name in (*names, *TIMES, "cursor")}
    return Stated(asked, {name: value for name, value in read.items() if value})


def address(path: str, values: Mapping[str, str]) -> str:
    """Return an address with its parameters; an empty one is left out.

    >>> address("/due", {"day": "2026-11-30", "kind": ""})
    '/due?day=2026-11-30'
    """
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{path}?{query}" if query else path


def when(times: Times) -> When:
    """Return the times of a question as the answers take them."""
    return When(times.on, times.known_at, times.is_now)


class Books:
    """The rulebooks by which programmes were judged at the instant of a question; each is read once."""

    def __init__(self, asked: Asked, times: When) -> None:
        """Read for one request; nothing is read yet."""
        self._monitor = asked.guarded.monitor_for("read-law")
        self._known_at = times.known_at
        self._found: dict[str, Rulebook | None] = {}

    def of(self, programme: str | None) -> Rulebook | None:
        """Return the rulebook of a programme, None where there is none."""
        name = programme or ""
        if name not in self._found:
            self._found[name] = self._read(name)
        return self._found[name]

    def _read(self, programme: str) -> Rulebook | None:
        try:
            return law_of(self._monitor, programme, self._known_at).book
        except RefusedError:
            return None

    @property
    def calendar(self) -> Calendar:
        """The calendar as recorded by then."""
        return self._monitor.calendar(self._known_at)
