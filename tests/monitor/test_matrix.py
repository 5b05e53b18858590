from pathlib import Path

import msgspec
import pytest

from domain.rulebook_checks import READINGS
from monitor.law import load_rulebooks
from monitor.matrix import Cell, as_markdown, document, matrix
from monitor.wording import Language, say

PAGE = Path(__file__).parent.parent.parent / "docs/rulebook-matrix.md"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def cell(code: str, edition: str, language: Language = "zh") -> Cell:
    compared = matrix(load_rulebooks().values(), language)
    (row,) = [row for row in compared.rows if row.code == code]
    return row.cells[compared.editions.index(edition)]


def written(code: str, edition: str, language: Language = "zh") -> list[tuple[str, str | None]]:
    return [(line.text, line.article) for line in cell(code, edition, language)]


def test_the_page_in_the_documentation_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == document()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_a_cell_for_every_edition(language: Language) -> None:
    compared = matrix(load_rulebooks().values(), language)
    assert len(compared.editions) == 6
    assert {len(row.cells) for row in compared.rows} == {6}
    assert len({row.code for row in compared.rows}) == len(compared.rows)


@pytest.mark.parametrize(
    ("code", "edition", "expected"),
    [
        ("standing", "fujian-2022", [("2022-12-06至2024-12-06施行", "第十八条")]),
        ("standing", "national-2022", [("自2022-09-13起施行，仅知部分内容", "办法（条次未见）")]),
        ("number", "guangdong-draft", []),
        ("steps.city", "hainan-2023", []),
        ("steps.city", "shandong-draft", [("受理、合规性审核、初审、实地考察、推荐", "第七条")]),
        ("steps.city", "national-2022", [("未见", None)]),
        ("public-notice", "guangdong-draft", [("7个工作日", "第十五条（三）")]),
        ("public-notice", "fujian-2022", [("未定期限", "第十三条")]),
        ("quota", "guangdong-draft", [("2021至2025年100个左右", "第六条")]),
        (
            "report",
            "shandong-draft",
            [
                ("工作总结：2月底前，集群→社会", "第十条"),
                ("市级报告：3月底前，设区市→省厅", "第十一条"),
            ],
        ),
        ("change", "heilongjiang-2023", [("1个月内（文本明定）", "第十二条")]),
        (
            "appeal",
            "fujian-2022",
            [("收到决定后15个工作日内申诉；收到申诉后30个工作日内答复", "第十六条")],
        ),
        ("appeal", "hainan-2023", []),
        ("appeal", "national-2022", [("未见", None)]),
        ("ground.integrity", "national-2022", [("未见", None)]),
        ("ground.satisfaction", "fujian-2022", []),
        ("criterion.area", "fujian-2022", [("≤100平方公里（可酌定）", "附件一")]),
        ("criterion.area", "guangdong-draft", [("≤100平方公里", "第十三条（二）")]),
        ("criterion.output_growth", "hainan-2023", [(">5%（受新冠疫情等特殊影响的，不要求）", "附件一")]),
        ("criterion.output_growth", "heilongjiang-2023", []),
        ("criterion.rd_growth", "national-2022", [("未见", None)]),
        ("criterion.opening", "shandong-draft", [("积极参与产业开放合作", "第四条（七）")]),
    ],
)
def test_a_cell_says_what_the_text_says_with_its_article(
    code: str, edition: str, expected: list[tuple[str, str | None]]
) -> None:
    assert written(code, edition) == expected


def test_labels_and_words_can_be_english_while_the_law_stays_chinese() -> None:
    assert written("report", "fujian-2022", "en") == [("annual report: by 03-30, cluster → city", "第十五条")]
    assert written("criterion.area", "fujian-2022", "en") == [("≤100 km² (soft)", "附件一")]
    assert written("text", "fujian-2022", "en") == written("text", "fujian-2022", "zh")


def test_the_extension_in_shandong_is_marked_as_a_choice() -> None:
    ((said, article),) = written("review", "shandong-draft")
    assert article == "第十二条"
    assert "本系统读法" in said
    assert "取消称号" in said
    assert "本系统读法" not in written("review", "fujian-2022")[0][0]


def test_the_national_firms_are_fewer_in_the_west_by_discretion() -> None:
    ((said, _),) = written("criterion.firms", "national-2022")
    assert "西部地区的，可适当放宽" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", READINGS)
def test_every_reading_of_every_choice_has_a_word(name: str, language: Language) -> None:
    assert say(f"choice.{name}", language)
    for reading in READINGS[name]:
        assert say(f"reading.{str(reading).lower()}", language)


def test_a_book_of_a_departments_own_needs_no_new_words() -> None:
    book = load_rulebooks()["fujian-2022"]
    own = msgspec.structs.replace(book.criteria[0], name="bamboo", title="竹林面积")
    compared = matrix([msgspec.structs.replace(book, edition="own-2026", criteria=(own,))])
    assert [row.label for row in compared.rows if row.code == "criterion.bamboo"] == ["认定标准：竹林面积"]


def test_a_book_may_say_nothing_of_changes() -> None:
    book = msgspec.structs.replace(load_rulebooks()["fujian-2022"], change_filing=None)
    (row,) = [row for row in matrix([book]).rows if row.code == "change"]
    assert row.cells == ((),)


def test_a_number_that_is_not_given_is_not_seen_where_the_text_is_known_in_part() -> None:
    book = msgspec.structs.replace(load_rulebooks()["national-2022"], number=None)
    (row,) = [row for row in matrix([book]).rows if row.code == "number"]
    assert [line.text for line in row.cells[0]] == ["未见"]


def test_a_bar_in_a_text_does_not_break_the_table() -> None:
    book = msgspec.structs.replace(load_rulebooks()["fujian-2022"], title="甲|乙")
    assert "甲\\|乙" in as_markdown(matrix([book]))
