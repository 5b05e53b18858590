"""What describes the service, open to whoever reaches it: OpenAPI, AsyncAPI, and a page to read."""

from base64 import b64encode
from functools import cached_property
from hashlib import sha256
from typing import Any

import msgspec
from fastapi import FastAPI, Response

from monitor.api import asyncapi, openapi
from monitor.api.reference import STYLE, page
from monitor.api.routes import PREFIX
from monitor.api.schemas import Json
from monitor.http.layers import POLICY


class Documents:
    """The three documents of one application, each made when it is first asked for."""

    def __init__(self, app: FastAPI) -> None:
        """Describe an application."""
        self._app = app

    @cached_property
    def _described(self) -> Json:
        return openapi.description(self._app)

    def openapi(self) -> Response:
        """Answer the description of the interface (OpenAPI 3.1)."""
        return Response(msgspec.json.encode(self._described), media_type="application/json")

    def asyncapi(self) -> Response:
        """Answer the description of the feed (AsyncAPI 3.0)."""
        return Response(msgspec.json.encode(asyncapi.description()), media_type="application/json")

    def reference(self) -> Response:
        """Answer the description of the interface as a page that loads nothing."""
        policy = f"{POLICY}; style-src 'sha256-{_hash(STYLE)}'"
        return Response(
            page(self._described), 200, {"Content-Security-Policy": policy}, "text/html; charset=utf-8"
        )


def add_documents(app: FastAPI) -> None:
    """Serve the documents; they do not describe themselves."""
    documents = Documents(app)
    paths: dict[str, Any] = {
        "/openapi.json": documents.openapi,
        "/asyncapi.json": documents.asyncapi,
        "/reference": documents.reference,
    }
    for path, endpoint in paths.items():
        app.add_api_route(PREFIX + path, endpoint, methods=["GET"], include_in_schema=False)


def _hash(style: str) -> str:
    return b64encode(sha256(style.encode()).digest()).decode()
