"""Sentences of screens and of the command line: code -> (Chinese, English)."""

SCREENS: dict[str, tuple[str, str]] = {
    # how the command line refuses
    "usage-bad-value": (
        "{param}：“{found}”无效；可用：{allowed}",
        "{param}: “{found}” is not valid; allowed: {allowed}",
    ),
    "usage-missing": ("缺少 {param}", "{param} is missing"),
    "usage-no-option": ("没有选项 {found}", "There is no option {found}"),
    "usage-no-option-but": (
        "没有选项 {found}，是否指 {near}",
        "There is no option {found}; did you mean {near}",
    ),
    "usage-no-command": ("没有命令 {found}", "There is no command {found}"),
    "usage-no-command-but": (
        "没有命令 {found}，是否指 {near}",
        "There is no command {found}; did you mean {near}",
    ),
    "usage-option-needs-value": ("选项 {param} 缺少取值", "Option {param} lacks its value"),
    "usage-option-takes-no-value": ("选项 {param} 不带取值", "Option {param} takes no value"),
    "usage-extra-words": ("多余的参数：{found}", "Too many arguments: {found}"),
    "usage-other": ("用法有误：{reason}", "Wrong usage: {reason}"),
    "usage-see-help": ("（用法见 {path} --help）。", " (see {path} --help)."),
    "allowed-day": ("日期，如 2025-03-30（1949 至 2200 年）", "a day such as 2025-03-30, from 1949 to 2200"),
    "allowed-instant": (
        "带时区的时刻，如 2025-03-30T09:00:00+08:00，或日期（指该日北京时间 24 时）",
        "an instant with its offset such as 2025-03-30T09:00:00+08:00, or a day (its end in China)",
    ),
    "allowed-whole": ("{least} 至 {most} 的整数", "a whole number from {least} to {most}"),
    "allowed-text": ("文字，不能为空", "text, not empty"),
    "allowed-file": ("文件或文件夹的路径", "the path of a file or a folder"),
    "allowed-words": ("{words}", "{words}"),
    "allowed-days": (
        "日期或起止日期，如 2027-01-01 或 2027-01-01..2027-01-03",
        "a day or a span such as 2027-01-01 or 2027-01-01..2027-01-03",
    ),
    "interrupted": ("已中断。", "Interrupted."),
    "internal-error": (
        "程序内部错误（{reason}）；请加 --debug 重新运行并把输出交给维护人员。",
        "Internal error ({reason}); run it again with --debug and send the output to the maintainers.",
    ),
    "refusal-unworded": ("被拒绝：{code}（{values}）。", "Refused: {code} ({values})."),
    "refused-at": ("{where}：{sentence}", "{where}: {sentence}"),
    "file-not-written": ("无法写入 {file}：{reason}。", "Cannot write {file}: {reason}."),
    "file-not-read": ("无法读取 {file}：{reason}。", "Cannot read {file}: {reason}."),
    "file-not-indicators": (
        "{file} 不是指标文件：{reason}；须为 JSON 对象，如 {example}。",
        "{file} holds no indicators: {reason}; it must be a JSON object such as {example}.",
    ),
    "known-at-in-future": (
        "--known-at（{known_at}）晚于当前时刻（{at}）；今后会记录什么尚不可知。",
        "--known-at ({known_at}) lies after the clock ({at}); what will be recorded is not known yet.",
    ),
    "watch-is-for-real-time": (
        "仿真库的时间由 --at 给定，不能持续监测；请改用 tick。",
        "A simulation's time is told by --at and cannot be watched; use tick.",
    ),
    "simulation-needs-at": (
        "仿真库须以 --at 给定当前时刻，如 --at 2026-02-10T09:00:00+08:00。",
        "A simulation needs its clock: --at INSTANT, such as --at 2026-02-10T09:00:00+08:00.",
    ),
    "real-database-has-its-own-clock": (
        "--at 只用于仿真库；真实库以系统时钟为准。",
        "--at is for simulations; a real database goes by the system's clock.",
    ),
    "cluster-not-found": (
        "没有集群 {cluster}（所知截至 {known_at}）；全部集群见 status。",
        "There is no cluster {cluster} (known by {known_at}); status lists all.",
    ),
    "edition-unknown": (
        "没有办法版本 {found}；可用：{allowed}。",
        "There is no edition {found}; allowed: {allowed}.",
    ),
    "calendar-dated-in-future": (
        "公布日 {on} 晚于今天 {today}，尚不能记录。",
        "It is dated {on}, after today, {today}; it cannot be recorded yet.",
    ),
    "calendar-recorded-already": (
        "同样的放假通知或规定已经记录。",
        "The same notice or override is recorded already.",
    ),
    "calendar-not-accepted": ("内容不符合要求：{reason}。", "The content is not acceptable: {reason}."),
    "notice-contradicts-itself": (
        "{day} 同时列为放假与上班。",
        "{day} is named both off and working.",
    ),
    "notice-names-no-day": (
        "通知没有列出任何日子；请用 --off 或 --work 给出。",
        "The notice names no day; give some by --off or --work.",
    ),
    "recorder-not-accepted": (
        "记录人“{found}”无效；可用：1 至 200 个字的文字，不含控制字符。",
        "“{found}” cannot be recorded as a name; use 1 to 200 characters without control characters.",
    ),
    "demo-needs-empty-database": (
        "数据库 {database} 已有 {position} 条记录；演示数据只写入空库，请用 --db 另指定文件。",
        "Database {database} holds {position} records; the demonstration needs an empty one: give --db.",
    ),
    "period-impossible": ("期限无法计算：{reason}。", "The period cannot be counted: {reason}."),
    # what was done
    "initialised": ("已建立数据库 {database}。", "Database {database} is ready."),
    "initialised-simulation": (
        "已建立仿真数据库 {database}；其时间由 --at 给定，各项回答均标明仿真。",
        "Simulation database {database} is ready; --at tells its time, every answer is marked.",
    ),
    "imported": (
        "已记录 {recorded} 条；此前已记录 {repeated} 条；无来源文件 {sourceless} 条。",
        "Recorded {recorded}; recorded before {repeated}; without source {sourceless}.",
    ),
    "import-tried": (
        "试运行，未写入：可记录 {recorded} 条；此前已记录 {repeated} 条；无来源文件 {sourceless} 条。",
        "Dry run: {recorded} to record; recorded before {repeated}; without source {sourceless}.",
    ),
    "recorded": ("已记录：{id}（总序号 {position}）。", "Recorded: {id} (position {position})."),
    "recorded-before": (
        "此前已记录，未重复：{id}（总序号 {position}）。",
        "Recorded before, not repeated: {id} (position {position}).",
    ),
    "record-tried": ("试运行，未写入：可以记录。", "Dry run, nothing written: it may be recorded."),
    "without-source": (
        "提示：该事实没有来源文件；可用 source.number=文号 source.issuer=发文机关 注明。",
        "Note: this fact has no source; state it by source.number=… source.issuer=….",
    ),
    "findings-recorded": ("新发现 {count} 项：", "New findings: {count}"),
    "nothing-new": ("无新发现。", "Nothing new."),
    "rebuilt": (
        "已重建全部视图，至总序号 {position}。",
        "All projections were built anew, up to position {position}.",
    ),
    "exported": ("已导出 {count} 条事实至 {file}。", "Facts exported to {file}: {count}."),
    "templates-written": ("已写入 {count} 个模板：", "Templates written: {count}"),
    "progress-tick": ("检查集群", "Clusters looked at"),
    "progress-read": ("读取文件", "Reading"),
    "progress-record": ("校验与记录", "Recording"),
    "progress-rebuild": ("重建视图", "Rebuilding"),
    "progress-export": ("导出", "Exporting"),
    "progress-demo": ("生成演示数据", "Making the demonstration"),
    # notes on values
    "certainty-provisional": ("（暂定）", " (provisional)"),
    "certainty-boundary": ("（临界）", " (boundary)"),
    "simulation-mark": ("〔仿真〕", "[SIMULATION] "),
    "simulation-banner": (
        "〔仿真〕本库为仿真数据，不是真实记录。",
        "[SIMULATION] This database is a simulation, not a real record.",
    ),
    "source-is-partial": ("[条文仅部分掌握]", "[text known in part]"),
    "days-left": ("剩 {days} 天", "{days} days left"),
    "days-today": ("今天截止", "ends today"),
    "days-over": ("已过 {days} 天", "{days} days over"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    # empty answers, with what to do next
    "demo-ready": (
        "演示库 {database} 已就绪：{recorded} 条事实，{findings} 项发现，时间停在 {at}。",
        "The demonstration {database} is ready: {recorded} facts, {findings} findings, its clock at {at}.",
    ),
    "demo-next": (
        "接着可看：cluster-monitor status --db {database} --at {at}",
        "Look further: cluster-monitor status --db {database} --at {at}",
    ),
    "empty-roster": (
        "没有集群。可用 import 导入，或用 record cluster-recognised 记录认定，或先看 demo。",
        "There are no clusters. Use import, or record cluster-recognised, or have a look at demo.",
    ),
    "empty-roster-filtered": (
        "没有符合筛选条件的集群；不加筛选的 status 列出全部。",
        "No cluster passes the filters; status without them lists all.",
    ),
    "empty-due": ("没有未了的期限。", "Nothing is due."),
    "empty-alerts": (
        "没有发现。运行 tick 检查并记录到期的发现。",
        "No findings. Run tick to record what is due.",
    ),
    "empty-statistics": ("没有可统计的记录；可用 import 导入。", "There is nothing to count; use import."),
    "empty-quarantine": ("没有被隔离的集群。", "No cluster is in quarantine."),
    "empty-obligations": ("没有义务。", "No obligations."),
    "empty-grounds": ("没有情形。", "No grounds."),
    "empty-windows": ("没有期限。", "No windows."),
    "empty-attention": ("无。", "None."),
    # headings and lines
    "heading-windows": ("期限", "Windows"),
    "heading-obligations": ("义务", "Obligations"),
    "heading-grounds": ("情形", "Grounds"),
    "heading-attention": ("提请注意", "Attention"),
    "heading-days": ("逐日", "Day by day"),
    "heading-values": ("规定", "What it says"),
    "heading-choices": ("文本未定之处的取法", "Choices where the text is open"),
    "roster-summary": (
        "共 {total} 个集群，显示 {shown} 个；情形成立的 {grounded} 个。截至 {on}。",
        "Clusters: {total}, shown: {shown}, with established grounds: {grounded}; as of {on}.",
    ),
    "roster-more": ("后面还有：加 --offset {offset}。", "There are more: add --offset {offset}."),
    "as-known": (
        "{on}（所知截至 {known_at}，总序号 {position}）",
        "{on} (known by {known_at}, position {position})",
    ),
    "validity": ("{start} 至 {end}", "{start} to {end}"),
    "validity-as-stated": ("（公布为 {start} 至 {end}）", " (stated as {start} to {end})"),
    "case-line": (
        "{id}：{state}；{opened_on} 立案；情形：{grounds}",
        "{id}: {state}; opened {opened_on}; grounds: {grounds}",
    ),
    "due-summary": ("{count} 项未了，截至 {on}。", "Open: {count}, as of {on}."),
    "unreadable": ("无法读取（自总序号 {position}）", "cannot be read (from position {position})"),
    "from-to": ("{before} → {after}", "{before} → {after}"),
    "unit-length": ("{length} {unit}", "{length} {unit}"),
    "criteria-overall": ("{edition}：{verdict}", "{edition}: {verdict}"),
    "criteria-soft": ("（一般性要求）", " (soft)"),
    "criteria-waived": ("不作要求：{reason}", "waived: {reason}"),
    "calendar-recorded": ("已记录（总序号 {position}）。", "Recorded (position {position})."),
    "calendar-unpublished": (
        "{year} 年放假安排尚未公布，工作日按周一至周五估计。",
        "The holidays of {year} are not published; working days are estimated as Monday to Friday.",
    ),
    "calendar-plain": ("{year} 年没有调整的日子。", "No day of {year} is arranged otherwise."),
}
