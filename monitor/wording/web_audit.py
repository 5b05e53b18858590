"""What the audit pages say: code -> (Chinese, English)."""

_TITLES: dict[str, tuple[str, str]] = {
    "audit-ways": ("审计各页", "Audit pages"),
    "audit-title-overview": ("审计概览", "Audit"),
    "audit-title-replay": ("复算", "Replay"),
    "audit-title-log": ("日志核验", "Log"),
    "audit-title-receipt": ("记录回执", "Receipts"),
    "audit-title-self-audits": ("自查记录", "Self-audits"),
    "audit-title-access": ("访问记录", "Access record"),
}
_OVERVIEW: dict[str, tuple[str, str]] = {
    "audit-figure-size": ("日志长度", "positions in the log"),
    "audit-figure-uncovered": ("尚无检查点涵盖", "not covered by a checkpoint"),
    "audit-figure-audits": ("自查次数", "self-audits"),
    "audit-figure-gaps": ("缺少自查的时段", "times without a self-audit"),
    "audit-roots": ("当前树根", "Roots now"),
    "audit-roots-why": (
        "树根由全部记录的封印算得；任何一条记录改动，树根即不同。请与库外保存的检查点核对。",
        "They are made of the seals of all records: change one and they differ. Compare with one outside.",
    ),
    "audit-root-sha256": ("树根 SHA-256", "Root SHA-256"),
    "audit-root-sm3": ("树根 SM3", "Root SM3"),
    "audit-checkpoint-last": ("最近的检查点", "Newest checkpoint"),
    "audit-checkpoint-why": (
        "库内的检查点只是副本，签名以公钥核对为准；有效力的是库外保存的那一份。",
        "What the database keeps are copies; those that count are held outside and checked with a key.",
    ),
    "audit-signers": ("所署签名", "signatures by"),
    "audit-examined": ("最近一次自查", "Newest self-audit"),
    "audit-gaps": ("有 {count} 个时段缺少自查", "Times without a self-audit: {count}"),
    "audit-dossiers": ("下载案件卷宗（在处置页各案件内）", "Dossiers: on the page of each case"),
    "audit-self-what": (
        "系统每日自查日志、各表、发现与日历，结果不论好坏都记入日志；相隔超过 36 小时即为缺漏。",
        "Every day the service examines itself and records the result, good or bad; over 36 hours is a gap.",
    ),
    "audit-self-none": (
        "还没有自查记录；服务运行后每日自动进行。",
        "There is no self-audit yet; a running service does one every day.",
    ),
    "audit-self-last": ("最近一次自查的内容", "What the newest one found"),
    "audit-self-tables": ("各表重建比对", "Tables built anew and compared"),
}
_REPLAY: dict[str, tuple[str, str]] = {
    "audit-replay-what": (
        "按每项发现、决定所据的办法、日历和记录重新推算：当时所知、现在所知、现行办法，各答一致、有差异或无法判断。",
        "Findings and decisions are computed again: as known then, as known now, and by the law of today.",
    ),
    "audit-replay-cluster": ("集群编号（不填为全部）", "Cluster (empty: all)"),
    "audit-replay-show": ("显示", "Show"),
    "audit-replay-show-told": ("须留意的", "what has to be told"),
    "audit-replay-show-differs": ("当时有误的", "wrong already then"),
    "audit-replay-show-cannot": ("无法判断的", "what cannot be told"),
    "audit-replay-show-all": ("全部", "all"),
    "audit-replay-do": ("复算", "Replay"),
    "audit-replay-progress": (
        "本页已复算第 {first} 至 {last} 个集群，共 {total} 个。",
        "Clusters {first} to {last} of {total} were replayed for this page.",
    ),
    "audit-replay-left": (
        "还有 {count} 个集群未复算，请翻到下一页",
        "{count} clusters are not replayed yet: go on to the next page",
    ),
    "audit-replay-checked": ("复算项数", "replayed"),
    "audit-replay-same": ("一致", "same"),
    "audit-replay-differs": ("当时有误", "wrong then"),
    "audit-replay-cannot": ("无法判断", "cannot be told"),
    "audit-replay-changed": ("此后有变化", "changed since"),
    "audit-replay-none": (
        "本页没有符合所选条件的项目；可选“全部”查看每一项。",
        "Nothing on this page is of that kind; choose “all” to see every item.",
    ),
    "audit-replay-more": (
        "只列出前 {count} 项；请指明集群，或导出文件。",
        "Only the first {count} are listed; name a cluster, or take the file.",
    ),
    "audit-replay-one": ("复算记录 {position}", "Replay of position {position}"),
    "audit-verdicts": ("结论", "Verdicts"),
    "audit-pins": ("所据依据", "What it rests on"),
    "audit-replay-three": (
        "“无法判断”不等于一致：缺少依据的，一律不作肯定。",
        "“Cannot be told” is not “same”: what lacks its basis is never confirmed.",
    ),
}
_LOG: dict[str, tuple[str, str]] = {
    "audit-verify": ("核验全部日志", "Check the whole log"),
    "audit-verify-what": (
        "逐条重算封印并与检查点比对。贴入或上传库外保存的检查点，才能发现整体改写。",
        "Every seal is computed anew. Only a checkpoint held outside can show that all was rewritten.",
    ),
    "audit-verify-notes": ("库外保存的检查点", "Checkpoints held outside"),
    "audit-verify-notes-hint": (
        "贴入检查点全文，包括空行和签名行；可贴多个。也可在下面选文件。",
        "Paste them whole, with the empty line and the signatures; or choose a file below.",
    ),
    "audit-verify-file": ("检查点文件", "File of checkpoints"),
    "audit-verify-keys": ("信任的验证公钥", "Trusted verifier keys"),
    "audit-verify-keys-hint": (
        "每行一个；填写后，未经其签名的检查点不算数。",
        "One a line; checkpoints that none of them signed then do not count.",
    ),
    "audit-verify-do": ("开始核验", "Check"),
    "audit-verify-anew": ("重新核验", "Check again"),
    "audit-note-given": ("所给检查点", "the checkpoints given"),
    "note-file-not-text": (
        "所选文件不是文本；检查点文件为 UTF-8 文本。",
        "The file is not text; a file of checkpoints is UTF-8 text.",
    ),
    "audit-holds": ("日志完好", "The log holds"),
    "audit-broken": ("日志核验不通过", "The log does not hold"),
    "audit-compared": (
        "比对检查点 {count} 个，其中库外保存的 {outside} 个。",
        "Checkpoints compared: {count}; held outside: {outside}.",
    ),
    "verify-without-outside-page": (
        "没有给出库外保存的检查点：若有人改写记录并重算全部封印，仅凭本库看不出来。",
        "No checkpoint from outside was given: had all been rewritten, this cannot show it.",
    ),
    "audit-problems-more": ("另有 {count} 处问题。", "Further problems: {count}."),
    "audit-checkpoints": ("库内保存的检查点", "Checkpoints that are kept"),
    "audit-checkpoints-none": (
        "没有检查点；请签署人以 checkpoint sign 签署。",
        "There is none; let the signer run checkpoint sign.",
    ),
    "audit-note": ("全文", "note"),
    "audit-note-show": ("查看", "Show"),
    "audit-receipt-event": ("事件编号或总序号", "Event id or position"),
    "audit-receipt-do": ("查看回执", "Show the receipt"),
    "audit-receipt-none": (
        "填写事件编号或总序号，查看它何时记录、封印为何、由哪个检查点涵盖。",
        "Name an event to see when it was recorded, its hashes, and which checkpoint covers it.",
    ),
    "audit-receipt-what": ("回执", "Receipt"),
    "audit-receipt-proofs": ("包含证明", "Proofs of inclusion"),
    "audit-receipt-proofs-why": (
        "凭证明和库外的检查点，任何人不用本系统也能核对（C2SP tlog-proof）。",
        "With a checkpoint from outside anybody can check these without us (C2SP tlog-proof).",
    ),
}
_ACCESS: dict[str, tuple[str, str]] = {
    "audit-access-seek": ("查询条件", "Looking for"),
    "audit-access-hint": (
        "用空格分开，可组合；日期为 2026-11-21，含首尾两日：",
        "Parted by blanks; days like 2026-11-21, both included:",
    ),
    "audit-access-none": (
        "没有符合条件的记录；请改变查询条件。",
        "Nothing recorded fits; change what you look for.",
    ),
    "audit-access-question": ("查询条件", "looked for"),
    "audit-access-all": ("全部", "all"),
    "attempt-done": ("办成", "done"),
    "attempt-not-permitted": ("无权办理", "not permitted"),
    "attempt-not-permitted-everywhere": ("无权办理全部集群", "not permitted everywhere"),
    "attempt-same-person": ("须由他人办理", "takes another person"),
    "attempt-confirmation-needed": ("待确认本人", "confirmation needed"),
    "attempt-sign-in-needed": ("未登录", "not signed in"),
    "attempt-sign-in-refused": ("登录未通过", "sign-in refused"),
    "attempt-sign-in-paused": ("登录已暂停", "sign-in paused"),
    "attempt-second-factor-needed": ("待第二因素", "second factor needed"),
    "attempt-session-ended": ("会话已结束", "session ended"),
    "attempt-cross-site-request": ("非本站请求", "cross-site request"),
    "attempt-cluster-not-found": ("没有这个集群", "no such cluster"),
    "attempt-own-rights": ("不得更改自己的权限", "own rights"),
    "qualifier-unknown": (
        "“{found}”看不懂；可用：{allowed}，冒号后紧接所查的值。",
        "“{found}” says nothing here; allowed are {allowed}, each with its value behind the colon.",
    ),
    "qualifier-twice": ("{found} 写了两次。", "{found} is there twice."),
    "qualifier-day-needed": (
        "“{found}”不是日期；请按 2026-11-21 的形式填写。",
        "“{found}” is not a day; write it like 2026-11-21.",
    ),
}
WEB_AUDIT: dict[str, tuple[str, str]] = {**_TITLES, **_OVERVIEW, **_REPLAY, **_LOG, **_ACCESS}
