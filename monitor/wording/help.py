"""Help of the commands: "help NAME" what it is for, "example NAME" as typed -> (Chinese, English)."""

_FRAME: dict[str, tuple[str, str]] = {
    "help-usage": ("用法：{usage}\n", "Usage: {usage}\n"),
    "help-arguments": ("参数：", "Arguments:"),
    "help-options": ("选项：", "Options:"),
    "help-commands": ("命令：", "Commands:"),
    "help-example": ("例：\n  {example}\n", "Example:\n  {example}\n"),
    "help-options-word": ("[选项]", "[OPTIONS]"),
    "help-command-word": ("命令 [参数] [选项]", "COMMAND [ARGUMENTS] [OPTIONS]"),
}
_PURPOSES: dict[str, tuple[str, str]] = {
    "": (
        "特色产业集群的合规监测：记录事实，推算义务、情形与期限，可问任一日、任一所知时点。",
        "Compliance monitor for recognised SME clusters, for any day, as known at any instant.",
    ),
    "calendar": (
        "工作日历：计算期限，查看与补录放假安排。",
        "The calendar of working days: count periods, look at and record arrangements.",
    ),
    "init": (
        "建立数据库的表。加 --simulation 建立仿真库，其时间由每条命令的 --at 给定。",
        "Make the tables of a database. With --simulation its time is told by --at on every command.",
    ),
    "import": (
        "导入事实文件（.jsonl、.csv、.xlsx）。一次导入要么全部记录，要么全不记录，并列出全部错误的位置。",
        "Import files of facts (.jsonl, .csv, .xlsx). All is recorded or nothing, and every error is listed.",
    ),
    "record": (
        "记录一条事实。内容以 KEY=VALUE 给出，来源写作 source.number=文号。",
        "Record one fact. Its content is given as KEY=VALUE, its source as source.number=….",
    ),
    "tick": (
        "检查一遍，记录到期的发现并列出。再次运行不会重复。",
        "Look once and record every finding that is due; prints them. A second run prints none.",
    ),
    "status": (
        "一个集群的全部情况，或全部集群的名册。可问任一日、任一所知时点。",
        "Everything about one cluster, or the roster of all, on any day, as known at any instant.",
    ),
    "history": (
        "一个集群的全部记录：何日发生、何时记录、引起什么变化、依据何条。",
        "Every event of a cluster: when it happened, when it was recorded, what it changed, the clause.",
    ),
    "due": (
        "未了的义务与期限，按截止日排列。",
        "Open obligations and windows by their last day.",
    ),
    "alerts": (
        "已记录的发现，新的在前。",
        "The findings recorded, newest first.",
    ),
    "calendar due": (
        "计算期间的最后一日及其确定程度。不需要数据库；给出 --db 时采用该库补录的放假安排。",
        "Count the last day of a period and its certainty. Needs no database; with --db its notices count.",
    ),
    "calendar year": (
        "列出一年中放假与调休的日子及其依据。",
        "List the days of a year that are off or made up, each with its notice.",
    ),
    "calendar notice": (
        "补录一份放假通知。已起算的期限会据此重新计算。",
        "Record a holiday notice. Windows that are running are counted again by it.",
    ),
    "calendar override": (
        "补录某地某日上班或休息的规定。",
        "Record that a day in a region is worked or not.",
    ),
    "rulebooks": (
        "列出各版办法及其效力状态。加 --matrix 逐项并列比较。",
        "List the editions and whether they bind. With --matrix they stand side by side.",
    ),
    "rulebook": (
        "一版办法的全部内容，每项注明条款。",
        "One edition in full, each value with its article.",
    ),
    "assess-criteria": (
        "以指标对照认定条件：符合、不符合或未知，每项注明条款。",
        "Judge recognition criteria by indicators: met, not met or unknown, each with its article.",
    ),
    "rebuild": (
        "重新生成全部视图，完成后替换现用的视图。",
        "Build all projections anew beside the live ones, then swap.",
    ),
    "export": (
        "导出全部事实（JSONL）；可导入空库恢复。",
        "Export all facts (JSONL); an empty database restores them by import.",
    ),
    "templates": (
        "在文件夹中写入各类事实的空白填报模板。",
        "Write an empty template for each type of fact into a folder.",
    ),
    "statistics": (
        "按认定工作、地区和年份统计。",
        "Counts by programme, region and year.",
    ),
    "quarantine": (
        "列出因记录无法读取而停用的集群。",
        "List the clusters that are stopped because a record cannot be read.",
    ),
    "watch": (
        "持续监测：按计划检查并记录发现，日志（JSON）写到标准错误。多个进程可同时运行。",
        "Keep watching: look as planned and record findings, logs (JSON) on stderr. Several may run.",
    ),
    "demo": (
        "建立演示用的仿真库：真实的集群名称，合成的经历。",
        "Make a simulation database with real cluster names and synthetic histories.",
    ),
    "completion": (
        "输出命令补全脚本，供 bash、zsh 或 fish 载入。",
        "Print the completion script for bash, zsh or fish.",
    ),
}
_EXAMPLES: dict[str, str] = {
    "init": "cluster-monitor init --db demo.db --simulation --at 2026-02-10T09:00:00+08:00",
    "import": "cluster-monitor import facts.jsonl 年度报送.xlsx --dry-run",
    "record": "cluster-monitor record annual-report-filed fj-jinjiang-shoes --on 2025-03-28 year=2024 "
    "source.number=泉工信〔2025〕12号",
    "tick": "cluster-monitor tick --json",
    "status": "cluster-monitor status fj-jinjiang-shoes --on 2026-02-10",
    "history": "cluster-monitor history fj-jinjiang-shoes",
    "due": "cluster-monitor due --within 30",
    "alerts": "cluster-monitor alerts --limit 20",
    "calendar due": "cluster-monitor calendar due 2026-02-02 15 --certificate",
    "calendar year": "cluster-monitor calendar year 2026",
    "calendar notice": "cluster-monitor calendar notice 2027 --issued-on 2026-11-05 "
    "--off 2027-01-01..2027-01-03 --number 国办发明电〔2026〕7号",
    "calendar override": "cluster-monitor calendar override 350500 2026-12-07 rest --basis 泉州市公告",
    "rulebooks": "cluster-monitor rulebooks --matrix",
    "rulebook": "cluster-monitor rulebook fujian-2022",
    "assess-criteria": "cluster-monitor assess-criteria fujian-2022 indicators.json",
    "rebuild": "cluster-monitor rebuild",
    "export": "cluster-monitor export --output facts.jsonl",
    "templates": "cluster-monitor templates 模板",
    "statistics": "cluster-monitor statistics --json",
    "quarantine": "cluster-monitor quarantine",
    "watch": "cluster-monitor watch --db postgresql+psycopg://monitor@db/monitor",
    "demo": "cluster-monitor demo --db demo.db",
    "completion": "cluster-monitor completion bash > cluster-monitor.bash",
}
HELP: dict[str, tuple[str, str]] = {
    **_FRAME,
    **{f"help {name}".strip(): words for name, words in _PURPOSES.items()},
    **{f"example {name}": (typed, typed) for name, typed in _EXAMPLES.items()},
}
