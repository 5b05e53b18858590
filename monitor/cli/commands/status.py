"""status: one cluster on a day as known at an instant, or the roster of all."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from domain.events import legal_day
from monitor.bootstrap import Session
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.roster_screen import Shown, write_roster
from monitor.cli.session import day_asked, end_of_knowledge, session_of
from monitor.cli.status_screen import write_status
from monitor.wording.telling import attention_text

Json = dict[str, Any]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of what, for which day, known by when; of the roster, which lines."""

    cluster: str | None
    on: date | None
    known_at: datetime | None
    programme: str | None
    province: str | None
    city: str | None
    standing: str | None
    ground: str | None
    limit: int | None
    offset: int


def run(call: Call, asked: Asked) -> None:
    """Answer for one cluster, or for all."""
    session = session_of(call)
    known_at = end_of_knowledge(session, asked.known_at)
    on = day_asked(known_at, asked.on)
    if asked.cluster is None:
        _roster(call, asked, list(_lines(session, asked, on, known_at)), on)
        return
    answer = told(call, session.monitor.status(asked.cluster, on=on, known_at=known_at))
    if call.as_json:
        write_json(answer)
    else:
        write_status(call, answer)


def _lines(session: Session, asked: Asked, on: date, known_at: datetime) -> Iterator[Json]:
    is_now = known_at == session.at and on == legal_day(session.at)
    for line in session.monitor.roster(on=on, known_at=known_at, is_now=is_now):
        if _passes(line, asked):
            yield line


def _passes(line: Json, asked: Asked) -> bool:
    """Tell whether a line of the roster passes the filters."""
    names = ("programme", "province", "city", "standing")
    wanted = {name: getattr(asked, name) for name in names if getattr(asked, name) is not None}
    if any(line.get(name) != value for name, value in wanted.items()):
        return False
    return asked.ground is None or asked.ground in line["open_grounds"]


def _roster(call: Call, asked: Asked, lines: list[Json], on: date) -> None:
    until = None if asked.limit is None else asked.offset + asked.limit
    page = [told(call, line) for line in lines[asked.offset : until]]
    if call.as_json:
        write_json(page)
        return
    write_roster(call, Shown(page=page, lines=lines, offset=asked.offset, on=on, filtered=_filtered(asked)))


def _filtered(asked: Asked) -> bool:
    return any((asked.programme, asked.province, asked.city, asked.standing, asked.ground))


def told(call: Call, answer: Json) -> Json:
    """Return an answer with the sentences of its attentions."""
    attentions = [{**each, "text": attention_text(each, call.language)} for each in answer["attention"]]
    return {**answer, "attention": attentions}
