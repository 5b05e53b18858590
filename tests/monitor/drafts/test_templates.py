"""Templates: ours are current and of the official page; an office's own are used, or refused in words."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from domain.refusal import RefusedError
from monitor.answers.refusals import refusal_sentence
from monitor.application import Monitor
from monitor.drafts.draft import draft, template_of, write_templates
from monitor.drafts.kinds import KINDS
from monitor.drafts.word import require_harmless, word_draft
from tests.monitor.drafts.department import asked, paper, text_of
from tools import make_paper_templates

FILE = "reminder.docx"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def template(*texts: str) -> bytes:
    """Return a template of an office: paragraphs, and nothing else."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a zip with one part changed, or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for each, part in ({name: b""} | parts(content)).items():
            archive.writestr(each, change(part) if each == name else part)
    return made.getvalue()


def refused(monitor: Monitor, content: bytes) -> RefusedError:
    with pytest.raises(RefusedError) as raised:
        word_draft(content, FILE, paper(monitor, "reminder"))
    for language in ("zh", "en"):
        sentence = refusal_sentence(raised.value, "en" if language == "en" else "zh")
        assert FILE in sentence
        assert "\n" not in sentence
    return raised.value


def test_the_templates_are_those_that_the_tool_makes() -> None:
    folder = make_paper_templates.FOLDER
    made = dict(make_paper_templates.templates())
    assert {each.name for each in folder.iterdir()} == set(made)
    for file, content in made.items():
        assert parts((folder / file).read_bytes()) == parts(content), file


def test_the_page_is_that_of_official_papers() -> None:
    for kind in KINDS.values():
        document = docx.Document(io.BytesIO(template_of(kind, None)))
        (section,) = document.sections
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        lengths = (section.page_width, section.page_height, *margins)
        assert [round((length or 0) / Mm(1), 1) for length in lengths] == [210, 297, 37, 35, 28, 26]
        grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - python-docx has no name for it
        text_height = 225 / 25.4 * 72 * 20  # mm in twentieths of a point
        assert int(text_height / int(grid.get(qn("w:linePitch")))) == 22
        normal = document.styles["Normal"].element.rPr
        size, tighter = int(normal.find(qn("w:sz")).get(qn("w:val"))) / 2, -0.25
        assert int(156 / 25.4 * 72 / (size + tighter)) == 28
        assert normal.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋_GB2312"


def test_an_office_takes_our_templates_and_keeps_what_it_has_changed(tmp_path: Path) -> None:
    assert len(write_templates(tmp_path)) == len(KINDS)
    (tmp_path / FILE).write_bytes(b"ours")
    (tmp_path / "service-receipt.docx").unlink()
    assert [each.name for each in write_templates(tmp_path)] == ["service-receipt.docx"]
    assert (tmp_path / FILE).read_bytes() == b"ours"


def test_an_office_uses_its_own_template_for_one_kind_and_ours_for_the_rest(
    monitor: Monitor, tmp_path: Path
) -> None:
    texts = (
        "致{{ applicant }}：{% if matters %}有事项{% endif %}{% if not matters %}无{% endif %}",
        "{%p for each in matters %}",
        "{{ loop.index }}/{{ loop.length }} {{ each.matter }} {{ each.due_on }}",
        "{%p endfor %}",
    )
    (tmp_path / FILE).write_bytes(template(*texts))
    lines = text_of(draft(monitor, asked("reminder"), templates=tmp_path).content).splitlines()
    assert "致晋江市中小企业主管部门：有事项" in lines
    assert "1/3 年度培育情况信息表 2024年3月31日" in lines
    assert "送达回证" in text_of(draft(monitor, asked("service-receipt"), templates=tmp_path).content)


def test_a_folder_that_is_not_there_is_refused(monitor: Monitor, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="file-not-read"):
        draft(monitor, asked("reminder"), templates=tmp_path / "nowhere")


def test_an_unknown_field_is_named_with_its_place_and_what_is_allowed(monitor: Monitor) -> None:
    found = refused(monitor, template("好的", "截止日：{{ deadline }}"))
    assert found.code == "paper-field-unknown"
    assert found.values["place"] == "截止日：{{ deadline }}"
    assert "matters" in found.values["allowed"].split()


def test_an_unknown_field_is_found_even_where_nothing_would_ask_for_it(monitor: Monitor) -> None:
    text = "{% if simulation %}{{ deadline }}{% endif %}"
    assert refused(monitor, template(text)).values["found"] == "deadline"
    inside = template("{% for each in matters %}{{ each.deadline }}{% endfor %}")
    assert refused(monitor, inside).values["found"] == "each.deadline"


HOSTILE = (
    "{{ ''.__class__ }}",
    "{{ name.__class__.__mro__ }}",
    "{{ name.__init__ }}",
    "{{ matters.__class__ }}",
    "{{ name.upper() }}",
    "{{ matters[0] }}",
    "{{ name[0] }}",
    "{{ name|attr('__class__') }}",
    "{{ name|upper }}",
    "{{ name ~ name }}",
    "{{ 'a' * 99999999 }}",
    "{{ 9 ** 99999999 }}",
    "{{ range(9) }}",
    "{{ cycler }}",
    "{{ self }}",
    "{{ config }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ [name] }}",
    "{{ {'a': name} }}",
    "{{ name if simulation else on }}",
    "{{ name is defined }}",
    "{% set a = name %}",
    "{% include 'secret' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import path %}",
    "{% extends 'x' %}",
    "{% macro m() %}{% endmacro %}",
    "{% call m() %}{% endcall %}",
    "{% filter upper %}a{% endfilter %}",
    "{% block b %}{% endblock %}",
    "{% with a = 1 %}{% endwith %}",
    "{% for a in matters %}{% for b in matters %}x{% endfor %}{% endfor %}",
    "{% for a in matters recursive %}{{ loop(matters) }}{% endfor %}",
    "{% for a in matters if a %}x{% endfor %}",
    "{% for a, b in matters %}x{% endfor %}",
    "{% for a in name %}x{% endfor %}",
    "{% for a in matters %}{{ a.__class__ }}{% endfor %}",
    "{% for a in matters %}{{ loop.previtem }}{% endfor %}",
    "{% for a in matters %}{{ loop.cycle.__func__ }}{% endfor %}",
    "{{ each.matter }}",
    "{{ lipsum.__globals__ }}",
    "{% for a in matters %}",
    "{% endfor %}",
    "{{ name",
    "{{ 名称。 }}",
    "{% debug %}",
    "{{" + "(" * 5000 + "name" + ")" * 5000 + "}}",
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:40])
def test_a_template_that_asks_for_more_than_its_fields_is_refused(monitor: Monitor, text: str) -> None:
    code = refused(monitor, template(text)).code
    allowed = {"paper-template-not-allowed", "paper-field-unknown", "paper-template-syntax"}
    assert code in allowed | ({"paper-template-broken"} if "((" in text else set())


def test_the_same_is_refused_in_a_header_and_in_the_properties(monitor: Monitor) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ secret }}"
    made = io.BytesIO()
    document.save(made)
    assert refused(monitor, made.getvalue()).code == "paper-field-unknown"
    document = docx.Document()
    document.core_properties.title = "{{ secret }}"
    made = io.BytesIO()
    document.save(made)
    assert refused(monitor, made.getvalue()).code == "paper-field-unknown"


LINK = b'<Relationship Id="r" Type="x" Target="http://evil.example/t.dotm" TargetMode="External"/>'


def test_a_template_that_leads_outside_or_holds_macros_is_refused(monitor: Monitor) -> None:
    good = template("好的")
    linked = with_part(
        good, "word/_rels/document.xml.rels", lambda part: part.replace(b"</Rel", LINK + b"</Rel")
    )
    assert refused(monitor, linked).code == "paper-template-leads-outside"
    macros = with_part(good, "word/vbaProject.bin", lambda _: b"\xd0\xcf")
    assert refused(monitor, macros).code == "paper-template-leads-outside"
    entity = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    declared = with_part(
        good, "word/document.xml", lambda part: part.replace(b"<w:document", entity + b"<w:document")
    )
    assert refused(monitor, declared).code == "paper-template-leads-outside"


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "no zip": lambda _: b"{\\rtf1 }",
    "empty": lambda _: b"",
    "cut off": lambda good: good[:-50],
    "no document": lambda _: with_part(b"PK\x05\x06" + bytes(18), "a.txt", lambda _: b"a"),
    "no XML": lambda good: with_part(good, "word/document.xml", lambda _: b"<w:document"),
    "no types": lambda good: with_part(good, "[Content_Types].xml", lambda _: b""),
    "large": lambda good: with_part(good, "word/a.xml", lambda _: bytes(30 * 2**20)),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_template_is_refused(monitor: Monitor, kind: str) -> None:
    assert refused(monitor, BROKEN[kind](template("好的"))).code == "paper-template-broken"


def test_our_own_templates_are_harmless() -> None:
    for kind in KINDS.values():
        require_harmless(template_of(kind, None), kind.file)
