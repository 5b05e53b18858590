"""Words of webhooks and what became of their messages: code -> (Chinese, English)."""

_ANSWERS: dict[str, tuple[str, str]] = {
    "webhook-was-added": (
        "已添加推送 {webhook}：此后记录的事件将发往该地址。签名密钥只显示这一次：",
        "Webhook {webhook} was added: events recorded from now on go there. Its secret, shown this once:",
    ),
    "webhook-secret-renewed": (
        "推送 {webhook} 的新密钥如下，只显示这一次；原密钥在 {hours} 小时内同时签名：",
        "The new secret of {webhook}, shown this once; the one before signs beside it for {hours} hours:",
    ),
    "webhook-was-removed": (
        "已移除推送 {webhook}；其地址和密钥已删除。",
        "Webhook {webhook} was removed; its address and secrets are deleted.",
    ),
    "webhooks-were-resumed": (
        "已恢复推送：发送待发的消息和此后记录的事件。",
        "Sending goes on: what waits, and what is recorded from now on.",
    ),
    "webhooks-send-already": (
        "推送未停，无需恢复。",
        "Messages are being sent already; nothing was changed.",
    ),
    "webhooks-are-still": (
        "推送已停：本库自备份恢复。确认后运行 webhook resume。",
        "Nothing is sent: this database was restored from a backup. See webhook resume.",
    ),
    "no-webhooks": ("没有推送。", "There are no webhooks."),
    "no-deliveries": ("没有消息。", "There are no messages."),
    "webhook-messages-wait": (
        "{count} 条消息将在下一轮重发。",
        "Messages to be sent again with the next pass: {count}.",
    ),
    "webhook-none-dead": ("没有放弃的消息。", "No message was given up."),
    "webhook-within": ("迟记不超过 {days} 天", "at most {days} days late"),
    "webhook-state-active": ("启用", "active"),
    "webhook-state-removed": ("已移除", "removed"),
    "webhook-state-disabled": ("已停用（接收方称地址已不存在）", "disabled (the receiver said it is gone)"),
    "delivery-state-waiting": ("待发", "waiting"),
    "delivery-state-sent": ("已送达", "sent"),
    "delivery-state-dead": ("已放弃", "given up"),
    "delivery-state-dropped": ("未发（推送已移除）", "not sent (webhook ended)"),
    "delivery-host-unknown": ("查不到主机", "host unknown"),
    "delivery-address-not-allowed": ("地址不允许", "address not allowed"),
    "delivery-address-changed": ("地址与记录不符", "address is not the one recorded"),
    "delivery-event-unreadable": ("记录无法读取", "event unreadable"),
    "delivery-not-reached": ("连接不上", "not reached"),
    "delivery-tls-failed": ("TLS 校验失败", "TLS failed"),
    "delivery-timed-out": ("超时", "timed out"),
    "delivery-broken-off": ("连接中断", "broken off"),
    "delivery-redirected": ("要求转址，不予跟随", "redirect, not followed"),
    "delivery-not-taken": ("对方未接收", "not taken"),
    "column-webhook": ("推送", "webhook"),
    "column-sent-to": ("地址", "sent to"),
    "column-wants": ("条件", "wants"),
    "column-waiting": ("待发", "waiting"),
    "column-sent": ("已送达", "sent"),
    "column-dead": ("已放弃", "given up"),
    "column-event": ("记录编号", "event"),
    "column-tries": ("次数", "tries"),
    "column-last-attempt": ("最近一次", "last attempt"),
    "column-answer": ("对方答复", "answer"),
}
_REFUSALS: dict[str, tuple[str, str]] = {
    "webhook-url-not-accepted": (
        "地址不可用（{reason}）：须为 https:// 开头的绝对地址，不含用户名、片段和空格，至多 500 个字符。",
        "The address is not accepted ({reason}): an absolute https:// address, no user, fragment or spaces.",
    ),
    "webhook-origin-not-allowed": (
        "不可发往 {origin}：只允许 https 的 443 端口和公网地址；其他须列入 MONITOR_WEBHOOK_ORIGINS。",
        "{origin} is not allowed: only https at port 443 and addresses outside; see MONITOR_WEBHOOK_ORIGINS.",
    ),
    "webhook-origins-not-accepted": (
        "MONITOR_WEBHOOK_ORIGINS 中的“{found}”不是来源：写作 https://主机:端口，不含路径。",
        "“{found}” in MONITOR_WEBHOOK_ORIGINS is no origin: write https://host:port, without a path.",
    ),
    "webhook-origin-not-listed": (
        "经接口添加的推送只能发往管理机器的人列入 MONITOR_WEBHOOK_ORIGINS 的来源，{origin} 不在其中。",
        "Over HTTP only origins that MONITOR_WEBHOOK_ORIGINS lists can be sent to; {origin} is not one.",
    ),
    "webhook-exists": (
        "推送 {webhook} 已有或曾有；名称不重复使用。",
        "There is or was a webhook {webhook}; names are not used again.",
    ),
    "webhook-unknown": ("没有推送 {webhook}。", "There is no webhook {webhook}."),
    "webhook-ended": ("推送 {webhook} 已移除或停用。", "Webhook {webhook} was removed or disabled."),
    "webhook-type-unknown": (
        "没有这样的事件类型：{found}。见 docs/events.md。",
        "There are no such types of events: {found}. See docs/events.md.",
    ),
    "webhook-value-not-accepted": (
        "{field} 的值不可接受。",
        "The value of {field} is not accepted.",
    ),
    "simulation-sends-nothing": (
        "仿真库不向外发送任何消息。",
        "A simulation sends nothing to anybody.",
    ),
    "delivery-unknown": (
        "推送 {webhook} 没有总序号 {position} 的消息。",
        "Webhook {webhook} has no message about position {position}.",
    ),
}
_HELP: dict[str, tuple[str, str]] = {
    "help webhook": ("推送：向外部系统发送签名的事件。", "Webhooks: signed events for other systems."),
    "help webhook add": (
        "添加推送并显示签名密钥（只此一次）。此后记录的事件按 Standard Webhooks 发往该地址。",
        "Add a webhook and show its secret, this once. Events recorded from now on go there.",
    ),
    "help webhook list": (
        "列出推送及其消息的数量。不显示完整地址和密钥。",
        "List the webhooks and how many messages they have. Neither addresses nor secrets are shown.",
    ),
    "help webhook secret": (
        "更换签名密钥并显示（只此一次）。原密钥在一段时间内同时签名。",
        "Give a webhook a new secret, shown this once. The one before signs beside it for a while.",
    ),
    "help webhook remove": (
        "移除推送，删除其地址和密钥；待发的消息不再发送。",
        "Remove a webhook with its address and secrets. What waits is not sent.",
    ),
    "help webhook deliveries": (
        "列出消息及最近一次发送的结果，最新在前。",
        "List messages, newest first, each with its latest attempt.",
    ),
    "help webhook retry": (
        "重发已放弃的消息；给出总序号时重发该条。",
        "Send again what was given up; with a position that message, whatever became of it.",
    ),
    "help webhook resume": (
        "从备份恢复的库不发送任何消息，直到运行此命令。",
        "Send again from a restored database. Until then it sends nothing.",
    ),
    "example webhook add": (
        "cluster-monitor webhook add oa https://hooks.example.gov.cn/clusters --type ground-established",
    )
    * 2,
    "example webhook list": ("cluster-monitor webhook list",) * 2,
    "example webhook secret": ("cluster-monitor webhook secret oa --overlap 48",) * 2,
    "example webhook remove": ("cluster-monitor webhook remove oa --reason 系统停用",) * 2,
    "example webhook deliveries": ("cluster-monitor webhook deliveries oa --state dead",) * 2,
    "example webhook retry": ("cluster-monitor webhook retry oa",) * 2,
    "example webhook resume": ("cluster-monitor webhook resume",) * 2,
}
_PARAMETERS: dict[str, tuple[str, str]] = {
    "help WEBHOOK": ("推送的名称，如 oa。", "The name of the webhook, such as oa."),
    "help webhook add URL": (
        "接收地址（https）。其中的口令不进入日志，只显示主机。",
        "The address (https). Only its host is recorded in the log and shown.",
    ),
    "help webhook add --type": (
        "只发此类事件，如 ground-established；可多次。",
        "Only events of this type, such as ground-established; may come several times.",
    ),
    "help webhook add --programme": ("只发此认定工作的集群。", "Only about clusters of this programme."),
    "help webhook add --region": (
        "只发此地区的集群：区划代码的前几位或地名。",
        "Only about clusters there: leading digits of a division code, or a place name.",
    ),
    "help webhook add --cluster": (
        "只发此集群；可多次。",
        "Only about this cluster; may come several times.",
    ),
    "help webhook add --within": (
        "不发法定日期早于记录日超过此天数的事件（补录）。",
        "Nothing whose legal day lies more than so many days before it was recorded.",
    ),
    "help webhook secret --overlap": (
        "原密钥继续签名的小时数；0 为立即失效。",
        "For how many hours the old secret signs as well; 0 ends it at once.",
    ),
    "help webhook remove --reason": ("移除的原因。", "Why it is removed."),
    "help webhook deliveries --state": ("只列此状态。", "Only those in this state."),
    "help webhook deliveries --limit": ("至多列出多少条。", "How many to list at most."),
    "help webhook retry POSITION": ("事件的总序号。", "The position of the event in the log."),
}
NOTIFY: dict[str, tuple[str, str]] = {**_ANSWERS, **_REFUSALS, **_HELP, **_PARAMETERS}
