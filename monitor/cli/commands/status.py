"""status: one cluster on a day as known at an instant, or the roster of all."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from domain.events import legal_day
from monitor.answers.times import day_asked
from monitor.bootstrap import Session
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.list_file import Wanted, write_list
from monitor.cli.roster_screen import Shown, write_brief, write_roster
from monitor.cli.session import end_of_knowledge, session_of
from monitor.cli.status_screen import write_status
from monitor.cli.values import MisuseError
from monitor.wording.telling import attention_text
from projections.standing_periods import Selection

Json = dict[str, Any]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of what, for which day, known by when; of the roster, which lines, and whether in full."""

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
    brief: bool
    to: str | None

    @property
    def selection(self) -> Selection:
        """Which lines of the roster are asked for, grounds aside."""
        return Selection(
            programme=self.programme,
            province=self.province,
            city=self.city,
            standing=self.standing,
            limit=self.limit,
            offset=self.offset,
        )


class Times(msgspec.Struct, frozen=True):
    """The two times of a question."""

    on: date
    known_at: datetime


def run(call: Call, asked: Asked) -> None:
    """Answer for one cluster, or for all."""
    if asked.brief and (asked.cluster is not None or asked.ground is not None):
        raise MisuseError("usage-brief-is-of-all")
    if asked.to is not None and (asked.brief or asked.cluster is not None):
        raise MisuseError("usage-to-is-of-lists")
    session = session_of(call)
    known_at = end_of_knowledge(session, asked.known_at)
    times = Times(day_asked(known_at, asked.on), known_at)
    if asked.brief:
        _brief(call, session, asked, times)
    elif asked.cluster is None:
        _roster(call, session, asked, times)
    else:
        answer = told(call, session.monitor.status(asked.cluster, on=times.on, known_at=known_at))
        write_json(answer) if call.as_json else write_status(call, answer)


def _brief(call: Call, session: Session, asked: Asked, times: Times) -> None:
    """Answer who stands how: one query over the standing periods."""
    lines = session.monitor.standings(on=times.on, known_at=times.known_at, selection=asked.selection)
    if call.as_json:
        write_json(lines)
        return
    total = session.monitor.count_standings(
        on=times.on, known_at=times.known_at, selection=asked.selection.unpaged
    )
    write_brief(call, _shown(asked, times, lines, total))


def _roster(call: Call, session: Session, asked: Asked, times: Times) -> None:
    shown = _page(session, asked, times)
    page = [told(call, line) for line in shown.page]
    if asked.to is not None:
        write_list(call, session.monitor, Wanted("roster", asked, times.on, times.known_at), page)
    elif call.as_json:
        write_json(page)
    else:
        write_roster(call, msgspec.structs.replace(shown, page=page))


def _page(session: Session, asked: Asked, times: Times) -> Shown:
    """Return the page of the roster; about another time only what is shown is folded."""
    is_now = times.known_at == session.at and times.on == legal_day(session.at)
    selection, monitor = asked.selection, session.monitor
    if asked.ground is None and not is_now:
        page = list(monitor.roster(on=times.on, known_at=times.known_at, is_now=False, selection=selection))
        total = monitor.count_standings(on=times.on, known_at=times.known_at, selection=selection.unpaged)
        return _shown(asked, times, page, total)
    every = monitor.roster(on=times.on, known_at=times.known_at, is_now=is_now, selection=selection.unpaged)
    lines = [line for line in every if asked.ground is None or asked.ground in line["open_grounds"]]
    shown = _shown(asked, times, list(selection.page(lines)), len(lines))
    return msgspec.structs.replace(shown, grounded=sum(1 for line in lines if line["open_grounds"]))


def _shown(asked: Asked, times: Times, page: Sequence[Json], total: int) -> Shown:
    filtered = bool(asked.selection.wanted or asked.ground)
    return Shown(page=page, total=total, offset=asked.offset, on=times.on, filtered=filtered)


def told(call: Call, answer: Json) -> Json:
    """Return an answer with the sentences of its attentions."""
    attentions = [{**each, "text": attention_text(each, call.language)} for each in answer["attention"]]
    return {**answer, "attention": attentions}
