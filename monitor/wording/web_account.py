"""What the pages of one's own account say: code -> (Chinese, English)."""

_STEPS: dict[str, tuple[str, str]] = {
    "must-password": ("更换一次性密码", "Replace the one-time password"),
    "must-second-factor": ("第二因素验证", "Second factor"),
    "account-first": ("使用前须先完成", "To be done first"),
    "account-first-why": (
        "完成以下各步之前，本次登录只能办理本人账户事项。",
        "Until these steps are done, this session is good for your own account only.",
    ),
    "account-step-now": ("现在办理", "now"),
    "account-step-next": ("下一步", "next"),
    "account-form-refused": ("请改正后重新提交：", "Correct this and send it again:"),
    "own-account-first": (
        "请先完成本人账户的必办事项（更换密码、第二因素）。",
        "First do what your own account asks for: the password, the second factor.",
    ),
}
_PASSWORD: dict[str, tuple[str, str]] = {
    "account-password": ("修改密码", "Change password"),
    "account-old": ("现密码", "Current password"),
    "account-old-once": ("一次性密码", "One-time password"),
    "account-old-wrong": ("现密码不对。", "The current password is wrong."),
    "account-new": ("新密码", "New password"),
    "account-again": ("再次输入新密码", "New password again"),
    "account-repeat-differs": ("两次输入的新密码不一致。", "The two new passwords differ."),
    "password-repeat-differs": ("两次输入的新密码不一致。", "The two new passwords differ."),
    "account-password-rules": (
        "{shortest} 至 {longest} 个字符，至少 {different} 个不同字符，不含用户名。可以用一句话。",
        "{shortest} to {longest} characters, {different} different, no user name in it. A sentence is fine.",
    ),
    "account-password-effect": (
        "修改后，您在其他地方的登录全部退出。",
        "All your other sessions will end.",
    ),
    "account-password-do": ("保存新密码", "Save the new password"),
    "account-password-again": ("请再输入一次密码", "Your password once more"),
}
_FACTOR: dict[str, tuple[str, str]] = {
    "account-factor-title": ("设置第二因素", "Set up the second factor"),
    "account-factor-what": (
        "登录时除密码外，还须输入手机验证器上的六位动态验证码。",
        "Besides the password, signing in asks for six digits from an authenticator program on your phone.",
    ),
    "account-factor-lost": (
        "手机遗失或更换的，请由安全管理员移除后重新设置。",
        "If the phone is lost, the security administrator removes the factor; then set it up anew.",
    ),
    "account-factor-begin": ("开始设置第二因素", "Set up the second factor"),
    "account-factor-there": ("已启用", "set up"),
    "account-factor-not-there": ("未启用", "not set up"),
    "account-factor-step-program": (
        "在手机上打开验证器（支持 TOTP 的均可），选择“扫描二维码”。",
        "Open an authenticator program on your phone (any for TOTP) and choose to scan a code.",
    ),
    "account-factor-step-key": (
        "扫描下面的二维码（只显示这一次）：",
        "Scan this code (it is shown this once):",
    ),
    "account-factor-picture": (
        "密钥的二维码；不便扫描的，请输入下面的密钥",
        "The key as a QR code; who cannot scan it enters the key below",
    ),
    "account-factor-by-hand": (
        "不便扫描的，选择“手动输入密钥”，输入（空格可不输）：",
        "Or choose to enter a key by hand, and enter (blanks do not matter):",
    ),
    "account-factor-step-code": (
        "把验证器显示的六位验证码填入下框。",
        "Type the six digits that the program shows into the field below.",
    ),
    "account-factor-settings": (
        "类型：基于时间（TOTP）；算法 SHA-1；6 位；每 30 秒更换。",
        "Kind: time-based (TOTP); SHA-1; 6 digits; a new code every 30 seconds.",
    ),
    "account-factor-address": (
        "密钥地址（供能读取地址的验证器使用）",
        "The key as an address, for programs that read one",
    ),
    "account-factor-anew": ("没有记下密钥？重新开始设置", "No key in the program? Begin anew"),
    "account-code-title": ("输入第二因素验证码", "Code of the second factor"),
    "account-code-why": (
        "您已通过统一身份认证登录；本系统还须核对第二因素。",
        "The identity provider has let you in; the second factor here is still to be checked.",
    ),
    "account-code-hint": (
        "验证器当前显示的六位数字；每个验证码只能用一次。",
        "The six digits shown just now; each code is good once.",
    ),
    "account-code-wrong": (
        "验证码不对，或已经用过；请等下一个验证码。",
        "The code is wrong or was used; wait for the next one.",
    ),
    "account-code-do": ("提交验证码", "Send the code"),
}
_OVERVIEW: dict[str, tuple[str, str]] = {
    "account-title": ("我的账户", "My account"),
    "account-who": ("基本信息", "Who you are"),
    "account-name": ("姓名或单位", "Name"),
    "account-who-why": (
        "您办理的每一事项都以此用户名记入日志。",
        "Whatever you record stands in the log under this user name.",
    ),
    "account-proofs": ("身份验证", "Proving who you are"),
    "account-rights": ("我的权限", "My rights"),
    "account-rights-role": ("角色", "role"),
    "account-rights-where": ("范围", "where"),
    "account-rights-what": ("可以办理", "may"),
    "account-no-rights": (
        "您还没有任何角色；请与安全管理员联系。",
        "You have no role yet; ask the security administrator.",
    ),
    "account-rights-why": (
        "权限由安全管理员授予和收回，任何人不能更改自己的权限。",
        "Rights are given and taken by the security administrator; nobody changes his own.",
    ),
    "account-done-password": (
        "密码已修改，其他登录已退出。",
        "The password is changed; other sessions ended.",
    ),
    "account-done-second-factor": ("第二因素已启用。", "The second factor is set up."),
    "account-done-code": ("验证码已核对。", "The code was right."),
    "account-done-session": ("已退出该处登录。", "That session has ended."),
    "account-done-sessions": ("已退出其他各处登录。", "Your other sessions have ended."),
    "account-sessions": ("登录情况", "Where you are signed in"),
    "account-no-sessions": ("没有登录中的会话。", "There is no session."),
    "account-session-began": ("登录时间", "since"),
    "account-session-used": ("最近使用", "last used"),
    "account-session-how": ("登录方式", "how"),
    "account-session-source": ("来源标记", "source mark"),
    "account-session-act": ("办理", "do"),
    "account-session-this": ("本次登录", "this one"),
    "account-session-end": ("退出此处", "End it"),
    "account-sessions-end-others": ("退出其他全部登录", "End all others"),
    "account-session-by-provider": ("统一身份认证", "identity provider"),
    "account-session-by-password": ("密码", "password"),
    "account-session-and-code": ("＋验证码", " and code"),
}
_TOKENS: dict[str, tuple[str, str]] = {
    "account-tokens": ("接口令牌", "API tokens"),
    "account-tokens-what": (
        "接口令牌供程序代表您读取或报送，权限不超过您本人的权限和所选范围。请像密码一样保管。",
        "With an API token a program acts in your name, within your rights. Keep it safe.",
    ),
    "account-no-tokens": ("您没有接口令牌。", "You have no API token."),
    "account-token-new": ("新建令牌", "A new token"),
    "account-token-purpose": ("用途", "What for"),
    "account-token-purpose-hint": (
        "例如：市级平台每日同步。",
        "Such as: daily synchronisation of the city's platform.",
    ),
    "account-token-scopes": ("范围", "Scopes"),
    "account-token-scopes-hint": ("只选程序需要的。", "Only what the program needs."),
    "account-token-until": ("最后有效日", "Last day"),
    "account-token-until-hint": ("自今日起最长 {days} 天。", "At most {days} days from today."),
    "account-token-do": ("新建令牌", "Make the token"),
    "account-token-made": ("令牌已建立，请立即复制保存：", "The token is made; copy it now:"),
    "account-token-unused": ("尚未使用", "never"),
    "account-token-revoke": ("作废令牌", "Revoke"),
    "account-token-revoke-ask": (
        "作废令牌 {token}（{purpose}）？使用它的程序将立即不能访问，且不能恢复。",
        "Revoke the token {token} ({purpose})? Programs that use it stop working at once, for good.",
    ),
    "account-token-revoked": ("令牌已作废。", "The token is revoked."),
    "account-day-needed": (
        "“{found}”不是日期；请按 2026-12-31 的形式填写。",
        "“{found}” is not a day; write it like 2026-12-31.",
    ),
    "secret-shown-once": (
        "只显示这一次，离开本页后无法再看到。",
        "Shown this once; it cannot be seen again after you leave this page.",
    ),
}
_RIGHTS: dict[str, tuple[str, str]] = {
    "rights-everywhere": ("全部地区", "everywhere"),
    "rights-of-region": ("地区 {region}", "region {region}"),
    "rights-of-programme": ("{programme}认定工作", "programme {programme}"),
    "rights-of-cluster": ("集群 {cluster}", "cluster {cluster}"),
    "scope-read": ("查看", "read"),
    "scope-file": ("报送", "file"),
    "scope-decide": ("审定", "decide"),
    "scope-audit": ("审计", "audit"),
    "scope-dossier": ("卷宗", "dossiers"),
    "scope-record": ("访问记录", "access record"),
    "scope-operate": ("运行", "operate"),
    "scope-administer": ("管理账户", "administer"),
    "scope-account": ("本人账户", "own account"),
}
_FEEDS: dict[str, tuple[str, str]] = {
    "account-notifications": ("订阅与通知", "Feeds and notifications"),
    "feed-why": (
        "把期限订阅到手机或办公日历，把提醒订阅到阅读器。凭地址即可读取，请勿转发；内容不超过您的权限。",
        "Subscribe to deadlines and alerts. Whoever has the address reads them, within your rights: keep it.",
    ),
    "feed-own": ("我的订阅", "My feeds"),
    "feed-none": ("您还没有订阅；可在下面新建。", "You have no feed yet; open one below."),
    "feed-title": ("订阅编号", "feed"),
    "feed-opened": ("开通时间", "since"),
    "feed-what": ("内容范围", "of what"),
    "feed-close": ("停用", "Close"),
    "feed-new": ("新建订阅", "A new feed"),
    "feed-region-hint": ("区划代码；不填为您可见的全部。", "Division code; empty: all that you may see."),
    "feed-cluster-hint": ("只订阅一个集群时填写。", "To subscribe to one cluster only."),
    "feed-do": ("生成订阅地址", "Make the address"),
    "feed-opened-now": ("订阅已开通，请立即复制地址：", "The feed is open; copy its addresses now:"),
    "feed-as-ics": ("期限日历：", "Deadlines, as a calendar:"),
    "feed-as-atom": ("提醒订阅：", "Alerts, as a news feed:"),
    "feed-closed-now": ("订阅已停用，原地址不再可用。", "The feed is closed; its address leads nowhere."),
    "feed-closed-by-owner": ("本人停用", "closed by its owner"),
}
WEB_ACCOUNT: dict[str, tuple[str, str]] = {
    **_FEEDS, **_STEPS, **_PASSWORD, **_FACTOR, **_OVERVIEW, **_TOKENS, **_RIGHTS
}  # fmt: skip
