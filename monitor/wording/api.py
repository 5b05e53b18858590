"""Sentences of the HTTP door and of `serve`: code -> (Chinese, English)."""

API: dict[str, tuple[str, str]] = {
    # --- what a request lacks, or has too much of -----------------------------------------------
    "body-not-json": (
        "请求内容不是可接受的 JSON（{count} 处）。",
        "The body is no JSON that is accepted ({count}).",
    ),
    "body-not-accepted": (
        "请求内容有 {count} 处不符合要求，未作任何记录。",
        "The body is wrong in {count} places; nothing was recorded.",
    ),
    "body-not-array": (
        "请求内容是“{found}”，应为 JSON 数组；逐行 JSON 请用 application/jsonl。",
        "The body is “{found}”; a JSON array is wanted, or JSON lines as application/jsonl.",
    ),
    "facts-not-accepted": (
        "事实有 {count} 处不符合要求，未作任何记录。",
        "The facts are wrong in {count} places; nothing was recorded.",
    ),
    "lines-refused": (
        "有 {count} 条事实不能记录，全部未记录。",
        "{count} facts may not be recorded; none was.",
    ),
    "parameters-not-accepted": (
        "参数有 {count} 处不符合要求。",
        "{count} parameters are not as they have to be.",
    ),
    "parameter-not-accepted": (
        "参数 {parameter} 不符合要求，应为：{allowed}。",
        "The parameter {parameter} is not accepted; allowed: {allowed}.",
    ),
    "header-not-accepted": (
        "请求头 {header} 的值“{found}”不可接受。",
        "The header {header} is “{found}”, which is not accepted.",
    ),
    "request-not-accepted": ("请求（{method}）不可接受。", "The request ({method}) is not accepted."),
    "cursor-not-accepted": (
        "翻页标记不可接受；请用上一页 Link 给出的地址。",
        "The cursor is not accepted; go on by the Link of the page before.",
    ),
    "body-too-large": ("请求内容超过 {most} 字节。", "The body is larger than {most} bytes."),
    "too-many-lines": ("一次至多 {most} 条事实。", "At most {most} facts are taken at a time."),
    "request-too-slow": ("请求内容未在 {most} 秒内到齐。", "The body did not arrive within {most} seconds."),
    "media-type-not-accepted": (
        "内容类型“{found}”不可接受；可用：{allowed}（UTF-8）。",
        "The media type “{found}” is not accepted; allowed: {allowed} (UTF-8).",
    ),
    "route-unknown": ("没有这个地址（{method}）。", "There is nothing at this address ({method})."),
    "method-not-allowed": ("此地址不接受 {method}。", "This address does not take {method}."),
    "host-not-served": (
        "本服务不以这个主机名提供；请由管理员用 --allow-host 加入。",
        "This host is not served; the administrator adds it with --allow-host.",
    ),
    # --- who asks -------------------------------------------------------------------------------
    "sign-in-needed": ("请先登录，或出示令牌。", "Sign in first, or send a token."),
    "session-needed": (
        "此事只能在登录会话中办理，令牌不行。",
        "This is done in a session only, not by token.",
    ),
    "cross-site-request": (
        "请求不是从本服务的页面发出的，或缺少防伪标记，已拒绝。",
        "The request did not come from a page of this service, or lacks its token; it was refused.",
    ),
    # --- upon which version, and how often ------------------------------------------------------
    "precondition-required": (
        "须以 If-Match 写明所见集群 {cluster} 的 ETag；新集群写 If-None-Match: *。",
        "State the ETag of cluster {cluster} as seen in If-Match; of a new one, If-None-Match: *.",
    ),
    "version-moved-on": (
        "集群 {cluster} 已有新记录（所见版本 {expected}，现为 {found}）；请重新查看再办理。",
        "Cluster {cluster} has moved on (version {expected} was seen, {found} is there); look again first.",
    ),
    "idempotency-key-reused": (
        "Idempotency-Key“{key}”已用于另一请求；请换新的。",
        "The Idempotency-Key “{key}” was for another request; take a new one.",
    ),
    "idempotency-under-way": (
        "Idempotency-Key“{key}”的请求正在办理；请稍后再问。",
        "The request with the Idempotency-Key “{key}” is being done; ask again later.",
    ),
    "idempotency-keys-full": (
        "近一日的 Idempotency-Key 已满 {most} 个；请稍后再试。",
        "There are {most} Idempotency-Keys of the last day already; try again later.",
    ),
    "too-many-requests": ("请求过于频繁；请稍后再试。", "Too many requests; try again later."),
    "service-busy": ("服务繁忙；请稍后再试。", "The service is busy; try again later."),
    "service-slow": (
        "办理超时；命令可能已经记录，请用同一 Idempotency-Key 再问。",
        "It took too long; a command may be recorded: ask again with the same Idempotency-Key.",
    ),
    "fault": (
        "服务内部出错，已记入日志；请把请求编号告诉管理员。",
        "A fault of the service, told to its log; give the number of the request to the administrator.",
    ),
    # --- serve ----------------------------------------------------------------------------------
    "help serve": (
        "在一个进程中提供 HTTP 接口并定时检查，直到被停止。SQLite 用一个进程；PostgreSQL 可同时开多个。",
        "Serve the HTTP API and wake the jobs until stopped. One process over SQLite, many over PostgreSQL.",
    ),
    "example serve": (
        "cluster-monitor serve --port 8000",
        "cluster-monitor serve --port 8000",
    ),
    "help serve --host": (
        "监听的地址，默认只在本机 127.0.0.1。",
        "The address to listen on; by default this machine only, 127.0.0.1.",
    ),
    "help serve --port": (
        "监听的端口，默认 8000；0 表示任一空闲端口。",
        "The port, 8000 by default; 0: any free one.",
    ),
    "help serve --allow-host": (
        "对外提供服务的主机名，可多次给出；以其他主机名来的请求一律拒绝。",
        "A host name the service answers to; may be given several times. Requests for others are refused.",
    ),
    "help serve --proxy": (
        "可信代理的地址，可多次给出；只有它们转告的来源地址与协议才被采信。",
        "The address of a trusted proxy; may be given several times. Only these may say whom they speak for.",
    ),
    "help serve --no-scheduler": (
        "只提供接口，不在此进程中定时检查。",
        "Serve the API only; the jobs are woken elsewhere.",
    ),
    "serving": (
        "网页：http://{host}:{port}/ ；接口：http://{host}:{port}/api/v1",
        "Pages at http://{host}:{port}/ , interface at http://{host}:{port}/api/v1",
    ),
    "serve-first-start": (
        "首次启动：安全管理员 {user} 的一次性密码是 {secret}，72 小时内有效，只显示这一次。",
        "First start: the one-time password of security administrator {user} is {secret}; shown this once.",
    ),
    "serve-needs-hosts": (
        "在 {host} 上监听所有地址时，须用 --allow-host 写明对外的主机名。",
        "To listen on every address ({host}), name the hosts that are served with --allow-host.",
    ),
    "address-not-free": (
        "不能在 {host}:{port} 监听：{reason}。",
        "Cannot listen on {host}:{port}: {reason}.",
    ),
    # --- titles of statuses ---------------------------------------------------------------------
    "http-400": ("请求有误", "Bad Request"),
    "http-401": ("未登录", "Unauthorized"),
    "http-403": ("无权办理", "Forbidden"),
    "http-404": ("没有找到", "Not Found"),
    "http-405": ("不接受此方法", "Method Not Allowed"),
    "http-408": ("请求超时", "Request Timeout"),
    "http-409": ("与已有记录冲突", "Conflict"),
    "http-412": ("版本已变", "Precondition Failed"),
    "http-413": ("内容过大", "Content Too Large"),
    "http-415": ("内容类型不可接受", "Unsupported Media Type"),
    "http-421": ("主机名不符", "Misdirected Request"),
    "http-422": ("内容不符合要求", "Unprocessable Content"),
    "http-428": ("须写明版本", "Precondition Required"),
    "http-429": ("过于频繁", "Too Many Requests"),
    "http-500": ("内部错误", "Internal Server Error"),
    "http-503": ("暂不可用", "Service Unavailable"),
}
