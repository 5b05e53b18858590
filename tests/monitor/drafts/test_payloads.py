"""The corpus of payloads through every kind of draft: it comes out as text, and as nothing else."""

import io
import zipfile
from xml.etree import ElementTree as ET

import docx
import msgspec
import pytest

from monitor.application import Monitor
from monitor.drafts.draft import template_of
from monitor.drafts.fields import CasePaper
from monitor.drafts.kinds import KINDS
from monitor.drafts.page import page_of
from monitor.drafts.plain import line
from monitor.drafts.word import word_draft
from tests.acceptance.corpus import printable, texts
from tests.monitor.drafts.department import paper

_SIGNS = ("{_{ name }_}", "{_% if %_}")  # by which docxtpl writes its own
_SELVES = ("name", "number", "rectification", "applicant", "case", "simulation", "header")


@pytest.mark.parametrize("kind", ["revocation-decision", "appeal-answer"])
def test_every_payload_stands_in_a_draft_as_the_text_it_is(monitor: Monitor, kind: str) -> None:
    """As a caution, since those are a list; and some as the very names of things."""
    found = paper(monitor, kind)
    told = msgspec.structs.replace(
        found, cautions=[*texts(), *_SIGNS], **dict(zip(_SELVES, texts(), strict=False))
    )
    content = word_draft(template_of(KINDS[kind], None), KINDS[kind].file, told)
    said = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert {f"· {line(text)}" for text in (*texts(), *_SIGNS)} <= set(said)
    assert all(printable(text) for text in said)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))  # noqa: S314 - our own file: it must be XML at all
            assert b"evil.example" not in archive.read(name) or not name.endswith(".rels")


def test_no_payload_makes_a_page_ask_for_anything_or_add_a_tag(monitor: Monitor) -> None:
    found = paper(monitor, "revocation-decision")
    assert isinstance(found, CasePaper)
    calm = msgspec.structs.replace(found, cautions=["x"] * len(texts()))
    wild = msgspec.structs.replace(found, cautions=texts())
    kind = KINDS["revocation-decision"]
    assert page_of(kind, wild).count("<") == page_of(kind, calm).count("<")


def test_a_text_is_one_line_of_bounded_length() -> None:
    assert line("甲\n乙\x1b[2J\u202e") == "甲 乙\\x1b[2J\\u202e"
    assert len(line("甲" * 10_000)) == 2_001
