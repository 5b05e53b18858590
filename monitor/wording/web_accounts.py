"""What the pages of the administrators say about accounts: code -> (Chinese, English)."""

_LISTING: dict[str, tuple[str, str]] = {
    "accounts-title": ("账户管理", "Accounts"),
    "accounts-count": ("共 {count} 个账户", "{count} accounts"),
    "accounts-none": (
        "没有符合条件的账户；请改变查询条件。",
        "No account fits; change what you look for.",
    ),
    "accounts-seek": ("用户名或姓名", "User name or name"),
    "accounts-state-any": ("全部", "all"),
    "accounts-state-active": ("在用", "active"),
    "accounts-state-disabled": ("已停用", "closed"),
    "accounts-factor-needed": ("须设置", "has to be set up"),
    "seek": ("查询", "Search"),
    "seek-anew": ("重置", "Reset"),
    "choose": ("请选择", "choose"),
    "accounts-rules": ("三员分立：谁能办理什么", "Separation of powers: who may do what"),
    "accounts-rule-system": (
        "系统管理员：开立、停用账户，重置密码，作废令牌，退出登录。",
        "The system administrator opens and closes accounts, resets passwords, revokes tokens.",
    ),
    "accounts-rule-security": (
        "安全管理员：授予和收回角色，移除第二因素，绑定外部身份，停用账户，作废令牌，退出登录。",
        "The security administrator gives and takes roles, removes second factors, binds outside identities.",
    ),
    "accounts-rule-record": (
        "审计管理员：查阅账户和访问记录，不能更改。",
        "The audit administrator reads the accounts and the access record and changes nothing.",
    ),
    "accounts-rule-apart": (
        "三员互斥，也不得兼任业务角色。",
        "The three exclude each other and every other role in one person.",
    ),
    "accounts-rule-own": ("任何人不能更改自己的权限。", "Nobody changes his own rights."),
    "accounts-rule-last": (
        "至少保留一名安全管理员；每一步都记入日志。",
        "There is always a security administrator, and each step is in the log.",
    ),
    "accounts-add-effect": (
        "开立后给出一次性密码，72 小时内有效；本人首次登录须更换。账户没有权限，直到安全管理员授予角色。",
        "You get a one-time password, good for 72 hours. The account has no rights until a role is granted.",
    ),
    "accounts-user-hint": (
        "1 至 64 个字母、数字或 . _ @ -；开立后不能更改，也不再给他人使用。",
        "1 to 64 letters, digits or . _ @ -; it is never changed and never given to another.",
    ),
    "accounts-name-hint": ("姓名和单位，例如：张三（泉州市工信局）。", "Name and office of the person."),
    "accounts-sessions": ("登录中的会话", "sessions"),
    "accounts-rights": ("权限", "Rights"),
    "accounts-no-rights": (
        "还没有角色；由安全管理员授予。",
        "No role yet; the security administrator grants one.",
    ),
    "accounts-subjects": ("外部身份（统一身份认证）", "Outside identities (OpenID)"),
    "accounts-no-subjects": ("没有绑定外部身份。", "No outside identity is bound."),
    "accounts-tokens": ("接口令牌", "API tokens"),
}
_ACTS: dict[str, tuple[str, str]] = {
    "act-not": ("不办理，返回", "Do nothing, go back"),
    "act-add": ("开立账户", "Open an account"),
    "act-grant": ("授予角色", "Grant a role"),
    "act-grant-effect": (
        "自下一次请求起生效；本人须重新登录。",
        "It counts with the next request; the person has to sign in again.",
    ),
    "act-grant-done": ("已授予角色。", "The role is granted."),
    "act-grant-removal": ("收回角色", "Take the role"),
    "act-grant-removal-effect": (
        "立即失去此项权限，登录随即结束；已办理的记录不受影响。",
        "The right is gone at once and sessions end; what was recorded stays.",
    ),
    "act-grant-removal-done": ("已收回角色。", "The role is taken."),
    "act-password": ("重置密码", "Reset the password"),
    "act-password-effect": (
        "原密码立即失效，登录随即结束；给出一次性密码，只显示一次。请先核实申请人身份。",
        "The old password is good no more and sessions end; you get a one-time password, shown once.",
    ),
    "act-password-done": ("密码已重置。", "The password is reset."),
    "act-second-factor": ("移除第二因素", "Remove the second factor"),
    "act-second-factor-effect": (
        "本人下次登录仅凭密码；角色要求第二因素的，须先重新设置。请先核实申请人身份。",
        "The password alone lets the person in; where the role asks for a second factor it is set up anew.",
    ),
    "act-second-factor-done": ("第二因素已移除。", "The second factor is removed."),
    "act-sessions": ("退出全部登录", "End all sessions"),
    "act-sessions-effect": (
        "在各处的登录立即结束；可重新登录，接口令牌不受影响。",
        "All sessions end at once; the person may sign in again, and API tokens stay good.",
    ),
    "act-sessions-done": ("全部登录已退出。", "All sessions have ended."),
    "act-subject": ("绑定外部身份", "Bind an outside identity"),
    "act-subject-effect": (
        "此后由该身份提供方认证的此人，以本账户登录。",
        "Whom the provider names so signs in with this account from now on.",
    ),
    "act-subject-done": ("外部身份已绑定。", "The outside identity is bound."),
    "act-subject-release": ("解除绑定", "Release the identity"),
    "act-subject-release-effect": (
        "此后不能再以该外部身份登录本账户。",
        "That identity no longer signs in with this account.",
    ),
    "act-subject-release-done": ("外部身份已解除绑定。", "The outside identity is released."),
    "act-token": ("作废令牌", "Revoke the token"),
    "act-token-effect": (
        "使用此令牌的程序立即不能访问，且不能恢复。",
        "Programs that use the token stop working at once, for good.",
    ),
    "act-token-done": ("令牌已作废。", "The token is revoked."),
    "act-closure": ("停用账户", "Close the account"),
    "act-closure-effect": (
        "账户永久停用：登录和令牌立即失效，用户名不再使用。已办理的记录不受影响。",
        "The account is closed for good: sessions and tokens end at once. What was recorded stays.",
    ),
    "act-closure-done": ("账户已停用。", "The account is closed."),
}
_BLANKS: dict[str, tuple[str, str]] = {
    "blank-role": ("角色", "Role"),
    "blank-role-hint": (
        "管理员角色不与其他角色同授一人。",
        "An administrator's role is alone in one person.",
    ),
    "blank-region": ("地区", "Region"),
    "blank-region-hint": (
        "区划代码：省 2 位、市 4 位、县 6 位；或地名（须同时选认定工作）。省级和审计可留空，表示全部。",
        "Division code: 2 digits a province, 4 a city, 6 a county; or a place name with its programme.",
    ),
    "blank-programme": ("认定工作", "Programme"),
    "blank-programme-hint": ("只限一省办法的，请选择。", "Choose one to limit the right to it."),
    "blank-cluster": ("集群编号", "Cluster"),
    "blank-cluster-hint": ("仅运营机构填写。", "For an operator only."),
    "blank-issuer": ("身份提供方", "Issuer"),
    "blank-issuer-hint": (
        "提供方的标识地址（issuer），与服务设置一致。",
        "The provider's issuer address, as the service is set.",
    ),
    "blank-subject": ("外部身份编号", "Subject"),
    "blank-subject-hint": ("提供方给此人的编号（sub）。", "What the provider calls the person (sub)."),
    "blank-token": ("令牌", "Token"),
    "blank-token-hint": ("令牌的公开部分。", "The public part of a token."),
    "blank-reason": ("原因", "Reason"),
    "blank-reason-hint": ("记入日志，例如：调离岗位。", "It is recorded, such as: left the office."),
    "rights-any-programme": ("全部认定工作", "every programme"),
}
_SECRETS: dict[str, tuple[str, str]] = {
    "account-secret-title": ("一次性密码", "One-time password"),
    "account-secret-new": (
        "已开立账户 {user}。一次性密码（72 小时内有效）：",
        "The account {user} is open. Its one-time password, good for 72 hours:",
    ),
    "account-secret-reset": (
        "{user} 的一次性密码（72 小时内有效）：",
        "The one-time password of {user}, good for 72 hours:",
    ),
    "account-secret-hand-over": (
        "请当面或以其他可靠方式交给本人，不要与用户名一同发送。",
        "Hand it over in person or by another trusted way, not together with the user name.",
    ),
    "account-secret-on": ("查看账户", "To the account"),
}
_SENDING: dict[str, tuple[str, str]] = {
    "sending-title": ("消息发送", "Messages"),
    "sending-what": (
        "提醒经渠道发给人，事件经 webhook 发给其他系统。多次发送不成的停在“未送达”，可重发。",
        "Channels tell people, webhooks programs. What failed too often is given up; send it again here.",
    ),
    "sending-add": (
        "webhook 用命令 webhook add 或接口添加；渠道也可用命令 channel add 添加。",
        "A webhook is added by webhook add or over the interface; channels also by channel add.",
    ),
    "sending-channels": ("提醒渠道", "Channels"),
    "sending-webhooks": ("Webhook", "Webhooks"),
    "sending-no-channels": ("没有提醒渠道。", "There is no channel."),
    "sending-no-webhooks": ("没有 webhook。", "There is no webhook."),
    "sending-column-name": ("名称", "name"),
    "sending-column-to": ("发往", "to"),
    "sending-column-about": ("内容范围", "about"),
    "sending-column-state": ("情况", "state"),
    "sending-column-waiting": ("待发", "waiting"),
    "sending-column-sent": ("已发", "sent"),
    "sending-column-dead": ("未送达", "given up"),
    "sending-column-act": ("办理", "do"),
    "sending-column-number": ("序号", "number"),
    "sending-column-tries": ("次数", "tries"),
    "sending-column-at": ("最近一次", "last try"),
    "sending-column-outcome": ("结果", "outcome"),
    "sending-active": ("在用", "active"),
    "sending-ended": ("已停用", "ended"),
    "sending-retry": ("重发", "Send again"),
    "sending-retried": ("未送达的消息将在下一轮重发。", "What was given up goes out with the next pass."),
    "sending-changed": ("已更改。", "It was changed."),
    "sending-stopped": ("已停用，地址已删除。", "It is stopped; its address is deleted."),
    "sending-messages": ("最近的消息", "Newest messages"),
    "sending-no-messages": ("还没有消息。", "There are no messages yet."),
    "sending-stop": ("停用", "Stop"),
    "sending-stop-effect": (
        "此后不再向其发送，地址和密钥随即删除，不能恢复。",
        "Nothing more is sent there; its address and secret are deleted for good.",
    ),
}
WEB_ACCOUNTS: dict[str, tuple[str, str]] = {**_SENDING, **_LISTING, **_ACTS, **_BLANKS, **_SECRETS}
