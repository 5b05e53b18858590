"""The law in a browser: editions, one in full, side by side, texts kept, and who may do what."""

from hashlib import sha256

import pytest

from monitor.access.policy import ACTIONS
from monitor.intake.labels import TYPES
from monitor.web.rules.policy import action_words
from monitor.wording import SENTENCES
from tests.monitor.api.serving import Service
from tests.monitor.web.conftest import Browser

EDITIONS = (
    "fujian-2022",
    "guangdong-draft",
    "hainan-2023",
    "heilongjiang-2023",
    "national-2022",
    "shandong-draft",
)


def test_the_editions_say_whether_they_bind_and_what_to_mind(standing: Service) -> None:
    with Browser(standing, "county") as browser:
        page = browser.get("/rules").text
        assert "已于 2024-12-06 失效" in page
        assert "只是征求意见稿，不具约束力" in page
        assert "条文仅部分掌握；未掌握之处按“未知”处理" in page
        assert all(f'href="/rules/{edition}"' in page for edition in EDITIONS)
        assert "/what-if" not in page


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_each_edition_is_told_in_full_with_its_articles(
    standing: Service, edition: str, language: str
) -> None:
    with Browser(standing, "auditor", language) as browser:
        page = browser.get(f"/rules/{edition}")
        whole = browser.get(f"/rules/{edition}.json").json()
        assert page.status_code == 200
        assert whole["sha256"] in page.text
        assert all(f'id="choice-{name}"' in page.text for name in whole["choices"])
        assert all(ground["article"] in page.text for ground in whole["grounds"])


def test_a_reading_leads_to_the_run_that_tries_the_other_one(standing: Service) -> None:
    address = "/what-if?programme=fujian&amp;choice.reporting_limbs=all"
    with Browser(standing, "auditor") as browser:
        assert address in browser.get("/rules/fujian-2022").text
    with Browser(standing, "county") as browser:
        assert address not in browser.get("/rules/fujian-2022").text


def test_an_edition_or_a_text_that_is_none_is_not_there(standing: Service) -> None:
    missing = f"sha256:{'0' * 64}"
    addresses = ("/rules/none-2099", "/rules/%3Cb%3E", "/law/sha256:00", f"/law/{missing}")
    with Browser(standing, "auditor") as browser:
        for address in addresses:
            page = browser.get(address)
            assert page.status_code == 404, address
            assert "<b>" not in page.text
        assert browser.get("/rules/matrix?edition=none-2099").status_code == 404


def test_editions_stand_side_by_side_and_only_where_they_differ_if_asked(standing: Service) -> None:
    with Browser(standing, "auditor") as browser:
        assert "第十六条" in browser.get("/rules/matrix").text
        two = "/rules/matrix?edition=fujian-2022&edition=hainan-2023"
        both = browser.get(two).text
        differing = browser.get(f"{two}&differing=1").text
        assert "guangdong-draft</a>" not in both
        assert '<th scope="row">申诉和答复' in differing
        assert '<th scope="row">有效期' in both
        assert '<th scope="row">有效期' not in differing


def test_national_law_is_told_with_its_statutes(standing: Service) -> None:
    with Browser(standing, "auditor") as browser:
        page = browser.get("/rules/statutes").text
        assert "行政复议法第二十条" in page
        assert "≥ 10,000,000" in page


def test_a_kept_text_is_shown_and_taken_byte_for_byte(standing: Service) -> None:
    kept = standing.monitor.archive.adoptions[0].rulebook_sha256
    with Browser(standing, "auditor") as browser:
        assert f'href="/law/{kept}"' in browser.get("/rules").text
        assert kept in browser.get(f"/law/{kept}").text
        taken = browser.get(f"/law/{kept}.json").content
        assert f"sha256:{sha256(taken).hexdigest()}" == kept


@pytest.mark.parametrize("user", ["county", "auditor", "security-admin"])
def test_everybody_may_see_who_may_do_what(standing: Service, user: str) -> None:
    with Browser(standing, user) as browser:
        page = browser.get("/access-policy").text
        assert all(f'<span class="faint mono">{name}</span>' in page for name in ACTIONS)
        assert page.count("（您）") > 0


def test_each_action_has_its_words_in_both_languages() -> None:
    for name in ACTIONS:
        assert f"action-{name}" in SENTENCES or name in TYPES, name
        assert action_words(name, "zh") != name
