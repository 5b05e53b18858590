"""What the pages say about channels to people: what each hears of, when, and the form: code -> words."""

_KINDS: dict[str, tuple[str, str]] = {
    "alert-kind-ground": ("情形成立或消除", "grounds, found and cured"),
    "alert-kind-overdue": ("逾期未办", "overdue obligations"),
    "alert-kind-deadline": ("期限临近", "deadlines that come near"),
    "alert-kind-window": ("期间开启、变动、届满", "periods that open, move, end"),
    "alert-kind-validity": ("有效期届满", "the end of validity"),
    "alert-kind-basis": ("办法失效或未施行", "rules that lapse or are drafts"),
    "alert-kind-provisional": ("暂定日期", "days that are not certain yet"),
    "alert-kind-service": ("送达", "service of decisions"),
    "alert-kind-own-task": ("部门自身事项", "the department's own tasks"),
    "alert-kind-doubt": ("存疑事项", "facts in doubt"),
    "channel-every-kind": ("全部提醒", "all alerts"),
}
_WHEN: dict[str, tuple[str, str]] = {
    "channel-told-at-once": ("随时发送", "at once"),
    "channel-told-daily": ("每日 {at} 汇总", "a digest each day at {at}"),
    "channel-told-weekly": ("每{day} {at} 汇总", "a digest each {day} at {at}"),
    "channel-told-quiet": ("{begins} 至 {ends} 免打扰", "nothing from {begins} until {ends}"),
    "channel-told-working-days": ("仅工作日发送", "on working days only"),
    "channel-told-after": (
        "{days} 个工作日无人确认才发送",
        "only what nobody acknowledged for {days} working days",
    ),
    "channel-rhythm-at-once": ("随时", "at once"),
    "channel-rhythm-daily": ("每日汇总", "a digest each day"),
    "channel-rhythm-weekly": ("每周汇总", "a digest each week"),
}
_SORTS: dict[str, tuple[str, str]] = {
    "channel-sort-email": ("电子邮件", "e-mail"),
    "channel-sort-wecom": ("企业微信群机器人", "WeCom group robot"),
    "channel-sort-dingtalk": ("钉钉群机器人", "DingTalk group robot"),
    "channel-sort-feishu": ("飞书群机器人", "Feishu group robot"),
    "channel-sort-webhook": ("Webhook（标准签名）", "Standard Webhooks"),
    "channel-sort-apprise": ("Apprise（扩展组件）", "Apprise (an extra)"),
}
_FIELDS: dict[str, tuple[str, str]] = {
    "channel-where": ("发往何处", "Where it leads"),
    "channel-what": ("提醒哪些事项", "What it hears of"),
    "channel-when": ("何时发送", "When"),
    "channel-field-channel": ("渠道名称", "Name"),
    "channel-field-channel-hint": (
        "1 至 64 个字母、数字或 . _ -；停用后也不再使用。",
        "1 to 64 letters, digits or . _ -; never used again.",
    ),
    "channel-field-sort": ("类型", "Sort"),
    "channel-field-address": ("地址", "Address"),
    "channel-field-address-hint": (
        "邮箱，或群机器人的完整地址；加密保存，不再显示。机器人地址的来源须由运维列入许可，邮箱须属于发件域名。",
        "A mailbox of the own domain, or a robot's whole address of a listed origin; not shown again.",
    ),
    "channel-field-secret": ("密钥", "Secret"),
    "channel-field-secret-hint": (
        "钉钉“加签”、飞书“签名校验”的密钥；其他类型不填。保存后不再显示。",
        "The signing secret of DingTalk or Feishu; else empty. It is not shown again.",
    ),
    "channel-field-kinds": ("提醒种类", "Kinds of alerts"),
    "channel-field-kinds-hint": ("都不选即为全部。", "None ticked: all of them."),
    "channel-field-region": ("地区", "Region"),
    "channel-field-region-hint": (
        "区划代码或地名；不填为全部地区。",
        "Division code or place name; empty: everywhere.",
    ),
    "channel-field-clusters": ("集群编号", "Clusters"),
    "channel-field-clusters-hint": (
        "只限某些集群时填写，用空格分开。",
        "To narrow it to some clusters, with blanks between.",
    ),
    "channel-field-role": ("由谁查看", "Whose desk"),
    "channel-field-language": ("语言", "Language"),
    "channel-field-rhythm": ("频率", "Rhythm"),
    "channel-field-at": ("汇总时间", "Time of a digest"),
    "channel-field-at-hint": ("北京时间。", "Asia/Shanghai."),
    "channel-field-weekday": ("每周汇总日", "Day of a weekly digest"),
    "channel-field-quiet_from": ("免打扰开始", "Quiet from"),
    "channel-field-quiet_from-hint": ("与结束时间同时填写。", "Together with its end."),
    "channel-field-quiet_until": ("免打扰结束", "Quiet until"),
    "channel-field-quiet_until-hint": ("可跨午夜。", "May lie after midnight."),
    "channel-field-working-days": ("仅在工作日发送", "On working days only"),
    "channel-field-after_working_days": ("逐级上报", "Escalation"),
    "channel-field-after_working_days-hint": (
        "满几个工作日仍无人确认才发送；0 为立即。例如县 0、市 3、省 5。",
        "Told only after so many working days without an acknowledgement: county 0, city 3, province 5, say.",
    ),
}
_ACTS: dict[str, tuple[str, str]] = {
    "channel-add-title": ("添加提醒渠道", "Add a channel"),
    "channel-add-do": ("添加", "Add"),
    "channel-add-effect": (
        "此后产生的提醒将发往该处，此前的不补发。请确认收件人有权知悉这些集群的情况。",
        "Alerts raised from now on go there, none from before. Make sure that the readers may know of them.",
    ),
    "channel-change-title": ("更改", "Change"),
    "channel-change-of": ("更改渠道 {channel}", "Change channel {channel}"),
    "channel-change-do": ("保存更改", "Save"),
    "channel-change-effect": (
        "更改自此刻起生效。地址不能更改：换地址请停用后另行添加。",
        "It counts from now on. The address stays: for another, stop this channel and add a new one.",
    ),
    "channel-added": ("已添加渠道；请试发一次。", "The channel was added; send a test now."),
    "channel-changed": ("已更改，自此刻起生效。", "It was changed, and counts from now on."),
    "channel-test-do": ("试发一条", "Send a test"),
    "channel-test-what": (
        "立即发送一条测试消息，不涉及任何集群，并显示对方的答复。",
        "Sends one message at once, about no cluster, and shows what the other side says.",
    ),
    "channel-added-by": ("添加", "Added"),
    "channel-target-not-listed": (
        "{target} 未获许可：机器人须属 MONITOR_WEBHOOK_ORIGINS，邮箱须属发件域名；其他由运维在服务器上添加。",
        "{target} is not listed: robots lead to MONITOR_WEBHOOK_ORIGINS, mail to the domain it is sent from.",
    ),
}
_OWN: dict[str, tuple[str, str]] = {
    "channels-hear": ("哪些渠道会收到我辖区的提醒", "Channels that hear of my clusters"),
    "channels-hear-why": (
        "下列渠道收到您可见集群的提醒；渠道由系统管理员设置。",
        "These channels are told of clusters that you may see; the system administrator sets them up.",
    ),
    "channels-hear-none": (
        "没有渠道收到您可见集群的提醒；需要时请联系系统管理员添加。",
        "No channel hears of clusters that you may see; ask the system administrator to add one.",
    ),
    "channels-hear-name": ("渠道", "channel"),
    "channels-hear-sort": ("类型", "sort"),
    "channels-hear-desk": ("由谁查看", "whose desk"),
    "channels-hear-what": ("内容范围", "of what"),
    "channels-hear-when": ("何时发送", "when"),
}
WEB_CHANNELS: dict[str, tuple[str, str]] = {**_KINDS, **_WHEN, **_SORTS, **_FIELDS, **_ACTS, **_OWN}
