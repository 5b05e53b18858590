"""Words of certificates and dossiers: code -> (Chinese, English)."""

_SCREENS: dict[str, tuple[str, str]] = {
    "certificate-title": ("{cluster}：{kind} {about} 期限计算书", "{cluster}: certificate of {kind} {about}"),
    "certificate-fixed-annual-day": (
        "不经计算：文本规定了每年的日期，本次为 {day}。",
        "Not counted: the text names a day of each year, this time {day}.",
    ),
    "certificate-fixed-year-end": (
        "不经计算：有效期届满当年的最后一日。",
        "Not counted: the last day of the year in which the validity ends.",
    ),
    "certificate-fixed-announced": (
        "不经计算：复核通知所定的日期 {day}。",
        "Not counted: the day that the call for review names, {day}.",
    ),
    "certificate-excludes-the-day": (
        "按所取读法，当日不计在内。",
        "By the reading taken, the day itself is too late.",
    ),
    "certificate-no-period": (
        "文本未规定期限，所取读法为待定；没有截止日。",
        "The text gives no period and the reading taken leaves it open: there is no last day.",
    ),
    "certificate-told": (
        "已告知当事人的最后一日：{day}；不因日历调整而提前。",
        "The last day the party was told: {day}; the calendar does not move it earlier.",
    ),
    "certificate-is-missing": (
        "系统已记录逾期；加 --absence 取得“当时日志中没有该报送”的证明。",
        "The system found it missing; --absence gives the proof that the log held no such filing then.",
    ),
    "certificate-not-found": (
        "集群 {cluster} 截至 {on} 没有“{found}”，或不止一项；可用：{allowed}。",
        "Cluster {cluster} has no “{found}” as of {on}, or more than one; allowed: {allowed}.",
    ),
    "absence-not-found": (
        "没有关于 {subject} 逾期的发现，无从证明未报送；可先运行 tick。",
        "No finding says that {subject} was missing, so there is nothing to prove; run tick first.",
    ),
    "absence-does-not-hold": (
        "日志不能支持这一证明：{reason_zh}；请运行 verify。",
        "The log does not bear out this proof: {reason}; run verify.",
    ),
    "evidence-not-signed": (
        "须有不小于 {position} 的已签名检查点（现有至 {size}）；请先运行 checkpoint sign，或加 --unsigned。",
        (
            "It takes a signed checkpoint of at least {position} (there is one up to {size}); "
            "run checkpoint sign first, or add --unsigned."
        ),
    ),
    "evidence-not-readable": (
        "总序号 {position} 的记录已损坏，无法作为证据；请运行 verify。",
        "The record at position {position} is damaged and cannot be given as evidence; run verify.",
    ),
    "dossier-cluster-not-found": (
        "没有集群 {cluster}；全部集群见 status。",
        "There is no cluster {cluster}; status lists all.",
    ),
    "case-not-found": (
        "集群 {cluster} 没有案件 {case}；可用：{allowed}。",
        "Cluster {cluster} has no case {case}; allowed: {allowed}.",
    ),
    "dossier-does-not-hold": (
        "日志不能支持该案卷：{reason_zh}；请运行 verify。",
        "The log does not bear out the dossier: {reason}; run verify.",
    ),
    "dossier-written": (
        "已写入 {file}（{bytes} 字节）：集群 {cluster} 案件 {case}，检查点 {size}。",
        "Written to {file} ({bytes} bytes): cluster {cluster}, case {case}, checkpoint at {size}.",
    ),
    "dossier-next": (
        "核验：python3 verify.py {file} --key 公钥（verify.py 在压缩包内，也可另行取得）。",
        "To check it: python3 verify.py {file} --key VERIFIER-KEY (verify.py is in the zip, too).",
    ),
    "dossier-is-unsigned": (
        "注意：检查点未签名，案卷首页已注明；先运行 checkpoint sign，可得已签名的案卷。",
        "Note: the checkpoint is not signed, as the first page says; checkpoint sign makes one that is.",
    ),
    "progress-dossier": ("收集证明", "Collecting proofs"),
    "verify-bundle-or-checkpoints": (
        "--checkpoint 用于核验日志；案卷自带检查点，请以 --key 给出公钥",
        "--checkpoint is for the log; a bundle brings its own checkpoint, so give a key by --key",
    ),
    "bundle-too-large": ("{file} 超过 {most} 字节。", "{file} is larger than {most} bytes."),
    "bundle-does-not-hold": (
        "案卷核验不通过：{count} 处问题。",
        "The bundle does not hold; problems: {count}.",
    ),
}
_SUMMARY: dict[str, tuple[str, str]] = {
    "dossier-title": ("案卷摘要", "Summary of the dossier"),
    "dossier-simulation": ("本案卷出自仿真数据，不是真实记录。", "From a simulation: not a real record."),
    "dossier-unsigned": (
        "检查点未签名：本案卷只能说明前后一致，不能作为证据。",
        "The checkpoint is NOT SIGNED: the dossier agrees with itself, but is no evidence.",
    ),
    "dossier-steps": ("案件经过", "Steps of the case"),
    "dossier-grounds": ("撤销情形", "Grounds"),
    "dossier-deadlines": ("期限与义务", "Deadlines"),
    "dossier-replay": ("复算", "Replay"),
    "dossier-verdicts": (
        (
            "按作出时所知逐项复算：一致 {same} 项，不一致 {differs} 项，无法复算 {cannot} 项，"
            "程序错误 {faults} 处；逐项见 replay.json。"
        ),
        (
            "Computed again on what was known then: same {same}, differing {differs}, impossible {cannot}, "
            "faults of procedure {faults}; item by item in replay.json."
        ),
    ),
    "dossier-events": ("本集群全部记录", "All events of the cluster"),
    "dossier-check": ("核验", "How to check"),
    "dossier-how": (
        "本页仅便于阅读，以 events.jsonl 为准。以另行取得的 verify.py 和公钥核验整个压缩包，见 README.txt。",
        (
            "This page is for reading only; events.jsonl decides. Check the zip with a verify.py and a key "
            "that you got from elsewhere, see README.txt."
        ),
    ),
    "dossier-told": ("（已告知 {day}）", "(told {day})"),
    "dossier-absence": (
        (
            "{kind} {period}（应于 {due_on} 前报送）：总序号 {position} 的发现作出时，日志中本集群"
            "已有 {before} 条记录，全部附上，其中没有按期的报送。"
        ),
        (
            "{kind} {period} (due by {due_on}): at the finding at position {position} the log held "
            "{before} events of this cluster; all are here, and none is a filing in time."
        ),
    ),
}
_LABELS: dict[str, tuple[str, str]] = {
    "checkpoint": ("检查点（SHA-256）", "checkpoint (SHA-256)"),
    "checkpoint-sm3": ("检查点（SM3）", "checkpoint (SM3)"),
    "starts-with": ("起始事实", "begun by"),
    "service-proof": ("证明文件", "proved by"),
    "opens-on": ("起算事件之日", "counted from the event of"),
    "state": ("情况", "state"),
    "clause": ("条款与依据", "clause and basis"),
    "rulebook-hash": ("办法内容哈希", "rulebook hash"),
    "choices": ("所据选择", "choices"),
}
DOSSIER: dict[str, tuple[str, str]] = {
    **_SCREENS,
    **_SUMMARY,
    **{f"label-{code}": words for code, words in _LABELS.items()},
}
DOSSIER_HELP: dict[str, tuple[str, str]] = {
    "help certificate": (
        "期限计算书：一项期限或义务从何事实起算、依据何条、逐日如何计算；逾期未报的，可出具未报送的证明。",
        "The certificate of a deadline: fact, clause, every day; or the proof that a filing was missing.",
    ),
    "help dossier": (
        "案卷：一个案件的全部记录、依据与证明，写成一个可自行核验的压缩包。",
        "The dossier of a case: all events, law and proofs in one zip that can be checked without us.",
    ),
    "example certificate": (
        "cluster-monitor certificate fj-jinjiang-shoes appeal c1",
        "cluster-monitor certificate fj-jinjiang-shoes appeal c1",
    ),
    "example dossier": (
        "cluster-monitor dossier fj-jinjiang-shoes c1 --output c1.zip",
        "cluster-monitor dossier fj-jinjiang-shoes c1 --output c1.zip",
    ),
    "help certificate SUBJECT": (
        "期限或义务的种类，如 appeal、reconsideration、annual-report。",
        "The kind of window or obligation, such as appeal, reconsideration, annual-report.",
    ),
    "help certificate PERIOD-OR-CASE": (
        "义务的所属年度或变动编号，期限的案件编号；公示为其首日。只有一项时可不写。",
        "The period of an obligation, the case of a window, else its first day; not needed for one.",
    ),
    "help certificate --absence": (
        "出具未报送的证明（JSON，可用 verify.py 核验）。",
        "Give the proof of absence (JSON, which verify.py checks).",
    ),
    "help certificate --unsigned": (
        "没有已签名的检查点时也出具，并注明未签名。",
        "Give it without a signed checkpoint, and say so in it.",
    ),
    "help dossier CASE": ("案件编号。", "The id of the case."),
    "help dossier --output": (
        "写到此文件；默认以集群和案件编号命名。",
        "The file to write; else named by cluster and case.",
    ),
    "help dossier --key": (
        "随附的公钥（仅供参考，读者应另行取得），或存有公钥的文件。",
        "Verifier keys to put in as a hint (readers get them from elsewhere), or a file of some.",
    ),
    "help dossier --unsigned": (
        "不用已签名的检查点，写到日志末尾，并在首页注明；没有覆盖本案的检查点时本来如此。",
        "Up to the end of the log, without a signed checkpoint, as where none covers the case.",
    ),
}
