"""Drafts of forms: what somebody began to fill in, seen by nobody else, and gone after ninety days.

Promise: a draft is no record: nothing is concluded from it, and it is deleted when its fact is recorded.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

import msgspec
from sqlalchemy import Engine, Row, text

from domain.refusal import RefusedError
from monitor.codec import instant, microseconds
from monitor.database import reading, writing

KEPT_DAYS = 90
MOST = 50
LONGEST = 60_000  # characters
_OUR_ID = re.compile(r"[0-9a-f]{32}")

_EXPIRED = text("DELETE FROM drafts WHERE saved_at <= :before")
_COUNT = text("SELECT count(*) FROM drafts WHERE user_id = :user AND id <> :id")
_DELETE = text("DELETE FROM drafts WHERE user_id = :user AND id = :id")
_SAVE = text(
    "INSERT INTO drafts (id, user_id, cluster, type, texts, saved_at) "
    "VALUES (:id, :user, :cluster, :type, :texts, :at) ON CONFLICT (id) DO NOTHING"
)
_FIND = text("SELECT * FROM drafts WHERE user_id = :user AND id = :id AND saved_at > :before")
_MINE = text("SELECT * FROM drafts WHERE user_id = :user AND saved_at > :before ORDER BY saved_at DESC, id")


class Draft(NamedTuple):
    """A form as somebody left it; `cluster` is empty where it is to be founded."""

    id: str
    cluster: str
    type: str
    texts: Mapping[str, Sequence[str]]
    saved_at: datetime

    @property
    def kept_until(self) -> datetime:
        """When it is deleted."""
        return self.saved_at + timedelta(days=KEPT_DAYS)


class Drafts:
    """The drafts of one user."""

    def __init__(self, engine: Engine, user: str) -> None:
        """Keep them in a database."""
        self._engine = engine
        self._user = user

    def save(self, draft: Draft) -> str:
        """Keep a draft, in place of one's own with the same id; return its id: a new one if another has that.

        Raises:
            RefusedError: "drafts-full", "draft-too-large".
        """
        texts = msgspec.json.encode(draft.texts).decode()
        if len(texts) > LONGEST:
            raise RefusedError("draft-too-large", most=LONGEST)
        named = {"user": self._user, "id": draft.id}
        with writing(self._engine) as connection:
            connection.execute(_EXPIRED, {"before": _oldest(draft.saved_at)})
            if connection.execute(_COUNT, named).scalar_one() >= MOST:
                raise RefusedError("drafts-full", kind="conflict", most=MOST)
            connection.execute(_DELETE, named)
            kept = {"cluster": draft.cluster, "type": draft.type, "texts": texts}
            row = {**named, **kept, "at": microseconds(draft.saved_at)}
            if not connection.execute(_SAVE, row).rowcount:
                row["id"] = new_draft()
                connection.execute(_SAVE, row)
        return str(row["id"])

    def find(self, draft: str, at: datetime) -> Draft:
        """Return a draft.

        Raises:
            RefusedError: "draft-unknown", there is none, or it is somebody else's.
        """
        with reading(self._engine) as connection:
            named = {"user": self._user, "id": draft, "before": _oldest(at)}
            row = connection.execute(_FIND, named).one_or_none()
        if row is None:
            raise RefusedError("draft-unknown", kind="not-found")
        return _draft(row)

    def mine(self, at: datetime) -> list[Draft]:
        """Return all that are kept, the newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(_MINE, {"user": self._user, "before": _oldest(at)}).all()
        return [_draft(row) for row in rows]

    def delete(self, draft: str) -> None:
        """Forget a draft; nothing happens where there is none."""
        with writing(self._engine) as connection:
            connection.execute(_DELETE, {"user": self._user, "id": draft})


def new_draft() -> str:
    """Return an id that no other draft has."""
    return uuid4().hex


def draft_of(stated: str) -> str:
    """Return the id of a draft that a form came with, if it has the form of ours, else none.

    >>> draft_of("0123456789abcdef0123456789abcdef"), draft_of("../x")
    ('0123456789abcdef0123456789abcdef', '')
    """
    return stated if _OUR_ID.fullmatch(stated) else ""


def _oldest(at: datetime) -> int:
    return microseconds(at - timedelta(days=KEPT_DAYS))


def _draft(row: Row[tuple[object, ...]]) -> Draft:
    texts = msgspec.json.decode(row.texts, type=dict[str, tuple[str, ...]])
    return Draft(row.id, row.cluster, row.type, texts, instant(row.saved_at))
