"""The corpus through the doors of the command line: files, words, screens, and the export."""

import asyncio
import csv
import io
import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

import pytest

from monitor.notify.addresses import checked, origin_of
from monitor.notify.sending import resolve_by_system
from tests.acceptance.corpus import TEXTS, corpus, printable, texts
from tests.acceptance.workbooks import MADE
from tests.monitor.cli.terminal import Said, Terminal
from tests.monitor.intake.reading import workbook

COLUMNS = ("type", "cluster", "effective_on", "programme", "name", "province", "city", "county", "plan")
ENDS = {0, 2, 3, 4}
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def founded(number: int, payload: str) -> tuple[str, ...]:
    """Return the row that founds a cluster whose name, places and plan are a payload."""
    where = ("fujian", payload, "福建省", payload, payload, payload)
    return ("application-submitted", f"p{number}", "2026-01-05", *where)


def as_lines(rows: Sequence[tuple[str, ...]]) -> bytes:
    told = []
    for kind, cluster, on, *where in rows:
        stated = dict(zip(COLUMNS[3:], where, strict=True))
        source = {"number": stated["name"], "issuer": stated["name"]}
        told.append({"type": kind, "cluster": cluster, "effective_on": on, "data": stated, "source": source})
    return "".join(json.dumps(each) + "\n" for each in told).encode()


def as_csv(rows: Sequence[tuple[str, ...]]) -> bytes:
    made = io.StringIO()
    csv.writer(made, quoting=csv.QUOTE_ALL).writerows([COLUMNS, *rows])
    return made.getvalue().encode("utf-8")


def as_workbook(rows: Sequence[tuple[str, ...]]) -> bytes:
    return workbook({"application-submitted": [COLUMNS, *rows]})


FORMS = {"jsonl": as_lines, "csv": as_csv, "xlsx": as_workbook}


def harmless(said: Said) -> bool:
    """Tell whether a command ended in order and wrote nothing that a terminal acts on."""
    ended = said.code in ENDS and "Traceback" not in said.err and "Internal error" not in said.err
    is_json = said.out.startswith(("{", "["))  # for programs: other letters stand as they are
    shows = CONTROLS.search(said.out) is None if is_json else printable(said.out)
    return ended and shows and printable(said.err)


@pytest.fixture(scope="module")
def empty(initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("payloads")
    return Path(shutil.copy(initialised_sqlite, folder / "monitor.db"))


@pytest.fixture
def terminal(empty: Path, tmp_path: Path) -> Terminal:
    """A terminal at an empty database."""
    shutil.copy(empty, tmp_path / "monitor.db")
    return Terminal(tmp_path, simulation=False)


def imports(terminal: Terminal, form: str, rows: Sequence[tuple[str, ...]], *words: str) -> Said:
    file = terminal.folder / f"payloads.{form}"
    file.write_bytes(FORMS[form](rows))
    return terminal.types("import", str(file), "--lang", "en", *words)


def refused_rows(said: Said, form: str) -> set[int]:
    """Return the numbers of the rows that a refused import names, from 0."""
    header = 0 if form == "jsonl" else 1
    if form == "xlsx":
        return {int(number) - 1 - header for number in re.findall(r"cell [A-Z]+(\d+)", said.err)}
    return {int(number) - 1 - header for number in re.findall(r"line (\d+)", said.err)}


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_file_of_all_payloads_is_refused_whole_and_the_rest_is_harmless(
    terminal: Terminal, form: str
) -> None:
    of_one_line = texts() if form == "jsonl" else [text for text in texts() if not re.search("[\r\n]", text)]
    rows = [founded(number, payload) for number, payload in enumerate(of_one_line)]
    refused = imports(terminal, form, rows)
    assert refused.code == 2
    assert printable(refused.err)
    assert terminal.types("export").out == ""
    clusters = {f"p{number}": payload for number, payload in enumerate(of_one_line)}
    left = kept(terminal, form, rows)
    assert len(left) > 150
    names = {line["cluster"]: line["name"] for line in terminal.types("status", "--json").json}
    strange = {name: told for name, told in names.items() if told.strip() != clusters[name].strip()}
    assert form == "csv" or strange == {}
    look_at(terminal, left)


def kept(terminal: Terminal, form: str, rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Import what is not refused and return the clusters; refusals are told at most a screen at a time."""
    left = list(rows)
    for _ in range(20):
        said = imports(terminal, form, left)
        assert harmless(said), said
        if said.code == 0:
            return [row[1] for row in left]
        named = refused_rows(said, form)
        assert named, said.err
        left = [row for number, row in enumerate(left) if number not in named]
    raise AssertionError(said.err)


def look_at(terminal: Terminal, clusters: Sequence[str]) -> None:
    """Look at every screen there is, and at the export."""
    screens = [("status",), ("due", "--within", "9999"), ("alerts",), ("statistics",), ("quarantine",)]
    screens += [(word, cluster) for cluster in clusters[::10] for word in ("status", "history")]
    screens += [("status", "--json"), ("history", clusters[0], "--json")]
    assert [words for words in screens if not harmless(terminal.types(*words))] == []
    exported = terminal.types("export")
    assert CONTROLS.search(exported.out) is None
    told = [json.loads(line) for line in exported.out.split("\n") if line]
    assert [each["cluster"] for each in told] == list(clusters)


def test_what_is_exported_is_restored_to_the_letter(terminal: Terminal, tmp_path: Path) -> None:
    rows = [founded(number, payload) for number, payload in enumerate(texts())]
    kept(terminal, "jsonl", rows)
    exported = tmp_path / "export.jsonl"
    assert terminal.types("export", "--output", str(exported)).code == 0
    (tmp_path / "other").mkdir()
    other = Terminal(tmp_path / "other", simulation=False).initialised()
    assert other.types("import", str(exported)).code == 0
    assert other.types("export").out == exported.read_text(encoding="utf-8")


def test_a_sheet_of_payloads_is_refused_or_recorded_as_text(terminal: Terminal) -> None:
    possible = [text for text in texts() if not re.search(r"[\x00-\x1f\ufffe\uffff]", text)]  # in XML at all
    said = imports(terminal, "xlsx", [founded(number, payload) for number, payload in enumerate(possible)])
    assert harmless(said)
    formulas = [text for text in corpus()["formula"] if text in possible]
    said = imports(terminal, "xlsx", [founded(number, text) for number, text in enumerate(formulas)])
    assert said.code == 0, said.err
    names = [line["name"] for line in terminal.types("status", "--json").json]
    assert sorted(name.strip() for name in names) == sorted(text.strip() for text in formulas)


@pytest.mark.parametrize("name", corpus()["workbook"])
def test_a_workbook_made_to_do_harm_is_refused_at_once(terminal: Terminal, name: str) -> None:
    file = terminal.folder / "facts.xlsx"
    file.write_bytes(MADE[name]())
    began = monotonic()
    said = terminal.types("import", str(file), "--lang", "en")
    assert monotonic() - began < 10
    assert harmless(said)
    assert "root:" not in said.err
    assert terminal.types("export").out == ""
    assert said.code == 2 or name in HARMLESS


# Read as what they hold besides: a fact about a cluster that is not there.
HARMLESS = {
    "macro-part", "external-link", "link-entry", "names-that-climb", "absolute-names", "quine-like",
    "by-attributes", "no-content-types",
}  # fmt: skip


def test_lines_that_are_no_honest_json_are_refused_in_words(terminal: Terminal) -> None:
    for payload in filter(None, corpus()["json"]):
        said = terminal.types("import", terminal.file(payload), "--lang", "en")
        assert said.code in {2, 3}, payload
        assert harmless(said), said
    assert terminal.types("export").out == ""


WORDS = (
    ("status", "{}"),
    ("history", "{}"),
    ("record", "review-applied", "{}", "--on", "2026-01-05"),
    ("record", "application-submitted", "x", "--on", "2026-01-05", "name={}"),
    ("record", "{}", "x"),
    ("user", "add", "{}", "x"),
    ("rulebook", "{}"),
    ("calendar", "due", "{}", "5"),
    ("certificate", "{}", "{}"),
    ("law", "{}"),
    ("receipt", "{}"),
    ("replay", "{}"),
    ("import", "{}"),
    ("status", "--known-at", "{}"),
    ("webhook", "add", "{}", "https://hooks.example/"),
    ("grant", "add", "x", "county", "--region", "{}"),
    ("dossier", "{}", "{}", "--output", "/dev/null"),
)


@pytest.mark.parametrize("category", TEXTS)
def test_a_payload_typed_as_a_word_is_refused_in_words(terminal: Terminal, category: str) -> None:
    wrong = []
    for number, payload in enumerate(corpus()[category][:20]):
        words = [word.replace("{}", payload) for word in WORDS[number % len(WORDS)]]
        said = terminal.types(*words)
        if not harmless(said):
            wrong.append((words, said.code, said.err[:300]))
    assert wrong == []


def test_no_address_of_the_corpus_is_ever_connected_to(terminal: Terminal) -> None:
    """A name that is plain TLS is taken: what it stands for is looked at when a message is to go there."""
    taken = []
    for number, address in enumerate(corpus()["address"]):
        said = terminal.types("webhook", "add", f"w{number}", address)
        assert harmless(said), (address, said)
        if said.code == 0:
            taken.append(origin_of(address))
    assert len(taken) < 10
    for origin in taken:
        found = asyncio.run(resolve_by_system(origin.host, origin.port))
        assert (bool(found), checked(found, is_listed=False)) == (True, []), origin
