"""The pages as they are served: their routes and what is shown for errors; made anew for each process."""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

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
            HTTPException: faults.not_served,
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
