"""What is said of the two times of a question: code -> (Chinese, English)."""

KNOWLEDGE: dict[str, tuple[str, str]] = {
    # refusals
    "knowledge-runs-backwards": (
        "--diff 的两个时点顺序颠倒：{earlier} 晚于 {later}；请先给出较早的时点。",
        "The instants of --diff run backwards: {earlier} is after {later}; give the earlier one first.",
    ),
    "usage-brief-is-of-all": (
        "--brief 只用于全部集群的名册，不与集群编号或 --ground 同用",
        "--brief is of the roster of all and goes with neither a cluster nor --ground",
    ),
    "usage-on-needs-diff": (
        "history 的 --on 须与 --diff 同用",
        "--on of history goes with --diff only",
    ),
    "usage-diff-has-its-instants": (
        "--diff 已给出两个所知时点，不与 --known-at 同用",
        "--diff names its two instants of knowledge and does not go with --known-at",
    ),
    # help
    "help status --brief": (
        "只列状态与有效期（查询历史名册最快）。",
        "Standing and validity only: the fastest roster of any day and instant.",
    ),
    "help history --diff": (
        "两个所知时点（先早后晚）：其间所知有何变化，某日的结论因而有何不同。",
        "Two instants, the earlier first: what knowledge changed between them, and of one day's answer.",
    ),
    "help history --on": (
        "与 --diff 同用：比较哪一日的结论；默认为较晚时点之日。",
        "With --diff, the legal day whose answers are compared; else the day of the later instant.",
    ),
    "help alerts --on": (
        "只列法定日期不晚于此日的。",
        "Only findings dated by this legal day.",
    ),
    # screens
    "roster-summary-standings": (
        "共 {total} 个集群，显示 {shown} 个。截至 {on}。",
        "Clusters: {total}, shown: {shown}; as of {on}.",
    ),
    "recorded-later": ("（{days} 日后补记）", "(recorded {days} days later)"),
    "withdrawn-by": (
        "〔已撤回：总序号 {position}，{at}，{reason}〕",
        "[withdrawn by position {position}, {at}: {reason}]",
    ),
    "difference-of": (
        "{cluster}：所知从 {earlier} 到 {later} 的变化；结论以 {on} 为准。",
        "{cluster}: what knowledge changed from {earlier} to {later}; answers of {on}.",
    ),
    "heading-recorded": ("其间记录", "Recorded between"),
    "heading-notices": ("其间知悉的放假安排", "Calendar notices known between"),
    "heading-changed": ("结论的不同", "What is answered otherwise"),
    "empty-recorded": ("其间没有新的记录。", "Nothing was recorded between."),
    "empty-changed": ("结论没有不同。", "Nothing is answered otherwise."),
    "attention-since": ("自 {since}", "since {since}"),
    "notice-line": ("{year} 年放假通知 {number}", "notice of {year}, {number}"),
    "override-line": ("{region} {day} {kind}（{basis}）", "{region} {day} {kind} ({basis})"),
    "override-working": ("上班", "working"),
    "override-rest": ("休息", "rest"),
    "from-event": ("记录 {position}", "event {position}"),
    "from-adoption": ("{at} 起改用新版办法", "another law adopted at {at}"),
    "column-valid-from": ("有效期起", "valid from"),
    "column-subject": ("所指", "what"),
    "column-before": ("原", "before"),
    "column-after": ("现", "after"),
    "column-comes-from": ("来由", "comes from"),
}
