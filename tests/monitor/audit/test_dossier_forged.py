"""Forged dossiers: manifests and zip are made anew as they should be, and still they are found out."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.audit.papers import verifier
from monitor.database import open_database
from monitor.migrate import initialise
from tests.monitor.audit.case_file import (
    BEGINNING,
    KEY,
    ORIGIN,
    SIGNER,
    Forger,
    Json,
    codes,
    dossier,
    events,
    other_signer,
    resealed,
    resigned,
    sample,
    told,
)
from tests.office import Office, line

Forgery = Callable[[Forger], Forger]


def edited(row: Json, old: str, new: str) -> Json:
    assert old in row["state"]
    return {**row, "state": row["state"].replace(old, new)}


def of_events(change: Callable[[list[Json]], None]) -> Forgery:
    return lambda forger: forger.lines(change)


def edit(rows: list[Json]) -> None:
    rows[1] = edited(rows[1], '"year":2023', '"year":2024')


def edit_and_hash(rows: list[Json]) -> None:
    rows[1] = resealed(edited(rows[1], '"year":2023', '"year":2024'))


def leave_one_out(rows: list[Json]) -> None:
    del rows[5]


def leave_one_out_and_renumber(rows: list[Json]) -> None:
    del rows[5]
    for number, row in enumerate(rows, start=1):
        row["version"] = number
        resealed(row)


def begin_late(rows: list[Json]) -> None:
    del rows[0]


def swap(rows: list[Json]) -> None:
    rows[3], rows[4] = rows[4], rows[3]


def double(rows: list[Json]) -> None:
    rows.insert(3, rows[3])


def swap_places(rows: list[Json]) -> None:
    rows[3]["position"], rows[4]["position"] = rows[4]["position"], rows[3]["position"]


def retopic(rows: list[Json]) -> None:
    rows[1] = resealed({**rows[1], "topic": "review-applied.v1"})


def misread(rows: list[Json]) -> None:
    rows[1]["note"] = "x"


def move(rows: list[Json]) -> None:
    rows[1] = resealed({**rows[1], "cluster": "c2"})


def borrow_a_proof(rows: list[Json]) -> None:
    rows[1]["proof"] = rows[2]["proof"]


def hide_in_sm3(rows: list[Json]) -> None:
    rows[1]["leaf"]["sm3"] = rows[2]["leaf"]["sm3"]


def none(rows: list[Json]) -> None:
    rows.clear()


EVENT_FORGERIES = [
    (edit, "leaf"),
    (edit_and_hash, "proof"),
    (leave_one_out, "stream"),
    (leave_one_out_and_renumber, "proof"),
    (begin_late, "stream"),
    (swap, "stream"),
    (double, "stream"),
    (swap_places, "proof"),
    (retopic, "proof"),
    (misread, "columns"),
    (move, "proof"),
    (borrow_a_proof, "proof"),
    (hide_in_sm3, "leaf"),
    (none, "stream"),
]


@pytest.mark.parametrize(("change", "code"), EVENT_FORGERIES, ids=lambda each: getattr(each, "__name__", ""))
def test_an_event_that_was_changed_is_found(change: Callable[[list[Json]], None], code: str) -> None:
    assert codes(Forger.of(sample()).lines(change).packed()) == [code]


def test_the_forger_by_himself_changes_nothing() -> None:
    assert Forger.of(sample()).packed() == sample()
    assert codes(sample(), KEY) == []


def test_events_of_another_cluster_do_not_pass_for_these() -> None:
    forger = Forger.of(sample()).json("data/dossier.json", lambda each: each.update(cluster="c2"))
    assert codes(forger.packed()) == ["stream"]


# --- certificates and law -----------------------------------------------------------------------

APPEAL = "data/certificates/appeal-c1.json"
REPORT = "data/certificates/annual-report-2024.json"


def alter_a_day(document: Json) -> None:
    document["counted"]["days"][1]["counted"] = False


def miss_a_notice(document: Json) -> None:
    document["counted"]["days"][4]["notice"] = "国办发明电〔2025〕1号"


def end_earlier(document: Json) -> None:
    document["due_on"] = "2025-07-22"


def count_ten(document: Json) -> None:
    document["counted"]["length"] = 10


def cite_another_clause(document: Json) -> None:
    document["cited"]["clause"] = "第十七条"


def say_in_force(document: Json) -> None:
    document["cited"]["basis"] = "in-force"


def begin_elsewhere(document: Json) -> None:
    document["start"]["event"] = "none"


def begin_earlier(document: Json) -> None:
    document["start"]["opens_on"] = document["counted"]["start"] = "2025-07-01"


def prove_by_another_paper(document: Json) -> None:
    document["start"]["source"] = {"number": "x", "issuer": None, "sha256": None}


def move_the_cluster(document: Json) -> None:
    document["region"]["code"] = "440000"


def say_lapsed(document: Json) -> None:
    document["state"], document["met_on"] = "lapsed", None


def say_told(document: Json) -> None:
    document["told_last_day"] = "2025-12-31"


def know_less(document: Json) -> None:
    document["known_at"] = "2020-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "change",
    [
        alter_a_day,
        miss_a_notice,
        end_earlier,
        count_ten,
        cite_another_clause,
        say_in_force,
        begin_elsewhere,
        begin_earlier,
        prove_by_another_paper,
        move_the_cluster,
        say_lapsed,
        say_told,
        know_less,
    ],
)
def test_a_certificate_that_was_changed_is_found(change: Callable[[Json], None]) -> None:
    found = codes(Forger.of(sample()).json(APPEAL, change).packed())
    assert found in (["certificate"], ["not-of-this-dossier"])


def test_a_named_day_that_was_changed_is_found() -> None:
    def due_earlier(document: Json) -> None:
        document["fixed"]["stated_on"] = document["due_on"] = "2025-03-20"

    assert codes(Forger.of(sample()).json(REPORT, due_earlier).packed()) == ["certificate"]


def test_a_certificate_by_a_law_of_ones_own_names_it_as_law_that_no_event_rests_on() -> None:
    forger, name = Forger.of(sample()).law("rulebook", shorter_appeal)

    def shorten(document: Json) -> None:
        document["rulebook_sha256"] = name

    assert codes(forger.json(APPEAL, shorten).packed()) == ["certificate"]
    kept = forger.json(REPORT, shorten).packed()
    remarks = verifier.check_content(kept, [KEY]).remarks
    assert ("law-not-pinned", REPORT) in [(each["code"], each.get("file")) for each in remarks]


def shorter_appeal(document: Json) -> None:
    document["appeal"]["lodge"]["length"] = 5


def test_a_text_of_law_that_was_changed_or_left_out_is_found() -> None:
    forger = Forger.of(sample())
    laws = [name for name in forger.members if name.startswith("data/law/")]
    assert len(laws) >= 4
    for name in laws:
        assert codes(forger.having(name, forger.members[name] + b" ").packed()) == ["law"]
    assert [codes(forger.without(name).packed())[0] for name in laws].count("pin") >= 4


def test_a_text_that_is_there_cannot_be_told_to_be_missing() -> None:
    name = f"sha256:{'0' * 64}"
    forger = Forger.of(sample()).json("data/dossier.json", lambda each: each.update(missing_texts=[name]))
    assert codes(forger.packed()) == ["law"]


# --- files --------------------------------------------------------------------------------------


def test_files_left_out_added_or_swapped_are_found() -> None:
    forger = Forger.of(sample())
    for name in ("README.txt", "data/summary.html", "data/checkpoint-sm3.txt", "data/prov.json"):
        assert codes(forger.without(name).packed()) == ["file"]
    assert codes(forger.having("data/evil.html", b"").packed()) == ["file"]
    first, second = forger.members["data/checkpoint.txt"], forger.members["data/checkpoint-sm3.txt"]
    swapped = forger.having("data/checkpoint.txt", second).having("data/checkpoint-sm3.txt", first)
    assert codes(swapped.packed()) == ["checkpoint"]


def test_manifests_that_do_not_fit_are_found_file_by_file() -> None:
    members = verifier.unpack(sample())
    for name in members:
        changed = {**members, name: members[name] + b"\n"}
        assert not verifier.check_content(verifier.pack(changed), []).ok, name
    info = members["bag-info.txt"].replace(b"Payload-Oxum: ", b"Payload-Oxum: 1")
    lying = verifier.seal_bag({**members, "bag-info.txt": info})
    assert codes(verifier.pack(lying)) == ["bag"]


@pytest.mark.parametrize("size", [0, 1, 57, 10**15])
def test_a_checkpoint_of_another_size_is_not_the_one_of_the_proofs(size: int) -> None:
    assert codes(resigned(Forger.of(sample()), SIGNER, size=size).packed(), KEY) == ["proof"]


def test_a_checkpoint_of_another_root_is_not_the_one_of_the_proofs() -> None:
    assert codes(resigned(Forger.of(sample()), SIGNER, root=bytes(32)).packed(), KEY) == ["proof"]


# --- signatures ---------------------------------------------------------------------------------


def test_a_checkpoint_signed_with_another_key_does_not_pass_by_the_key_that_is_trusted() -> None:
    forged = resigned(Forger.of(sample()).without("data/key.txt"), other_signer()).packed()
    alone = verifier.check_content(forged, [])
    assert alone.ok
    assert not alone.told["trusted"]
    assert "signature-not-checked" in [each["code"] for each in alone.remarks]
    assert codes(forged, KEY) == ["not-signed-by-key"]


def test_a_hint_is_never_taken_for_a_key_that_is_trusted() -> None:
    other = other_signer()
    hinted = resigned(Forger.of(sample()), other).having("data/key.txt", f"{other.verifier}\n".encode())
    report = verifier.check_content(hinted.packed(), [])
    assert (report.ok, report.told["trusted"]) == (True, False)
    assert "signature-not-tied" in [each["code"] for each in report.remarks]
    assert codes(hinted.packed(), KEY) == ["not-signed-by-key"]
    assert codes(resigned(Forger.of(sample()), other).packed()) == ["not-signed-by-key"]


def test_a_signature_in_the_name_of_the_key_that_the_key_did_not_make_is_found() -> None:
    forger = Forger.of(sample())
    note = forger.members["data/checkpoint.txt"].decode()
    altered = note[:-6] + ("A" if note[-6] != "A" else "B") + note[-5:]
    forger = forger.having("data/checkpoint.txt", altered.encode())
    for name in [each for each in forger.members if each.startswith("data/absence/")]:
        forger = forger.without(name)
    assert codes(forger.packed(), KEY) == ["signature"]


def test_a_log_of_another_name_does_not_pass_for_ours() -> None:
    assert codes(resigned(Forger.of(sample()), SIGNER, origin="other.example").packed(), KEY) == [
        "not-signed-by-key"
    ]


def test_an_unsigned_dossier_says_so_and_never_passes_by_a_key() -> None:
    forger = Forger.of(sample()).json("data/dossier.json", lambda each: each.update(signed=False))
    for which in ("", "-sm3"):
        name = f"data/checkpoint{which}.txt"
        forger = forger.having(name, forger.members[name].partition(b"\n\n")[0] + b"\n")
    for name in [each for each in forger.members if each.startswith("data/absence/")]:
        forger = forger.without(name)
    report = verifier.check_content(forger.packed(), [])
    assert report.ok
    assert "unsigned" in [each["code"] for each in report.remarks]
    assert codes(forger.packed(), KEY) == ["not-signed-by-key"]


@pytest.fixture
def other_history(tmp_path: Path) -> Iterator[bytes]:
    """The dossier of a log that a forger made from the start, in which the report was filed in time."""
    engine = open_database(f"{tmp_path}/forged.db", create=True)
    initialise(engine, simulation=False, at=BEGINNING)
    office = told(Office(engine))
    office.record("2025-08-02", line("annual-report-filed", "2025-03-20", year=2024))
    yield dossier(office, unsigned=True)
    engine.dispose()


def test_a_log_forged_from_the_start_agrees_with_itself_and_fails_by_the_key(other_history: bytes) -> None:
    forger = Forger.of(other_history)
    notes = [forger.members[f"data/checkpoint{which}.txt"].decode() for which in ("", "-sm3")]
    assert notes[0].startswith("unsigned\n")
    assert verifier.check_content(other_history, []).ok
    assert codes(other_history, KEY) == ["not-signed-by-key"]
    assert len(events()) < len(forger.members["data/events.jsonl"].splitlines())
    assert json.loads(forger.members["data/dossier.json"])["origin"] != ORIGIN
