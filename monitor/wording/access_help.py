"""Help of the commands about access: code -> (Chinese, English)."""

_HELP: dict[str, tuple[str, str]] = {
    "help user": ("账户：谁可以登录。", "Accounts: who may sign in."),
    "help user add": (
        "开立账户并显示一次性密码。新账户没有任何权限。",
        "Open an account and show its one-time secret. A new account has no rights.",
    ),
    "help user list": ("列出账户及其权限。", "List the accounts with their rights."),
    "help user disable": (
        "永久停用账户。其会话和令牌立即失效，用户名不再使用。",
        "Close an account for good. Its sessions and tokens end at once; its name is not given again.",
    ),
    "help user password": (
        "重置密码：显示新的一次性密码，原密码立即失效。",
        "Reset a password: show a new one-time secret; the old password is good no more.",
    ),
    "help user second-factor": (
        "移除用户的第二因素，由其重新设置。",
        "Remove the second factor of a user, to be set up anew.",
    ),
    "help user subject": (
        "绑定外部身份（OpenID Connect）：该身份登录即为此用户。",
        "Bind a subject of an OpenID provider: who signs in as it is this user.",
    ),
    "help grant": ("授权：谁在何处有何角色。", "Rights: who has which role where."),
    "help grant add": (
        "授予角色，立即生效。管理员角色互斥，也不得兼任业务角色；任何人不得更改自己的权限。",
        "Grant a role, at once. Administrators exclude each other and every other role.",
    ),
    "help grant remove": ("收回角色，立即生效。", "Remove a role, at once."),
    "help grant list": ("列出授权。", "List the rights."),
    "help token": ("接口令牌。", "API tokens."),
    "help token issue": (
        "签发接口令牌并显示一次。令牌只会缩小用户的权限，不会扩大。",
        "Issue an API token and show it once. A token only ever narrows what its user may do.",
    ),
    "help token list": ("列出令牌（不含密钥）。", "List the tokens, without their secrets."),
    "help token revoke": ("作废令牌。", "Revoke a token."),
    "help access": ("权限规则与访问记录。", "The policy, and the record of attempts."),
    "help access policy": (
        "谁可以做什么：本系统实际执行的规则表。",
        "Who may do what: the table that the service itself decides by.",
    ),
    "help access record": (
        "登录和被拒绝的操作，最新在前。每分钟内相同的只记首次和其余次数。",
        "Sign-ins and refused attempts, newest first. Equal ones of a minute are counted.",
    ),
    "example user add": ("cluster-monitor user add wang.mei 王梅",) * 2,
    "example user list": ("cluster-monitor user list",) * 2,
    "example user disable": ("cluster-monitor user disable wang.mei --reason 调离",) * 2,
    "example user password": ("cluster-monitor user password wang.mei",) * 2,
    "example user second-factor": ("cluster-monitor user second-factor wang.mei",) * 2,
    "example user subject": ("cluster-monitor user subject wang.mei https://id.example.gov.cn 350582-0042",)
    * 2,
    "example grant add": ("cluster-monitor grant add wang.mei city --region 3505 --programme fujian",) * 2,
    "example grant remove": ("cluster-monitor grant remove wang.mei city --region 3505 --programme fujian",)
    * 2,
    "example grant list": ("cluster-monitor grant list",) * 2,
    "example token issue": (
        "cluster-monitor token issue wang.mei --purpose 统计上报 --scope read --until 2027-06-30",
    )
    * 2,
    "example token list": ("cluster-monitor token list",) * 2,
    "example token revoke": ("cluster-monitor token revoke 0123456789ab",) * 2,
    "example access policy": ("cluster-monitor access policy --role county",) * 2,
    "example access record": ("cluster-monitor access record --limit 20",) * 2,
}
_PARAMETERS: dict[str, tuple[str, str]] = {
    "help USER": (
        "用户名：1 至 64 个字母、数字、. _ @ -。",
        "The user name: 1 to 64 of letters, digits, . _ @ -.",
    ),
    "help user add NAME": ("姓名。", "The person's name."),
    "help user disable --reason": ("停用的原因。", "Why it is closed."),
    "help user subject ISSUER": (
        "身份提供方的地址（issuer）。",
        "The issuer of the provider, exactly as it states it.",
    ),
    "help user subject SUBJECT": ("该提供方内的身份（sub）。", "The subject (sub) there."),
    "help user subject --release": ("解除绑定。", "Release it instead."),
    "help ROLE": (
        "角色：province city county operator auditor，或 system-admin security-admin audit-admin。",
        "province, city, county, operator or auditor; or system-admin, security-admin, audit-admin.",
    ),
    "help grant add --region": (
        "地区：区划码（省 2 位、市 4 位、县 6 位）或地名；默认全部。",
        "A division code (2 digits a province, 4 a city, 6 a county) or a place; else everywhere.",
    ),
    "help grant remove --region": ("与授予时相同。", "As it was granted."),
    "help grant add --programme": ("限于一项认定工作。", "One programme only."),
    "help grant remove --programme": ("与授予时相同。", "As it was granted."),
    "help grant add --cluster": ("运营机构所属的集群。", "The operator's cluster."),
    "help grant remove --cluster": ("与授予时相同。", "As it was granted."),
    "help token issue --purpose": ("用途。", "What it is for."),
    "help token issue --scope": (
        "范围：read 查询，file 报送，decide 决定，audit 审计，operate 运行；可多次。",
        "read, file, decide, audit or operate; may come several times.",
    ),
    "help token issue --until": (
        "最后有效日，至多 366 天。",
        "The last day it is good, at most 366 days ahead.",
    ),
    "help token revoke TOKEN": (
        "令牌的公开部分（两个下划线之间）。",
        "Its public part, between the two underscores.",
    ),
    "help access policy --role": ("只列此角色。", "Only what this role may do."),
    "help access record --limit": ("最多多少行；默认 50。", "At most so many rows; 50 if left out."),
    "help access record --before": ("从此序号之前接着列。", "Go on before this number."),
}
ACCESS_HELP: dict[str, tuple[str, str]] = {**_HELP, **_PARAMETERS}
