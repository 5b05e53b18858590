"""Workbooks that are broken, or made to do harm."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.intake.archive import MOST_BYTES, MOST_ENTRIES
from tests.monitor.intake.reading import codes, read, the_problem, workbook


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
    return packed.getvalue()


def good() -> bytes:
    return workbook({"年度报送": [["集群编号", "发生日期", "年度"], ["fj-a", "2025-03-30", 2024]]})


def with_sheet_xml(change: Callable[[bytes], bytes]) -> bytes:
    return repacked(good(), lambda name, part: change(part) if name.endswith("sheet1.xml") else part)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x03\x04", b"type,cluster\n", good()[:-30], good()[:200], b"PK" + good()],
    ids=["empty", "two bytes", "four bytes", "a csv", "without its end", "its beginning", "shifted"],
)
def test_what_is_no_workbook_is_named(tmp_path: Path, content: bytes) -> None:
    assert codes(read(tmp_path, "facts.xlsx", content)) in (["workbook-broken"], [])


def test_an_old_or_locked_workbook_is_named(tmp_path: Path) -> None:
    problem = the_problem(read(tmp_path, "facts.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)))

    assert problem.code == "workbook-locked"


def test_a_zip_without_a_workbook_is_named(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "a")

    assert the_problem(read(tmp_path, "facts.xlsx", packed.getvalue())).code == "workbook-broken"


def bomb_by_ratio() -> bytes:
    return repacked(good(), lambda name, part: part + b" " * 50_000_000 if "sheet1" in name else part)


def bomb_by_size() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(11):
            archive.writestr(f"{number}.xml", bytes(MOST_BYTES // 10))
    return packed.getvalue()


def bomb_by_entries() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(MOST_ENTRIES + 1):
            archive.writestr(f"{number}.xml", "<a/>")
    return packed.getvalue()


def bomb_that_lies_about_its_size() -> bytes:
    """A header that declares a kilobyte where fifty megabytes come out."""
    content = bytearray(bomb_by_ratio())
    place = content.find(b"PK\x01\x02")
    while place != -1:
        name = content[place + 46 : place + 46 + struct.unpack_from("<H", content, place + 28)[0]]
        if b"sheet1" in name:
            struct.pack_into("<I", content, place + 24, 1_000)
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


def bomb_by_one_far_cell() -> bytes:
    return with_sheet_xml(lambda xml: xml.replace(b'r="C2"', b'r="XFD1048576"'))


def bomb_by_many_copies_of_one_text() -> bytes:
    cells = b"".join(b'<c r="A%d" t="s"><v>0</v></c>' % row for row in range(5, 4_000))
    text = b"<sst><si><t>" + bytes(range(65, 91)) * 1_200 + b"</t></si></sst>"

    def change(name: str, part: bytes) -> bytes:
        if name.endswith("sheet1.xml"):
            return part.replace(b"</sheetData>", b"<row>" + cells + b"</row></sheetData>")
        return text if name.endswith("sharedStrings.xml") else part

    return repacked(good(), change)


def bomb_by_entities() -> bytes:
    doctype = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return with_sheet_xml(lambda xml: xml.replace(b"<worksheet", doctype + b"<worksheet", 1))


@pytest.mark.parametrize(
    ("bomb", "code"),
    [
        (bomb_by_ratio, "workbook-too-large"),
        (bomb_by_size, "workbook-too-large"),
        (bomb_by_entries, "workbook-too-large"),
        (bomb_that_lies_about_its_size, "workbook-broken"),
        (bomb_by_one_far_cell, "workbook-too-large"),
        (bomb_by_many_copies_of_one_text, "workbook-too-large"),
        (bomb_by_entities, "workbook-broken"),
    ],
)
def test_a_bomb_is_refused_before_it_is_parsed(tmp_path: Path, bomb: Callable[[], bytes], code: str) -> None:
    assert the_problem(read(tmp_path, "facts.xlsx", bomb())).code == code


@pytest.mark.parametrize("part", ["content.xml", "mimetype", "xl/workbook.bin", "XL/WORKBOOK.XML"])
def test_a_workbook_that_is_also_something_else_is_refused(tmp_path: Path, part: str) -> None:
    packed = io.BytesIO(good())
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(part, "<a/>")

    assert the_problem(read(tmp_path, "facts.xlsx", packed.getvalue())).code == "workbook-broken"


def test_a_sheet_that_hides_in_a_part_that_is_no_xml_is_refused(tmp_path: Path) -> None:
    content = repacked(
        good(), lambda _, part: part.replace(b"worksheets/sheet1.xml", b"worksheets/sheet1.png")
    )

    assert the_problem(read(tmp_path, "facts.xlsx", content)).code == "workbook-broken"


@pytest.mark.parametrize(
    "broken", [b"<worksheet>", b"", b"\x00", b'<?xml version="1.0" encoding="nonsense"?><a/>']
)
def test_broken_xml_is_named(tmp_path: Path, broken: bytes) -> None:
    assert (
        the_problem(read(tmp_path, "facts.xlsx", with_sheet_xml(lambda _: broken))).code == "workbook-broken"
    )


def test_a_cell_with_a_nonsensical_place_is_refused(tmp_path: Path) -> None:
    content = with_sheet_xml(lambda xml: xml.replace(b'r="C2"', b'r="C-2"'))

    assert the_problem(read(tmp_path, "facts.xlsx", content)).code == "workbook-broken"


def test_cells_without_places_follow_each_other(tmp_path: Path) -> None:
    cells = b'<row><c t="e"><v>#REF!</v></c></row>'
    content = with_sheet_xml(lambda xml: xml.replace(b"</sheetData>", cells + b"</sheetData>"))

    outcome = read(tmp_path, "facts.xlsx", content)

    assert [(each.code, each.place.cell) for each in outcome[1]] == [
        ("cell-in-error", "A3"),
        ("missing-field", "B3"),
        ("missing-field", "C3"),
    ]
