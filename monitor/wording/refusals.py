"""Sentences of refusals: code -> (Chinese, English)."""

REFUSALS: dict[str, tuple[str, str]] = {
    "dated-in-future": (
        "集群 {cluster}：日期 {on} 晚于今天 {today}；只有公示开始日可以在今后。",
        "Cluster {cluster}: {on} lies after today, {today}; only a public notice may be dated ahead.",
    ),
    "cluster-unknown": (
        "没有集群 {cluster} 的记录；请先记录其申报或认定。",
        "Nothing is recorded of cluster {cluster}; record its application or recognition first.",
    ),
    "other-programme": (
        "集群 {cluster} 属于 {programme}，不能记入 {found}；另一认定工作请用另一集群代号。",
        "Cluster {cluster} belongs to {programme}, not {found}; use another id for another programme.",
    ),
    "programme-unknown": (
        "集群 {cluster}：没有认定工作 {found} 的办法；可用：{allowed}。",
        "Cluster {cluster}: there is no rulebook of programme {found}; allowed: {allowed}.",
    ),
    "cluster-not-recognised": (
        "集群 {cluster} 尚无认定记录，不能记录此事；请先记录认定。",
        "Cluster {cluster} has no recognition on record; record its recognition first.",
    ),
    "already-applying": (
        "集群 {cluster} 已有申报在办。",
        "Cluster {cluster} already has an application under way.",
    ),
    "already-recognised": (
        "集群 {cluster} 已在认定有效期内（至 {valid_to}），不能再次申报或认定。",
        "Cluster {cluster} is recognised until {valid_to}; it cannot apply or be recognised again.",
    ),
    "no-application": (
        "集群 {cluster} 没有申报记录；请先记录申报。",
        "Cluster {cluster} has no application on record; record it first.",
    ),
    "notice-length-missing": (
        "集群 {cluster}：公示须写明 working_days（工作日）或 days（日），本办法未规定公示期。",
        "Cluster {cluster}: state working_days or days; the rulebook gives no length for the notice.",
    ),
    "no-objection": ("集群 {cluster} 没有异议记录。", "Cluster {cluster} has no objection on record."),
    "not-applying": ("集群 {cluster} 没有在办的申报。", "Cluster {cluster} has no application under way."),
    "application-was-rejected": (
        "集群 {cluster} 的申报已被驳回；须先有新的申报。",
        "Cluster {cluster}'s application was rejected; a new one has to come first.",
    ),
    "report-kind-missing": (
        "集群 {cluster}：report 必须写明是哪一种报告；可用：{allowed}。",
        "Cluster {cluster}: report must say which report it is; allowed: {allowed}.",
    ),
    "report-kind-unknown": (
        "集群 {cluster}：本办法没有报告 {found}；可用：{allowed}。",
        "Cluster {cluster}: the rulebook knows no report {found}; allowed: {allowed}.",
    ),
    "report-year-ahead": (
        "集群 {cluster}：{on} 收到的报告不能是 {year} 年度的。",
        "Cluster {cluster}: a report received on {on} cannot be on the year {year}.",
    ),
    "id-taken": (
        "集群 {cluster}：代号 {id} 已被使用；同一集群内须唯一。",
        "Cluster {cluster}: the id {id} is taken; it must be unique within the cluster.",
    ),
    "change-unknown": (
        "集群 {cluster}：没有重大变动 {id} 的记录；请先记录该变动。",
        "Cluster {cluster}: no major change {id} is on record; record the change first.",
    ),
    "incident-unknown": (
        "集群 {cluster}：没有事故 {id} 的记录。",
        "Cluster {cluster}: no incident {id} is on record.",
    ),
    "regrade-before-incident": (
        "集群 {cluster}：重新定级日 {on} 早于事故发生日 {incident_on}。",
        "Cluster {cluster}: the regrade of {on} lies before the incident of {incident_on}.",
    ),
    "round-closes-before-it-opens": (
        "集群 {cluster}：复核申请截止日 {apply_by} 早于开始日。",
        "Cluster {cluster}: the last day to apply, {apply_by}, lies before the round opens.",
    ),
    "extension-before-validity": (
        "集群 {cluster}：延长后的有效期 {found} 不能早于现有有效期 {valid_to}。",
        "Cluster {cluster}: the extended validity {found} cannot end before the present one, {valid_to}.",
    ),
    "no-title-cancellation": (
        "集群 {cluster}：{edition} 没有取消称号的规定；撤销认定须经立案程序。",
        "Cluster {cluster}: {edition} knows no title cancellation; a revocation needs a case.",
    ),
    "recognition-ended": (
        "集群 {cluster} 的认定已于 {on} 终止。",
        "Cluster {cluster}'s recognition ended on {on}.",
    ),
    "event-unknown": (
        "集群 {cluster} 没有编号为 {id} 的事实；编号见 history。",
        "Cluster {cluster} has no fact with id {id}; see history for the ids.",
    ),
    "already-withdrawn": (
        "集群 {cluster}：事实 {id} 已被撤回。",
        "Cluster {cluster}: fact {id} is already withdrawn.",
    ),
    "withdrawal-is-final": (
        "集群 {cluster}：撤回本身不能再撤回；请重新记录原事实。",
        "Cluster {cluster}: a withdrawal cannot be withdrawn; record the fact anew.",
    ),
    "case-before-recognition": (
        "集群 {cluster}：立案日 {on} 早于认定公布日 {published}。",
        "Cluster {cluster}: a case of {on} lies before the recognition of {published}.",
    ),
    "ground-not-in-rulebook": (
        "集群 {cluster}：{edition} 没有情形 {found}；可用：{allowed}。",
        "Cluster {cluster}: {edition} has no ground {found}; allowed: {allowed}.",
    ),
    "case-unknown": (
        "集群 {cluster}：案件 {id} 尚未立案；请先立案。",
        "Cluster {cluster}: case {id} was never opened; open it first.",
    ),
    "before-case": (
        "集群 {cluster}：{on} 早于立案日 {opened_on}。",
        "Cluster {cluster}: {on} lies before the case was opened on {opened_on}.",
    ),
    "case-dismissed": (
        "集群 {cluster}：案件 {id} 已于 {on} 终结（不予撤销）。",
        "Cluster {cluster}: case {id} was dismissed on {on}.",
    ),
    "case-decided": (
        "集群 {cluster}：案件 {id} 已于 {on} 作出撤销决定。",
        "Cluster {cluster}: case {id} was decided on {on}.",
    ),
    "no-rectification": (
        "集群 {cluster}：案件 {id} 没有责令整改的记录。",
        "Cluster {cluster}: case {id} has no rectification order on record.",
    ),
    "already-revoked": (
        "集群 {cluster}：案件 {id} 的撤销决定仍有效。",
        "Cluster {cluster}: the revocation of case {id} still stands.",
    ),
    "nothing-to-serve": (
        "集群 {cluster}：案件 {id} 尚无可送达的决定。",
        "Cluster {cluster}: case {id} has no decision to serve.",
    ),
    "service-before-decision": (
        "集群 {cluster}：送达日 {on} 早于决定日 {decided_on}。",
        "Cluster {cluster}: service on {on} lies before the decision of {decided_on}.",
    ),
    "service-without-consent": (
        "集群 {cluster}：当事人未同意的，不能电子送达。",
        "Cluster {cluster}: electronic service needs the party's consent.",
    ),
    "told-day-before-service": (
        "集群 {cluster}：告知的申诉截止日 {found} 早于送达日。",
        "Cluster {cluster}: the last day told, {found}, lies before the service.",
    ),
    "nothing-to-publish": (
        "集群 {cluster}：案件 {id} 尚无可公布的撤销决定。",
        "Cluster {cluster}: case {id} has no revocation to publish.",
    ),
    "no-appeal-in-rulebook": (
        "集群 {cluster}：{edition} 没有申诉的规定；可依法申请行政复议或提起行政诉讼。",
        "Cluster {cluster}: {edition} gives no appeal; reconsideration and litigation remain.",
    ),
    "appeal-clause-unknown": (
        "集群 {cluster}：{edition} 的申诉规定未知，不能判断；请先补全办法文本。",
        "Cluster {cluster}: whether {edition} gives an appeal is unknown; complete the rulebook first.",
    ),
    "appeal-before-service": (
        "集群 {cluster}：案件 {id} 的决定尚未送达，申诉期自收到决定之日起算。",
        "Cluster {cluster}: the decision of case {id} was not served yet; the appeal runs from its receipt.",
    ),
    "appeal-already-lodged": (
        "集群 {cluster}：案件 {id} 已有申诉记录。",
        "Cluster {cluster}: case {id} already has an appeal.",
    ),
    "no-appeal-lodged": (
        "集群 {cluster}：案件 {id} 没有申诉记录。",
        "Cluster {cluster}: case {id} has no appeal on record.",
    ),
    "before-appeal": (
        "集群 {cluster}：{on} 早于收到申诉之日 {lodged_on}。",
        "Cluster {cluster}: {on} lies before the appeal was received on {lodged_on}.",
    ),
    "already-answered": (
        "集群 {cluster}：案件 {id} 的申诉已经答复。",
        "Cluster {cluster}: the appeal of case {id} was answered already.",
    ),
    "appeal-was-refused": (
        "集群 {cluster}：案件 {id} 的申诉已不予受理。",
        "Cluster {cluster}: the appeal of case {id} was refused.",
    ),
    "appeal-already-admitted": (
        "集群 {cluster}：案件 {id} 的申诉已经受理。",
        "Cluster {cluster}: the appeal of case {id} was admitted already.",
    ),
    "late-appeal-needs-reason": (
        "集群 {cluster}：案件 {id} 的申诉逾期，受理或不予受理都须写明理由（reason）。",
        "Cluster {cluster}: the appeal of case {id} is late; admitting or refusing it needs a reason.",
    ),
    "late-appeal-not-admitted": (
        "集群 {cluster}：案件 {id} 的申诉逾期且尚未受理，不能答复。",
        "Cluster {cluster}: the appeal of case {id} is late and not admitted; it cannot be answered.",
    ),
    "duplicate-fact": (
        "集群 {cluster}：同样的事实已经记录（{id}）；确属再次发生的，请加 --allow-repeats。",
        "Cluster {cluster}: this fact is recorded already ({id}); add --allow-repeats if it happened again.",
    ),
    "key-taken": (
        "键 {key} 已用于另一内容的记录（集群 {cluster}）；同键必须同内容。",
        "The key {key} is taken by a record with other content (cluster {cluster}).",
    ),
    "restore-into-used-log": (
        "导出文件带有 position，只能恢复到空库；本库已有 {position} 条记录。",
        "An export with positions restores into an empty database only; this one holds {position} records.",
    ),
    "restore-mixed": (
        "同一次导入不能混合带 position 的导出行与普通事实行。",
        "One import cannot mix exported lines (with position) and plain facts.",
    ),
}
