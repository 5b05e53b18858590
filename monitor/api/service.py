"""The interface as it is served: its routes and errors; made anew for each process, from its parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from domain.refusal import RefusedError
from monitor.api.documents import add_documents
from monitor.api.routes import ROUTES
from monitor.http.asking import RateError, spoken
from monitor.http.desk import Desk
from monitor.http.problems import (
    Fault,
    FaultsError,
    Problem,
    described,
    problem_of,
    problem_of_faults,
    respond,
)
from monitor.recording import LinesRefusedError
from monitor.version import VERSION
from monitor.wording import say

THREADS = 6
"""How many requests work at once: each may hold two of the fifteen connections there are."""


def application(desk: Desk) -> FastAPI:
    """Return the interface: the routes of the table, and what describes them."""
    app = FastAPI(
        title="cluster-monitor",
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
        exception_handlers={
            RefusedError: _refused,
            FaultsError: _faults,
            LinesRefusedError: _line_refused,
            RequestValidationError: _parameters_refused,
            HTTPException: _not_served,
            Exception: _fault,
        },
    )
    app.state.desk = desk
    for route in ROUTES:
        app.add_api_route(
            route.path, route.endpoint, methods=[route.method], name=route.name, response_model=None
        )
    add_documents(app)
    return app


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


# --- errors -----------------------------------------------------------------------------------


def _answer(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    return respond(described(problem, request.state.request), headers)


async def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, RefusedError):
        raise error
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, RateError) else None
    return _answer(request, problem_of(error, spoken(request)), headers)


async def _faults(request: Request, error: Exception) -> Response:
    if not isinstance(error, FaultsError):
        raise error
    return _answer(request, problem_of_faults(error, spoken(request)))


async def _line_refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, LinesRefusedError):
        raise error
    return _answer(request, problem_of(error.refused[0].error, spoken(request)))


async def _parameters_refused(request: Request, error: Exception) -> Response:
    """Answer parameters that are not of their type; what they held is not repeated at length."""
    if not isinstance(error, RequestValidationError):
        raise error
    language = spoken(request)
    faults = [
        Fault(
            code="parameter-not-accepted",
            detail=say(
                "parameter-not-accepted", language, parameter=each["loc"][-1], allowed=str(each["msg"])
            ),
            parameter=str(each["loc"][-1]),
        )
        for each in error.errors()
    ]
    return _answer(request, problem_of_faults(FaultsError("parameters-not-accepted", 422, faults), language))


async def _not_served(request: Request, error: Exception) -> Response:
    """Answer for what has no route, or not by this method."""
    if not isinstance(error, HTTPException):
        raise error
    code = _CODES.get(error.status_code, "request-not-accepted")
    refusal = RefusedError(code, method=request.method)
    return _answer(request, problem_of(refusal, spoken(request)), dict(error.headers or {}))


async def _fault(request: Request, _: Exception) -> Response:
    """Answer that something is wrong with the service; the log has what."""
    return _answer(request, problem_of(RefusedError("fault", kind="unavailable"), spoken(request)))


_CODES: dict[int, str] = {
    HTTPStatus.NOT_FOUND: "route-unknown",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
}
