"""access record: who tried what, and how it ended."""

import msgspec

from monitor.access.record import Noted
from monitor.answers.accounts import attempt_answer
from monitor.cli.access_desk import desk_of
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import NOTHING, Screen, shown


class Asked(msgspec.Struct, frozen=True):
    """How many rows, and before which."""

    limit: int
    before: int | None


def run(call: Call, asked: Asked) -> None:
    """List the newest attempts."""
    found = desk_of(call).access.record.newest(limit=asked.limit, before=asked.before)
    if call.as_json:
        write_json(marked(call, [attempt_answer(each) for each in found]))
        return
    screen = Screen(call)
    if not found:
        screen.says("no-attempts")
        return
    headers = (
        "attempt-number",
        "attempted-at",
        "user",
        "action",
        "cluster",
        "attempt-outcome",
        "source-mark",
        "times",
    )
    screen.table(headers, [_row(screen, each) for each in found])


def _row(screen: Screen, noted: Noted) -> list[str]:
    mark = noted.source[:8] if noted.source else NOTHING
    told = [shown(noted.user), noted.action, shown(noted.cluster), noted.outcome, mark, str(noted.count)]
    return [str(noted.number), screen.instant(noted.at.isoformat()), *told]
