"""A receipt for whoever may see the event: what is not to be seen is answered as what is not there."""

from collections.abc import Callable

from sqlalchemy import Engine

from domain.administration import is_administrative
from domain.refusal import RefusedError
from monitor.audit.signing.receipts import Receipt, find_rows, receipt_of
from monitor.database import reading


def receipt_seen(engine: Engine, event: str, may_see: Callable[[str], bool]) -> Receipt:
    """Return the receipt of an event, named by its id or its position, of a cluster that may be seen.

    Raises:
        RefusedError: "event-not-found", also where it may not be seen.
    """
    with reading(engine) as connection:
        row = next(find_rows(connection, [event]))
        if is_administrative(row.originator_id) or not may_see(row.originator_id):
            raise RefusedError("event-not-found", kind="not-found", found=event)
        return receipt_of(connection, row)
