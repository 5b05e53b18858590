"""What the forms for facts say: fields, steps of recording, drafts, what was recorded and what follows."""

WEB_RECORD: dict[str, tuple[str, str]] = {
    # choosing
    "record-title": ("填报事项：{name}", "Record: {name}"),
    "record-choose": ("选择要记录的事项", "Choose what to record"),
    "record-choose-intro": (
        "以下事项按办理先后排列。现在不能记录的，列明原因。",
        "In the order of the procedure. What cannot be recorded now says why.",
    ),
    "record-not-now": ("目前不能记录：{reason}", "Not now: {reason}"),
    "record-case-unknown": ("本集群没有案件，须先立案。", "There is no case; one has to be opened first."),
    "record-change-unknown": ("本集群没有重大变动的记录。", "No major change is on record."),
    "record-incident-unknown": ("本集群没有事件的记录。", "No incident is on record."),
    "record-event-unknown": ("本集群没有可撤回的记录。", "There is no record to withdraw."),
    "record-later": ("目前不能记录的 {count} 项及原因", "{count} that cannot be recorded now, and why"),
    "record-others": ("由其他部门记录的事项", "Recorded by others"),
    "record-by-roles": ("可记录的角色：{roles}", "May be recorded by: {roles}"),
    "record-none": (
        "您没有可在此集群记录的事项；请与有权限的部门联系。",
        "There is nothing that you may record here; ask a department that may.",
    ),
    "record-new-title": ("新建集群", "New cluster"),
    "record-new-intro": (
        "以申报或认定公布作为集群的第一条记录。",
        "The first record of a cluster is its application or its recognition.",
    ),
    "record-type-unknown": ("没有“{found}”这种事项。", "There is no fact type “{found}”."),
    "record-group-application": ("申报与认定", "Application and recognition"),
    "record-group-duties": ("年度报送与重大变动", "Yearly reports and major changes"),
    "record-group-incidents": ("企业与事件", "Enterprises and incidents"),
    "record-group-supervision": ("监督检查", "Supervision"),
    "record-group-review": ("复核", "Review"),
    "record-group-case": ("撤销案件", "Revocation case"),
    "record-group-appeal": ("申诉", "Appeal"),
    "record-group-end": ("终止与更正", "End and correction"),
    # the form
    "record-of": ("集群", "Cluster"),
    "record-required": ("必填", "required"),
    "record-required-note": (
        "标有“必填”的须填写，其余按实际填写。",
        "What is marked as required must be filled in; the rest as known.",
    ),
    "record-facts": ("事项内容", "The fact"),
    "record-source": ("来源文件", "Source document"),
    "record-source-hint": (
        "没有来源文件的记录会被标明“无来源”。",
        "A record without a source is marked as such.",
    ),
    "record-file": ("来源文件扫描件", "File of the source"),
    "record-file-hint": (
        "不超过 {most} MB。服务器只计算文件的 SHA-256 并记录，文件本身不留存；请自行归档原件。",
        "{most} MB at most. The server computes the SHA-256 and records it; the file itself is not kept.",
    ),
    "record-file-too-large": (
        "文件超过 {most} MB；请自行计算其 SHA-256 填在下面，不必上传。",
        "The file is larger than {most} MB; state its SHA-256 below instead of sending it.",
    ),
    "record-file-differs": (
        "“来源文件扫描件”的 SHA-256 是 {found}，与所填的不同；请核对，留其一。",
        "The SHA-256 of the file is {found}, another than stated; check, and keep one of them.",
    ),
    "record-law": ("依据", "The law"),
    "record-law-summary": (
        "以下为《{title}》有关条款的摘要，以原文为准。",
        "A summary of what “{title}” says of this; the text itself counts.",
    ),
    "record-law-none": (
        "办法对此没有专门规定；按本系统的更正规则办理：记录不删改，只以新记录更正。",
        "The text says nothing of this; by our rule a record is never changed, only corrected by another.",
    ),
    "record-basis-lapsed": (
        "注意：《{title}》在该日已失效，据此作出的结论仅供参考。",
        "Note: “{title}” had lapsed on that day; what rests on it is advisory.",
    ),
    "record-basis-draft": (
        "注意：《{title}》是征求意见稿，据此作出的结论仅供参考。",
        "Note: “{title}” is a draft; what rests on it is advisory.",
    ),
    "record-basis-not-yet": (
        "注意：《{title}》在该日尚未施行，据此作出的结论仅供参考。",
        "Note: “{title}” was not yet in force on that day; what rests on it is advisory.",
    ),
    "record-choose-one": ("请选择", "choose"),
    "record-not-stated": ("不填", "not stated"),
    "record-yes": ("是", "yes"),
    "record-no": ("否", "no"),
    "record-indicators": ("指标", "Indicators"),
    "record-indicators-hint": (
        "每行一项；总产值按年度分行填写；百分比填数值，如 91.5。判断类指标填“是”或“否”。",
        "One a row; output by year in its own rows; shares as numbers, such as 91.5; judgements yes or no.",
    ),
    "record-indicator-name": ("第 {row} 行指标", "Row {row}: indicator"),
    "record-indicator-year": ("第 {row} 行年度", "Row {row}: year"),
    "record-indicator-value": ("第 {row} 行数值", "Row {row}: value"),
    "record-indicator-nameless": (
        "指标第 {row} 行有年度或数值而没有指标名称；请填写指标名称。",
        "Row {row} of the indicators has a year or a value but no indicator; name it.",
    ),
    "record-more-rows": ("再加三行", "Add three rows"),
    "record-check": ("核对", "Check"),
    "record-save-draft": ("存为草稿", "Save as draft"),
    "record-cluster-hint": (
        "1 至 64 个英文字母、数字、“.”、“_”或“-”；定后不改。",
        "1 to 64 letters a-z, digits, “.”, “_” or “-”; never changed afterwards.",
    ),
    "record-new-id-hint": (
        "本集群内不得重复；已为您填好下一个编号。",
        "Unique in this cluster; the next one is filled in.",
    ),
    "record-faults": ("有 {count} 处需要改正。", "{count} to be corrected."),
    # confirming
    "record-confirm-title": ("确认记录：{name}", "Confirm: {name}"),
    "record-nothing-yet": (
        "尚未记录。请核对以下内容和后果，再确认。",
        "Nothing is recorded yet. Check the content and what follows, then confirm.",
    ),
    "record-content": ("将要记录的内容", "What will be recorded"),
    "record-effect": ("法律效果", "Legal effect"),
    "record-follows": ("按现有记录算得的后果", "What follows, computed from the records"),
    "record-follows-none": (
        "不改变状态、期限、义务和情形。",
        "No standing, window, obligation or ground changes.",
    ),
    "record-follows-on": ("按 {on} 的情况计算。", "Computed for {on}."),
    "record-back": ("返回修改", "Go back and change"),
    "record-do": ("确认并记录", "Confirm and record"),
    "record-without-source": (
        "没有填写来源文件，记录将标明“无来源”。",
        "No source is stated; the record will say so.",
    ),
    "record-days-later": (
        "发生日期距今 {days} 天；系统如实记录发生日期和记录时间。",
        "It happened {days} days ago; both the day and the time of recording are kept.",
    ),
    "record-late-appeal": (
        (
            "逾期申诉：申诉期最后一日为 {due_on}，收到日为 {on}。系统照收，不自行退回；"
            "下一步由省级部门说明理由，决定受理或不予受理。"
        ),
        (
            "Late: the last day was {due_on}, the appeal was received on {on}. It is taken, never dropped; "
            "the province next admits it or refuses it, with its reason."
        ),
    ),
    "record-newer": (
        "表单打开后，本集群又有 {count} 条新记录（见下）；以上后果已计入。",
        "Since the form was opened {count} more were recorded (below); the above takes them in.",
    ),
    "foreseen-window-open": (
        "{window}期限：{length}{unit}，自 {opened_on} 的次日起算，首日 {starts_on}，最后一日 {due_on}。",
        "{window}: {length} {unit} from the day after {opened_on}; first day {starts_on}, last day {due_on}.",
    ),
    "foreseen-notice-open": (
        "{window}期限：{length}{unit}，首日 {starts_on} 计入，最后一日 {due_on}。",
        "{window}: {length} {unit}, the first day {starts_on} counts, last day {due_on}.",
    ),
    "foreseen-window-met": (
        "{window}期限：{met_on} 办理，未逾期（最后一日 {due_on}）。",
        "{window}: met on {met_on}, in time (last day {due_on}).",
    ),
    "foreseen-window-late": (
        "{window}期限：{met_on} 办理，逾期（最后一日 {due_on}）。",
        "{window}: done on {met_on}, late (last day {due_on}).",
    ),
    "foreseen-window-lapsed": (
        "{window}期限：最后一日 {due_on} 已过，未办。",
        "{window}: lapsed on {due_on}, not done.",
    ),
    "foreseen-from-to": ("{what}：{before} → {after}", "{what}: {before} → {after}"),
    "foreseen-told-day": (
        "（告知当事人的最后一日 {told} 不提前）",
        " (never before {told}, the day that was told)",
    ),
    "foreseen-final": ("（确定）", " (final)"),
    "foreseen-provisional": (
        "（暂定：该年放假安排尚未公布）",
        " (provisional: that year's holidays are not published yet)",
    ),
    "foreseen-boundary": (
        "（临界：下一年放假通知可能改动年末几天）",
        " (boundary: next year's notice may still touch it)",
    ),
    "foreseen-nothing": ("无", "none"),
    # more was recorded meanwhile
    "record-moved-title": ("没有提交：记录已有变化", "Not recorded: the records have changed"),
    "record-moved": (
        "您核对之后，他人（或您自己在另一窗口）又作了记录，因此没有提交。填写的内容都在；请看过后重新核对。",
        (
            "After you checked, somebody else (or you in another window) recorded more, so nothing was "
            "recorded now. What you typed is kept; look at what changed and check again."
        ),
    ),
    "record-check-again": ("按最新情况重新核对", "Check against what is there now"),
    "record-new-events": ("新的记录", "New records"),
    # proof
    "record-proof-title": ("再次证明身份", "Prove that it is you"),
    "record-proof": (
        "该事项不可收回。请输入验证码（设有第二因素的）或密码，{minutes} 分钟内有效；填写的内容不会丢失。",
        (
            "This cannot be taken back. Enter a code (if you have a second factor) or your password; "
            "good for {minutes} minutes. Nothing you typed is lost."
        ),
    ),
    "record-proof-code": ("六位验证码", "Code of six digits"),
    "record-proof-password": ("密码（没有第二因素的）", "Password (without a second factor)"),
    "record-proof-do": ("证明身份并记录", "Prove and record"),
    # the receipt
    "recorded-title": ("已记录", "Recorded"),
    "recorded-done": ("已记录：{name}。", "Recorded: {name}."),
    "recorded-event": ("记录编号", "Event"),
    "recorded-position": ("总序号", "Position in the log"),
    "recorded-on": ("发生日期", "Effective on"),
    "recorded-at": ("记录时间", "Recorded at"),
    "recorded-by": ("记录人", "Recorded by"),
    "recorded-hash": ("来源文件 SHA-256", "SHA-256 of the source"),
    "recorded-receipt": ("下载回执（含默克尔证明）", "Receipt with its Merkle proof"),
    "recorded-next": ("接下来的期限", "What is due next"),
    "recorded-next-none": ("目前没有未了的期限和义务。", "No window or obligation is open."),
    "recorded-to-cluster": ("查看集群", "To the cluster"),
    "recorded-to-case": ("查看案件 {case}", "To case {case}"),
    "recorded-another": ("继续填报", "Record something else"),
    "recorded-column-what": ("事项", "What"),
    "recorded-column-about": ("所属", "About"),
    "recorded-column-due": ("最后一日", "Last day"),
    "recorded-column-left": ("剩余", "Left"),
    # drafts
    "drafts-title": ("我的草稿", "My drafts"),
    "drafts-intro": (
        "草稿只有本人可见，{days} 天后自动删除，记录后即删除。",
        "A draft is seen by you alone, is deleted after {days} days, and when it is recorded.",
    ),
    "drafts-none": ("没有草稿。填报时可点“存为草稿”。", "There are no drafts. A form offers to save one."),
    "drafts-saved": ("草稿已保存。", "The draft was saved."),
    "drafts-what": ("事项", "Fact"),
    "drafts-when": ("保存时间", "Saved at"),
    "drafts-until": ("保留至", "Kept until"),
    "drafts-do": ("办理", "Do"),
    "drafts-delete": ("删除", "Delete"),
    "draft-unknown": (
        "没有这份草稿：可能已记录、已删除或已过期。",
        "There is no such draft: recorded, deleted or expired.",
    ),
    "drafts-full": (
        "草稿已有 {most} 份，请先删除不用的。",
        "There are {most} drafts already; delete some first.",
    ),
    "draft-too-large": (
        "内容太长，不能存为草稿（至多 {most} 个字）。",
        "Too long for a draft (at most {most} characters).",
    ),
}
