"""The two doors of one service: the interface under `/api/`, the pages everywhere else."""

from starlette.types import ASGIApp, Receive, Scope, Send

_INTERFACE = "/api/"


def is_page(scope: Scope) -> bool:
    """Tell whether a request is for a page, and not for the interface."""
    return scope["type"] == "http" and not scope["path"].startswith(_INTERFACE)


class Doors:
    """Hands each request to the door that it is for."""

    def __init__(self, interface: ASGIApp, pages: ASGIApp) -> None:
        """Stand before both; the interface is told when the service begins and ends."""
        self._interface = interface
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await (self._pages if is_page(scope) else self._interface)(scope, receive, send)
