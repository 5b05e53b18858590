"""The law over HTTP: editions, criteria judged by one, and the texts kept in the database."""

from typing import Annotated

from fastapi import Path, Query, Response

from domain.criteria import assess_criteria
from domain.events import legal_day
from monitor.answers.law import criteria_answer, edition_answer, law_answer
from monitor.api.answers import json_answer
from monitor.api.reading import indicators_in
from monitor.http.asking import Caller
from monitor.http.bodies import Body, require_media_type
from monitor.matrix import matrix

Edition = Annotated[str, Path(max_length=100)]
Sha256 = Annotated[str, Path(max_length=100, description='"sha256:" and 64 hexadecimal digits.')]
AsOfYear = Annotated[int | None, Query(ge=1949, le=2200)]
_MEDIA_TYPE = "application/json"


def editions(caller: Caller) -> Response:
    """Answer the editions there are and whether they bind today."""
    caller.guarded.demand("read-law")
    today = legal_day(caller.at)
    books = caller.desk.parts.monitor.library.books.values()
    return json_answer([edition_answer(book, today) for book in books])


def compared(caller: Caller) -> Response:
    """Answer all editions side by side."""
    caller.guarded.demand("read-law")
    return json_answer(matrix(caller.desk.parts.monitor.library.books.values(), caller.language))


def edition(caller: Caller, edition: Edition) -> Response:
    """Answer one edition in full, each value with its article."""
    caller.guarded.demand("read-law")
    return json_answer(caller.desk.parts.monitor.library.book(edition))


def judge(caller: Caller, edition: Edition, body: Body, as_of_year: AsOfYear = None) -> Response:
    """Judge indicators by the recognition criteria of an edition."""
    caller.guarded.demand("read-law")
    require_media_type(caller.request, _MEDIA_TYPE)
    book = caller.desk.parts.monitor.library.book(edition)
    indicators = indicators_in(body, caller.language)
    return json_answer(criteria_answer(assess_criteria(book, indicators, as_of_year=as_of_year)))


def law_texts(caller: Caller) -> Response:
    """Answer which texts of law are kept, and since when each programme is judged by which edition."""
    monitor = caller.guarded.monitor_for("read-law")
    return json_answer(law_answer(monitor.archive, simulation=caller.simulation))


def law_text(caller: Caller, sha256: Sha256) -> Response:
    """Answer one text exactly as it is kept, so that its hash is its name."""
    monitor = caller.guarded.monitor_for("read-law")
    return Response(monitor.archive.read(sha256).content, media_type=_MEDIA_TYPE)
