"""Our own papers, block by block: from these the tool builds the templates, and the PDF is drawn.

Promise: both say the same, because both are made from here. The texts are in the language of templates;
`docs/papers.md` tells an office how to make its own of them.
"""

from typing import Literal

import msgspec

Style = Literal["issuer", "number", "title", "body", "flush", "heading", "right", "note"]


class Line(msgspec.Struct, frozen=True):
    """A paragraph; only `when` a field is not empty, if one is named."""

    text: str
    style: Style = "body"
    when: str | None = None


class Rows(msgspec.Struct, frozen=True):
    """Paragraphs for each element of a list, which is called `one` in them."""

    over: str
    one: str
    lines: tuple[Line, ...]


class Grid(msgspec.Struct, frozen=True):
    """A table: a header, then a row for each element of a list. Columns: header, text, width in mm."""

    over: str
    one: str
    columns: tuple[tuple[str, str, int], ...]


class Form(msgspec.Struct, frozen=True):
    """A table of two columns: what is asked, and what is known of it or left to be written."""

    rows: tuple[tuple[str, str], ...]


Block = Line | Rows | Grid | Form

HEADER = "{{ header }}"
FOOTER = (
    "依据 {{ rulebook_edition }}（{{ rulebook_sha256 }}）；日历 {{ calendar }}；"
    "总序号 {{ position }}；截至{{ on }}，所知截至 {{ known_at }}"
)
_CAUTIONS: tuple[Block, ...] = (
    Line("起草提示（定稿前核对并删除）", "note", "cautions"),
    Rows("cautions", "caution", (Line("· {{ caution }}", "note"),)),
)
_SIGNED: tuple[Block, ...] = (Line("{{ issuer }}", "right"), Line("{{ decided_on }}", "right"))
_GROUNDS = Rows(
    "grounds",
    "ground",
    (
        Line("{{ loop.index }}. {{ ground.title }}（{{ ground.article }}）", "heading"),
        Line("情形：{{ ground.wording }}。自{{ ground.since }}起；截至{{ on }}：{{ ground.state }}。"),
        Line("事实：{{ ground.fact }}"),
        Line("证据：{{ ground.evidence }}"),
    ),
)
_REMEDIES = Rows(
    "remedies",
    "remedy",
    (Line("{{ remedy.text }}（{{ remedy.article }}）。最后一日：{{ remedy.last_day }}。"),),
)

LAYOUTS: dict[str, tuple[Block, ...]] = {
    "revocation-decision": (
        Line("{{ issuer }}", "issuer"),
        Line("{{ number }}", "number"),
        Line("关于撤销{{ name }}中小企业特色产业集群认定的决定", "title"),
        Line("{{ applicant }}：", "flush"),
        Line(
            "{{ name }}（{{ city }}{{ county }}）于{{ recognised_on }}经{{ recognition_number }}"
            "认定，有效期自{{ valid_from }}至{{ valid_to }}。本机关于{{ opened_on }}立案"
            "（案件编号{{ case }}），现已审查终结。"
        ),
        Line("一、事实和依据", "heading"),
        _GROUNDS,
        Line("二、程序", "heading"),
        Line(
            "已于{{ invited_on }}告知陈述申辩的权利；收到陈述申辩：{{ defended_on }}。整改："
            "{{ rectification }}。"
        ),
        Line("三、决定", "heading"),
        Line(
            "依据《{{ rulebook_title }}》{{ articles }}，决定撤销{{ name }}中小企业特色产业集群认定，"
            "自{{ revoked_from }}起生效。"
        ),
        Line("四、救济途径", "heading"),
        _REMEDIES,
        *_SIGNED,
        *_CAUTIONS,
    ),
    "defence-invitation": (
        Line("{{ issuer }}", "issuer"),
        Line("陈述申辩告知书", "title"),
        Line("{{ applicant }}：", "flush"),
        Line(
            "本机关于{{ opened_on }}对{{ name }}立案（案件编号{{ case }}）。经初步审查，拟依据"
            "《{{ rulebook_title }}》{{ articles }}撤销其中小企业特色产业集群认定。拟认定的事实和依据如下："
        ),
        _GROUNDS,
        Line(
            "你单位有权陈述和申辩，请于{{ reply_by }}前以书面形式提交本机关，并附证据。陈述申辩"
            "不影响你单位在决定作出后依法寻求救济。"
        ),
        Line("联系人及电话：＿＿（待填）", "flush"),
        Line("{{ issuer }}", "right"),
        Line("{{ invited_on }}", "right"),
        *_CAUTIONS,
    ),
    "service-receipt": (
        Line("送达回证", "title"),
        Form(
            (
                ("送达机关", "{{ issuer }}"),
                ("案件", "{{ name }}（{{ cluster }}）{{ case }}"),
                ("送达文书及文号", "撤销认定决定书{{ number }}"),
                ("受送达人", "{{ applicant }}"),
                ("送达方式", "{{ service_method }}"),
                ("送达日", "{{ served_on }}"),
                ("已告知的申诉截止日", "{{ told_last_day }}"),
                ("受送达人签名或盖章", "＿＿（待填）　　年　　月　　日"),
                ("代收人及与受送达人的关系", "＿＿（待填）"),
                ("拒收、留置的事由及见证人", "＿＿（待填）"),
                ("送达人", "＿＿（待填）　＿＿（待填）"),
                ("备注", "＿＿（待填）"),
            )
        ),
        Line("自送达次日起计算的期限：", "flush"),
        _REMEDIES,
        *_CAUTIONS,
    ),
    "reminder": (
        Line("{{ issuer }}", "issuer"),
        Line("关于{{ name }}有关事项的期限提醒函", "title"),
        Line("{{ applicant }}：", "flush"),
        Line(
            "截至{{ on }}，{{ name }}（状态：{{ standing }}）尚有下列事项，请按期办理；"
            "已逾期的请尽快补办并说明原因："
        ),
        Grid(
            "matters",
            "matter",
            (
                ("事项", "{{ matter.matter }}", 36),
                ("所属", "{{ matter.about }}", 22),
                ("截止日", "{{ matter.due_on }}", 32),
                ("剩余", "{{ matter.left }}", 22),
                ("情况", "{{ matter.state }}", 22),
                ("条款", "{{ matter.article }}", 22),
            ),
        ),
        Line("依据《{{ rulebook_title }}》。逾期未办理的，可能成为撤销认定的情形。"),
        Line("{{ issuer }}", "right"),
        Line("＿＿（待填）年　月　日", "right"),
        *_CAUTIONS,
    ),
    "appeal-answer": (
        Line("{{ issuer }}", "issuer"),
        Line("申诉答复书", "title"),
        Line("{{ applicant }}：", "flush"),
        Line(
            "你单位对撤销{{ name }}认定的决定（{{ number }}，{{ decided_on }}，送达日{{ served_on }}）"
            "提出的申诉，本机关于{{ lodged_on }}收到（{{ lodged }}；受理情况：{{ admission }}）。"
            "答复期限的最后一日：{{ answer_due_on }}。经审查，答复如下："
        ),
        Line("一、原决定所依情形", "heading"),
        _GROUNDS,
        Line("二、申诉理由及审查意见", "heading"),
        Line("＿＿（待填）"),
        Line("三、答复", "heading"),
        Line("{{ outcome }}"),
        Line("四、其他救济途径", "heading"),
        _REMEDIES,
        Line("{{ issuer }}", "right"),
        Line("{{ answered_on }}", "right"),
        *_CAUTIONS,
    ),
    "yearly-evaluation": (
        Line("{{ programme }}中小企业特色产业集群发展评估报告", "title"),
        Line("（{{ year }}年度）", "number"),
        Line("一、编制说明", "heading"),
        Line("{{ basis }}本报告截至{{ on }}，共{{ total }}个集群；数据取自本系统的记录，未知的一律注明。"),
        Line("二、总体情况", "heading"),
        Grid(
            "figures",
            "figure",
            (("统计项", "{{ figure.measure }}", 110), ("数量", "{{ figure.count }}", 40)),
        ),
        Line("三、分市情况", "heading"),
        Grid(
            "cities",
            "row",
            (
                ("设区市", "{{ row.city }}", 36),
                ("集群", "{{ row.clusters }}", 18),
                ("按期", "{{ row.on_time }}", 18),
                ("逾期后报", "{{ row.late }}", 22),
                ("未报", "{{ row.missing }}", 18),
                ("其他", "{{ row.other }}", 18),
                ("有情形", "{{ row.grounds }}", 22),
            ),
        ),
        Line("四、逐个集群", "heading"),
        Grid(
            "clusters",
            "row",
            (
                ("序", "{{ row.number }}", 10),
                ("集群", "{{ row.name }}", 42),
                ("设区市", "{{ row.city }}", 20),
                ("状态", "{{ row.standing }}", 18),
                ("有效期止", "{{ row.valid_to }}", 30),
                ("年度报送", "{{ row.report }}", 20),
                ("情形", "{{ row.grounds }}", 16),
            ),
        ),
        Line("五、评估意见", "heading"),
        Line("＿＿（待填）"),
        Line("{{ issuer }}", "right"),
        Line("＿＿（待填）年　月　日", "right"),
        *_CAUTIONS,
    ),
}
