"""The log of the program: one JSON object a line on stderr. structlog's only home.

Promise: no line holds a secret, whatever was handed in, that of an exception included; local variables are
never written. No line holds a character that steers a terminal or turns the order of what is read.
"""

import json
import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

import structlog
from structlog.tracebacks import ExceptionDictTransformer

from monitor.redaction import redacted

Journal = structlog.stdlib.BoundLogger


def _redact(_logger: object, _method: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {key: redacted(value, key) for key, value in line.items()}


def _harmless(line: object, **options: Any) -> str:  # noqa: ANN401 - what structlog hands on
    """Return a line as JSON, with every character escaped that is not for reading (as JSON escapes them)."""
    text = json.dumps(line, ensure_ascii=False, **options)
    if text.isprintable():  # what is not: controls, formats (bidi), separators, lone surrogates
        return text
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in text)


def journal(stream: TextIO | None = None) -> Journal:
    """Return the log: one JSON object a line on stderr, or on another stream."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            _redact,
            structlog.processors.JSONRenderer(serializer=_harmless),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
    )
    made: Journal = structlog.get_logger()
    return made
