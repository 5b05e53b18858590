import pytest

from tests.domain.rulebook_cases import Case, books, cases_of, demanded, misses, outcome

EVERY = [(edition, case) for edition in books() for case in cases_of(edition)]

NAMES = [f"{edition}: {case.covers} {case.point}: {case.case}" for edition, case in EVERY]


@pytest.mark.parametrize(("edition", "case"), EVERY, ids=NAMES)
def test_the_product_says_what_the_case_beside_the_rulebook_expects(edition: str, case: Case) -> None:
    assert misses(case.expect, outcome(books()[edition], case)) == []


@pytest.mark.parametrize("edition", books())
def test_every_dated_rule_limit_limb_and_choice_of_a_book_has_its_cases(edition: str) -> None:
    covered = {(case.covers, case.point) for case in cases_of(edition)}
    missing = [pair for pair in demanded(books()[edition]) if pair not in covered]
    assert missing == []


@pytest.mark.parametrize("edition", books())
def test_no_two_cases_of_a_book_are_the_same(edition: str) -> None:
    cases = cases_of(edition)
    written = [(case.case, case.covers, case.point) for case in cases]
    assert sorted(set(written)) == sorted(written)


def test_a_book_without_cases_is_found_wanting() -> None:
    book = books()["shandong-draft"]
    assert ("review.apply_by", "eve") in set(demanded(book))
    assert ("reports.city-report", "after") in set(demanded(book))


def test_an_expectation_that_is_not_met_is_named() -> None:
    said = {"standing": "lapsed", "grounds": [{"code": "review", "state": "cured"}], "attention": []}
    expected = {"standing": "recognised", "grounds": [{"code": "review", "state": "established"}]}
    assert len(misses(expected, said)) == 2
    assert misses({"absent_grounds": ["review"], "attention": ["x"]}, said) != []
    assert misses({"absent_grounds": ["change"], "grounds": [{"code": "review"}]}, said) == []
