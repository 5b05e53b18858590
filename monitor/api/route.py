"""One operation of the interface: its method and address, the action that it is, and what answers it."""

from collections.abc import Callable
from typing import Literal

import msgspec
from fastapi import Response

PREFIX = "/api/v1"
Method = Literal["GET", "POST", "DELETE"]
OPEN = "open"
"""The action of routes that need nobody to be signed in."""


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """One operation.

    `action` is a row of `monitor.access.policy.ACTIONS`; "facts" stands for those of the facts in the body.
    `answer` and `body` name shapes; a list of shapes ends with "[]". `statuses` are those of success.
    """

    method: Method
    path: str
    action: str
    endpoint: Callable[..., Response]
    tag: str
    answer: str
    media_types: tuple[str, ...] = ("application/json",)
    statuses: tuple[int, ...] = (200,)
    body: str | None = None
    body_types: tuple[str, ...] = ("application/json",)
    is_conditional: bool = False
    is_idempotent: bool = False
    is_paged: bool = False
    has_tag: bool = False

    @property
    def name(self) -> str:
        """The name of the operation."""
        return self.endpoint.__name__


def get(path: str, action: str, endpoint: Callable[..., Response], answer: str, tag: str) -> Route:
    """Return an operation that only reads."""
    return Route(method="GET", path=PREFIX + path, action=action, endpoint=endpoint, answer=answer, tag=tag)


def changed(route: Route, **values: object) -> Route:
    """Return a route with some things otherwise."""
    return msgspec.structs.replace(route, **values)
