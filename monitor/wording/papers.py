"""Words of drafts and of their commands: code -> (Chinese, English). The papers themselves are Chinese."""

_TEXTS: dict[str, tuple[str, str]] = {
    "paper-header": ("草稿", "DRAFT"),
    "paper-header-simulation": (
        "草稿 ·〔仿真〕出自仿真数据，不是真实记录",
        "DRAFT · [SIMULATION] not a real record",
    ),
    "paper-simulation": ("出自仿真数据，不是真实记录", "From a simulation, not a real record"),
    "paper-applicant": ("{place}中小企业主管部门", "The SME department of {place}"),
    "paper-choice": (
        "所据选择 {name} = {value}：{question}",
        "It rests on the choice {name} = {value}: {question}",
    ),
    "paper-basis": (
        "《{title}》的状态为：{basis}；据此得出的结论仅供参考。",
        "{title} is {basis}: what follows from it is advisory.",
    ),
    "paper-quarantined": (
        "{count} 个集群的记录无法读取，一律按未知列出：{clusters}",
        "The records of {count} clusters cannot be read and stand as unknown: {clusters}",
    ),
    # grounds
    "paper-ground-absent": (
        "截至该日未见此情形成立，须由人核对",
        "not seen to hold on that day: to be checked by a person",
    ),
    "paper-no-ground-holds": (
        "截至该日，本案所列情形无一成立；请核对后再定稿。",
        "None of the grounds of the case holds on that day: check before it is final.",
    ),
    "paper-owed": ("{about}应于{due_on}前报送，{met}", "{about} was due by {due_on}: {met}"),
    "paper-not-met": ("截至该日未见报送", "not filed by that day"),
    "paper-withdrawn": ("（该记录已撤回）", " (withdrawn since)"),
    "paper-evidence": (
        "{what}（总序号 {position}，{paper}）",
        "{what} (position {position}, {paper})",
    ),
    "paper-no-source": ("未附来源文件", "without a paper"),
    "paper-no-rectification": ("无责令整改的记录", "no rectification on record"),
    "paper-until": ("（至{day}）", " (until {day})"),
    # remedies
    "paper-appeal": (
        "如不服本决定，可自收到本决定之日起{length}{unit}内（收到当日不计）向{issuer}提出书面申诉",
        "Appeal to {issuer} within {length} {unit} of receiving the decision (its day not counted)",
    ),
    "paper-appeal-unknown": (
        "本办法的申诉规定尚未掌握，须由人核对",
        "What the rules say of appeals is not known here and must be looked up",
    ),
    "paper-reconsideration": (
        "可自知道撤销决定之日起{length}{unit}内依法申请行政复议，复议机关：{blank}；复议期间不停止执行",
        (
            "Administrative reconsideration within {length} {unit} of knowing the decision, at {blank}; "
            "it does not suspend it"
        ),
    ),
    "paper-litigation": (
        "可自知道撤销决定之日起{length}{unit}内依法向有管辖权的人民法院提起行政诉讼；诉讼期间不停止执行",
        "Suit in the court that has jurisdiction within {length} {unit}; it does not suspend the decision",
    ),
    "paper-not-begun": ("尚未起算：自送达次日起算", "not begun: it runs from the day after service"),
    # the answer to an appeal
    "paper-answer-upheld": ("维持原撤销认定的决定。", "The decision stands."),
    "paper-answer-withdrawn": (
        "撤回原撤销认定的决定，认定视为未曾撤销。",
        "The decision is withdrawn; the recognition stands as if it never was.",
    ),
    "paper-answer-changed": (
        "维持撤销认定的结论，改依下列情形：{grounds}。",
        "The revocation stands on other grounds: {grounds}.",
    ),
    # the reminder
    "paper-nothing-owed": (
        "截至该日没有未了的事项；无需发函。",
        "Nothing is owed on that day: no letter is needed.",
    ),
    # the yearly evaluation
    "paper-evaluation-asked": ("依据《{title}》{article}编制。", "Asked for by {title} {article}."),
    "paper-evaluation-not-asked": (
        "《{title}》未要求编制评估报告，本报告供内部参考。",
        "{title} asks for no such report: for internal use.",
    ),
    "paper-figure-standing": ("状态：{standing}", "standing: {standing}"),
    "paper-figure-report": ("{year}年度报送：{mark}", "reports on {year}: {mark}"),
    "paper-figure-year": ("{year}年内：{measure}", "in {year}: {measure}"),
    "paper-none": ("无", "none"),
}
_REFUSALS: dict[str, tuple[str, str]] = {
    "paper-kind-unknown": (
        "没有文书种类 {found}；可用：{allowed}。",
        "There is no paper {found}; allowed: {allowed}.",
    ),
    "paper-needs": ("文书 {found} 须以 {needed} 说明对象。", "The paper {found} needs {needed}."),
    "paper-without-appeal": (
        "集群 {cluster} 的案件 {case} 截至该日没有收到申诉，无从答复。",
        "No appeal was received in case {case} of cluster {cluster} by that day: there is nothing to answer.",
    ),
    "paper-form-unknown": (
        "不知道要把 {file} 写成什么格式；文件名须以 {allowed} 之一结尾。",
        "The form of {file} is not known; its name must end with one of {allowed}.",
    ),
    "paper-template-broken": (
        "模板 {file} 不是可用的 Word 文件（.docx）：{reason}。",
        "The template {file} is no Word file (.docx) that can be used: {reason}.",
    ),
    "paper-template-leads-outside": (
        "模板 {file} 的 {part} 含有宏或指向文件之外的内容；模板只能有文字、表格和图片。",
        "{part} of the template {file} holds macros or leads outside; allowed are text, tables and pictures.",
    ),
    "paper-template-syntax": (
        "模板 {file} 在“{place}”处写法有误：{reason}；可用 {{{{ 字段 }}}}、{{% if %}}、{{% for %}}。",
        (
            "The template {file} is miswritten at “{place}”: {reason}; allowed are {{{{ field }}}}, "
            "{{% if %}} and {{% for %}}, see docs/papers.md."
        ),
    ),
    "paper-template-not-allowed": (
        "模板 {file} 在“{place}”处用了 {found}；只可用字段、条件和不嵌套的循环，见 docs/papers.md。",
        (
            "The template {file} uses {found} at “{place}”; allowed are fields, conditions and loops "
            "that do not nest, see docs/papers.md."
        ),
    ),
    "paper-field-unknown": (
        "模板 {file} 在“{place}”处用了不存在的字段 {found}；可用：{allowed}。",
        "The template {file} names the unknown field {found} at “{place}”; allowed: {allowed}.",
    ),
    "paper-pdf-not-installed": (
        "生成 PDF 所需的 WeasyPrint 或其系统库不可用：{reason}；请安装 cluster-monitor[pdf]，或改用 .docx。",
        "WeasyPrint or its libraries are not there: {reason}; install cluster-monitor[pdf], or use .docx.",
    ),
    "paper-pdf-has-no-template": (
        "PDF 用本系统自己的版式；自备模板请写成 .docx，再由 Word 或 WPS 另存为 PDF。",
        "A PDF has our own layout; with your own template write .docx and save it as PDF in Word or WPS.",
    ),
}
_SAID: dict[str, tuple[str, str]] = {
    "paper-written": (
        "已写入 {file}（{bytes} 字节）；待填 {blanks} 处。",
        "Written to {file} ({bytes} bytes); fields to fill in: {blanks}.",
    ),
    "paper-templates-written": (
        "写入模板 {count} 个；已有的保持不变。",
        "Templates written: {count}; those there were are left as they are.",
    ),
}
PAPERS: dict[str, tuple[str, str]] = {**_TEXTS, **_REFUSALS, **_SAID}
PAPERS_HELP: dict[str, tuple[str, str]] = {
    "help paper": ("文书草稿及其模板。", "Drafts of papers and their templates."),
    "help paper draft": (
        "起草文书：决定书、告知书、送达回证、提醒函、申诉答复书、年度评估报告。格式依文件名：.docx 或 .pdf。",
        "Draft a paper: decision, invitation, receipt, reminder, answer, evaluation; .docx or .pdf.",
    ),
    "example paper draft": (
        "cluster-monitor paper draft revocation-decision --cluster fj-jinjiang-shoes --to decision.docx",
        "cluster-monitor paper draft revocation-decision --cluster fj-jinjiang-shoes --to decision.docx",
    ),
    "help paper draft KIND": (
        (
            "文书种类：revocation-decision 决定书、defence-invitation 告知书、service-receipt 送达回证、"
            "reminder 提醒函、appeal-answer 申诉答复书、yearly-evaluation 年度评估报告。"
        ),
        (
            "One of revocation-decision, defence-invitation, service-receipt, reminder, appeal-answer, "
            "yearly-evaluation."
        ),
    ),
    "help paper draft --cluster": (
        "集群编号；年度评估报告不用。",
        "The cluster's id; not for the evaluation.",
    ),
    "help paper draft --case": (
        "案件编号；默认为未结的案件，否则为最近的案件。",
        "The id of the case; else the open one, else the latest.",
    ),
    "help paper draft --programme": (
        "年度评估报告的认定工作，如 guangdong。",
        "Of the evaluation, such as guangdong.",
    ),
    "help paper draft --year": (
        "年度评估报告的年度；默认为上一年。",
        "Of the evaluation; else the year before.",
    ),
    "help paper draft --template": (
        "本单位自己的模板文件夹；其中没有的种类用本系统的模板。",
        "A folder of your own templates; a kind that it lacks is taken from ours.",
    ),
    "help paper draft --to": ("写到此文件：.docx 或 .pdf。", "The file to write: .docx or .pdf."),
    "help paper templates": (
        "取出文书模板（.docx），供本单位修改。已有的文件不会覆盖。",
        "Copy the templates (.docx) out, for your office to edit. Files that are there are left alone.",
    ),
    "example paper templates": (
        "cluster-monitor paper templates --to templates",
        "cluster-monitor paper templates --to templates",
    ),
    "help paper templates --to": ("写到此文件夹。", "The folder to write to."),
}
