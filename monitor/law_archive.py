"""The law as it was used: each text under its hash, and when a programme came to be judged by which.

Promise: what a finding or decision pins can be read again from the database alone, byte for byte; a
text that does not match its hash is refused.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, text

from domain.assessment import Law
from domain.calendar import Calendar, Edition
from domain.refusal import RefusedError
from domain.rulebook import Rulebook, Statutes
from domain.rulebook_hash import law_text, notices_sha256, text_sha256
from monitor.codec import instant, microseconds
from monitor.database import reading, writing

Kind = Literal["rulebook", "statutes", "notices", "calendar"]
Shape = TypeVar("Shape", Rulebook, Statutes, Calendar)

_READ = text("SELECT kind, content FROM law_texts WHERE sha256 = :sha256")
_LISTED = text("SELECT sha256, kind, content FROM law_texts ORDER BY kind, sha256")
_KEEP = text(
    "INSERT INTO law_texts (sha256, kind, content) VALUES (:sha256, :kind, :content) ON CONFLICT DO NOTHING"
)
_ADOPTIONS = text(
    "SELECT programme, edition, rulebook_sha256, statutes_sha256, adopted_at FROM adoptions ORDER BY number"
)
_ADOPT = text(
    "INSERT INTO adoptions (number, programme, edition, rulebook_sha256, statutes_sha256, adopted_at) "
    "VALUES (:number, :programme, :edition, :rulebook_sha256, :statutes_sha256, :adopted_at)"
)


class LawText(NamedTuple):
    """A text of law: what kind it is of, and its exact bytes."""

    kind: Kind
    content: bytes

    @property
    def sha256(self) -> str:
        """The name of the text."""
        return text_sha256(self.content)


class Listed(NamedTuple):
    """A text of law that is kept: its name, kind and length, and whether it still matches its name."""

    sha256: str
    kind: Kind
    bytes: int
    is_whole: bool


class Adoption(msgspec.Struct, frozen=True, kw_only=True):
    """From an instant on, a programme is judged by an edition."""

    programme: str
    edition: str
    rulebook_sha256: str
    statutes_sha256: str
    adopted_at: datetime


class UsedLaw(msgspec.Struct, frozen=True, kw_only=True):
    """The law and the calendar that a conclusion is drawn from."""

    law: Law
    calendar: Calendar
    edition: Edition

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all texts it takes to draw the conclusion again."""
        law = self.law
        return law.book.sha256, law.statutes_sha256, notices_sha256(self.calendar), self.edition.sha256

    @property
    def texts(self) -> tuple[LawText, ...]:
        """These texts themselves."""
        return (
            *texts_of(self.law),
            LawText("notices", law_text(self.calendar)),
            LawText("calendar", self.edition.text),
        )


def texts_of(law: Law) -> tuple[LawText, LawText]:
    """Return the texts of a law: its rulebook and the statutes."""
    return LawText("rulebook", law.book_text), LawText("statutes", law.statutes_text)


class LawArchive:
    """The texts of law in one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep and read the texts in the database of an engine."""
        self._engine = engine
        self._kept: set[str] = set()
        self._read: dict[str, Rulebook | Statutes | Calendar] = {}
        self._laws: dict[tuple[str, str], Law] = {}
        self._adoptions: list[Adoption] | None = None

    # --- keeping --------------------------------------------------------------------------

    def keep(self, texts: Iterable[LawText]) -> None:
        """Keep texts that are not kept yet."""
        new = {each.sha256: each for each in texts}
        rows = [_row(each) for sha256, each in new.items() if sha256 not in self._kept]
        if rows:
            with writing(self._engine) as connection:
                connection.execute(_KEEP, rows)
            self._kept |= new.keys()

    def keep_used(self, used: Iterable[UsedLaw]) -> None:
        """Keep the texts of the law that is about to be pinned."""
        new = {each.names: each for each in used if not self._kept.issuperset(each.names)}
        self.keep(text for each in new.values() for text in each.texts)

    def adopt(self, laws: Sequence[Law], at: datetime) -> list[str]:
        """Note the laws that are judged by from an instant on; return the programmes whose law changed.

        The first law of a programme changes nothing.
        """
        if all(_is_in_use(law, self.adoptions) for law in laws):
            return []
        with writing(self._engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('cluster-monitor adopt'))")
            before = _adoptions(connection)
            new = [law for law in laws if not _is_in_use(law, before)]
            for number, law in enumerate(new, start=len(before) + 1):
                connection.execute(_KEEP, [_row(each) for each in texts_of(law)])
                connection.execute(_ADOPT, _adopting(law, at) | {"number": number})
        self.forget()
        known = {each.programme for each in before}
        return [law.book.programme for law in new if law.book.programme in known]

    def forget(self) -> None:
        """Read the adoptions anew at the next question: another process may have noted more."""
        self._adoptions = None

    # --- reading --------------------------------------------------------------------------

    @property
    def adoptions(self) -> list[Adoption]:
        """All adoptions, oldest first."""
        found = self._adoptions  # once: another thread may forget them meanwhile
        if found is None:
            with reading(self._engine) as connection:
                self._adoptions = found = _adoptions(connection)
        return found

    def law_of(self, programme: str, known_at: datetime | None) -> Law | None:
        """Return the law a programme was judged by at an instant (None: now).

        Before the first adoption that is the first one; None where there is none at all.
        """
        mine = [each for each in self.adoptions if each.programme == programme]
        past = [each for each in mine if known_at is None or each.adopted_at <= known_at] or mine[:1]
        return self.law(past[-1].rulebook_sha256, past[-1].statutes_sha256) if past else None

    def law(self, rulebook_sha256: str, statutes_sha256: str) -> Law:
        """Return the law of two texts.

        Raises:
            RefusedError: "law-text-missing", "law-text-altered".
        """
        names = rulebook_sha256, statutes_sha256
        if names not in self._laws:
            self._laws[names] = Law(book=self.rulebook(names[0]), statutes=self.statutes(names[1]))
        return self._laws[names]

    def rulebook(self, sha256: str) -> Rulebook:
        """Return an archived rulebook edition; raises as `law` does."""
        return self._shaped(sha256, Rulebook)

    def statutes(self, sha256: str) -> Statutes:
        """Return the archived statutes; raises as `law` does."""
        return self._shaped(sha256, Statutes)

    def calendar(self, notices_sha256: str) -> Calendar:
        """Return an archived calendar, with all its notices and overrides; raises as `law` does."""
        return self._shaped(notices_sha256, Calendar)

    def read(self, sha256: str) -> LawText:
        """Return an archived text as it was kept.

        Raises:
            RefusedError: "law-text-missing", "law-text-altered".
        """
        with reading(self._engine) as connection:
            row = connection.execute(_READ, {"sha256": sha256}).one_or_none()
        if row is None:
            raise RefusedError("law-text-missing", kind="not-found", sha256=sha256)
        found = LawText(row.kind, _bytes(row.content))
        if found.sha256 != sha256:
            raise RefusedError("law-text-altered", kind="unavailable", sha256=sha256)
        return found

    def listed(self) -> list[Listed]:
        """Return what is kept, by kind and name."""
        with reading(self._engine) as connection:
            return [
                Listed(row.sha256, row.kind, len(row.content), text_sha256(_bytes(row.content)) == row.sha256)
                for row in connection.execute(_LISTED)
            ]

    def _shaped(self, sha256: str, shape: type[Shape]) -> Shape:
        found = self._read.get(sha256)
        if not isinstance(found, shape):
            found = msgspec.json.decode(self.read(sha256).content, type=shape)
            if isinstance(found, Rulebook):
                found = msgspec.structs.replace(found, sha256=sha256)
            self._read[sha256] = found
        return found


def _bytes(content: object) -> bytes:
    """Return a column's bytes; none where somebody put another type there, as SQLite lets them."""
    return bytes(content) if isinstance(content, (bytes, memoryview)) else b""


def _row(each: LawText) -> dict[str, object]:
    return {"sha256": each.sha256, "kind": each.kind, "content": each.content}


def _adoptions(connection: Connection) -> list[Adoption]:
    rows = connection.execute(_ADOPTIONS).all()
    return [Adoption(**row._asdict() | {"adopted_at": instant(row.adopted_at)}) for row in rows]


def _is_in_use(law: Law, adoptions: Sequence[Adoption]) -> bool:
    newest = [each for each in adoptions if each.programme == law.book.programme][-1:]
    hashes = [(each.rulebook_sha256, each.statutes_sha256) for each in newest]
    return hashes == [(law.book.sha256, law.statutes_sha256)]


def _adopting(law: Law, at: datetime) -> dict[str, object]:
    return {
        "programme": law.book.programme,
        "edition": law.book.edition,
        "rulebook_sha256": law.book.sha256,
        "statutes_sha256": law.statutes_sha256,
        "adopted_at": microseconds(at),
    }
