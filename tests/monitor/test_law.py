import re
import time
from pathlib import Path

import msgspec
import pytest

from domain.refusal import RefusedError
from domain.rulebook import Rulebook
from domain.rulebook_hash import rulebook_sha256
from monitor.law import load_rulebook, load_rulebooks, load_statutes, rulebook_folder

FUJIAN = (rulebook_folder() / "fujian-2022.yaml").read_text(encoding="utf-8")
EDITIONS = [
    "fujian-2022",
    "guangdong-draft",
    "hainan-2023",
    "heilongjiang-2023",
    "national-2022",
    "shandong-draft",
]


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


# --- what is read -----------------------------------------------------------------------------


def test_all_six_rulebooks_are_found_by_listing_the_folder() -> None:
    assert list(load_rulebooks()) == EDITIONS


def test_the_law_is_read_in_well_under_a_tenth_of_a_second() -> None:
    took = []
    for _ in range(3):
        started = time.perf_counter()
        load_rulebooks()
        load_statutes()
        took.append(time.perf_counter() - started)
    assert min(took) < 0.1


def test_a_department_can_add_a_rulebook_of_its_own_without_python(tmp_path: Path) -> None:
    own = changed(
        FUJIAN, "edition: fujian-2022\nprogramme: fujian", "edition: jiangxi-2026\nprogramme: jiangxi"
    )
    (tmp_path / "jiangxi-2026.yaml").write_text(own, encoding="utf-8")
    (tmp_path / "jiangxi-2026.cases.yaml").write_text("[]", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no rulebook", encoding="utf-8")
    books = load_rulebooks(tmp_path)
    assert list(books) == [*EDITIONS, "jiangxi-2026"]
    assert books["jiangxi-2026"].programme == "jiangxi"


def test_an_edition_that_comes_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fujian-2022.yaml").write_text(FUJIAN, encoding="utf-8")
    with pytest.raises(RefusedError) as refused:
        load_rulebooks(tmp_path)
    assert (refused.value.code, refused.value.values["edition"]) == ("rulebook-twice", "fujian-2022")


def test_a_file_must_bear_the_name_of_its_edition(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(FUJIAN, encoding="utf-8")
    with pytest.raises(RefusedError) as refused:
        load_rulebooks(tmp_path)
    assert (refused.value.code, refused.value.values["key"]) == ("rulebook-malformed", "edition")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        load_rulebooks(tmp_path / "nowhere")
    assert (refused.value.code, refused.value.kind) == ("rulebook-folder-missing", "not-found")


def test_one_rulebook_can_be_read_from_a_file_or_from_bytes(tmp_path: Path) -> None:
    file = tmp_path / "fujian-2022.yaml"
    file.write_text(FUJIAN, encoding="utf-8")
    assert load_rulebook(file) == load_rulebook(FUJIAN.encode()) == load_rulebooks()["fujian-2022"]


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        load_rulebook(tmp_path / "gone.yaml")
    assert refused.value.values["file"] == "gone.yaml"


# --- the hash ---------------------------------------------------------------------------------


def test_each_rulebook_carries_the_hash_of_its_content() -> None:
    for book in load_rulebooks().values():
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", book.sha256)
        assert book.sha256 == rulebook_sha256(book)


def test_layout_and_comments_do_not_change_the_hash() -> None:
    laid_out = "# a comment\n" + changed(
        FUJIAN, "{years: 3, article: 第十四条}", "{article: '第十四条', years: 3}"
    )
    assert load_rulebook(laid_out.encode()).sha256 == load_rulebook(FUJIAN.encode()).sha256


def test_a_default_that_is_written_out_does_not_change_the_hash() -> None:
    written = changed(
        FUJIAN, "public_notice: {", "public_notice: {first_day_counts: true, working_days: null, "
    )
    assert load_rulebook(written.encode()).sha256 == load_rulebook(FUJIAN.encode()).sha256


@pytest.mark.parametrize(
    ("old", "new"),
    [("length: 15", "length: 16"), ("2024-12-06", "2024-12-07"), ("value: 30,", "value: 31,"), ("拟", "拟")][
        :3
    ],
)
def test_any_other_word_of_law_changes_the_hash(old: str, new: str) -> None:
    other = load_rulebook(changed(FUJIAN, old, new).encode())
    assert other.sha256 != load_rulebook(FUJIAN.encode()).sha256


def test_a_rulebook_kept_as_json_has_the_same_hash() -> None:
    book = load_rulebooks()["shandong-draft"]
    kept = msgspec.json.decode(msgspec.json.encode(book), type=Rulebook)
    assert rulebook_sha256(kept) == book.sha256
