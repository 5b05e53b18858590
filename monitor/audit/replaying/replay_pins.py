"""What a decision pins, computed again from the stream before it.

Promise: every pinned input comes out the same or is named, as recorded and as computed.
"""

from collections.abc import Sequence

import msgspec

from domain.causes import Cause, first_field
from domain.events import FACTS, Fact, Pinned, Recorded, legal_day, type_name
from domain.premises import premises
from monitor.audit.replaying.footing import Footing
from monitor.audit.replaying.replay_past import Past


def differing_pin(
    record: Recorded, pinned: Pinned, past: Past, footing: Footing, *, has_gaps: bool
) -> Cause | None:
    """Return the first pinned input that does not come out the same.

    In a log that was restored without its findings (`has_gaps`) the stream is shorter than it was.
    """
    number = past.before(record)
    look = past.look(number, record.effective_on, legal_day(record.recorded_at), footing)
    found = premises(fact_in(record), look.view)
    computed = Pinned(
        position=_reached(record, look.records, pinned.position),
        version=max(pinned.version, number) if has_gaps else number,
        events=found.events,
        rulebook=footing.law.book.edition,
        rulebook_sha256=footing.law.book.sha256,
        statutes_sha256=footing.law.statutes_sha256,
        notices_sha256=footing.notices_sha256,
        calendar_sha256=look.view.edition.sha256,
        choices=found.choices,
        code_version=pinned.code_version,
    )
    return first_field(pinned, computed)


def _reached(record: Recorded, before: Sequence[Recorded], stated: int) -> int:
    """Return the position stated if it can be true: before the decision, after all but its own batch."""
    earlier = [each.position for each in before if each.recorded_at < record.recorded_at]
    return min(max(stated, *earlier, 0), record.position - 1)


def fact_in(record: Recorded) -> Fact:
    """Return the fact of a record that holds one.

    Raises:
        KeyError: it holds a finding or an administrative event.
    """
    return msgspec.convert(record.body, FACTS[type_name(type(record.body))])
