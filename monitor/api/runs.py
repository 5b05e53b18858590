"""What is set going over HTTP: one pass of the scheduler, now."""

from fastapi import Response

from domain.events import Recorded
from monitor.api.answers import finding_told, json_answer
from monitor.api.once import Command, once
from monitor.http.asking import Asked, Caller
from monitor.http.bodies import Body
from projections.alerts import finding_answer


def tick_now(caller: Caller, body: Body) -> Response:
    """Record every finding that is due and answer those that may be seen; a second pass finds none."""
    return once(
        caller,
        body,
        Command(
            require=lambda: caller.guarded.demand("tick"),
            work=lambda: _told(caller, caller.guarded.tick()),
            found_again=lambda _: None,
        ),
    )


def _told(caller: Asked, found: list[Recorded]) -> Response:
    return json_answer([finding_told(caller, finding_answer(record)) for record in found])
