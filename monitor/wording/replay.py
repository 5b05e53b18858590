"""What `replay` says: its summary, its verdicts, causes and reasons, its help."""

REPLAY: dict[str, tuple[str, str]] = {
    "help replay": (
        "复算已记录的发现，复查各项决定的程序：按当时所知、现在所知、现行办法，各答一致、有差异或无法判断。",
        "Compute findings again and check how decisions came about: same, differs or cannot be told.",
    ),
    "example replay": (
        "cluster-monitor replay --cluster fj-jinjiang-shoes",
        "cluster-monitor replay --cluster fj-jinjiang-shoes",
    ),
    "help replay DECISION": (
        "发现或决定的事件编号，或其总序号；给出时列出全部依据与各项检查。不写则复算全部。",
        "The event id or position of a finding or decision, told with all inputs and checks; else all.",
    ),
    "workers-died": (
        "分头计算的进程连续 {count} 次中途退出，已放弃；多为内存不足。",
        "Workers died (in a row: {count}) before anything more was done; most often memory is short.",
    ),
    "workers-differ": (
        "分头计算的机器版本或办法不同（{found}，此处 {own}）；请装同一版本、同一套办法。",
        "A worker has another release or other rulebooks ({found}, here {own}); install the same on all.",
    ),
    "dask-missing": (
        "未安装 Dask；请安装 cluster-monitor[dask]，或改用 --workers。",
        "Dask is not installed; install cluster-monitor[dask], or use --workers.",
    ),
    "scheduler-away": (
        "Dask 调度器 {scheduler} 无法使用：{reason}。",
        "The Dask scheduler {scheduler} cannot be used: {reason}.",
    ),
    "progress-replay": ("复算集群", "Clusters replayed"),
    "replay-nothing": (
        "尚无可复算的发现或决定。",
        "There is no finding and no decision to replay.",
    ),
    "replay-summary": (
        "复算 {checked} 项：一致 {same}，有差异 {differs}，无法判断 {cannot}；其中此后有变化 {changed}。",
        (
            "Replayed {checked}: same {same}, different {differs}, cannot be told {cannot}; "
            "changed since {changed}."
        ),
    ),
    "replay-all-same": (
        "全部一致：每项发现按其所据均可复算，未见程序瑕疵。",
        "All the same: every finding computes again from what it pins, and no fault of procedure was seen.",
    ),
    "replay-other-version": (
        "其中 {count} 项由其他版本的程序记录，结果相同。",
        "Recorded by another version of the code, with the same result: {count}.",
    ),
    "replay-differs": ("有差异", "Differs"),
    "replay-cannot": ("无法判断", "Cannot be told"),
    "replay-changed": (
        "当时无误，此后因新记录、日历或办法变化而不同",
        "Right then; otherwise since, by what was recorded later, the calendar, or the law",
    ),
    "replay-checks": ("各项检查", "Checks"),
    "replay-no-checks": ("此项没有适用的程序检查。", "No check of procedure applies to it."),
    "replay-found": (
        "复算未能全部证实：有差异 {differs} 项，无法判断 {cannot} 项。",
        "The replay did not confirm everything: different {differs}, cannot be told {cannot}.",
    ),
    "replay-cluster-unknown": (
        "没有集群 {cluster} 的记录。",
        "Nothing is recorded of cluster {cluster}.",
    ),
    "replay-event-unknown": (
        "没有事件编号或总序号为 {id} 的记录。",
        "No record has the event id or position {id}.",
    ),
    "nothing-to-replay": (
        "总序号 {position} 的记录（{id}）既不是发现，也不是决定，无可复算。",
        "The record at position {position} ({id}) is neither a finding nor a decision: nothing to replay.",
    ),
    # --- verdicts, classes, reasons -----------------------------------------------------------
    "replay-verdict-same": ("一致", "same"),
    "replay-verdict-differs": ("有差异", "differs"),
    "replay-verdict-cannot": ("无法判断", "cannot be told"),
    "replay-class-sound": ("当时与现在均无误", "sound, then and now"),
    "replay-class-right-then-wrong-now": ("当时无误，现在不同", "right then, otherwise now"),
    "replay-class-wrong-then": ("当时即有误", "wrong already then"),
    "replay-class-law-changed": ("仅因办法变更而不同", "otherwise only by the change of law"),
    "replay-class-undetermined": ("无法判断", "cannot be told"),
    "replay-reason-field": ("所记与复算不符", "what is recorded is not what is computed"),
    "replay-reason-not-computed": (
        "按其所据推算不出这项发现",
        "this finding does not follow from what it pins",
    ),
    "replay-reason-missing-finding": (
        "按同一时刻的依据应有此项发现，记录中没有",
        "this finding follows from the same inputs and was not recorded",
    ),
    "replay-reason-not-pinned": (
        "由旧版程序记录，未载明所据办法与日历，无从证实",
        "recorded by an older release that did not pin law and calendar; it cannot be proved",
    ),
    "replay-reason-law-text-missing": (
        "所据办法或日历的原文不在库中",
        "the text of the law or the calendar it pins is not in the database",
    ),
    "replay-reason-law-text-altered": (
        "库中所据办法或日历的原文与其哈希不符",
        "the text of the law or the calendar it pins does not match its hash",
    ),
    "replay-reason-programme-unknown": ("没有该认定工作的办法", "there is no rulebook of its programme"),
    "replay-reason-event-unreadable": (
        "该集群有记录无法读取",
        "a record of this cluster cannot be read",
    ),
    "replay-known-since": ("此后才知：{fault}", "known since: {fault}"),
    "replay-later": ("此后才知", "known since"),
    "replay-recorded-later": (
        "（有关记录补记较晚）",
        " (what it rests on was recorded later)",
    ),
    # --- causes -------------------------------------------------------------------------------
    "replay-cause-event": ("因记录 {event}", "by the record {event}"),
    "replay-cause-record": (
        "因 {on} 的“{type}”（第 {position} 号记录）",
        "by “{type}” of {on} (record {position})",
    ),
    "replay-cause-clause": ("依据 {clause} {rulebook}", "by {clause} {rulebook}"),
    "replay-cause-section": (
        "因 {rulebook} 的{section}（{clause}）不同",
        "by {section} ({clause}) of {rulebook}",
    ),
    "replay-cause-calendar": (
        "因日历自 {day} 起不同（{notice}）",
        "by the calendar from {day} on ({notice})",
    ),
    "replay-cause-field": (
        "{field}：所记 {recorded}，复算 {computed}",
        "{field}: recorded {recorded}, computed {computed}",
    ),
    "replay-passed": ("通过", "passed"),
    "replay-fault": ("有误", "fault"),
    "replay-remark": ("提示", "remark"),
    "replay-source-rulebook": ("办法", "rulebook"),
    "replay-source-statutes": ("法律", "statute"),
    "replay-source-general": ("一般行政法", "general law"),
    "column-replay-found": ("复算结果", "what was found"),
    "column-replay-cause": ("原因", "cause"),
    "column-replay-check": ("检查", "check"),
    "column-replay-result": ("结果", "result"),
    "label-replay-class": ("结论", "class"),
    "label-replay-then": ("按当时所知", "as known then"),
    "label-replay-now": ("按现在所知", "as known now"),
    "label-replay-today": ("按现行办法", "under the law of today"),
    "label-replay-cause": ("原因", "cause"),
    "label-replay-reason": ("说明", "reason"),
    "label-replay-item": ("事项", "item"),
    "label-replay-position": ("总序号", "position"),
    "label-replay-recorded": ("记录时间", "recorded at"),
    "label-replay-legal-on": ("法定日期", "legal on"),
    "label-replay-rulebook": ("所据办法", "rulebook"),
    "label-replay-statutes": ("所据法律", "statutes"),
    "label-replay-notices": ("所据放假通知", "notices"),
    "label-replay-computed-from": ("依据至总序号", "computed from position"),
    "label-replay-events": ("所据记录", "events"),
    "label-replay-choices": ("所据选择", "choices"),
    "label-replay-code-version": ("程序版本", "code version"),
}
