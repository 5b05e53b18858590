"""Help of options and arguments: "help --on", or of one command "help record --on" -> (Chinese, English)."""

_SHARED: dict[str, tuple[str, str]] = {
    "--db": (
        "数据库：文件，或 postgresql+psycopg://…；默认取 MONITOR_DATABASE_URL，再默认 cluster-monitor.db。",
        "A file, or postgresql+psycopg://…; else MONITOR_DATABASE_URL, else cluster-monitor.db here.",
    ),
    "--at": (
        "仿真库的当前时刻（仿真库必给，真实库不可给）；只写日期指该日北京时间 24 时。",
        "The clock of a simulation (a real database refuses it); a bare day means its end in China.",
    ),
    "--lang": (
        "语言：zh 或 en；默认取环境变量 MONITOR_LANG，再默认中文。",
        "Language, zh or en; else MONITOR_LANG, else Chinese.",
    ),
    "--json": ("以 JSON 回答，供程序使用。", "Answer as JSON, for programs."),
    "--by": (
        "记录人；默认取环境变量 MONITOR_ACTOR，再默认登录名。",
        "In whose name is recorded; else MONITOR_ACTOR, else the login.",
    ),
    "--no-progress": ("不显示进度条。", "Show no progress bar."),
    "--debug": (
        "出现内部错误时显示详情，供维护人员使用。",
        "Show the details of an internal error, for maintainers.",
    ),
    "--help": ("显示本说明。", "Show this help."),
    "--version": ("显示版本。", "Show the version."),
    "--on": (
        "问哪一日（该日结束时）的情况；默认为所知截止之日。",
        "The legal day asked about, at its end; else the day on which knowledge ends.",
    ),
    "--known-at": (
        "只用此刻以前记录的事实和公布的通知；只写日期指该日北京时间 24 时；默认为当前时刻。",
        "Use only what was recorded by this instant; a bare day means its end in China; else the clock.",
    ),
    "--dry-run": ("只校验，不写入。", "Check only, write nothing."),
    "--allow-repeats": (
        "允许记录与已有事实完全相同的事实（确属再次发生）。",
        "Allow a fact identical to a recorded one (it did happen again).",
    ),
    "--region": (
        "地区：区划代码或地名，用于地方规定。",
        "A division code or a place, for regional arrangements.",
    ),
    "--cluster": ("只看这个集群。", "Only of this cluster."),
    "--workers": (
        "由本机几个进程分头计算（1 至 256，默认 1）；答案不变。",
        "How many processes of this machine share the work, 1 to 256, else 1; the answer is the same.",
    ),
    "--scheduler": (
        "改由这一 Dask 调度器（如 tcp://10.0.0.5:8786）的各机器分头计算；各机器须能打开同一数据库。",
        "Have the machines of this Dask scheduler do it (tcp://10.0.0.5:8786); all open the same database.",
    ),
    "CLUSTER": ("集群编号。", "The cluster's id."),
    "DAY": ("日期，如 2026-02-02。", "A day such as 2026-02-02."),
    "EDITION": ("办法版本，如 fujian-2022；见 rulebooks。", "An edition such as fujian-2022; see rulebooks."),
    "REGION": (
        "区划代码（如 350500）、地名，或 *（各地）。",
        "A division code such as 350500, a place, or *.",
    ),
    "N": ("数。", "A number."),
}
_OWN: dict[str, tuple[str, str]] = {
    "init --simulation": ("建立仿真库（须同时给出 --at）。", "Make a simulation (it needs --at)."),
    "import FILE": ("事实文件；“-”表示从标准输入读 JSONL。", "A file of facts; “-” reads JSONL from stdin."),
    "record TYPE": (
        "事实类型，如 annual-report-filed。",
        "The type of the fact, such as annual-report-filed.",
    ),
    "record KEY=VALUE": (
        "事实的内容，如 year=2024；列表以逗号分隔，下级字段写作 enterprise.name=…。",
        "The content, such as year=2024; lists by commas, nested fields as enterprise.name=….",
    ),
    "record --on": ("事实发生（或收到）的日期。", "The day on which it happened or was received."),
    "record --key": (
        "防重键：同键同内容只记录一次。",
        "Idempotency key: the same key and content record once.",
    ),
    "status CLUSTER": ("集群编号；不写则列出名册。", "The cluster's id; without it, the roster."),
    "status --programme": ("只列此认定工作，如 fujian。", "Only of this programme, such as fujian."),
    "status --province": ("只列此省。", "Only of this province."),
    "status --city": ("只列此市。", "Only of this city."),
    "status --standing": ("只列此状态，如 revoked。", "Only of this standing, such as revoked."),
    "status --ground": (
        "只列此情形成立的，如 reporting。",
        "Only with this ground established, such as reporting.",
    ),
    "status --limit": ("至多列出多少个。", "How many to list at most."),
    "status --offset": ("从第几个之后列起。", "How many to leave out at the beginning."),
    "due --within": (
        "只列这么多天以内截止的（含已逾期的）。",
        "Only what ends within so many days, overdue included.",
    ),
    "alerts --limit": ("至多列出多少条；默认 100。", "How many to list at most; 100 if left out."),
    "alerts --before": ("只列总序号小于此数的，用于翻页。", "Only before this position, to page on."),
    "calendar due DAY": (
        "起算事件发生之日（不计入）。",
        "The day of the event that begins the period (not counted).",
    ),
    "calendar due N": ("期间长度。", "The length of the period."),
    "calendar due --unit": (
        "单位：working-days（默认）、days、months、years。",
        "Unit: working-days (if left out), days, months, years.",
    ),
    "calendar due --from-first-day": (
        "起始日计入（如公示）。",
        "The first day counts too (as of a public notice).",
    ),
    "calendar due --no-roll": (
        "最后一日遇休息日不顺延。",
        "A last day off does not roll to the next working day.",
    ),
    "calendar due --certificate": (
        "附期限计算书：逐日列明是否计入及原因。",
        "Add the certificate: each day, counted or not, and why.",
    ),
    "calendar year N": ("年份。", "The year."),
    "calendar notice N": ("通知所安排的年份。", "The year that the notice arranges."),
    "calendar notice --issued-on": ("通知公布之日。", "The day on which the notice was issued."),
    "calendar notice --off": (
        "放假的日子：日期或起止日期，可多次给出。",
        "Days off: a day or a span; may come several times.",
    ),
    "calendar notice --work": (
        "调休上班的日子，可多次给出。",
        "Make-up working days; may come several times.",
    ),
    "calendar notice --number": ("通知文号。", "The number of the notice."),
    "calendar notice --amends": (
        "本通知调整的是哪一年的安排。",
        "The year whose arrangement this notice amends.",
    ),
    "calendar override working|rest": (
        "该日上班（working）或休息（rest）。",
        "The day is worked or a rest day.",
    ),
    "calendar override --basis": ("依据。", "The basis."),
    "calendar override --decided-on": ("作出规定之日；默认为当日。", "The day of the decision; else today."),
    "rulebooks --matrix": ("各版办法逐项并列。", "All editions side by side."),
    "assess-criteria FILE": (
        "指标文件（JSON 对象）；“-”表示标准输入。",
        "A file with a JSON object of indicators; “-” is stdin.",
    ),
    "assess-criteria --as-of-year": (
        "近三年指此年之前的三年；默认取所给最近三年。",
        "The last three years are those before this one; else the latest three given.",
    ),
    "export --output": ("写入此文件；默认写到标准输出。", "Write to this file; else to stdout."),
    "templates FOLDER": ("模板写入的文件夹。", "The folder to write to."),
    "completion bash|zsh|fish": ("命令行外壳的种类。", "The kind of shell."),
}
PARAMETERS: dict[str, tuple[str, str]] = {
    f"help {name}": words for name, words in {**_SHARED, **_OWN}.items()
}
