"""Sentences of the database and the log: code -> (Chinese, English)."""

STORAGE: dict[str, tuple[str, str]] = {
    "database-url-unknown": (
        "不认识这个数据库地址；可用：文件名、sqlite:///文件、postgresql+psycopg://用户@主机/库。",
        (
            "This is no database address; use a file name, sqlite:///file or "
            "postgresql+psycopg://user@host/name."
        ),
    ),
    "replica-not-postgresql": (
        "MONITOR_REPLICA_URL 是 PostgreSQL 的流复制副本；主库或副本却是文件。",
        "MONITOR_REPLICA_URL is a streaming replica of a PostgreSQL; the database or its replica is a file.",
    ),
    "not-replicated": (
        "已写入数据库 {database}，但同步副本未确认；请用同一 key 再报一次，已记录的不会重复。",
        "Written to {database}, but its standby did not confirm it; send it again, under the same key.",
    ),
    "rebuild-overtaken": (
        "另一次重建或比对已开始，本次停止，现有各表未受影响；请待其结束后再试。",
        "Another rebuild or comparison began and this one stopped; nothing live was touched. Try again.",
    ),
    "database-unavailable": (
        "数据库 {database} 无法使用：{reason}。",
        "Database {database} is unavailable: {reason}.",
    ),
    "database-busy": (
        "数据库 {database} 正忙，请稍后再试（{reason}）。",
        "Database {database} is busy, try again later ({reason}).",
    ),
    "database-not-initialised": (
        "数据库 {database} 尚未建立；请先运行 cluster-monitor init。",
        "Database {database} has not been made yet; run cluster-monitor init first.",
    ),
    "database-outdated": (
        (
            "数据库 {database} 的表结构是旧版本 {revision}，本程序需要 {known}；请再运行一次 "
            "cluster-monitor init。"
        ),
        (
            "The tables of database {database} are of revision {revision}, this release needs {known}; "
            "run cluster-monitor init again."
        ),
    ),
    "database-newer": (
        "数据库 {database} 的表结构是较新版本 {revision}，本程序只认识到 {known}；请使用新版程序。",
        (
            "The tables of database {database} are of revision {revision}, this release knows {known}; "
            "use the newer release."
        ),
    ),
    "already-initialised": (
        "数据库 {database} 早已建立，是{made_as_zh}数据库；正式与模拟永远不能互换。",
        "Database {database} was made before, as a {made_as} one; real and simulation are never exchanged.",
    ),
    "roles-missing": (
        (
            "登录账号 {login} 不能建立或使用数据库角色。请管理员执行：CREATE ROLE {owner} NOLOGIN; "
            "CREATE ROLE {app} NOLOGIN; GRANT {owner}, {app} TO {login}; GRANT USAGE, CREATE ON SCHEMA "
            "{schema} TO {owner}, {app};（角色已有的不必重建）。"
        ),
        (
            "Login {login} may not make or take the database roles. Let the administrator run: CREATE "
            "ROLE {owner} NOLOGIN; CREATE ROLE {app} NOLOGIN; GRANT {owner}, {app} TO {login}; GRANT "
            "USAGE, CREATE ON SCHEMA {schema} TO {owner}, {app}; (leave out roles that exist)."
        ),
    ),
    "stream-changed": (
        "集群 {cluster} 在此期间有新的记录；什么都没有记录，请重试。",
        "Cluster {cluster} got new records meanwhile; nothing was recorded, try again.",
    ),
    "clock-before-last-record": (
        "时刻 {at} 早于最后一条记录的时刻 {last}；什么都没有记录。",
        "{at} lies before the last record, {last}; nothing was recorded.",
    ),
    "restore-out-of-order": (
        "导出文件不完整或次序不对：位置和记录时刻必须递增，每个集群的记录必须从第一条起连续。",
        (
            "The export is incomplete or out of order: positions must rise, and the records of each "
            "cluster must count from its first."
        ),
    ),
    "restore-gap-too-wide": (
        "导出文件只有 {count} 条记录，最后位置却是 {position}；略去的位置太多，不能恢复。",
        "The export holds {count} records, yet ends at position {position}; too many are left out.",
    ),
    "seals-broken": (
        "日志的封印与记录或已签的检查点不符，不能在其上继续；什么都没有做。请先运行 verify 查明何处被改动。",
        (
            "The seals of the log do not match what is recorded, or what was signed, so that nothing can be "
            "made of them; nothing was done. Run verify to see what was changed."
        ),
    ),
    "position-not-sealed": (
        "没有位置 {position}：已封印的记录到 {last} 为止。",
        "There is no position {position}: what is sealed ends at {last}.",
    ),
    "seal-lost": (
        "位置 {position} 的封印缺失或不完整；请运行 verify 查明。",
        "The seal of position {position} is missing or not whole; run verify.",
    ),
    "event-form-newer": (
        "位置 {position}（集群 {cluster}）的记录格式 {form} 比本程序新；请使用新版程序。",
        (
            "The record at position {position} (cluster {cluster}) has form {form}, newer than this "
            "release; use the newer release."
        ),
    ),
    "event-form-unknown": (
        "位置 {position}（集群 {cluster}）的记录格式 {form} 无人认识；数据可能被改动。",
        (
            "The record at position {position} (cluster {cluster}) has form {form}, which is unknown; "
            "it may have been tampered with."
        ),
    ),
    "event-form-mismatch": (
        "位置 {position}（集群 {cluster}）的记录内容与其格式 {form} 或集群不符；数据可能被改动。",
        (
            "The record at position {position} (cluster {cluster}) does not say what its columns say "
            "({form}); it may have been tampered with."
        ),
    ),
    "event-form-unreadable": (
        "位置 {position}（集群 {cluster}）的记录（{form}）无法读取；数据可能被改动或损坏。",
        (
            "The record at position {position} (cluster {cluster}, {form}) cannot be read; it may be "
            "damaged or tampered with."
        ),
    ),
}
