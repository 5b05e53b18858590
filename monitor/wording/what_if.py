"""Words of what-if and of the interpretation report: code -> (Chinese, English)."""

_ANSWERS: dict[str, tuple[str, str]] = {
    "progress-what-if": ("正在试算", "Trying"),
    "what-if-start": (
        "试算自 {start} 起适用；此前的一切不变。",
        "Tried from {start} on; nothing before that day differs.",
    ),
    "what-if-no-start": ("试算从头适用（未设起始日）。", "Tried from the beginning (no start date)."),
    "what-if-no-clusters": (
        "没有可核对的集群；--programme 可指定另一认定工作的集群，全部集群见 status。",
        "There is no cluster to look at; --programme names those of another programme, status lists all.",
    ),
    "what-if-summary": (
        "截至 {on}：核对 {checked} 个集群，{changed} 个有变化。仅为试算，未写入任何内容。",
        "At {on}: clusters looked at {checked}, of which would differ {changed}. Nothing was written.",
    ),
    "what-if-count": ("{change} {count} 个", "{change}: {count}"),
    "what-if-separator": ("，", ", "),
    "what-if-difference": ("{subject}：{was} → {becomes}", "{subject}: {was} → {becomes}"),
    "what-if-term": ("有效期第 {number} 期", "validity, term {number}"),
    "what-if-more": ("另有 {count} 项", "and {count} more"),
    "what-if-unreadable": (
        "以下集群的记录无法读取，未予试算：{clusters}。",
        "Left out because their records cannot be read: {clusters}.",
    ),
    "interpretations-summary": (
        (
            "截至 {on}：核对 {checked} 个集群，{on_readings} 个的结果取决于条文读法，"
            "{on_facts_alone} 个只取决于事实。"
        ),
        (
            "At {on}: clusters looked at {checked}; resting on how a text is read {on_readings}, "
            "on the facts alone {on_facts_alone}."
        ),
    ),
    "heading-flips": ("有变化的集群（按最先不同之日）", "Clusters that would differ, by the first day"),
    "heading-workload": ("各月工作量（现行 → 试算）", "Work by month (in use → tried)"),
    "heading-readings": ("试过的读法", "Readings tried"),
    "heading-resting": ("结果取决于读法的集群", "Clusters that rest on a reading"),
    "heading-jointly": (
        "结果只因数种读法同时改取而不同的集群",
        "Clusters that rest on several readings together only",
    ),
    "interpretations-none-jointly": (
        "没有集群的结果只因数种读法同时改取而不同。",
        "No cluster rests on several readings together only.",
    ),
    "column-change": ("变化", "change"),
    "column-difference": ("不同之处（现行 → 试算）", "difference (in use → tried)"),
    "column-alternative": ("另一读法", "other reading"),
    "column-month": ("月份", "month"),
    "column-deadlines": ("应办截止", "deadlines"),
    "column-newly-overdue": ("新逾期", "newly overdue"),
    "column-new-grounds": ("新成立情形", "new grounds"),
    "column-windows-ending": ("届满期限", "windows ending"),
}
_REFUSALS: dict[str, tuple[str, str]] = {
    "database-needs-its-folder": (
        (
            "不能只读打开 {database}：其文件夹不可写，SQLite 无法登记读者，可能读到写了一半的内容。"
            "请把文件复制到可写的文件夹再试，或在监测服务运行时再试。"
        ),
        (
            "Cannot open {database} to read only: its folder cannot be written, so that SQLite cannot note "
            "its readers. Copy the file to a folder of yours, or try while the service is running."
        ),
    ),
    "what-if-nothing": (
        "没有说明要改变什么；请给出 --rulebook、--choice、--calendar、--without 或 --with。",
        "Nothing is to be otherwise; give --rulebook, --choice, --calendar, --without or --with.",
    ),
    "what-if-programme-unknown": (
        "没有认定工作 {found} 的办法；可用：{allowed}。",
        "There is no rulebook of programme {found}; allowed: {allowed}.",
    ),
    "what-if-event-unknown": (
        "所问集群中没有此编号的事实（共 {count} 个未找到）：{found}；编号见 history --json。",
        "No cluster asked about has these facts ({count} not found): {found}; history --json names the ids.",
    ),
    "too-many-combinations": (
        "{edition} 的读法有 {count} 种组合，至多试 {most} 种。",
        "{edition} allows {count} combinations of readings; at most {most} are tried.",
    ),
    "choice-not-a-pair": (
        "“{found}”须写作 NAME=VALUE，如 reporting_limbs=all。",
        "“{found}” must read NAME=VALUE, such as reporting_limbs=all.",
    ),
    "choice-unknown": (
        "没有名为 {found} 的选择；可用：{allowed}。",
        "There is no choice {found}; allowed: {allowed}.",
    ),
    "choice-value-unknown": (
        "选择 {choice} 没有读法 {found}；可用：{allowed}。",
        "The choice {choice} has no reading {found}; allowed: {allowed}.",
    ),
    "choice-twice": ("选择 {choice} 给出了两次。", "The choice {choice} is given twice."),
    "file-not-notices": (
        "{file} 不是放假通知文件：{reason}；格式同 holiday-notices.json。",
        "{file} holds no notices: {reason}; its form is that of holiday-notices.json.",
    ),
}
_HELP: dict[str, tuple[str, str]] = {
    "help what-if": (
        "试算：全部历史若依另一版办法、另一读法、另一日历或更正后的事实，哪些集群会有变化。绝不写入。",
        "Run history under another law, reading, calendar or corrected fact: who changes. Never writes.",
    ),
    "example what-if": ("cluster-monitor what-if --rulebook hainan-2023 --programme fujian",) * 2,
    "help what-if --rulebook": (
        "试用的办法：版本，或 YAML 文件；默认为现行办法。",
        "The law to try: an edition, or a YAML file; else the law in use.",
    ),
    "help what-if --programme": (
        "试算哪一认定工作的集群；默认为所试办法的认定工作，否则全部。",
        "The programme whose clusters are run; else that of the edition tried, else all.",
    ),
    "help what-if --choice": (
        "改取的读法，如 reporting_limbs=all；可多次给出，见 rulebook。",
        "A reading to take instead, such as reporting_limbs=all; may come several times, see rulebook.",
    ),
    "help what-if --calendar": (
        "代替随程序发布的放假通知的 JSON 文件；补录的通知和规定仍然有效。",
        "A JSON file of notices instead of the release's; recorded notices and overrides stay.",
    ),
    "help what-if --without": (
        "不计这一事实（编号见 history --json）；可多次给出。",
        "Leave this fact out (history --json names the ids); may come several times.",
    ),
    "help what-if --with": (
        "补上这一文件中的事实，格式和校验同 import；可多次给出。",
        "Add the facts of this file, in the form and with the checks of import; may come several times.",
    ),
    "help what-if --from": (
        "自此日起适用，此前不变（1949-01-01 即从头）；默认为所试办法的施行日，没有施行日则从头适用。",
        (
            "From which day on; nothing before differs (1949-01-01: the beginning). Else the first day in "
            "force of the edition tried, else the beginning."
        ),
    ),
    "help interpretations": (
        "条文读法报告：哪些集群的结果取决于某一读法而不只是事实。绝不写入。",
        "Which cases rest on how a text is read rather than on the facts. Never writes.",
    ),
    "example interpretations": ("cluster-monitor interpretations --programme fujian",) * 2,
    "help interpretations --combinations": (
        "再试各种读法的全部组合，列出只因数种读法同时改取而不同的结果（较慢）。",
        "Try all combinations too, and list what only several readings together change (slower).",
    ),
    "help interpretations --programme": (
        "只看此认定工作的集群，如 fujian。",
        "Only clusters of this programme, such as fujian.",
    ),
}
WHAT_IF: dict[str, tuple[str, str]] = {**_ANSWERS, **_REFUSALS, **_HELP}
