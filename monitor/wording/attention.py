"""Sentences of attentions and findings: code -> (Chinese, English)."""

ATTENTIONS: dict[str, tuple[str, str]] = {
    "attention-basis-draft": (
        "所依办法为征求意见稿，结论仅供参考。",
        "The rulebook is a draft; what follows from it is advisory.",
    ),
    "attention-basis-not-yet": (
        "所依办法在该日尚未施行，结论仅供参考。",
        "The rulebook was not yet in force on that day; what follows from it is advisory.",
    ),
    "attention-basis-lapsed": (
        "自 {since} 起，本集群所依办法已失效，此后的结论仅供参考；请确认是否有后续文本。",
        "Since {since} its rulebook has lapsed; results from then on are advisory. Check for a successor.",
    ),
    "attention-source-partial": (
        "所依办法仅掌握部分条文，未掌握的部分一律按未知处理。",
        "Only part of the rulebook's text is known; the rest is taken as unknown.",
    ),
    "attention-expired-no-round": (
        "有效期已满，主管部门尚未组织复核；请组织一轮复核或作出结论。",
        "The validity has ended and no review round was opened; open one or decide.",
    ),
    "attention-review-applied-early": (
        "复核申请早于有效期届满之年；办法要求在该年申请，请确认是否有效。",
        "The application for review came before the year of expiry, in which the text wants it; check it.",
    ),
    "attention-round-closed-before-expiry": (
        "复核申请已截止而集群未申请；有效期未满，尚不构成情形。",
        "The review round closed without an application; no ground before the validity ends.",
    ),
    "attention-review-failed-before-expiry": (
        "复核未通过而有效期未满；期满次日起构成情形。",
        "The review failed before the validity ended; it becomes a ground the day after.",
    ),
    "attention-extension-undetermined": (
        "复核通过，但未写明延长至何日，本办法亦未规定；请补录。",
        "The review was passed, but neither decision nor rulebook says until when; record it.",
    ),
    "attention-report-undetermined": (
        "{subject}：截止日的认定状态事后才恢复，是否应报送须由人判断。",
        "{subject}: the standing on the due day was restored only later; a person decides if it was owed.",
    ),
    "attention-incident-of-non-member": (
        "事件 {subject} 的企业当日不是集群成员，未计入；请核对成员记录。",
        "Incident {subject}: the enterprise was no member on that day and was not counted; check this.",
    ),
    "attention-incident-grade-unknown": (
        "事件 {subject} 既无等级也无可定级的数字，是否构成情形未知；请补录等级。",
        "Incident {subject} has neither grade nor figures; whether it is a ground is unknown.",
    ),
    "attention-incident-figures-exceed-grade": (
        "事件 {subject} 的伤亡或损失数字高于所报等级；请核对等级。",
        "The figures of incident {subject} say more than its stated grade; check the grade.",
    ),
    "attention-incident-upgraded-late": (
        "事件 {subject} 在法定续报期之后才升级；已计入，请核对依据。",
        "Incident {subject} was upgraded after the days allowed for it; counted, check the basis.",
    ),
    "attention-decision-unserved": (
        "案件 {subject} 的撤销决定尚未送达，申诉期未起算。",
        "The revocation of case {subject} is not served yet; no appeal period runs.",
    ),
    "attention-service-consent-unknown": (
        "案件 {subject} 为电子送达，未记录当事人是否同意。",
        "Case {subject} was served electronically; whether the party consented is not recorded.",
    ),
    "attention-appeal-clause-unknown": (
        "案件 {subject}：本办法有无申诉规定未知，未计算申诉期。",
        "Case {subject}: whether the rulebook gives an appeal is unknown; no window was counted.",
    ),
    "attention-rectification-overdue": (
        "案件 {subject} 的整改期限已过，尚无验收结论。",
        "The rectification of case {subject} is past its day without an outcome.",
    ),
    "attention-late-appeal": (
        "案件 {subject} 的申诉逾期提出，是否受理须由人决定并写明理由。",
        "The appeal of case {subject} came late; a person decides on it, with reasons.",
    ),
    "attention-answer-overdue": (
        "案件 {subject} 的申诉答复已逾期。",
        "The answer to the appeal of case {subject} is overdue.",
    ),
    "attention-provisional-date": (
        "{subject} 的截止日为暂定：所在年份的放假安排尚未公布，公布后重新计算。",
        "The last day of {subject} is provisional: the holidays of that year are not published yet.",
    ),
    "attention-boundary-date": (
        "{subject} 的截止日临界：次年放假安排仍可能影响该周。",
        "The last day of {subject} lies in the week that next year's holidays may still touch.",
    ),
    "attention-deadline-near": (
        "{subject} 将于 {due_on} 截止，提醒时尚余 {days_left} 天。",
        "{subject} ends on {due_on}; days left when this was raised: {days_left}.",
    ),
}

FINDINGS: dict[str, tuple[str, str]] = {
    "finding-ground-established": (
        "情形成立：{ground}（{limb}）{about}",
        "Ground holds: {ground} ({limb}) {about}",
    ),
    "finding-ground-cured": (
        "情形消除：{ground}（{limb}）{about}，原因：{reason}",
        "Ground cured: {ground} ({limb}) {about}; why: {reason}",
    ),
    "finding-obligation-overdue": (
        "{obligation} {period} 逾期，应于 {due_on} 前完成",
        "{obligation} {period} is overdue; it was due on {due_on}",
    ),
    "finding-window-opened": (
        "期限开始：{window}，截止 {due_on}{mark}",
        "{window} opened, until {due_on}{mark}",
    ),
    "finding-window-moved": (
        "期限变动：{window}，截止日由 {previous_due_on} 改为 {due_on}{mark}",
        "{window} moved from {previous_due_on} to {due_on}{mark}",
    ),
    "finding-window-closed": (
        "期限结束：{window}，{outcome}（截止日 {due_on}）",
        "{window} closed: {outcome} (last day {due_on})",
    ),
    "finding-validity-ended": ("有效期于 {valid_to} 届满", "The validity ended on {valid_to}"),
    "finding-basis-lapsing": (
        "{rulebook} 将于 {in_force_through} 后失效，提醒时尚余 {days_left} 天",
        "{rulebook} lapses after {in_force_through}; days left when this was raised: {days_left}",
    ),
}
