"""Words of lists as files and of the matrix of yearly reports: code -> (Chinese, English)."""

_HEADERS: dict[str, tuple[str, str]] = {
    "next-due-on": ("下一截止日", "next due"),
    "stage": ("阶段", "stage"),
    "county": ("县（市、区）", "county"),
    "certainty": ("确定程度", "certainty"),
    "basis-then": ("依据状态", "basis"),
    "rulebook": ("办法版本", "rulebook"),
    "withdrawn": ("被此序号撤回", "withdrawn at"),
    "source-paper": ("来源文件", "source"),
    "id": ("记录编号", "event"),
    "simulation": ("仿真", "simulation"),
}
LISTS: dict[str, tuple[str, str]] = {
    **{f"column-{code}": words for code, words in _HEADERS.items()},
    # the sheets
    "list-roster": ("名册", "roster"),
    "list-due": ("截止日", "due"),
    "list-alerts": ("发现", "alerts"),
    "list-statistics": ("统计", "statistics"),
    "list-history": ("历史", "history"),
    "list-report-matrix": ("年度报送", "yearly reports"),
    "list-provenance": ("出处", "provenance"),
    # where a list comes from
    "origin-question": ("问题", "question"),
    "origin-on": ("截至（法定日期）", "end of the legal day"),
    "origin-known-at": ("所知截至", "known by"),
    "origin-rulebook": ("办法版本与内容哈希", "rulebook and its hash"),
    "origin-calendar": ("日历版本", "calendar"),
    "origin-position": ("日志总序号", "position in the log"),
    "origin-rows": ("行数", "rows"),
    "origin-simulation": ("仿真", "simulation"),
    "simulation-yes": ("是", "yes"),
    "simulation-no": ("否", "no"),
    "simulation-told": (
        "是：出自仿真数据，不是真实记录",
        "yes: from a simulation, not a real record",
    ),
    # the marks of the matrix
    "report-mark-on-time": ("按期", "on time"),
    "report-mark-late": ("逾期后报", "late"),
    "report-mark-missing": ("逾期未报", "missing"),
    "report-mark-not-due": ("未到期", "not due"),
    "report-mark-undetermined": ("未知（须由人判断）", "undetermined"),
    "report-mark-not-owed": ("无需报送", "not owed"),
    "report-mark-unknown": ("未知", "unknown"),
    "empty-report-matrix": ("没有集群。", "There are no clusters."),
    # written and refused
    "list-written": (
        "已写入 {file}：{rows} 行，{bytes} 字节。",
        "Written to {file}: rows {rows}, bytes {bytes}.",
    ),
    "list-form-unknown": (
        "不知道要把 {file} 写成什么格式；文件名须以 {allowed} 之一结尾。",
        "The form of {file} is not known; its name must end with one of {allowed}.",
    ),
    "table-too-long": (
        "共 {found} 行，一张工作表最多写 {most} 行；请缩小范围或改用 .csv。",
        "It has {found} rows, a sheet takes {most}; ask for fewer, or write .csv.",
    ),
    "usage-to-is-of-lists": (
        "--to 只用于清单：单个集群的情况、--brief 与 --diff 请用 --json",
        "--to is for lists: for one cluster, --brief and --diff use --json",
    ),
}
LISTS_HELP: dict[str, tuple[str, str]] = {
    "help report-matrix": (
        "年度报送一览：每个集群每年按期、逾期、未报还是无需报送。",
        "The yearly reports of every cluster: on time, late, missing or not owed. Any day, as known then.",
    ),
    "example report-matrix": (
        "cluster-monitor report-matrix --programme fujian --last-year 2025 --to reports.xlsx",
        "cluster-monitor report-matrix --programme fujian --last-year 2025 --to reports.xlsx",
    ),
    "help --to": (
        "写到此文件，格式依文件名：.csv、.xlsx 或 .json；公式一律失效，.xlsx 附出处。",
        "Write it to this file: .csv, .xlsx or .json by its name; no formula survives, .xlsx has its origin.",
    ),
    "help report-matrix --programme": (
        "只列此认定工作，如 fujian。",
        "Only of this programme, such as fujian.",
    ),
    "help report-matrix --province": ("只列此省份。", "Only in this province."),
    "help report-matrix --city": ("只列此设区市。", "Only in this city."),
    "help report-matrix --limit": ("至多列出多少个集群。", "How many clusters to list at most."),
    "help report-matrix --offset": ("从第几个之后列起。", "How many to leave out at the beginning."),
    "help --first-year": (
        "从此年度起；默认为最后年度之前四年。",
        "The first year; else four before the last.",
    ),
    "help --last-year": ("至此年度；默认为上一年。", "The last year; else the year before."),
}
