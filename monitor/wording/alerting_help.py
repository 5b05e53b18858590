"""Help of the commands about channels, alerts and feeds: code -> (Chinese, English)."""

ALERTING_HELP: dict[str, tuple[str, str]] = {
    "help channel": (
        "提醒渠道：邮件、企业微信、钉钉、飞书等。",
        "Where alerts go: mail, WeCom, DingTalk, Feishu and others.",
    ),
    "help channel add": (
        "添加渠道：此后的提醒发往一个邮箱或群机器人，可按类型、地区和时间限定。",
        "Add a channel: alerts raised from now on go to a mailbox or the robot of a group.",
    ),
    "help channel list": (
        "列出渠道及其消息数量。不显示完整地址和密钥。",
        "List the channels and their messages. Neither addresses nor secrets are shown.",
    ),
    "help channel stop": (
        "停用渠道，删除其地址；待发的不再发送。",
        "Stop a channel and delete its address. What waits is not sent.",
    ),
    "help channel test": (
        "立即发送一条测试消息，并显示对方的答复。未接收时退出码为 1。",
        "Send a test message now and tell the answer. The exit code is 1 where it was not taken.",
    ),
    "help channel messages": (
        "列出消息及最近一次发送的结果，最新在前。",
        "List messages, newest first, each with its latest try.",
    ),
    "help channel retry": (
        "重发已放弃的消息；给出编号时重发该条。",
        "Send again what was given up; with a number that message, whatever became of it.",
    ),
    "help alert": ("提醒：查看、确认、暂缓。", "Alerts: look, acknowledge, lay aside."),
    "help alert list": (
        "列出仍然成立的提醒，最新在前；已确认的仍在其中。",
        "List the alerts that still hold, newest first, acknowledged ones among them.",
    ),
    "help alert acknowledge": (
        "确认提醒已有人处理：不再升级，也不再发往他人。状态不变。",
        "Note that an alert is in hand: nobody further is told. What it says still holds.",
    ),
    "help alert snooze": (
        "暂缓提醒至某日；届时仍成立则再次提醒。",
        "Let an alert rest until a day; it is told again then if it still holds.",
    ),
    "help feed": ("订阅源：以密址提供日历和提醒。", "Feeds: calendars and alerts by secret address."),
    "help feed open": (
        "开通订阅源并显示其密钥（只此一次）。持有地址者可读，不需登录。",
        "Open a feed and show its secret, this once. Whoever has the address reads it, without signing in.",
    ),
    "help feed list": ("列出订阅源。不显示密钥。", "List the feeds. No secret is shown."),
    "help feed close": ("关闭订阅源，其地址立即失效。", "Close a feed. Its address leads nowhere at once."),
    "example channel add": (
        "cluster-monitor channel add quanzhou email sme@qz.example.gov.cn --region 3505 --after 3",
    )
    * 2,
    "example channel list": ("cluster-monitor channel list",) * 2,
    "example channel stop": ("cluster-monitor channel stop quanzhou --reason 人员调整",) * 2,
    "example channel test": ("cluster-monitor channel test quanzhou",) * 2,
    "example channel messages": ("cluster-monitor channel messages quanzhou --state dead",) * 2,
    "example channel retry": ("cluster-monitor channel retry quanzhou",) * 2,
    "example alert list": ("cluster-monitor alert list fj-jinjiang-shoes",) * 2,
    "example alert acknowledge": ("cluster-monitor alert acknowledge ALERT --reason 已催报",) * 2,
    "example alert snooze": ("cluster-monitor alert snooze ALERT --until 2026-03-01 --reason 等待补件",) * 2,
    "example feed open": ("cluster-monitor feed open quanzhou --region 3505",) * 2,
    "example feed list": ("cluster-monitor feed list",) * 2,
    "example feed close": ("cluster-monitor feed close quanzhou --reason 地址泄露",) * 2,
    "help CHANNEL": ("渠道的名称，如 quanzhou。", "The name of the channel, such as quanzhou."),
    "help ALERT": ("提醒编号，见 alert list。", "The alert, as alert list names it."),
    "help FEED": ("订阅源的名称。", "The name of the feed."),
    "help channel add email|wecom|dingtalk|feishu|webhook|apprise": ("渠道的类型。", "The sort of channel."),
    "help channel add ADDRESS": (
        "邮箱、机器人地址或 Apprise 地址。日志只记主机。",
        "A mailbox, the address of a robot, or one of Apprise. Only its host is recorded.",
    ),
    "help channel add --secret-file": (
        "文件，其第一行为机器人的加签密钥。",
        "A file whose first line is the secret that signs for the robot.",
    ),
    "help channel add --role": ("这是哪一级的岗位（仅供识别）。", "Whose desk it is, for people to know."),
    "help channel add --kind": (
        "只发此类提醒；可多次。",
        "Only alerts of this kind; may come several times.",
    ),
    "help channel add --programme": ("只发此认定工作的集群。", "Only about clusters of this programme."),
    "help channel add --region": (
        "只发此地区的集群：区划代码的前几位或地名。",
        "Only about clusters there: leading digits of a division code, or a place name.",
    ),
    "help channel add --cluster": (
        "只发此集群；可多次。",
        "Only about this cluster; may come several times.",
    ),
    "help channel add --written-in": ("消息所用的语言。", "The language of the messages."),
    "help channel add --rhythm": ("随时、每日或每周汇总。", "At once, or a digest daily or weekly."),
    "help channel add --time": (
        "汇总的时间（HH:MM，北京时间）。",
        "When the digest goes out (HH:MM, Asia/Shanghai).",
    ),
    "help channel add --weekday": (
        "每周汇总在星期几（1 至 7）。",
        "The day of the weekly digest, 1 (Monday) to 7.",
    ),
    "help channel add --quiet-from": ("免打扰开始（HH:MM）。", "When quiet hours begin (HH:MM)."),
    "help channel add --quiet-until": (
        "免打扰结束（HH:MM）；可跨零点。",
        "When quiet hours end (HH:MM); they may span midnight.",
    ),
    "help channel add --working-days": (
        "只在工作日发送（按放假安排，含调休）。",
        "Only on working days, as the holiday notices have them.",
    ),
    "help channel add --after": (
        "升级：满此工作日数无人确认才发往此处。",
        "Only what nobody acknowledged for so many working days.",
    ),
    "help channel stop --reason": ("停用的原因。", "Why it is stopped."),
    "help channel messages --state": ("只列此状态。", "Only those in this state."),
    "help channel messages --limit": ("至多列出多少条。", "How many to list at most."),
    "help channel retry N": (
        "消息编号，见 channel messages。",
        "The number of the message, as channel messages has it.",
    ),
    "help channel retry NUMBER": (
        "消息编号，见 channel messages。",
        "The number of the message, as channel messages has it.",
    ),
    "help alert list --limit": ("至多列出多少条。", "How many to list at most."),
    "help alert acknowledge --reason": ("如何处理。", "What is done about it."),
    "help alert snooze --reason": ("暂缓的原因。", "Why it rests."),
    "help alert snooze --until": ("暂缓至哪一天。", "The day on which it is told again."),
    "help feed open --user": ("按此用户当时的权限。", "By the rights that this user has when it is read."),
    "help feed open --programme": ("只含此认定工作的集群。", "Only clusters of this programme."),
    "help feed open --region": ("只含此地区的集群。", "Only clusters there."),
    "help feed open --cluster": ("只含此集群。", "Only this cluster."),
    "help feed close --reason": ("关闭的原因。", "Why it is closed."),
}
