"""Words of alerts that go to people: what a message says, refusals, screens: code -> (Chinese, English)."""

_MESSAGES: dict[str, tuple[str, str]] = {
    "alert-title-one": ("集群提醒：{name}", "Cluster alert: {name}"),
    "alert-title-many": ("集群提醒：{count} 项", "Cluster alerts: {count}"),
    "alert-title-digest": ("集群提醒汇总：{count} 项", "Cluster alerts, a digest: {count}"),
    "alert-waited": (
        "以下事项已逾 {days} 个工作日无人确认，现升级报告。",
        "Nobody acknowledged this for {days} working days; it is told to the next level.",
    ),
    "alert-cluster": ("集群", "Cluster"),
    "alert-what": ("事项", "What"),
    "alert-due": ("截止", "Due"),
    "alert-clause": ("依据", "Clause"),
    "alert-body": ("责任单位", "To act"),
    "alert-again": ("再次提醒", "Again"),
    "alert-again-why": ("此前已暂缓，现仍未了结", "it was laid aside, and still holds"),
    "alert-days-left": ("（剩 {days} 个工作日）", " ({days} working days left)"),
    "alert-days-over": ("（已过 {days} 个工作日）", " ({days} working days ago)"),
    "alert-advisory": ("（依据非现行有效，仅供参考）", "(not in force: advisory only)"),
    "alert-body-department": ("{province}主管部门", "the department of {province}"),
    "alert-body-cluster": (
        "{county}主管部门及集群运营机构",
        "the department of {county} and the operator of the cluster",
    ),
    "alert-open": ("查看", "Open"),
    "alert-left-out": ("另有 {count} 项，请登录查看。", "{count} more: sign in to see them."),
    "alert-test-text": (
        "这是一条测试消息，不涉及任何集群。",
        "This is a test. It is about no cluster.",
    ),
    "alert-test-name": ("测试", "Test"),
    "feed-name": ("集群期限 {feed}", "Deadlines of clusters {feed}"),
    "feed-alerts-name": ("集群提醒 {feed}", "Alerts of clusters {feed}"),
    "feed-over": ("（已了结）", " (over)"),
}
_ANSWERS: dict[str, tuple[str, str]] = {
    "channel-was-added": (
        "已添加渠道 {channel}：此后的提醒将发往该处。可用 channel test 试发。",
        "Channel {channel} was added: alerts raised from now on go there. Try it with channel test.",
    ),
    "channel-was-added-signed": (
        "已添加渠道 {channel}。签名密钥只显示这一次：",
        "Channel {channel} was added. The secret that signs, shown this once:",
    ),
    "channel-was-stopped": (
        "已停用渠道 {channel}，其地址已删除。",
        "Channel {channel} was stopped; its address is deleted.",
    ),
    "channel-test-taken": ("渠道 {channel} 已接收测试消息。", "Channel {channel} took the test."),
    "channel-test-failed": (
        "渠道 {channel} 未接收：{trouble} {answer}",
        "Channel {channel} did not take it: {trouble} {answer}",
    ),
    "channel-messages-wait": ("{count} 条消息将在下一轮重发。", "Messages to be sent again: {count}."),
    "no-channels": ("没有渠道。", "There are no channels."),
    "no-feeds": ("没有订阅源。", "There are no feeds."),
    "no-open-alerts": ("没有未了结的提醒。", "No alert is open."),
    "alert-was-acknowledged": ("已确认 {cluster} 的提醒。", "The alert of {cluster} was acknowledged."),
    "alert-was-snoozed": (
        "{cluster} 的提醒暂缓至 {until}。",
        "The alert of {cluster} rests until {until}.",
    ),
    "feed-was-opened": (
        "已开通订阅源 {feed}。下面的密钥只显示这一次；地址为 /feeds/密钥.ics 和 /feeds/密钥.atom：",
        "Feed {feed} was opened. Its secret, shown this once; it is read at /feeds/SECRET.ics and .atom:",
    ),
    "feed-was-closed": ("已关闭订阅源 {feed}。", "Feed {feed} was closed."),
    "channel-state-active": ("启用", "active"),
    "channel-state-stopped": ("已停用", "stopped"),
    "feed-state-open": ("开通", "open"),
    "feed-state-closed": ("已关闭", "closed"),
    "alert-state-open": ("未确认", "open"),
    "alert-state-acknowledged": ("已确认", "acknowledged"),
    "alert-state-snoozed": ("暂缓至 {until}", "rests until {until}"),
    "delivery-mail-unset": ("未设置邮件服务器", "no mail server is set"),
    "delivery-library-missing": ("未安装 Apprise", "Apprise is not installed"),
    "column-channel": ("渠道", "channel"),
    "column-sort": ("类型", "sort"),
    "column-hours": ("时间", "hours"),
    "column-pending": ("未发的提醒", "alerts waiting"),
    "column-message-number": ("消息", "message"),
    "column-alerts": ("提醒数", "alerts"),
    "column-feed": ("订阅源", "feed"),
    "column-alert": ("提醒编号", "alert"),
    "column-noted": ("处理", "noted"),
}
_REFUSALS: dict[str, tuple[str, str]] = {
    "channel-exists": (
        "渠道 {channel} 已有或曾有；名称不重复使用。",
        "There is or was a channel {channel}; names are not used again.",
    ),
    "channel-unknown": ("没有渠道 {channel}。", "There is no channel {channel}."),
    "channel-ended": ("渠道 {channel} 已停用。", "Channel {channel} was stopped."),
    "channel-address-not-accepted": (
        "这不是 {sort} 的地址。",
        "This is no address of the sort {sort}.",
    ),
    "channel-secret-not-accepted": (
        "{sort} 不接受这样的密钥：只有 dingtalk、feishu 的加签密钥，webhook 的密钥以 whsec_ 开头。",
        "{sort} takes no such secret: dingtalk and feishu do; that of a webhook begins with whsec_.",
    ),
    "channel-value-not-accepted": ("{field} 的值不可接受。", "The value of {field} is not accepted."),
    "channel-hours-half-set": (
        "免打扰时段须同时给出起止：--quiet-from 和 --quiet-until。",
        "Quiet hours need both ends: --quiet-from and --quiet-until.",
    ),
    "message-unknown": (
        "渠道 {channel} 没有编号 {number} 的消息。",
        "Channel {channel} has no message {number}.",
    ),
    "mail-not-accepted": (
        "邮件设置不可用：MONITOR_MAIL 为 smtps://用户:口令@主机，MONITOR_MAIL_FROM 为发件地址。",
        "Mail is not set up: MONITOR_MAIL is smtps://user:password@host, MONITOR_MAIL_FROM an address.",
    ),
    "base-url-not-accepted": (
        "MONITOR_BASE_URL 不可用：须为 https:// 开头的绝对地址，不含参数。",
        "MONITOR_BASE_URL is not accepted: an absolute https:// address without a query.",
    ),
    "apprise-missing": (
        "未安装 Apprise：请安装附加组件 apprise。",
        "Apprise is not installed: install the extra “apprise”.",
    ),
    "alert-unknown": ("没有编号 {alert} 的提醒。", "There is no alert {alert}."),
    "alert-acknowledged": ("该提醒已由 {by} 确认。", "The alert was acknowledged by {by}."),
    "snooze-day-not-accepted": (
        "不能暂缓至 {until}：须在 {today} 之后一年以内。",
        "An alert cannot rest until {until}: name a day after {today}, within a year.",
    ),
    "feed-exists": (
        "订阅源 {feed} 已有或曾有；名称不重复使用。",
        "There is or was a feed {feed}; names are not used again.",
    ),
    "feed-unknown": ("没有订阅源 {feed}。", "There is no feed {feed}."),
    "feed-ended": ("订阅源 {feed} 已关闭。", "Feed {feed} was closed."),
    "feed-not-found": ("没有这个订阅地址。", "There is no such feed."),
}
ALERTING: dict[str, tuple[str, str]] = {**_MESSAGES, **_ANSWERS, **_REFUSALS}
