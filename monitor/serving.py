"""The service as it is served: the interface and the pages, within the layers that they share."""

from collections.abc import Mapping

from fastapi import FastAPI, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from domain.refusal import RefusedError
from monitor.api.service import application
from monitor.http.desk import Desk, Parts
from monitor.http.doors import Doors, is_page
from monitor.http.layers import Refuse, refuse, within
from monitor.web.faults import refused
from monitor.web.site import site


def make(parts: Parts) -> ASGIApp:
    """Return both doors of a service; nothing is connected before the first request."""
    desk = Desk(parts)
    pages = site(desk)
    return within(Doors(application(desk), pages), parts, _by_door(pages))


def _by_door(pages: FastAPI) -> Refuse:
    """Return how the gate refuses: whoever asked for a page is shown one, programs get a problem."""

    def by_door(error: RefusedError, headers: Mapping[str, str]) -> ASGIApp:
        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            if not is_page(scope):
                await refuse(error, headers)(scope, receive, send)
                return
            response = await refused(Request({**scope, "app": pages}), error)
            response.headers.update(headers)
            await response(scope, receive, send)

        return answer

    return by_door
