"""Forms for facts and decisions: filled in, checked, confirmed, recorded once, nothing lost."""

import hashlib
import re
from datetime import timedelta

import pyotp
import pytest

from domain.events import FACTS
from domain.refusal import RefusedError
from monitor.access.entrance import Given
from monitor.access.own_account import Passwords
from monitor.access.secret import Secret
from monitor.web.record.drafts import KEPT_DAYS, LONGEST, MOST, Draft, Drafts
from monitor.web.record.kinds import GROUPS, type_words
from monitor.web.record.law import ROWS
from monitor.web.record.sheet import WHOLES, names_of
from monitor.wording import SENTENCES, Language, say
from monitor.wording.web_effects import FIELDS_IN_ENGLISH
from tests.monitor.api.serving import JINJIANG, PASSWORD, ROLES, Service, fact, post
from tests.monitor.web.conftest import Browser
from tests.monitor.web.forms import fields_of, press, record

REPORT = "/clusters/c1/record/annual-report-filed"
OPENING = "/clusters/c1/record/case-opened"
SHOES = {
    "programme": "fujian",
    "name": "石狮服装产业集群",
    "province": "福建省",
    "city": "泉州市",
    "county": "石狮市",
    "county_code": "350581",
}


@pytest.fixture
def filled(small: Service) -> Service:
    """A service with one recognised cluster."""
    with small.client("province") as province:
        stated = fact("cluster-recognised", "2024-07-10", **JINJIANG)
        assert post(province, "c1", stated).status_code == 201
    return small


def events(service: Service, cluster: str = "c1") -> list[str]:
    return [each.id for each in service.monitor.log.stream(cluster)]


# --- the forms ----------------------------------------------------------------------------------


def test_every_type_of_fact_has_its_place_its_law_its_effect_and_its_names() -> None:
    assert sorted(name for group in GROUPS.values() for name in group) == sorted(FACTS)
    assert set(ROWS) == set(FACTS)
    assert {f"effect-{name}" for name in FACTS} <= set(SENTENCES)
    assert {name for each in FACTS for name in names_of(each)} <= {*FIELDS_IN_ENGLISH, *WHOLES}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_offers_every_field_beside_the_law(standing: Service, language: Language) -> None:
    with Browser(standing, "province", language) as browser:
        for name in FACTS:
            action = f"/clusters/c1/record/{name}"
            page = browser.get(action)
            assert page.status_code == 200, name
            shown = (
                {*fields_of(page, action)} | {"grounds"} | ({"event"} if name == "fact-withdrawn" else set())
            )
            assert {each for each in names_of(name) if not each.startswith("indicators")} <= shown, name
            assert 'class="law"' in page.text, name
            assert type_words(name, language) in page.text


def test_what_may_be_recorded_is_offered_and_the_rest_says_why(standing: Service) -> None:
    with Browser(standing, "county") as browser:
        page = browser.get("/clusters/c1/record").text
        assert 'href="/clusters/c1/record/annual-report-filed"' in page
        assert 'href="/clusters/c1/record/revocation-decided"' not in page
        assert "目前不能记录：本集群没有案件" in page
    with Browser(standing, "auditor") as browser:
        page = browser.get("/clusters/c1/record").text
        assert "您没有可在此集群记录的事项" in page
        assert 'href="/clusters/c1/record/' not in page


def test_a_form_is_for_those_who_may_record_it(standing: Service) -> None:
    with Browser(standing, "county") as browser:
        assert browser.get("/clusters/x1/record").status_code == 404
        assert browser.get("/clusters/x1/record/annual-report-filed").status_code == 404
        assert browser.get("/clusters/c1/record/revocation-decided").status_code == 403
        assert browser.get("/clusters/c1/record/no-such-fact").status_code == 404
        assert browser.get("/new/annual-report-filed").status_code == 404
        sent = browser.send_form("/clusters/c1/record/case-dismissed", case="c", reason="x", step="record")
        assert sent.status_code == 403
    with Browser(standing, "auditor") as browser:
        assert browser.get("/new").status_code == 403
        assert browser.get("/clusters/c1/recorded/none").status_code == 404


# --- the way of one fact ------------------------------------------------------------------------


def test_a_late_report_is_recorded_after_it_was_said_what_follows(filled: Service) -> None:
    filled.on("2026-01-06")
    with Browser(filled, "county") as browser:
        page = browser.get(f"{REPORT}?year=2024&report=annual-report")
        assert fields_of(page, REPORT)["year"] == ["2024"]
        checked = press(browser, page, REPORT, "check")
        assert "逾期未完成" in checked.text
        assert "逾期后完成" in checked.text
        assert "没有填写来源文件" in checked.text
        assert len(events(filled)) == 1
        done = press(browser, checked, REPORT, "record")
        again = press(browser, checked, REPORT, "record")
        assert done.headers["location"] == again.headers["location"]
        assert len(events(filled)) == 2
        shown = browser.get(done.headers["location"]).text
        assert events(filled)[-1] in shown
        assert f"/api/v1/receipts/{events(filled)[-1]}" in shown


def test_the_page_to_confirm_has_an_address_that_leads_to_the_receipt_once_it_is_recorded(
    filled: Service,
) -> None:
    with Browser(filled, "county") as browser:
        fields = {**fields_of(browser.get(REPORT), REPORT), "year": ["2024"], "step": ["check"]}
        sent = browser.post(REPORT, data=fields)
        assert sent.status_code == 303
        asked = browser.get(sent.headers["location"])
        assert (asked.status_code, len(events(filled))) == (200, 1)
        assert browser.get(sent.headers["location"]).text == asked.text
        done = press(browser, asked, REPORT, "record")
        assert browser.get(sent.headers["location"]).headers["location"] == done.headers["location"]
    with Browser(filled, "province") as other:
        assert other.get(sent.headers["location"].replace("page-", "page-0")).status_code == 404


def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(filled: Service) -> None:
    with Browser(filled, "county") as browser:
        page = browser.get(REPORT)
        typed = {"year": "twenty", "narrative": "<b>上年情况</b>", "effective_on": "2099-01-01"}
        wrong = press(browser, page, REPORT, "check", **typed)
        assert wrong.status_code == 422
        assert 'href="#f-year"' in wrong.text
        assert "“年度”填的是“twenty”" in wrong.text
        assert "&lt;b&gt;上年情况&lt;/b&gt;" in wrong.text
        assert "<b>上年情况</b>" not in wrong.text
        later = press(browser, wrong, REPORT, "check", year="2024")
        assert later.status_code == 422
        assert 'href="#f-effective_on"' in later.text
        assert fields_of(later, REPORT)["narrative"] == ["<b>上年情况</b>"]
        assert len(events(filled)) == 1


def test_indicators_are_rows_and_more_rows_come_without_scripts(filled: Service) -> None:
    with Browser(filled, "county") as browser:
        page = press(
            browser,
            browser.get(REPORT),
            REPORT,
            "rows",
            **{
                "year": "2024",
                "indicator-name": ["总产值（亿元）", "", "sme_share_pct"],
                "indicator-year": ["2024", "2023", ""],
                "indicator-value": ["35.1", "", "91.5"],
            },
        )
        assert len(fields_of(page, REPORT)["indicator-name"]) == 6
        nameless = press(browser, page, REPORT, "check")
        assert "指标第 2 行" in nameless.text
        years = ["2024", "", "", "", "", ""]
        checked = press(browser, nameless, REPORT, "check", **{"indicator-year": years})
        press(browser, checked, REPORT, "record")
        body = filled.monitor.log.stream("c1")[-1].body
        assert str(getattr(body, "indicators", None)) == (
            "{'output_yi': {'2024': Decimal('35.1')}, 'sme_share_pct': Decimal('91.5')}"
        )


def test_of_a_file_only_the_hash_is_kept(filled: Service) -> None:
    content = b"%PDF-1.4 the notice"
    with Browser(filled, "county") as browser:
        fields = {**fields_of(browser.get(REPORT), REPORT), "year": ["2024"], "step": ["check"]}
        sent = browser.post(REPORT, data=fields, files={"file": ("notice.pdf", content)})
        checked = browser.get(sent.headers["location"])
        assert hashlib.sha256(content).hexdigest() in checked.text
        wrong = browser.post(
            REPORT, data={**fields, "source.sha256": ["0" * 64]}, files={"file": ("notice.pdf", content)}
        )
        assert (wrong.status_code, 'href="#f-file"' in wrong.text) == (422, True)
        press(browser, checked, REPORT, "record")
        source = filled.monitor.log.stream("c1")[-1].source
        assert source is not None
        assert source.sha256 == hashlib.sha256(content).hexdigest()


def test_who_comes_second_sees_what_changed_and_keeps_what_was_typed(filled: Service) -> None:
    with Browser(filled, "county") as slow, Browser(filled, "province") as fast:
        checked = press(slow, slow.get(REPORT), REPORT, "check", year="2024", narrative="我的文字")
        record(fast, "c1", "supervision-refused", description="不配合")
        moved = press(slow, checked, REPORT, "record")
        assert moved.status_code == 409
        assert "不配合监督" in moved.text
        assert "他人（或您自己在另一窗口）" in moved.text
        assert fields_of(moved, REPORT)["narrative"] == ["我的文字"]
        done = press(slow, press(slow, moved, REPORT, "check"), REPORT, "record")
        assert done.status_code == 303
        assert len(events(filled)) == 3


def test_a_version_that_there_is_not_is_told_by_its_number(filled: Service) -> None:
    with Browser(filled, "county") as browser:
        checked = press(browser, browser.get(REPORT), REPORT, "check", year="2024")
        moved = press(browser, checked, REPORT, "record", seen="999")
        assert moved.status_code == 409
        assert "所见版本 999，现为 1" in moved.text
        assert press(browser, moved, REPORT, "record").status_code == 303


def test_the_same_fact_a_second_time_is_refused_when_it_is_checked(filled: Service) -> None:
    with Browser(filled, "county") as browser:
        record(browser, "c1", "annual-report-filed", year="2024")
        again = press(browser, browser.get(REPORT), REPORT, "check", year="2024")
        assert again.status_code == 422
        assert len(events(filled)) == 2


def test_a_new_cluster_is_founded_by_a_form(filled: Service) -> None:
    with Browser(filled, "county") as browser:
        assert "/new/application-submitted" in browser.get("/new").text
        action = "/new/application-submitted"
        page = browser.get(action)
        taken = press(browser, page, action, "check", cluster="c1", **JINJIANG)
        assert (taken.status_code, 'href="#f-cluster"' in taken.text) == (422, True)
        elsewhere = press(browser, page, action, "check", cluster="s1", **SHOES)
        assert elsewhere.status_code == 422  # a county records of itself alone
        checked = press(browser, page, action, "check", cluster="s1", **JINJIANG)
        assert "第十" in checked.text
        done = press(browser, checked, action, "record")
        assert done.headers["location"].startswith("/clusters/s1/recorded/")


# --- decisions ----------------------------------------------------------------------------------


def test_a_revocation_asks_once_more_who_sits_there_and_loses_nothing(filled: Service) -> None:
    action = "/clusters/c1/record/revocation-decided"
    with Browser(filled, "province") as opener:
        record(opener, "c1", "case-opened", case="甲 1", grounds=["reporting", "change"])
        own = press(opener, opener.get(action), action, "check", case="甲 1", grounds=["change"], number="一")
        assert (own.status_code, 'href="#f-case"' in own.text) == (422, True)
        assert own.text.count("由他人办理") == 2  # at the field, and on the way to it
    secret = second_factor(filled, "province-2")
    filled.clock.at += timedelta(minutes=6)
    with Browser(filled, "province-2") as decider:
        page = decider.get(f"{action}?case=甲 1&grounds=change&grounds=reporting")
        checked = press(decider, page, action, "check", number="闽工信〔2026〕1号")
        assert "确认并记录" in checked.text
        asked = press(decider, checked, action, "record")
        assert (asked.status_code, "再次证明身份" in asked.text) == (200, True)
        wrong = press(decider, asked, action, "prove", **{"proof-code": "000000", "proof-password": "no"})
        assert (wrong.status_code, len(events(filled))) == (403, 2)
        assert "no" not in fields_of(wrong, action)["proof-password"]
        code = pyotp.TOTP(secret).at(filled.clock.at)
        done = press(decider, wrong, action, "prove", **{"proof-code": code})
        assert done.status_code == 303, done.text
        body = filled.monitor.log.stream("c1")[-1].body
        assert sorted(getattr(body, "grounds", ())) == ["change", "reporting"]


def second_factor(service: Service, user: str) -> str:
    """Begin a session of a new user and return the key of his second factor."""
    service.open(user, ROLES[user])
    entrance, at, one_time = service.access.entrance, service.clock.at, Secret(service.secrets[user])
    signed = entrance.sign_in(Given(user=user, password=one_time), at=at)
    signed = entrance.change_password(signed.session, Passwords(old=one_time, new=Secret(PASSWORD)), at=at)
    secret = entrance.begin_second_factor(signed.session, Secret(PASSWORD), at=at).secret.reveal()
    code = Secret(pyotp.TOTP(secret).at(at))
    service.sessions[user] = entrance.confirm_second_factor(signed.session, code, at=at)
    return secret


# --- drafts -------------------------------------------------------------------------------------


def test_a_draft_is_gone_on_with_and_is_deleted_when_it_is_recorded(filled: Service) -> None:
    with Browser(filled, "county") as browser, Browser(filled, "province") as other:
        saved = press(browser, browser.get(REPORT), REPORT, "draft", year="不知道", narrative="半截")
        assert saved.headers["location"] == "/drafts?saved=1"
        (draft,) = Drafts(filled.monitor.engine, "county").mine(filled.clock.at)
        address = f"{REPORT}?draft={draft.id}"
        assert address in browser.get("/drafts").text
        assert other.get(address).status_code == 404
        assert "没有草稿" in other.get("/drafts").text
        page = browser.get(address)
        assert fields_of(page, REPORT)["year"] == ["不知道"]
        done = press(browser, press(browser, page, REPORT, "check", year="2024"), REPORT, "record")
        assert done.status_code == 303
        assert "没有草稿" in browser.get("/drafts").text


def test_a_draft_of_a_new_cluster_is_found_again_and_deleted(filled: Service) -> None:
    action = "/new/application-submitted"
    with Browser(filled, "county") as browser:
        press(browser, browser.get(action), action, "draft", cluster="s9", name="半截")
        (draft,) = Drafts(filled.monitor.engine, "county").mine(filled.clock.at)
        page = browser.get(f"{action}?draft={draft.id}")
        assert (fields_of(page, action)["cluster"], fields_of(page, action)["name"]) == (["s9"], ["半截"])
        assert browser.send_form(f"/drafts/{draft.id}/delete").headers["location"] == "/drafts"
        assert "没有草稿" in browser.get("/drafts").text


def test_a_draft_is_kept_under_an_id_of_ours_that_nobody_else_has(filled: Service) -> None:
    engine, at = filled.monitor.engine, filled.clock.at
    others = Drafts(engine, "province").save(Draft("0" * 32, "c1", "review-applied", {}, at))
    mine = "a" * 32
    with Browser(filled, "county") as browser:
        for stated in (others, '../../x?y#"><b>', "x\0y", mine, mine):
            saved = press(browser, browser.get(REPORT), REPORT, "draft", narrative=stated[:2], draft=stated)
            assert saved.headers["location"] == "/drafts?saved=1"
        checked = press(browser, browser.get(REPORT), REPORT, "check", year="2024", draft=others)
        assert checked.status_code == 200
    kept = [each.id for each in Drafts(engine, "county").mine(filled.clock.at)]
    assert (len(kept), mine in kept, others in kept) == (5, True, False)
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in kept)
    assert [each.texts for each in Drafts(engine, "province").mine(at)] == [{}]


def test_a_draft_is_kept_for_ninety_days_and_there_is_room_for_so_many(filled: Service) -> None:
    drafts, at = Drafts(filled.monitor.engine, "county"), filled.clock.at
    last = at + timedelta(days=KEPT_DAYS)
    drafts.save(Draft("first", "c1", "review-applied", {}, at))
    assert drafts.mine(last - timedelta(microseconds=1)) == [drafts.find("first", at)]
    assert drafts.mine(last) == []
    for number in range(1, MOST):
        drafts.save(Draft(f"d{number}", "c1", "review-applied", {}, at))
    drafts.save(Draft("first", "c1", "review-applied", {"reason": ["again"]}, at))
    for draft, code in (("one more", "drafts-full"), ("first", "draft-too-large")):
        texts = {"reason": ["a" * LONGEST]} if code == "draft-too-large" else {}
        with pytest.raises(RefusedError) as error:
            drafts.save(Draft(draft, "c1", "review-applied", texts, at))
        assert error.value.code == code
    drafts.save(Draft("much later", "c1", "review-applied", {}, last))
    assert [each.id for each in drafts.mine(at)] == ["much later"]


# --- what people wrote --------------------------------------------------------------------------


def test_hostile_text_is_harmless_on_every_page_of_its_way(filled: Service) -> None:
    hostile = '"><script>alert(1)</script>\u202e{{7*7}}'
    with Browser(filled, "province") as browser:
        page = browser.get(OPENING, params={"case": hostile})
        assert "<script>alert" not in page.text
        checked = press(browser, page, OPENING, "check", case=hostile, grounds=["change"])
        assert checked.status_code == 200
        done = press(browser, checked, OPENING, "record")
        pages = [checked, browser.get(done.headers["location"]), browser.get("/clusters/c1/record")]
        for each in [*pages, browser.get("/cases")]:
            assert "<script>alert" not in each.text
        assert "\u202e" not in pages[1].text
        assert "\u202e" not in browser.get("/cases").text


def test_forms_read_in_english(filled: Service) -> None:
    with Browser(filled, "province", "en") as browser:
        page = browser.get("/clusters/c1/record/decision-served").text
        assert say("record-law", "en") in page
        assert "Way of service (required)" in page
        assert "day signed, received, left" in page
