"""The checks of procedure in words: the rule of each, and what is said where it is broken."""

_OF_CASES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "opened-without-ground": (
        ("立案时情形成立", "a ground held when the case was opened"),
        (
            "立案之日（{on}）{grounds}情形并不成立",
            "on {on}, when the case was opened, {grounds} did not hold",
        ),
    ),
    "case-not-opened-before": (
        ("决定前已立案", "the case was opened before the decision"),
        (
            "{on} 作出决定，此前没有案件 {case} 的立案记录",
            "decided on {on} with no opening of case {case} on record",
        ),
    ),
    "ground-not-established": (
        ("决定所据情形成立", "the ground of the decision held"),
        (
            "决定之日（{on}）所据{grounds}情形从未成立",
            "on {on}, when it was decided, {grounds} had never held",
        ),
    ),
    "ground-cured-before-decision": (
        ("决定所据情形在决定时尚未消除", "the ground had not been cured before the decision"),
        (
            "决定之日（{on}）所据{grounds}情形已经消除",
            "on {on}, when it was decided, {grounds} had been cured",
        ),
    ),
    "ground-partly-established": (
        ("决定所据各项情形均成立", "every ground of the decision held"),
        (
            "决定之日（{on}）{grounds}情形不成立，另有情形成立",
            "on {on} {grounds} did not hold, another ground did",
        ),
    ),
    "ground-unknown": (
        ("所据情形是否成立可以认定", "whether the ground held can be told"),
        ("{on} 时{grounds}情形是否成立未知", "whether {grounds} held on {on} is unknown"),
    ),
    "ground-not-in-case": (
        ("决定所据情形已列入立案", "the grounds of the decision were those of the case"),
        (
            "决定所据{grounds}情形未列入立案（立案为：{opened}）",
            "decided on {grounds}; the case was opened on {opened}",
        ),
    ),
    "defence-not-invited": (
        (
            "决定前已告知并给予陈述申辩的机会",
            "the party was invited to state its defence before the decision",
        ),
        (
            "{on} 作出决定，案件 {case} 没有告知陈述申辩的记录",
            "decided on {on}; no invitation to a defence in case {case}",
        ),
    ),
    "decided-before-reply-by": (
        ("陈述申辩期满或已收到陈述申辩后才作决定", "the decision waited for the defence or its last day"),
        (
            "陈述申辩期至 {reply_by}，{on} 即作出决定",
            "a defence was invited by {reply_by}; decided on {on} already",
        ),
    ),
    "rectification-still-running": (
        ("整改期满后才作决定", "the decision waited for the end of the rectification"),
        (
            "责令整改至 {until}，{on} 即作出撤销决定",
            "rectification was ordered until {until}; revoked on {on} already",
        ),
    ),
    "decided-after-rectification-accepted": (
        ("整改合格后不再撤销", "no revocation after the rectification was accepted"),
        (
            "整改已于 {accepted_on} 合格，{on} 仍作出撤销决定",
            "rectified and accepted on {accepted_on}; revoked on {on}",
        ),
    ),
    "revoked-retroactively": (
        ("撤销不早于决定之日生效", "the revocation takes effect on the day of the decision or later"),
        ("{on} 作出的决定自 {revoked_from} 起撤销", "a decision of {on} revokes from {revoked_from} on"),
    ),
    "revoked-twice": (
        ("认定此前未被撤销", "the recognition was not revoked already"),
        ("认定已由案件 {earlier} 撤销", "the recognition was revoked in case {earlier} already"),
    ),
    "decided-after-the-end": (
        ("认定此前未终止", "the recognition had not ended before"),
        (
            "认定已于 {ended_on} 终止，{on} 又作出撤销决定",
            "the recognition ended on {ended_on}; revoked on {on}",
        ),
    ),
    "decided-under-draft": (
        ("所据办法不是征求意见稿", "the rulebook is no draft"),
        (
            "{on} 依据征求意见稿（{rulebook}）作出不利决定",
            "an adverse decision of {on} under a draft, {rulebook}",
        ),
    ),
    "decided-under-lapsed": (
        ("决定时所据办法未失效", "the rulebook had not lapsed"),
        (
            "{on} 依据已失效的办法（{rulebook}）作出不利决定",
            "an adverse decision of {on} under the lapsed {rulebook}",
        ),
    ),
    "decided-before-in-force": (
        ("决定时所据办法已施行", "the rulebook was in force already"),
        (
            "{on} 依据尚未施行的办法（{rulebook}）作出不利决定",
            "an adverse decision of {on} before {rulebook} was in force",
        ),
    ),
    "basis-not-binding": (
        ("当时所据办法有效", "the rulebook was in force"),
        ("{on} 时所据办法（{rulebook}）无约束力", "on {on} the rulebook {rulebook} did not bind"),
    ),
    "decided-by-machine": (
        ("由人作出决定", "a person decided"),
        ("决定由系统（{by}）自行记录", "the decision was recorded by the system itself, {by}"),
    ),
    "decided-by-lower-authority": (
        ("由有权机关作出", "the competent authority decided"),
        ("文件由下级机关（{issuer}）作出", "the paper was issued by a lower authority, {issuer}"),
    ),
    "opened-and-decided-by-one-person": (
        ("立案与决定由不同的人记录", "the case and the decision were recorded by different people"),
        ("立案与决定由同一人（{by}）记录", "the case and the decision were recorded by one person, {by}"),
    ),
}
_OF_APPEALS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "served-before-decision": (
        ("送达在决定之后", "served after it was decided"),
        ("{on} 送达时案件 {case} 尚无决定", "served on {on}, when nothing was decided in case {case}"),
    ),
    "served-without-consent": (
        ("电子送达经受送达人同意", "the party consented to electronic service"),
        ("{on} 电子送达未经同意", "served electronically on {on} without consent"),
    ),
    "service-consent-unknown": (
        ("电子送达的同意有记录", "consent to electronic service is on record"),
        ("{on} 电子送达，是否同意没有记录", "served electronically on {on}; consent is not on record"),
    ),
    "told-day-too-early": (
        ("告知的申诉截止日不早于应有之日", "the last day told is not too early"),
        (
            "告知申诉截止日 {told}，应为 {counted}",
            "the last day told for an appeal, {told}, should be {counted}",
        ),
    ),
    "told-day-too-late": (
        ("告知的申诉截止日不晚于应有之日", "the last day told is not too late"),
        (
            "告知申诉截止日 {told}，晚于应有的 {counted}",
            "the last day told for an appeal, {told}, is after {counted}",
        ),
    ),
    "appeal-refused-though-in-time": (
        ("期内的申诉未被拒绝", "an appeal in time was not refused"),
        (
            "申诉于 {lodged_on} 提出，截止 {due_on}，却不予受理",
            "lodged on {lodged_on}, in time by {due_on}, yet refused",
        ),
    ),
    "late-appeal-refused-without-reason": (
        ("拒绝逾期申诉说明了理由", "a late appeal was refused with reasons"),
        (
            "逾期申诉（{lodged_on}，截止 {due_on}）不予受理而未说明理由",
            "late ({lodged_on}, due {due_on}), refused without reason",
        ),
    ),
    "late-appeal-admitted-without-reason": (
        ("受理逾期申诉说明了理由", "a late appeal was admitted with reasons"),
        (
            "逾期申诉（{lodged_on}，截止 {due_on}）受理而未说明理由",
            "late ({lodged_on}, due {due_on}), admitted without reason",
        ),
    ),
    "answered-without-admission": (
        ("逾期申诉受理后才答复", "a late appeal was answered once it was admitted"),
        (
            "逾期申诉（{lodged_on}，截止 {due_on}）未经受理即答复",
            "late ({lodged_on}, due {due_on}), answered, never admitted",
        ),
    ),
    "answered-late": (
        ("申诉按期答复", "the appeal was answered in time"),
        ("申诉应于 {due_on} 前答复，实际 {on}", "the answer was due by {due_on} and came on {on}"),
    ),
    "appeal-unanswered": (
        ("申诉已答复或仍在答复期内", "the appeal is answered, or its answer not yet due"),
        ("申诉应于 {due_on} 前答复，至今未答复", "the answer was due by {due_on} and has not come"),
    ),
    "published-before-service": (
        ("送达后才公布", "published after it was served"),
        ("{on} 公布时决定尚未送达", "published on {on}, before the decision was served"),
    ),
}
_OF_RECOGNITIONS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "recognised-during-public-notice": (
        ("公示期满后才认定", "recognised after the public notice"),
        ("公示至 {due_on}，{on} 即认定", "the public notice ran until {due_on}; recognised on {on} already"),
    ),
    "recognised-with-open-objection": (
        ("认定前异议已处理", "objections were dealt with before the recognition"),
        (
            "{raised_on} 的异议尚未处理，{on} 即认定",
            "recognised on {on} with the objection of {raised_on} open",
        ),
    ),
    "recognised-without-notice": (
        ("认定前有公示记录", "a public notice is on record"),
        ("{on} 认定，没有公示的记录", "recognised on {on}; no public notice is on record"),
    ),
    "validity-miscounted": (
        ("有效期与办法一致", "the validity is that of the rulebook"),
        ("有效期至 {valid_to}，按办法应至 {counted}", "valid to {valid_to}; by the rulebook to {counted}"),
    ),
    "extension-miscounted": (
        ("延长的有效期与办法一致", "the extension is that of the rulebook"),
        ("延长至 {valid_to}，按办法应至 {counted}", "extended to {valid_to}; by the rulebook to {counted}"),
    ),
    "review-without-application": (
        ("有复核申请的记录", "an application for review is on record"),
        ("{on} 复核，没有申请的记录", "reviewed on {on}; no application is on record"),
    ),
    "title-cancelled-without-failed-review": (
        (
            "取消称号前复核未通过或未申请",
            "a review had failed, or none was applied for, before the title went",
        ),
        ("{on} 取消称号时复核并非未通过或未申请", "cancelled on {on} with no review failed or missed"),
    ),
    "title-cancelled-without-clause": (
        ("办法规定了取消称号", "the rulebook knows the cancellation of a title"),
        ("办法（{rulebook}）没有取消称号的规定", "the rulebook {rulebook} knows no cancellation of a title"),
    ),
}
_ALL = _OF_RECOGNITIONS | _OF_CASES | _OF_APPEALS
PROCEDURE: dict[str, tuple[str, str]] = {
    **{f"check-{code}": rule for code, (rule, _) in _ALL.items()},
    **{f"breach-{code}": sentence for code, (_, sentence) in _ALL.items()},
}
