"""Words of `verify`: code -> (Chinese, English); "fault-CODE" tells a problem of the log."""

_ANSWERS: dict[str, tuple[str, str]] = {
    "verify-empty": ("日志中尚无记录。", "Nothing is recorded yet."),
    "verify-holds": (
        "日志完好：{size} 个位置与封印相符，核对了 {count} 个检查点。根 {root}，{root_sm3}。",
        (
            "The log holds: {size} positions match their seals; checkpoints compared: {count}. "
            "Root {root}, {root_sm3}."
        ),
    ),
    "verify-found": (
        "日志有 {count} 处问题（共 {size} 个位置）。按现存记录算得的根 {root}，{root_sm3}。",
        "The log has problems: {count} (positions: {size}). Root of what is stored: {root}, {root_sm3}.",
    ),
    "verify-more": ("另有 {count} 处问题，见 --json。", "Further problems: {count}; see --json."),
    "verify-without-outside": (
        "未给出库外保存的检查点：有人若改写记录并重算全部封印，仅凭本库看不出来。请以 --checkpoint 给出。",
        (
            "No checkpoint from outside was given: had someone rewritten records and all seals, this "
            "database alone could not show it. Give one with --checkpoint."
        ),
    ),
    "log-does-not-hold": ("日志核验不通过：{count} 处问题。", "The log does not hold; problems: {count}."),
    "progress-verify": ("核验日志", "Verifying the log"),
}
_FAULTS: dict[str, tuple[str, str]] = {
    "event-changed": (
        "位置 {position}（集群 {cluster}）：记录与其封印不符，封印之后被改动。",
        "Position {position} (cluster {cluster}): the record is not what was sealed; it was changed.",
    ),
    "event-missing": (
        "位置 {position} 至 {until}：已封印的记录被删除。",
        "Positions {position} to {until}: records that were sealed are gone.",
    ),
    "tail-cut": (
        "位置 {position} 至 {until}：日志末尾已封印的记录被删除。",
        "Positions {position} to {until}: the end of the log was cut off; it was sealed.",
    ),
    "event-inserted": (
        "位置 {position}（集群 {cluster}）：此处封印为空，记录是后来插入的。",
        "Position {position} (cluster {cluster}): sealed as empty; the record was inserted later.",
    ),
    "events-swapped": (
        "位置 {position} 与 {until}：两条记录被对调。",
        "Positions {position} and {until}: the two records were swapped.",
    ),
    "event-moved": (
        "位置 {position}（集群 {cluster}）：记录原在位置 {detail}，被移动。",
        "Position {position} (cluster {cluster}): the record was sealed at position {detail}; it was moved.",
    ),
    "event-not-sealed": (
        "位置 {position} 至 {until}：记录没有为此位置封印，不是经本程序写入的，或日志末尾的记载被改动。",
        (
            "Positions {position} to {until}: not sealed for this place: not recorded by this program, or "
            "what tells where the log ends was changed."
        ),
    ),
    "seal-changed": (
        "位置 {position}：封印被改动，或两种算法互不相符。",
        "Position {position}: the seal was changed, or its two algorithms disagree.",
    ),
    "gap-impossible": (
        "位置 {position} 至 {until}：被记为恢复时略去的空位，但重复、次序不对或其后没有记录；空位表被改动。",
        (
            "Positions {position} to {until}: stated as left out by a restore, but twice, out of order or "
            "with no record behind; the table of gaps was touched."
        ),
    ),
    "tile-changed": (
        "位置 {position} 至 {until}：树的存储节点被改动或删除；记录本身与封印相符。",
        (
            "Positions {position} to {until}: the stored node of the tree over them was changed or removed; "
            "the records themselves match their seals."
        ),
    ),
    "tile-astray": (
        "树的存储节点 {detail} 不属于本日志，不是经本程序写入的。",
        "The stored tree node {detail} belongs to no tree of this log; it was not written by this program.",
    ),
    "position-missing": (
        "位置 {position} 至 {until}：记录不存在，也没有记为略去的空位。",
        "Positions {position} to {until}: no record is there, nor is it stated that any was left out.",
    ),
    "position-astray": (
        "位置 {position} 至 {until}：日志中断之后还有记录，不属于任何已封印的部分。",
        "Positions {position} to {until}: records behind the break, part of nothing sealed.",
    ),
    "position-impossible": (
        "位置 {position}：位置从 1 起，此处的记录不是经本程序写入的。",
        "Position {position}: positions begin at 1; what is there was not recorded by this program.",
    ),
    "version-out-of-order": (
        "位置 {position}（集群 {cluster}）：该集群记录的序号不连续。",
        "Position {position} (cluster {cluster}): the versions of the cluster do not count on here.",
    ),
    "clock-fell": (
        "位置 {position}（集群 {cluster}）：记录时刻早于前一条。",
        "Position {position} (cluster {cluster}): recorded before the record in front of it.",
    ),
    "cluster-differs": (
        "位置 {position}：记录被归到集群 {cluster}，但其内容属于另一集群。",
        "Position {position}: filed under cluster {cluster}, but its content says another.",
    ),
    "topic-differs": (
        "位置 {position}（集群 {cluster}）：记录的类型与其内容不符。",
        "Position {position} (cluster {cluster}): the type in its column is not that of its content.",
    ),
    "key-differs": (
        "位置 {position}（集群 {cluster}）：幂等键与其内容不符。",
        "Position {position} (cluster {cluster}): the key in its column is not that of its content.",
    ),
    "instant-differs": (
        "位置 {position}（集群 {cluster}）：记录时刻与其内容不符。",
        "Position {position} (cluster {cluster}): the instant in its column is not that of its content.",
    ),
    "state-unreadable": (
        "位置 {position}（集群 {cluster}）：记录内容无法读取。",
        "Position {position} (cluster {cluster}): the content cannot be read.",
    ),
    "checkpoint-differs": (
        "检查点 {detail} 与日志不符：位置 {position} 至 {until} 之间有记录被改写并重新封印。",
        (
            "Checkpoint {detail} is not met: records within positions {position} to {until} were "
            "rewritten and sealed anew."
        ),
    ),
    "rolled-back": (
        "检查点 {detail} 比日志长：位置 {position} 至 {until} 的记录丢失，日志被退回到从前。",
        (
            "Checkpoint {detail} is longer than the log: positions {position} to {until} are lost; the "
            "log was rolled back."
        ),
    ),
    "checkpoint-not-signed": (
        "检查点 {detail} 没有可信公钥的签名，未予核对。",
        "Checkpoint {detail} is not signed by a trusted key, and was not compared.",
    ),
    "checkpoint-unreadable": (
        "库中的检查点 {detail} 无法读取，或与所列长度不符。",
        "The stored checkpoint {detail} cannot be read, or is not the one it is filed as.",
    ),
    "law-text-changed": (
        "法规文本 {detail} 与其哈希不符。",
        "The text of law {detail} is not what its hash says.",
    ),
    "law-text-missing": (
        "曾经采用的法规文本 {detail} 不在库中。",
        "The text of law {detail} was adopted and is not there.",
    ),
    "more": (
        "问题过多，位置 {position} 之后的未逐一列出。",
        "Too much is wrong to list it all; it goes on from position {position}.",
    ),
}
_HELP: dict[str, tuple[str, str]] = {
    "help verify": (
        "核验日志是否被改动，指出何处；给出 BUNDLE 时核验导出的案卷。有问题时退出码为 1。",
        "Whether the log was changed, and where; or whether an exported bundle holds. Exit code 1 if not.",
    ),
    "example verify": (
        "cluster-monitor verify --checkpoint checkpoints.txt --key log.vkey",
        "cluster-monitor verify --checkpoint checkpoints.txt --key log.vkey",
    ),
    "help verify BUNDLE": ("要核验的案卷；不给则核验日志。", "The bundle to check; else the log."),
    "help verify --checkpoint": (
        "库外保存的检查点文件；可给多个。没有它，全盘改写是看不出来的。",
        "A file of checkpoints held outside; may come often. Without one a wholesale rewrite goes unseen.",
    ),
    "help verify --key": (
        "可信的验证公钥，或其文件；可给多个。给出后，未经其签名的检查点不算数。",
        "A trusted verifier key, or a file of some; may come often. Checkpoints by others then do not count.",
    ),
}
VERIFICATION: dict[str, tuple[str, str]] = {
    **_ANSWERS,
    **{f"fault-{code}": words for code, words in _FAULTS.items()},
    **_HELP,
}
