"""Words of access: roles, acts on accounts, and what is refused: code -> (Chinese, English)."""

_ROLES: dict[str, tuple[str, str]] = {
    "role-province": ("省级部门", "province"),
    "role-city": ("市级部门", "city"),
    "role-county": ("县级部门", "county"),
    "role-operator": ("集群运营机构", "operator"),
    "role-auditor": ("审计人员", "auditor"),
    "role-system-admin": ("系统管理员", "system administrator"),
    "role-security-admin": ("安全管理员", "security administrator"),
    "role-audit-admin": ("审计管理员", "audit administrator"),
}
_TOLD: dict[str, tuple[str, str]] = {
    "user-added": (
        "已开立账户 {user}。一次性密码（72 小时内有效，只显示这一次）：",
        "The account {user} is open. Its one-time secret, good for 72 hours and shown this once:",
    ),
    "user-disabled": ("已停用账户 {user}。", "The account {user} is closed."),
    "password-was-reset": (
        "{user} 的一次性密码（72 小时内有效，只显示这一次）：",
        "The one-time secret of {user}, good for 72 hours and shown this once:",
    ),
    "second-factor-was-removed": ("已移除 {user} 的第二因素。", "The second factor of {user} is removed."),
    "subject-was-bound": (
        "{user} 可作为 {issuer} 的 {subject} 登录。",
        "{user} may sign in as {subject} of {issuer}.",
    ),
    "subject-was-released": (
        "{user} 不再可作为 {issuer} 的 {subject} 登录。",
        "{user} may no longer sign in as {subject} of {issuer}.",
    ),
    "role-was-granted": ("已授予 {user}：{role}。", "{user} now has the role {role}."),
    "reach-some": ("现可及 {count} 个集群", "reaches {count} clusters now"),
    "reach-one": ("现可及 {count} 个集群", "reaches {count} cluster now"),
    "reach-none": (
        "目前没有集群在此范围内，请核对地区与认定工作的写法",
        "no cluster lies within this now: check how region and programme are written",
    ),
    "reach-without-code": (
        "另有 {count} 个集群没有区划代码，按代码划定的范围不包括它们",
        "clusters without a division code, which a code does not cover: {count}",
    ),
    "role-was-removed": ("已收回 {user} 的：{role}。", "{user} no longer has the role {role}."),
    "token-was-issued": (
        "{user} 的接口令牌（只显示这一次）：",
        "The API token of {user}, shown this once:",
    ),
    "token-was-revoked": ("令牌 {token} 已作废。", "The token {token} is revoked."),
    "no-users": ("没有账户。", "There are no accounts."),
    "no-grants": ("没有授权。", "No rights are granted."),
    "no-tokens": ("没有令牌。", "There are no tokens."),
    "no-attempts": ("没有记录。", "Nothing is recorded."),
    "user-state-active": ("在用", "active"),
    "user-state-disabled": ("已停用", "closed"),
    "second-factor-there": ("有", "yes"),
    "second-factor-not-there": ("无", "no"),
    "token-state-good": ("有效", "good"),
    "token-state-over": ("已失效", "over"),
    "policy-note": (
        "● 为可以，仅限授权所及的地区、认定工作和集群；未列出的，任何人都不可以。",
        "● means yes, within region, programme and cluster of the grant. What is not listed nobody may do.",
    ),
}
_HEADERS: dict[str, tuple[str, str]] = {
    "column-user": ("用户", "user"),
    "column-second-factor": ("第二因素", "second factor"),
    "column-rights": ("权限", "rights"),
    "column-role": ("角色", "role"),
    "column-region": ("地区", "region"),
    "column-token": ("令牌", "token"),
    "column-purpose": ("用途", "purpose"),
    "column-scopes": ("范围", "scope"),
    "column-expires-on": ("最后一日", "last day"),
    "column-last-used": ("上次使用", "last used"),
    "column-action": ("操作", "action"),
    "column-attempt-number": ("序号", "number"),
    "column-attempted-at": ("时间", "at"),
    "column-attempt-outcome": ("结果", "outcome"),
    "column-source-mark": ("来源标记", "source mark"),
    "column-times": ("次数", "count"),
}
_REFUSALS: dict[str, tuple[str, str]] = {
    "not-permitted": (
        "无权进行“{action}”；须有角色：{roles}。",
        'You may not do "{action}"; it takes one of the roles: {roles}.',
    ),
    "not-permitted-everywhere": (
        "您无权对全部集群进行“{action}”；请指明一个集群。",
        'You may not do "{action}" to every cluster; name one.',
    ),
    "same-person": (
        "集群 {cluster} 的案件 {case}：上一步由 {user} 办理，这一步须由他人办理（本系统的四眼规则）。",
        "Case {case} of {cluster}: {user} did the step before; this takes another (our four-eyes rule).",
    ),
    "confirmation-needed": (
        "请先确认是本人：给出第二因素验证码（未启用的给出密码），{minutes} 分钟内有效，然后重新提交。",
        "Confirm by a code (or password) that it is you, good for {minutes} minutes; then send it again.",
    ),
    "restore-by-file-only": (
        "恢复导出文件只能在数据库本机进行。",
        "An export is restored at the database's own command line only.",
    ),
    "cluster-name-taken": ("集群编号 {cluster} 已被使用。", "The cluster id {cluster} is taken."),
    "user-exists": ("用户名 {user} 已被使用过。", "The user name {user} was given before."),
    "user-unknown": ("没有用户 {user}。", "There is no user {user}."),
    "user-is-disabled": ("账户 {user} 已停用。", "The account {user} is closed."),
    "system-admin-adds-users": (
        "已有系统管理员，账户由系统管理员开立。",
        "Since there is a system administrator, he opens the accounts.",
    ),
    "own-rights": ("任何人不得更改自己的权限（{user}）。", "Nobody changes his own rights ({user})."),
    "programme-not-known": (
        "没有认定工作 {found}；可用：{allowed}。",
        "There is no programme {found}; allowed: {allowed}.",
    ),
    "grant-exists": ("{user} 已有此授权（{role}）。", "{user} has that grant already ({role})."),
    "grant-unknown": ("{user} 没有此授权（{role}）。", "{user} has no such grant ({role})."),
    "roles-exclude-each-other": (
        "三员互斥，管理员不得兼任业务角色：{user} 不能同时为 {roles}。",
        "Administrators exclude each other and every other role: {user} cannot be {roles}.",
    ),
    "last-security-admin": (
        "{user} 是最后一名安全管理员，不能去除。",
        "{user} is the last security administrator and has to stay.",
    ),
    "administrator-has-no-region": (
        "管理员角色 {role} 不限定地区、认定工作或集群。",
        "The administrator's role {role} takes no region, programme or cluster.",
    ),
    "operator-needs-cluster": ("运营机构须指明其集群。", "An operator needs its cluster."),
    "cluster-for-operators": (
        "只有运营机构限定到集群，{role} 不可。",
        "Only an operator is held to a cluster, not {role}.",
    ),
    "region-not-of-role": (
        "地区 {region} 不适合角色 {role}：省为 2 位区划码，市 4 位，县 6 位，或地名。",
        "{region} does not fit {role}: a province has 2 digits, a city 4, a county 6; or name a place.",
    ),
    "place-needs-programme": (
        "地名“{region}”可能重名，请同时指明认定工作，或改用区划码。",
        'There may be several places called "{region}": name the programme too, or give the division code.',
    ),
    "second-factor-is-enrolled": (
        "{user} 已有第二因素；须由安全管理员先移除。",
        "{user} has a second factor; the security administrator has to remove it first.",
    ),
    "second-factor-not-begun": ("尚未开始设置第二因素。", "No second factor was begun."),
    "subject-taken": ("该外部身份已绑定给 {user}。", "That subject is bound to {user}."),
    "subject-unknown": ("{user} 没有绑定该外部身份。", "That subject is not bound to {user}."),
    "token-not-for-role": (
        "{user} 不能有接口令牌：管理员和没有角色的人不发令牌。",
        "{user} can have no API token: administrators and people without a role get none.",
    ),
    "token-scope-unknown": (
        "令牌范围不对：{found}；可用 {allowed}。",
        "No such scope of a token: {found}; allowed are {allowed}.",
    ),
    "token-expiry-out-of-range": (
        "令牌的最后一日 {found} 不可用：须在今日起 {days} 天之内。",
        "A token cannot be good until {found}: at most {days} days from today.",
    ),
    "too-many-tokens": ("{user} 已有 {limit} 个有效令牌。", "{user} has {limit} good tokens already."),
    "token-unknown": ("没有令牌 {token}。", "There is no token {token}."),
    "token-is-revoked": ("令牌 {token} 已经作废。", "The token {token} was revoked before."),
    "account-value-wrong": (
        "账户的字段 {field} 不合规定：用户名为 1 至 64 个字母、数字、. _ @ -。",
        "The field {field} is not accepted: user names have 1 to 64 of letters, digits and . _ @ - only.",
    ),
    "access-key-malformed": (
        "MONITOR_ACCESS_KEY 须为 64 个十六进制数字。",
        "MONITOR_ACCESS_KEY has to be 64 hexadecimal digits.",
    ),
    "access-key-wrong": (
        "第二因素的密钥无法解开：MONITOR_ACCESS_KEY 缺失或不是当时的密钥。",
        "The key of a second factor cannot be opened: MONITOR_ACCESS_KEY is missing or another one.",
    ),
    "password-too-weak": (
        "密码不够强：须有 {shortest} 至 {longest} 个字符，至少 {different} 个不同，且不含用户名。",
        "A password has {shortest} to {longest} characters, {different} different, and no user name in it.",
    ),
    "password-unchanged": ("新密码与旧密码相同。", "The new password is the old one."),
    "sign-in-refused": ("用户名、密码或验证码不对。", "User name, password or code is wrong."),
    "second-factor-needed": ("还需要第二因素的验证码。", "The code of the second factor is needed too."),
    "sign-in-paused": (
        "失败次数过多，请 {seconds} 秒后再试。",
        "Too many attempts failed; try again in {seconds} seconds.",
    ),
    "session-ended": ("会话已结束，请重新登录。", "The session has ended; sign in again."),
    "session-unknown": ("没有会话 {session}。", "There is no session {session}."),
    "token-refused": ("令牌无效、已过期或已作废。", "The token is not known, has expired or was revoked."),
    "provider-not-set": (
        "本服务没有设置外部身份提供方。",
        "No identity provider is set for this service.",
    ),
    "provider-half-set": (
        "身份提供方只设置了一部分，还缺：{missing}。",
        "An identity provider is set in part only; missing: {missing}.",
    ),
    "provider-unavailable": (
        "身份提供方暂时无法使用（{reason}）。",
        "The identity provider cannot be reached ({reason}).",
    ),
    "provider-answer-wrong": (
        "身份提供方的答复不可信（{what}）。",
        "The answer of the identity provider cannot be trusted ({what}).",
    ),
    "provider-address-unsafe": (
        "身份提供方的地址须用 https：{found}。",
        "The address of an identity provider has to begin with https: {found}.",
    ),
    "too-many-sign-ins": (
        "正在进行的登录过多，请稍后再试。",
        "Too many sign-ins are under way; try again later.",
    ),
}
ACCESS: dict[str, tuple[str, str]] = {**_ROLES, **_TOLD, **_HEADERS, **_REFUSALS}
