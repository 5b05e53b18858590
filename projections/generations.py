"""The generations of the projections: which is live, how far each has come, and how one takes over.

Promise: of two that build a generation at once the newer one goes on, and the other is refused.
"""

from sqlalchemy import Connection, delete, func, insert, select, update

from domain.refusal import RefusedError
from projections.tables import METADATA, progress


def begin(connection: Connection) -> int:
    """Make room for another generation and return it; what others are building is cleared."""
    live, _ = locked_live(connection)
    following: int = connection.scalars(select(func.max(progress.c.generation))).one() + 1
    _clear_beside(connection, live)
    connection.execute(insert(progress).values(generation=following, position=0, live=False))
    return following


def swap(connection: Connection, following: int) -> None:
    """Let a generation be the live one, and clear every other.

    Raises:
        RefusedError: "rebuild-overtaken".
    """
    locked_position(connection, following)
    connection.execute(update(progress).values(live=progress.c.generation == following))
    _clear_beside(connection, following)


def locked(connection: Connection, generation: int | None) -> tuple[int, int]:
    """Return a generation (None: the live one) and how far it has come; whoever else would write it waits."""
    if generation is None:
        return locked_live(connection)
    return generation, locked_position(connection, generation)


def locked_live(connection: Connection) -> tuple[int, int]:
    """Return the live generation and how far it has come; whoever else would write it waits.

    Who waited while another one became live has to look again to see it.
    """
    query = select(progress.c.generation, progress.c.position).where(progress.c.live).with_for_update()
    found = connection.execute(query).one_or_none() or connection.execute(query).one()
    return found.generation, found.position


def locked_position(connection: Connection, generation: int) -> int:
    """Return how far a generation has come; whoever else would write it waits.

    Raises:
        RefusedError: "rebuild-overtaken", somebody cleared it to build another.
    """
    mine = select(progress.c.position).where(progress.c.generation == generation)
    position: int | None = connection.scalars(mine.with_for_update()).one_or_none()
    if position is None:
        raise RefusedError("rebuild-overtaken", kind="conflict")
    return position


def move(connection: Connection, generation: int, position: int) -> None:
    """Note how far a generation has come, in the transaction that brought its rows there."""
    mine = progress.c.generation == generation
    connection.execute(update(progress).where(mine).values(position=position))


def _clear_beside(connection: Connection, kept: int) -> None:
    """Clear every generation but one; whoever builds one of them will find it gone."""
    others = select(progress.c.generation).where(progress.c.generation != kept)
    for generation in connection.scalars(others).all():
        clear(connection, generation)


def clear(connection: Connection, generation: int) -> None:
    """Delete a generation with all its rows."""
    for table in METADATA.sorted_tables:
        connection.execute(delete(table).where(table.c.generation == generation))
