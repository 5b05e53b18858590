"""The legal effect of each fact in a sentence, and the names of types and fields in English.

Chinese names of types and fields are those of the templates (`monitor.intake.labels`).
"""

EFFECTS: dict[str, tuple[str, str]] = {
    "effect-application-submitted": (
        "集群进入申报程序；不产生认定效力。",
        "The application procedure begins; nothing is recognised by it.",
    ),
    "effect-application-recommended": (
        "市级部门的推荐或退回意见生效；认定与否由省级部门决定。",
        "The city's recommendation or return takes effect; the province decides on the recognition.",
    ),
    "effect-public-notice-posted": (
        "公示期开始，首日计入；公示期满前不得公布认定。",
        "The public notice begins, its first day counts; no recognition before it has ended.",
    ),
    "effect-objection-raised": (
        "异议在处理完毕前，认定不得公布。",
        "No recognition may be published before the objection is dealt with.",
    ),
    "effect-objection-resolved": (
        "异议处理完毕，可继续认定程序。",
        "The objection is dealt with; the procedure goes on.",
    ),
    "effect-application-rejected": ("本次申报终止。", "This application ends."),
    "effect-cluster-recognised": (
        "集群自有效期首日起具有认定资格，并开始承担年度报送、重大变动报备等义务。",
        "The cluster is recognised from the first day of its validity, and owes reports and filings.",
    ),
    "effect-annual-report-filed": (
        "履行该年度的报送义务；逾期报送只消除义务，不改变曾经逾期的事实。",
        "Meets the duty to report for the year; a late report cures the duty, not the history.",
    ),
    "effect-major-change-occurred": (
        "报备期限自变动次日起算；逾期未报备构成撤销情形。",
        "The period for the filing runs from the next day; a change not filed is a ground for revocation.",
    ),
    "effect-major-change-filed": ("履行该项变动的报备义务。", "Meets the duty to file this change."),
    "effect-incident-reported": (
        "达到规定等级、且企业当日属于集群的，构成撤销情形；是否撤销另行决定。",
        "At the stated grade, of a member enterprise on the day, it is a ground; people decide on it.",
    ),
    "effect-incident-regraded": (
        "按新的等级或伤亡、损失数字重新判断是否构成撤销情形。",
        "Whether it is a ground is judged anew by the new grade or figures.",
    ),
    "effect-enterprise-joined": ("企业自该日起属于集群。", "The enterprise is a member from this day."),
    "effect-enterprise-left": ("企业自该日起不再属于集群。", "The enterprise is no member from this day."),
    "effect-misconduct-found": ("构成“诚信守法”撤销情形。", "Is the ground “integrity” for a revocation."),
    "effect-supervision-refused": (
        "构成“报送与监督”撤销情形。",
        "Is the ground “reporting and supervision”.",
    ),
    "effect-low-satisfaction-found": ("构成“满意度”撤销情形。", "Is the ground “satisfaction”."),
    "effect-review-round-opened": (
        "集群须在截止日前申请复核；逾期未申请构成撤销情形。",
        "The cluster has to apply by the last day; not to do so is a ground for revocation.",
    ),
    "effect-review-applied": ("履行申请复核的义务。", "Meets the duty to apply for the review."),
    "effect-review-decided": (
        "通过的，有效期顺延；未通过的，按办法撤销或者取消称号。",
        "Passed: the validity is extended. Failed: a ground, or the title is cancelled, by the text.",
    ),
    "effect-case-opened": (
        "对集群立案；立案不是撤销，认定在决定前继续有效。立案人不得作出撤销决定。",
        "A case is opened; it is no revocation, the recognition stands. Who opens it may not decide it.",
    ),
    "effect-defence-invited": (
        "已告知当事人陈述、申辩；答复截止日前不宜作出决定。",
        "The party is told and may state its defence; no decision before the day for the reply.",
    ),
    "effect-defence-received": (
        "陈述、申辩已收到，应当在决定中予以考虑。",
        "The defence is received and has to be considered.",
    ),
    "effect-rectification-ordered": (
        "责令限期整改；认定继续有效。",
        "Rectification is ordered; the recognition stands.",
    ),
    "effect-rectification-accepted": ("整改合格，可以销案。", "Accepted; the case may be dismissed."),
    "effect-rectification-failed": (
        "整改不合格，可以作出撤销决定。",
        "Not accepted; a revocation may be decided.",
    ),
    "effect-case-dismissed": ("案件终结，认定继续有效。", "The case ends; the recognition stands."),
    "effect-revocation-decided": (
        (
            "认定资格自撤销生效日起撤销（未填的，自决定之日起）；送达后才起算申诉、复议、诉讼期限。"
            "作出决定的人不得答复对它的申诉。"
        ),
        (
            "The recognition is revoked from the stated day (else the day of the decision); the windows for "
            "remedies begin with the service. Who decides may not answer the appeal."
        ),
    ),
    "effect-decision-served": (
        "自送达次日起算申诉期（办法规定的）以及行政复议、行政诉讼期限。",
        "The appeal window (where the text grants one) and the statutory remedies begin on the next day.",
    ),
    "effect-title-cancelled": (
        "集群称号自决定之日起取消。",
        "The title is cancelled from the day of the decision.",
    ),
    "effect-appeal-lodged": (
        "按期的，答复期限自收到次日起算；逾期的，照收，由省级部门说明理由后决定是否受理。申诉不停止决定的执行。",
        (
            "In time: the window for the answer begins. Late: it is taken, and the province decides, with "
            "its reason, whether to admit it. An appeal does not suspend the decision."
        ),
    ),
    "effect-appeal-admitted": (
        "申诉进入审查，须在期限内答复。",
        "The appeal is examined and has to be answered in time.",
    ),
    "effect-appeal-refused": ("申诉终结，撤销决定终局。", "The appeal ends; the decision is final."),
    "effect-appeal-answered": (
        "维持或变更的，撤销终局；撤回决定的，认定视为从未撤销，有效期不中断。",
        "Upheld or changed: final. Withdrawn: as if never revoked, the validity is unbroken.",
    ),
    "effect-revocation-published": ("撤销结果向社会公布。", "The revocation is made public."),
    "effect-recognition-surrendered": (
        "集群自该日起放弃认定资格。",
        "The recognition is given up from this day.",
    ),
    "effect-fact-withdrawn": (
        "被撤回的记录自现在起对任何日期都不再计入；原记录和撤回理由永久保留，可回放。",
        "From now on the record counts for no day; it stays readable for ever, with the reason.",
    ),
}

FIELDS_IN_ENGLISH: dict[str, str] = {
    "apply_by": "Apply by",
    "area_km2": "Area (km²)",
    "by": "Raised by",
    "case": "Case",
    "category": "Category",
    "change": "Change",
    "city": "City",
    "cluster": "Cluster id",
    "consent": "Consent to electronic service",
    "county": "County",
    "county_code": "Division code of the county",
    "days": "Days of the notice",
    "deaths": "Deaths",
    "description": "Description",
    "direct_loss_yuan": "Direct loss (yuan)",
    "effective_on": "Effective on",
    "enterprise.name": "Enterprise",
    "enterprise.uscc": "Unified social credit code",
    "event": "Record to withdraw",
    "grade": "Grade",
    "grounds": "Grounds",
    "incident": "Incident",
    "indicators": "Indicators",
    "kind": "Kind",
    "leading_industry": "Leading industry",
    "method": "Way of service",
    "name": "Name of the cluster",
    "narrative": "Narrative",
    "number": "Number of the decision",
    "operator": "Operator",
    "outcome": "Outcome",
    "plan": "Plan",
    "plan_assessment": "Assessment of the plan",
    "programme": "Programme",
    "province": "Province",
    "reason": "Reason",
    "refused": "Refused to sign",
    "reply_by": "Reply by",
    "report": "Kind of report",
    "revoked_from": "Revoked from",
    "serious_injuries": "Serious injuries",
    "site_visited_on": "Site visited on",
    "source.issuer": "Issued by",
    "source.number": "Number of the document",
    "source.sha256": "SHA-256 of the file",
    "spatial_scope": "Spatial scope",
    "text": "Objection",
    "told_last_day": "Last day told to the party",
    "until": "Rectify until",
    "valid_from": "Valid from",
    "valid_to": "Valid to",
    "value": "After the change",
    "working_days": "Working days of the notice",
    "year": "Year",
}
# What a day means where the template says it in Chinese (`monitor.intake.hints`).
DAYS_IN_ENGLISH: dict[str, str] = {
    "application-submitted": "the day the papers were received",
    "application-recommended": "the day the city acted",
    "public-notice-posted": "the first day of the notice",
    "cluster-recognised": "the day of publication",
    "annual-report-filed": "the day received",
    "major-change-occurred": "the day it happened",
    "major-change-filed": "the day the filing was received",
    "incident-reported": "the day it happened",
    "review-applied": "the day received",
    "revocation-decided": "the day of the decision",
    "decision-served": "the day signed, received, left, arrived or posted",
    "title-cancelled": "the day of the decision",
    "appeal-lodged": "the day the department received it",
}
