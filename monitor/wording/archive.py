"""Sentences of the law archive and of the self-audit: code -> (Chinese, English)."""

ARCHIVE: dict[str, tuple[str, str]] = {
    "law-text-missing": (
        "数据库中没有摘要为 {sha256} 的法规文本。",
        "The database holds no text of law under {sha256}.",
    ),
    "law-text-altered": (
        "摘要为 {sha256} 的法规文本与其摘要不符，已被改动，不能使用。",
        "The text of law under {sha256} does not match its hash: it was altered and is not used.",
    ),
    "empty-law": (
        "数据库中还没有法规文本；首次记录或检查时存入。",
        "No text of law is kept yet; the first record or tick keeps them.",
    ),
    "heading-adoptions": ("自何时起依何版本判断", "Judged by which edition since when"),
    "heading-law-texts": ("已存的法规文本（law 摘要 可看全文）", "Texts kept (law SHA256 shows one in full)"),
    "column-adopted-at": ("自", "since"),
    "column-bytes": ("字节", "bytes"),
    "self-audit-clean": ("自查完毕：一切如故。", "Self-audit done: everything is as it must be."),
    "self-audit-not-clean": ("自查完毕：发现问题。", "Self-audit done: problems were found."),
    "self-audit-found-problems": (
        "自查发现问题，结果已记在位置 {position}；请用 verify、replay、rebuild 分别查明。",
        "The self-audit found problems, recorded at position {position}; see verify, replay and rebuild.",
    ),
    "empty-self-audits": ("还没有自查记录。", "There is no self-audit yet."),
    "audit-missing": ("缺少自查：{since} 至 {until}。", "No self-audit from {since} until {until}."),
    "audit-log": ("{size} 个位置，{problems} 处问题", "{size} positions, {problems} problems"),
    "audit-checkpoint": ("到位置 {size}", "up to position {size}"),
    "audit-no-checkpoint": ("尚无签名的检查点", "no signed checkpoint yet"),
    "audit-replay": (
        "重算 {replayed} 项：{differs} 项不同，{cannot} 项无法重算",
        "computed again {replayed}: different {differs}, cannot be computed {cannot}",
    ),
    "audit-acts": (
        "{count} 项决定有程序瑕疵（replay 逐项列出）",
        "acts with faults of procedure: {count} (replay lists them)",
    ),
    "audit-calendar": (
        "{days} 日与第二来源核对，{differs} 日不同",
        "days held against a second source {days}: different {differs}",
    ),
    "audit-clean": ("一切如故", "clean"),
    "audit-found-problems": ("有问题", "problems"),
    "progress-self-audit": ("自查", "auditing"),
    "label-audit-log": ("日志", "log"),
    "label-audit-root": ("树根", "root"),
    "label-audit-root-sm3": ("树根（SM3）", "root (SM3)"),
    "label-audit-checkpoint": ("检查点", "checkpoint"),
    "label-audit-replay": ("重算", "replay"),
    "label-audit-acts": ("程序", "procedure"),
    "label-audit-calendar": ("日历", "calendar"),
    "label-audit-uncovered": ("第二来源不知的年份", "years unknown to it"),
    "column-table": ("表", "table"),
    "column-rows": ("行数", "rows"),
    "column-differs": ("不同", "differ"),
    "column-audited-at": ("时间", "at"),
    "column-log-size": ("日志长度", "log size"),
    "column-outcome": ("结果", "outcome"),
    "column-root": ("树根", "root"),
    "help self-audit": (
        "自查日志、各表、发现与日历并记录结果；每日由 watch 或 serve 自动进行。--list 列出自查记录与缺漏。",
        "Check log, tables, findings, calendar; record the result (daily by itself). --list shows the gaps.",
    ),
    "example self-audit": ("cluster-monitor self-audit --list", "cluster-monitor self-audit --list"),
    "help self-audit --list": (
        "列出已有的自查与缺少自查的时段，不进行自查。",
        "List the audits there are and the times without one; audit nothing.",
    ),
    "help law": (
        "数据库所存的法规文本及其采用时间；给出摘要时原样输出该文本。",
        "The texts of law kept in the database, since when each is judged by; with a hash, that text.",
    ),
    "example law": ("cluster-monitor law --json", "cluster-monitor law --json"),
    "help law SHA256": (
        "文本的摘要，如 sha256:0123…；即发现与决定所载的摘要。",
        "The hash of a text, such as sha256:0123…, as findings and decisions pin it.",
    ),
}
