"""The pages as they are served: their routes and what is shown for errors; made anew for each process."""

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from domain.refusal import RefusedError
from monitor.http.desk import Desk
from monitor.http.problems import FaultsError
from monitor.recording import LinesRefusedError
from monitor.web import faults
from monitor.web.routes import PAGES

_METHODS = {"GET": ["GET", "HEAD"], "POST": ["POST"]}


def site(desk: Desk) -> FastAPI:
    """Return the pages of a service; nothing is connected before the first request."""
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={
            RefusedError: faults.refused,
            FaultsError: faults.faults,
            LinesRefusedError: faults.lines_refused,
            RequestValidationError: faults.parameters_refused,
            HTTPException: _not_served,
            Exception: faults.fault,
        },
    )
    app.state.desk = desk
    for route in PAGES:
        app.add_api_route(
            route.path,
            route.endpoint,
            methods=_METHODS[route.method],
            response_model=None,
            include_in_schema=False,
        )
    return app


async def _not_served(request: Request, error: Exception) -> Response:
    """Show that there is no such page, or which methods it has (RFC 9110, 15.5.6)."""
    response = await faults.not_served(request, error)
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = ", ".join(sorted(_methods_at(request)))
    return response


def _methods_at(request: Request) -> set[str]:
    """Return the methods of an address: a page and its form are two routes."""
    routes = [each for each in request.app.routes if each.matches(request.scope)[0] is not Match.NONE]
    return {method for each in routes for method in each.methods}
