"""What each draft has to say, field by field: all that a template may name, and nothing else.

Promise: every field is a text, or a list of texts or rows of texts; what is not known is a visible blank.
The words beside a field are what `docs/papers.md` says of it.
"""

from typing import Annotated

import msgspec

BLANK = "＿＿（待填）"


def told(chinese: str, english: str) -> msgspec.Meta:
    """Return what a field means, in both languages."""
    return msgspec.Meta(title=chinese, description=english)


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """One ground of a case."""

    title: Annotated[str, told("情形的名称", "what the ground is called")]
    article: Annotated[str, told("条款", "the article")]
    wording: Annotated[str, told("具体情形", "which limb of it")]
    fact: Annotated[str, told("事实", "the facts")]
    evidence: Annotated[str, told("所据记录与文件", "the records and papers it rests on")]
    since: Annotated[str, told("自何日成立", "the day from which it holds")]
    state: Annotated[str, told("截至该日是否成立", "whether it holds on the day")]


class Remedy(msgspec.Struct, frozen=True, kw_only=True):
    """One way to contest a decision."""

    text: Annotated[str, told("在多长时间内向谁提出", "within what time, to whom")]
    article: Annotated[str, told("条款", "the article")]
    last_day: Annotated[str, told("最后一日，或尚未起算", "the last day, or that it has not begun")]


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is owed or running."""

    matter: Annotated[str, told("事项", "what it is")]
    about: Annotated[str, told("所属年度、变动或案件", "its year, change or case")]
    due_on: Annotated[str, told("截止日；未定的注明", "the last day, marked where it may change")]
    left: Annotated[str, told("剩余或已逾期天数", "days left, or days over")]
    state: Annotated[str, told("情况", "its state")]
    article: Annotated[str, told("条款", "the article")]


class Evaluated(msgspec.Struct, frozen=True, kw_only=True):
    """One cluster in the yearly evaluation."""

    number: Annotated[str, told("序号", "its number in the table")]
    name: Annotated[str, told("集群名称", "the cluster's name")]
    city: Annotated[str, told("设区市", "the city")]
    standing: Annotated[str, told("状态", "its standing")]
    valid_to: Annotated[str, told("有效期止", "the last day of its validity")]
    report: Annotated[str, told("该年度的报送", "its report on the year")]
    grounds: Annotated[str, told("成立的情形", "the grounds that hold")]


class City(msgspec.Struct, frozen=True, kw_only=True):
    """The clusters of one city in the yearly evaluation."""

    city: Annotated[str, told("设区市", "the city")]
    clusters: Annotated[str, told("集群数", "how many clusters")]
    on_time: Annotated[str, told("按期报送", "reports on time")]
    late: Annotated[str, told("逾期后报送", "reports after the last day")]
    missing: Annotated[str, told("逾期未报", "reports missing")]
    other: Annotated[str, told("无需报送、未到期或未知", "not owed, not due or not known")]
    grounds: Annotated[str, told("有情形成立的集群", "clusters with a ground that holds")]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One count of the yearly evaluation."""

    measure: Annotated[str, told("统计项", "what is counted")]
    count: Annotated[str, told("数量", "how many")]


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """What every draft has."""

    header: Annotated[str, told("每页页眉：草稿，仿真的注明", "on every page: draft, and simulation if so")]
    simulation: Annotated[str, told("仿真的注明；真实库为空", "says so of a simulation, else empty")]
    issuer: Annotated[str, told("发文机关", "the department")]
    rulebook_title: Annotated[str, told("办法名称", "the title of the rules")]
    rulebook_edition: Annotated[str, told("办法版本", "the edition of the rules")]
    rulebook_sha256: Annotated[str, told("办法内容哈希", "the hash of the rules")]
    calendar: Annotated[str, told("日历版本", "the calendar's edition")]
    position: Annotated[str, told("日志总序号", "the position in the log")]
    on: Annotated[str, told("截至何日（法定日期）", "the legal day it speaks of")]
    known_at: Annotated[str, told("所知截至", "the instant by which things were known")]
    cautions: Annotated[list[str], told("定稿前须留意之处", "what to look at before it is final")]


class ClusterPaper(Paper, frozen=True, kw_only=True):
    """What every draft about one cluster has."""

    cluster: Annotated[str, told("集群编号", "the cluster's id")]
    name: Annotated[str, told("集群名称", "the cluster's name")]
    province: Annotated[str, told("省份", "the province")]
    city: Annotated[str, told("设区市", "the city")]
    county: Annotated[str, told("县（市、区）", "the county")]
    applicant: Annotated[str, told("申报主体，即受文者", "the applicant, to whom it is addressed")]
    recognition_number: Annotated[str, told("认定文号", "the number of the recognition")]
    recognised_on: Annotated[str, told("认定公布日", "the day of the recognition")]
    valid_from: Annotated[str, told("有效期起", "the first day of the validity")]
    valid_to: Annotated[str, told("有效期止", "the last day of the validity")]
    standing: Annotated[str, told("状态", "the standing")]


class CasePaper(ClusterPaper, frozen=True, kw_only=True):
    """What every draft about one case has."""

    case: Annotated[str, told("案件编号", "the case's id")]
    opened_on: Annotated[str, told("立案日", "the day the case was opened")]
    articles: Annotated[str, told("所依条款", "the articles it rests on")]
    grounds: Annotated[list[Ground], told("逐项情形", "the grounds, one by one")]
    invited_on: Annotated[str, told("告知陈述申辩之日", "the day the party was heard of it")]
    reply_by: Annotated[str, told("陈述申辩截止日", "the last day for the defence")]
    defended_on: Annotated[str, told("收到陈述申辩之日", "the day the defence came")]
    rectification: Annotated[str, told("整改经过", "what became of a rectification")]
    number: Annotated[str, told("决定文号", "the number of the decision")]
    decided_on: Annotated[str, told("决定日", "the day of the decision")]
    revoked_from: Annotated[str, told("撤销生效日", "the day it takes effect")]
    service_method: Annotated[str, told("送达方式", "how it was served")]
    served_on: Annotated[str, told("送达日（公告送达为视为送达之日）", "the day of service, deemed or not")]
    told_last_day: Annotated[str, told("送达时告知的申诉截止日", "the last day that the party was told")]
    remedies: Annotated[list[Remedy], told("救济途径", "the ways to contest it")]


class AppealPaper(CasePaper, frozen=True, kw_only=True):
    """The answer to an appeal."""

    lodged_on: Annotated[str, told("收到申诉之日", "the day the appeal was received")]
    lodged: Annotated[str, told("是否按期提出", "whether it came in time")]
    admission: Annotated[str, told("受理情况", "whether it was admitted")]
    answer_due_on: Annotated[str, told("答复期限的最后一日", "the last day for the answer")]
    outcome: Annotated[str, told("答复结果", "what was answered")]
    answered_on: Annotated[str, told("答复日", "the day of the answer")]


class Reminder(ClusterPaper, frozen=True, kw_only=True):
    """A letter on what is owed."""

    matters: Annotated[list[Due], told("逐项事项", "what is owed or running, one by one")]


class Evaluation(Paper, frozen=True, kw_only=True):
    """The yearly evaluation of a programme."""

    programme: Annotated[str, told("认定工作", "the programme")]
    year: Annotated[str, told("年度", "the year")]
    basis: Annotated[str, told("编制依据", "what asks for it")]
    total: Annotated[str, told("集群总数", "how many clusters")]
    clusters: Annotated[list[Evaluated], told("逐个集群", "the clusters, one by one")]
    cities: Annotated[list[City], told("分市统计", "counts by city")]
    figures: Annotated[list[Figure], told("统计", "counts of the whole")]


def shown(value: object) -> str:
    """Return a value as it stands in a draft: a visible blank where there is none.

    >>> shown(None), shown("闽工信〔2026〕1号")
    ('＿＿（待填）', '闽工信〔2026〕1号')
    """
    return BLANK if value in (None, "") else str(value)


def blanks_of(paper: Paper) -> list[str]:
    """Return the names of the fields that people have to fill in; a field of a row as "grounds.fact"."""
    return sorted(set(_blanks(msgspec.to_builtins(paper), "")))


def _blanks(value: object, name: str) -> list[str]:
    if isinstance(value, dict):
        return [found for key, part in value.items() for found in _blanks(part, f"{name}.{key}".strip("."))]
    if isinstance(value, list):
        return [found for part in value for found in _blanks(part, name)]
    return [name] if isinstance(value, str) and BLANK in value else []
