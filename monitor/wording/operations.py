"""Sentences of running the service: settings, health, backups: code -> (Chinese, English)."""

OPERATIONS: dict[str, tuple[str, str]] = {
    # settings
    "settings-not-accepted": (
        "设置文件 {file} 不可用：{reason}。",
        "The settings file {file} is not accepted: {reason}.",
    ),
    "settings-unknown": (
        "不认识、不起作用的环境变量：{names}。",
        "Environment variables that are not known and do nothing: {names}.",
    ),
    "column-setting": ("设置", "setting"),
    "column-setting-value": ("值", "value"),
    "column-origin": ("来源", "from"),
    # health
    "not-ready": ("服务尚未就绪，未通过的检查：{checks}。", "Not ready; checks that failed: {checks}."),
    "column-check": ("检查", "check"),
    "column-health": ("状况", "state"),
    "column-measured": ("所测", "measured"),
    # backups
    "backup-made": (
        "备份已写入 {file} 并读回核对：{size} 个位置。",
        "Backup written to {file} and read back: {size} positions.",
    ),
    "backup-holds": ("备份 {file} 完整：{size} 个位置。", "Backup {file} is whole: {size} positions."),
    "backup-restored": (
        "已从 {file} 恢复，并与其证明逐表核对：{size} 个位置。请运行 rebuild 与 verify。",
        (
            "Restored from {file} and compared with its proof, table by table: {size} positions. Run rebuild "
            "and verify."
        ),
    ),
    "backup-without-outside": (
        "未给出库外保存的检查点：仅凭备份看不出它是不是最新的。请以 --checkpoint 给出。",
        (
            "No checkpoint from outside was given: a backup alone cannot show whether it is the newest. "
            "Give one with --checkpoint."
        ),
    ),
    "backup-does-not-hold": (
        "备份 {file} 核对不通过：{count} 处问题；什么都没有写入。",
        "Backup {file} does not hold; problems: {count}; nothing was written.",
    ),
    "backup-not-read": (
        "{file} 不是完好的备份（{reason}）。",
        "{file} is no sound backup ({reason}).",
    ),
    "backup-newer": (
        "备份 {file} 的格式较新（{version}），本程序只认识到 {known}；请使用新版程序。",
        "Backup {file} has a newer form ({version}), this release knows {known}; use the newer release.",
    ),
    "backup-out-of-order": (
        "备份中位置 {position} 前后的记录次序不对或缺口过大。",
        "The records of the backup around position {position} are out of order, or too many are left out.",
    ),
    "backup-not-restored": (
        "恢复后的内容与备份的证明不符，已全部撤回：{reason}。",
        "What was restored does not match the proof of the backup and was taken back: {reason}.",
    ),
    "restore-into-used-database": (
        "数据库 {database} 已有内容（表 {table}）；只能恢复到空的数据库。",
        "Database {database} is in use (table {table}); a backup is restored into an empty one only.",
    ),
    "checkpoints-not-signed": (
        "{count} 个检查点没有可信公钥的签名，不能作数；什么都没有写入。",
        "Checkpoints that no trusted key signed: {count}; they prove nothing, and nothing was written.",
    ),
    "fault-backup-root-differs": (
        "备份所载的树根或长度与其记录算得的（{detail}）不符。",
        "The root or size that the backup states is not that of its records ({detail}).",
    ),
    "fault-backup-seals-differ": (
        "备份中的封印与其记录不符：封印之后有记录被改动。",
        "The seals in the backup do not match its records: something was changed after it was sealed.",
    ),
    "fault-backup-table-differs": (
        "表 {detail} 的行数或摘要与备份的证明不符。",
        "The rows or the hash of table {detail} are not those of the backup's proof.",
    ),
    "label-backup-made": ("备份时间", "made at"),
    "label-backup-compared": ("核对的检查点", "checkpoints compared"),
    "progress-backup": ("备份", "backing up"),
    "progress-backup-check": ("核对备份", "checking the backup"),
    "progress-restore": ("恢复", "restoring"),
    # help
    "help config": ("程序的设置。", "The settings of the program."),
    "help config show": (
        "列出全部设置：名称、值（秘密不显示）及来源：选项、环境变量、凭据文件、设置文件或默认。",
        "Every setting: name, value (no secrets), and where it is from: option, environment, file, default.",
    ),
    "example config show": ("cluster-monitor config show --json", "cluster-monitor config show --json"),
    "help health": (
        "逐项检查服务是否就绪：数据库、各表的更新、任务、放假安排、自查、隔离。有失败项时以 1 退出。",
        "Whether the service is fit to be used, check by check; exit 1 where one failed.",
    ),
    "example health": ("cluster-monitor health --json", "cluster-monitor health --json"),
    "help backup": (
        "把一切无法重算的内容写成一个文件，附完整性证明，读回核对后才算数。文件含口令摘要，请妥善保管。",
        (
            "Write all that cannot be computed to one file with its proof, and read it back. It holds hashes "
            "of passwords: guard it."
        ),
    ),
    "example backup": (
        "cluster-monitor backup monitor.backup --checkpoint checkpoints.txt",
        "cluster-monitor backup monitor.backup --checkpoint checkpoints.txt",
    ),
    "help backup --verify": (
        "不写备份，只核对已有的文件；不需要数据库。",
        "Make none: check a file that is there. Needs no database.",
    ),
    "help backup --checkpoint": (
        "库外保存的检查点，可多个：备份的日志须与其相符，且不得更旧。",
        "Checkpoints held outside, repeatable: the log of the backup must match them, and be no older.",
    ),
    "help restore": (
        "把备份恢复到空的数据库（没有就建立），可跨 SQLite 与 PostgreSQL；与证明逐表核对后才生效。",
        (
            "Restore a backup into an empty database of either kind, made if it lacks. It is compared with "
            "its proof, table by table, before it counts."
        ),
    ),
    "example restore": (
        "cluster-monitor restore monitor.backup --db new.db --checkpoint checkpoints.txt",
        "cluster-monitor restore monitor.backup --db new.db --checkpoint checkpoints.txt",
    ),
    "help restore --checkpoint": (
        "库外保存的检查点，可多个：恢复的日志须与其相符，且不得更旧。",
        "Checkpoints held outside, repeatable: what is restored must match them, and be no older.",
    ),
    "help backup --key": (
        "可信的核验公钥或其文件，可多个：检查点须由其中之一签名。",
        "Trusted verifier keys or files of them, repeatable: one of them must have signed the checkpoints.",
    ),
    "help restore --key": (
        "可信的核验公钥或其文件，可多个：检查点须由其中之一签名。",
        "Trusted verifier keys or files of them, repeatable: one of them must have signed the checkpoints.",
    ),
    "help backup FILE": ("备份文件；不覆盖已有的。", "The file of the backup; none is overwritten."),
    "help restore FILE": ("备份文件。", "The file of the backup."),
    "help serve --metrics-host": (
        "指标在哪个地址上提供；默认只在本机 127.0.0.1。",
        "Where the figures for Prometheus are served; this machine only, 127.0.0.1, by default.",
    ),
    "help serve --metrics-port": (
        "在此端口提供 Prometheus 指标，无需登录；默认不提供。",
        "Serve figures for Prometheus on a port of their own, to anybody who reaches it; else not at all.",
    ),
}
