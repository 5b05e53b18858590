"""What is pinned, and that the database alone gives it back."""

from datetime import date

import msgspec
import pytest
from sqlalchemy import Engine, text

from domain.assessment import Law
from domain.events import DECISIONS, Recorded
from domain.findings import Finding
from domain.refusal import RefusedError
from domain.rulebook import Rulebook
from domain.rulebook_hash import law_text, rulebook_sha256, text_sha256
from monitor.application import Monitor
from monitor.database import writing
from monitor.event_log import EventLog
from monitor.exchange.export import export_lines
from monitor.intake.decode import decode
from monitor.intake.line import FactLine, Place
from monitor.law_archive import LawArchive, LawText
from monitor.library import Library
from tests.given import noon
from tests.office import LIBRARY, Office, evening, line, recognised

PINS = ("rulebook_sha256", "statutes_sha256", "notices_sha256", "calendar_sha256")


@pytest.fixture
def office(engine: Engine) -> Office:
    return Office(engine)


def decided(office: Office) -> list[Recorded]:
    """Record a history with findings and decisions; return all of it."""
    office.record("2023-07-12", recognised("c1", "2023-07-10"))
    office.tick("2025-04-20")
    office.record("2025-05-01", line("case-opened", "2025-05-01", case="k", grounds=["reporting"]))
    return office.monitor.log.stream("c1")


def changed_library(edition: str = "fujian-2022") -> Library:
    """Return the library with a term of four years in one book."""
    book = LIBRARY.books[edition]
    longer = msgspec.structs.replace(book, validity=msgspec.structs.replace(book.validity, years=4))
    longer = msgspec.structs.replace(longer, sha256=rulebook_sha256(longer))
    return msgspec.structs.replace(LIBRARY, books={**LIBRARY.books, edition: longer})


def successor(engine: Engine) -> Monitor:
    """Return the service of a later release, with another law of Fujian."""
    return Monitor(engine, EventLog(engine), changed_library(), simulation=False, code_version="later")


def test_every_hash_that_is_pinned_names_a_text_in_the_database(office: Office, engine: Engine) -> None:
    archive = LawArchive(engine)
    pinning = [
        each.body if isinstance(each.body, Finding) else each.pinned
        for each in decided(office)
        if isinstance(each.body, Finding) or type(each.body) in DECISIONS
    ]
    assert len(pinning) > 3
    for pinned in pinning:
        names = [getattr(pinned, name) for name in PINS]
        assert all(names)
        assert [archive.read(name).sha256 for name in names] == names
        archive.law(names[0], names[1])
        known = archive.calendar(names[2])
        assert known == office.monitor.calendar()


def test_a_decision_says_what_was_known_and_what_it_rests_on(office: Office) -> None:
    stream = decided(office)
    opened = stream[-1]
    assert opened.pinned is not None
    assert (opened.pinned.position, opened.pinned.version) == (opened.position - 1, opened.version - 1)
    assert opened.pinned.rulebook == "fujian-2022"
    assert opened.pinned.code_version == "test"
    assert opened.pinned.events == (stream[0].id,)
    assert [each.pinned for each in stream if type(each.body) not in DECISIONS] == [None] * (len(stream) - 2)


def test_decisions_of_one_file_know_the_lines_before_them(office: Office) -> None:
    office.record("2024-01-01", recognised("a", "2023-07-10"), recognised("b", "2023-07-10"))
    rounds = [line("review-round-opened", "2026-03-01", name, apply_by="2026-05-01") for name in "ab"]
    (first, second) = office.record("2026-04-01", *rounds).recorded
    assert first.pinned is not None
    assert second.pinned is not None
    assert (first.pinned.position, second.pinned.position) == (2, 2)
    assert (first.pinned.version, second.pinned.version) == (1, 1)


def test_the_archive_gives_back_each_law_as_the_library_has_it(office: Office, engine: Engine) -> None:
    office.record("2024-08-01", recognised())
    archive = LawArchive(engine)
    for law in LIBRARY.laws:
        assert archive.law_of(law.book.programme, None) == law
        assert archive.rulebook(law.book.sha256) == law.book
        assert text_sha256(law_text(law.book)) == law.book.sha256
    assert archive.law_of("atlantis", None) is None
    assert all(each.is_whole for each in archive.listed())


def test_a_later_release_with_another_law_never_changes_an_earlier_answer(
    office: Office, engine: Engine
) -> None:
    office.record("2023-07-12", recognised("c1", "2023-07-10"))
    office.tick("2024-08-01")
    before = office.status("2026-08-01", known_at="2024-08-01")
    later = successor(engine)
    on, then = date(2026, 8, 1), evening("2024-08-01")
    assert later.status("c1", on=on, known_at=then) == before

    later.record([recognised("c2", "2024-08-02")], at=noon("2024-08-02"), by="officer")

    now = later.status("c1", on=on, known_at=evening("2024-08-02"))
    assert (before["valid_to"], now["valid_to"]) == ("2026-07-10", "2027-07-10")
    assert later.status("c1", on=on, known_at=then) == before


def test_a_changed_law_has_its_clusters_looked_at_again_and_the_first_does_not(
    office: Office, engine: Engine
) -> None:
    office.record("2023-07-12", recognised("c1", "2023-07-10"))
    office.tick("2024-08-01")
    assert office.monitor.waking(evening("2024-08-01"), 10) == []
    assert successor(engine).waking(evening("2024-08-02"), 10) == ["c1"]


def test_the_same_law_is_adopted_once_however_many_services_open(office: Office, engine: Engine) -> None:
    office.record("2024-08-01", recognised())
    for day in ("2024-08-02", "2024-08-03"):
        Office(engine).record(day, recognised(f"c-{day}"))
    adoptions = LawArchive(engine).adoptions
    assert [each.programme for each in adoptions] == LIBRARY.programmes
    assert {each.adopted_at for each in adoptions} == {noon("2024-08-01")}


def test_no_file_is_needed_later_for_a_programme_whose_law_was_adopted(
    office: Office, engine: Engine
) -> None:
    office.record("2023-07-12", recognised("c1", "2023-07-10"))
    books = {name: book for name, book in LIBRARY.books.items() if book.programme != "fujian"}
    bare = msgspec.structs.replace(LIBRARY, books=books)
    later = Monitor(engine, EventLog(engine), bare, simulation=False, code_version="later")
    report = line("annual-report-filed", "2024-02-01", year=2023)
    later.record([report], at=noon("2024-02-01"), by="officer")
    assert later.status("c1", on=date(2024, 2, 1), known_at=noon("2024-02-01"))["standing"] == "recognised"


def test_a_text_that_is_not_there_or_was_altered_is_refused(office: Office, engine: Engine) -> None:
    office.record("2024-08-01", recognised())
    archive = LawArchive(engine)
    with pytest.raises(RefusedError, match="law-text-missing"):
        archive.read("sha256:" + "0" * 64)
    if engine.dialect.name == "sqlite":
        name = text_sha256(law_text(LIBRARY.statutes))
        with writing(engine) as connection:
            connection.execute(text("DROP TRIGGER law_texts_no_update"))
            change = text("UPDATE law_texts SET content = 'text' WHERE sha256 = :name")
            connection.execute(change, {"name": name})
        with pytest.raises(RefusedError, match="law-text-altered"):
            archive.read(name)
        assert [each.sha256 for each in archive.listed() if not each.is_whole] == [name]


def test_postgresql_itself_refuses_a_text_under_a_hash_that_is_not_its_own(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        LawArchive(engine).keep([LawText("calendar", b"{}")])
        assert LawArchive(engine).read(text_sha256(b"{}")).content == b"{}"
        return
    insert = text("INSERT INTO law_texts (sha256, kind, content) VALUES ('sha256:0', 'rulebook', 'x')")
    with pytest.raises(Exception, match="violates check constraint"), writing(engine) as connection:
        connection.execute(insert)


def test_an_export_carries_what_decisions_were_recorded_upon(office: Office) -> None:
    stream = decided(office)
    lines = [msgspec.json.decode(each) for each in export_lines(stream)]
    read = [decode(each, Place("export.jsonl", number)) for number, each in enumerate(lines, start=1)]
    pinned = [each.pinned for each in read if isinstance(each, FactLine)]
    assert pinned == [each.pinned for each in stream if not each.is_finding]
    alone = decode({**lines[0], "id": None}, Place("export.jsonl", 1))
    assert not isinstance(alone, FactLine)


def test_a_law_knows_its_rulebook_and_its_statutes_by_hash() -> None:
    law = LIBRARY.law_of("fujian")
    assert isinstance(law, Law)
    assert isinstance(law.book, Rulebook)
    assert law.statutes_sha256.startswith("sha256:")
