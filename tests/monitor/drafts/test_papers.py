"""What drafts say: law by article, facts by record, last days as assessed, blanks where nothing is known."""

import pytest

from domain.refusal import RefusedError
from monitor.application import Monitor
from monitor.cli.grammar_papers import KINDS as TYPED
from monitor.drafts.draft import draft
from monitor.drafts.fields import BLANK, AppealPaper, CasePaper, Evaluation, Reminder, blanks_of
from monitor.drafts.kinds import KINDS
from tests.monitor.drafts.department import ASKED, NUMBER, asked, paper, written


def case_paper(monitor: Monitor, cluster: str, on: str = "2026-04-01") -> CasePaper:
    found = paper(monitor, "revocation-decision", on, cluster=cluster)
    assert isinstance(found, CasePaper)
    return found


def test_the_command_line_knows_every_kind() -> None:
    assert tuple(KINDS) == TYPED
    assert set(ASKED) == set(KINDS)


def test_a_served_decision_tells_the_last_day_of_the_appeal_and_to_whom(monitor: Monitor) -> None:
    text = written(monitor, "revocation-decision", "2026-02-10")
    assert "收到本决定之日起15个工作日内（收到当日不计）向福建省工业和信息化厅提出书面申诉" in text
    assert "第十六条）。最后一日：2026年2月28日。" in text
    assert "60日内依法申请行政复议" in text
    assert "行政复议法第二十条" in text
    assert "2026年4月3日" in text  # 60 days from 2 February
    assert "2026年8月3日" in text  # 6 months end on Sunday 2 August
    assert f"复议机关：{BLANK}" in text


def test_before_service_no_remedy_has_begun(monitor: Monitor) -> None:
    remedies = case_paper(monitor, "fj", "2026-01-31").remedies
    assert [each.last_day for each in remedies] == ["尚未起算：自送达次日起算"] * 3


def test_a_window_that_has_ended_says_so(monitor: Monitor) -> None:
    assert case_paper(monitor, "fj").remedies[0].last_day == "2026年2月28日（已届满）"


def test_where_the_rules_give_no_appeal_only_national_law_does(monitor: Monitor) -> None:
    remedies = case_paper(monitor, "hn").remedies
    assert [each.article for each in remedies] == ["行政复议法第二十条", "行政诉讼法第四十六条"]


def test_where_the_rules_on_appeals_are_not_known_the_paper_says_so(monitor: Monitor) -> None:
    remedies = case_paper(monitor, "cn").remedies
    assert "尚未掌握" in remedies[0].text
    assert remedies[0].last_day == BLANK


def test_the_grounds_name_article_facts_and_records(monitor: Monitor) -> None:
    grounds = case_paper(monitor, "fj", "2026-01-31").grounds
    late = next(each for each in grounds if "2024" in each.fact)
    assert late.article == "第十六条（三）"
    assert late.wording == "未及时报送年度培育情况信息表"
    assert late.fact == "年度培育情况信息表 2024应于2025年3月30日前报送，截至该日未见报送"
    assert late.since == "2025年3月31日"
    assert late.state == "成立"
    assert "认定公布（总序号" in late.evidence


def test_a_ground_whose_text_is_not_known_is_unknown_with_a_caution(monitor: Monitor) -> None:
    found = case_paper(monitor, "cn")
    assert found.grounds[0].state == "未知（条款原文未掌握）"
    assert any("无一成立" in each for each in found.cautions)


def test_a_ground_that_is_not_seen_at_all_stays_a_blank_with_a_caution(monitor: Monitor) -> None:
    found = case_paper(monitor, "unfounded")
    assert (found.grounds[0].fact, found.grounds[0].since) == (BLANK, BLANK)
    assert found.grounds[0].state.startswith("截至该日未见")
    assert any("无一成立" in each for each in found.cautions)


def test_before_the_decision_number_and_day_are_blanks(monitor: Monitor) -> None:
    found = case_paper(monitor, "fj", "2026-01-20")
    assert (found.number, found.decided_on, found.served_on) == (BLANK, BLANK, BLANK)
    assert {"number", "decided_on", "served_on", "service_method"} <= set(blanks_of(found))
    assert case_paper(monitor, "fj").number == NUMBER


def test_what_was_recorded_later_is_not_known_yet(monitor: Monitor) -> None:
    with pytest.raises(RefusedError, match="case-not-found"):
        case_paper(monitor, "fj", "2026-01-04")


def test_every_draft_says_that_it_is_one_and_where_it_comes_from(monitor: Monitor) -> None:
    for kind in KINDS:
        text = written(monitor, kind)
        assert text.startswith("草稿\n依据 ")
        assert "sha256:" in text
        assert "仿真" not in text
        assert "总序号" in text


def test_a_lapsed_text_is_told_among_the_cautions(monitor: Monitor) -> None:
    assert any("自 2024-12-07 起" in each and "已失效" in each for each in case_paper(monitor, "fj").cautions)
    assert any("reporting_limbs = any" in each for each in case_paper(monitor, "fj").cautions)


def test_the_invitation_names_the_last_day_for_the_defence(monitor: Monitor) -> None:
    assert "请于2026年1月16日前以书面形式提交" in written(monitor, "defence-invitation")


def test_the_receipt_leaves_the_signatures_to_be_written(monitor: Monitor) -> None:
    text = written(monitor, "service-receipt")
    assert "直接送达签收" in text
    assert "2026年2月2日" in text
    assert text.count(BLANK) >= 6


def test_a_late_appeal_is_answered_as_a_late_one(monitor: Monitor) -> None:
    text = written(monitor, "appeal-answer")
    assert "本机关于2026年3月3日收到（逾期办理；受理情况：＿＿（待填）" in text
    assert "提出书面申诉" not in text
    with pytest.raises(RefusedError, match="paper-without-appeal"):
        paper(monitor, "appeal-answer", cluster="fj")


def test_a_case_that_ran_through_every_step_is_told_step_by_step(monitor: Monitor) -> None:
    found = paper(monitor, "appeal-answer", cluster="full", case="k")
    assert isinstance(found, AppealPaper)
    assert found.grounds[0].fact == "2025年8月1日事件报告，生产安全，较大"
    assert found.rectification == "2025年8月6日已责令整改（至2025年9月6日）；2025年9月8日整改不合格"
    assert (found.service_method, found.served_on) == ("公告送达", "2025年10月11日")  # deemed, 30 days on
    assert found.lodged == "逾期办理"
    assert found.admission == "2025年12月2日申诉已受理，不可抗力"
    assert found.outcome == "维持撤销认定的结论，改依下列情形：诚信守法。"
    assert [each.article for each in found.remedies] == ["行政复议法第二十条", "行政诉讼法第四十六条"]


def test_before_anyone_decides_on_an_appeal_admission_and_answer_are_blanks(monitor: Monitor) -> None:
    found = paper(monitor, "appeal-answer", "2025-12-01", cluster="full")
    assert isinstance(found, AppealPaper)
    assert (found.admission, found.outcome) == (BLANK, BLANK)


def test_a_reminder_tells_the_open_windows_too_and_where_nothing_is_owed_that(monitor: Monitor) -> None:
    found = paper(monitor, "reminder", "2026-02-28", cluster="fj")
    assert isinstance(found, Reminder)
    assert ("申诉", "c1", "2026年2月28日") in [
        (each.matter, each.about, each.due_on) for each in found.matters
    ]
    assert [each.left for each in found.matters] == ["已过 335 天", "今天截止", "剩 34 天", "剩 156 天"]
    idle = paper(monitor, "reminder", cluster="gone")
    assert isinstance(idle, Reminder)
    assert (idle.matters, idle.cautions[0]) == ([], "截至该日没有未了的事项；无需发函。")


def test_the_reminder_lists_what_is_owed_by_its_last_day(monitor: Monitor) -> None:
    found = paper(monitor, "reminder")
    assert isinstance(found, Reminder)
    first = found.matters[0]
    assert (first.about, first.due_on, first.left) == ("2023", "2024年3月31日", "已过 731 天")
    assert {each.state for each in found.matters} == {"逾期未完成"}


def test_the_evaluation_counts_clusters_by_city_and_report(monitor: Monitor) -> None:
    found = paper(monitor, "yearly-evaluation")
    assert isinstance(found, Evaluation)
    assert found.basis.endswith("第十七条编制。")
    assert [(each.name, each.report) for each in found.clusters] == [
        ("gd产业集群", "逾期未报"),
        ("gd-2产业集群", "按期"),
    ]
    assert [(each.city, each.on_time, each.missing) for each in found.cities] == [
        ("东莞市", "1", "0"),
        ("深圳市", "0", "1"),
    ]
    assert ("2025年度报送：按期", "1") in [(each.measure, each.count) for each in found.figures]
    assert any("征求意见稿" in each for each in found.cautions)


def test_an_evaluation_that_no_article_asks_for_says_so(monitor: Monitor) -> None:
    found = paper(monitor, "yearly-evaluation", programme="fujian")
    assert isinstance(found, Evaluation)
    assert "未要求编制" in found.basis


def test_the_same_question_gives_the_same_bytes(monitor: Monitor) -> None:
    for kind in KINDS:
        assert draft(monitor, asked(kind)).content == draft(monitor, asked(kind)).content


@pytest.mark.parametrize(
    ("kind", "about", "code"),
    [
        ("letter", {"cluster": "fj"}, "paper-kind-unknown"),
        ("reminder", {"programme": "fujian"}, "paper-needs"),
        ("yearly-evaluation", {"cluster": "fj"}, "paper-needs"),
        ("yearly-evaluation", {"programme": "mars"}, "programme-unknown"),
        ("reminder", {"cluster": "nobody"}, "cluster-not-found"),
        ("service-receipt", {"cluster": "gd"}, "case-not-found"),
        ("service-receipt", {"cluster": "fj", "case": "c9"}, "case-not-found"),
    ],
)
def test_what_cannot_be_drafted_is_refused(
    monitor: Monitor, kind: str, about: dict[str, str], code: str
) -> None:
    with pytest.raises(RefusedError, match=code):
        paper(monitor, kind, **about)
