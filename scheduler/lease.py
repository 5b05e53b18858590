"""One leader among the processes that run the scheduler; efficiency only, never correctness."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, MetaData, String, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

leases = Table(
    "scheduler_leases",
    MetaData(),
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("expires_at", String, nullable=False),
)
Transaction = Callable[[], AbstractContextManager[Connection]]


def acquire(writing: Transaction, name: str, holder: str, at: datetime, length: timedelta) -> bool:
    """Take or renew a lease; False while another holder's has not run out.

    Two processes that both believe to lead do no harm: versions and ids make double work void.
    """
    until = (at + length).isoformat()
    try:
        with writing() as connection:
            mine = select(leases).where(leases.c.name == name).with_for_update()
            row = connection.execute(mine).one_or_none()
            if row is None:
                connection.execute(insert(leases).values(name=name, holder=holder, expires_at=until))
                return True
            if row.holder != holder and datetime.fromisoformat(row.expires_at) > at:
                return False
            renewed = update(leases).where(leases.c.name == name)
            connection.execute(renewed.values(holder=holder, expires_at=until))
            return True
    except IntegrityError:
        return False


def release(writing: Transaction, name: str, holder: str) -> None:
    """Give a lease back, so that another holder need not wait until it has run out."""
    with writing() as connection:
        mine = (leases.c.name == name) & (leases.c.holder == holder)
        connection.execute(delete(leases).where(mine))
