"""What is found at the first question and kept: `functools.cached_property` without its lock.

Promise: two threads that ask at once may both look for it, and find the same; nobody waits.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Found_co = TypeVar("Found_co", covariant=True)


class Once(Generic[Found_co]):
    """A property that is kept in its holder, which must never change what it follows from.

    Python 3.11 takes a lock at each first question, which costs more than most of the answers.

    >>> class Day:
    ...     @Once
    ...     def name(self) -> str:
    ...         return "Monday"
    >>> day = Day()
    >>> day.name, vars(day)
    ('Monday', {'name': 'Monday'})
    """

    def __init__(self, find: Callable[[Any], Found_co]) -> None:
        """Keep what this finds, under its name."""
        self._find = find
        self._name = find.__name__
        self.__doc__ = find.__doc__

    def __get__(self, holder: Any, _: type | None = None) -> Found_co:  # noqa: ANN401 - whoever holds it
        """Find it; the next question is answered by the holder itself."""
        found = holder.__dict__[self._name] = self._find(holder)
        return found
