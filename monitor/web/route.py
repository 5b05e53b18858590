"""One page, or one form of a page: its method and address, the action that it is, and what answers it."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from fastapi import Response

OPEN = "open"
"""The action of pages that need nobody to be signed in."""


class PageRoute(NamedTuple):
    """One page; `action` is a row of `monitor.access.policy.ACTIONS`.

    "facts" stands for the actions of the facts in a form.
    """

    method: Literal["GET", "POST"]
    path: str
    action: str
    endpoint: Callable[..., Response]


def page(path: str, action: str, endpoint: Callable[..., Response]) -> PageRoute:
    """Return a page that only shows."""
    return PageRoute("GET", path, action, endpoint)


def sent(path: str, action: str, endpoint: Callable[..., Response]) -> PageRoute:
    """Return what takes a form."""
    return PageRoute("POST", path, action, endpoint)
