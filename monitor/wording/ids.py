"""Ids of events in what people read: a day and a kind tell them more, so ids are left out.

Promise: what only looks like words is never left out.
"""

from collections.abc import Iterable
from re import compile as pattern

_EVENT_ID = pattern(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def without_ids(parts: Iterable[str]) -> list[str]:
    """Return the parts of a subject that people know it by.

    >>> without_ids(["reporting", "0d484aae-73e9-57a3-87f9-f3cbab4809b8", "2024"])
    ['reporting', '2024']
    """
    return [each for each in parts if not _EVENT_ID.fullmatch(each)]
