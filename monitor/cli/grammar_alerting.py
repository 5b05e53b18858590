"""Who is told of alerts and how, what people note of them, and secret feeds."""

from monitor.cli.declared import BY, DATABASE, JSON, Declared, argument, option, several, switch
from monitor.cli.grammar_kinds import CLUSTER, REGION
from monitor.cli.values import DAY, FileKind, OneOfKind, TextKind, WholeKind

CHANNEL = TextKind("CHANNEL")
ALERT = TextKind("ALERT")
FEED = TextKind("FEED")
REASON = option("--reason", TextKind("TEXT"), required=True)
PROGRAMME = option("--programme", TextKind("PROGRAMME"))
CLOCK = TextKind("TIME")
DESKS = OneOfKind("province", "city", "county", "operator", "auditor")
SORTS = OneOfKind("email", "wecom", "dingtalk", "feishu", "webhook", "apprise")
KINDS = OneOfKind(
    "ground",
    "overdue",
    "deadline",
    "window",
    "validity",
    "basis",
    "provisional",
    "service",
    "own-task",
    "doubt",
)

COMMANDS = (
    Declared(
        "channel add",
        "channel_add",
        (
            argument("channel", CHANNEL),
            argument("sort", SORTS),
            argument("address", TextKind("ADDRESS")),
            option("--secret-file", FileKind("FILE")),
            option("--role", DESKS),
            several("--kind", KINDS),
            PROGRAMME,
            REGION,
            several("--cluster", CLUSTER),
            option("--written-in", OneOfKind("zh", "en"), "zh"),
            option("--rhythm", OneOfKind("at-once", "daily", "weekly"), "at-once"),
            option("--time", CLOCK, "09:00"),
            option("--weekday", WholeKind(1, 7), 1),
            option("--quiet-from", CLOCK),
            option("--quiet-until", CLOCK),
            switch("--working-days"),
            option("--after", WholeKind(0, 60), 0),
            *DATABASE,
            BY,
            JSON,
        ),
    ),
    Declared("channel list", "channel_list", (*DATABASE, JSON)),
    Declared("channel stop", "channel_stop", (argument("channel", CHANNEL), REASON, *DATABASE, BY, JSON)),
    Declared("channel test", "channel_test", (argument("channel", CHANNEL), *DATABASE, JSON)),
    Declared(
        "channel messages",
        "channel_messages",
        (
            argument("channel", CHANNEL, required=False),
            option("--state", OneOfKind("waiting", "sent", "dead", "dropped")),
            option("--limit", WholeKind(1, 10_000), 50),
            *DATABASE,
            JSON,
        ),
    ),
    Declared(
        "channel retry",
        "channel_retry",
        (
            argument("channel", CHANNEL),
            argument("number", WholeKind(1, 999_999_999), required=False),
            *DATABASE,
            BY,
            JSON,
        ),
    ),
    Declared(
        "alert list",
        "alert_list",
        (
            argument("cluster", CLUSTER, required=False),
            option("--limit", WholeKind(1, 10_000), 50),
            *DATABASE,
            JSON,
        ),
    ),
    Declared(
        "alert acknowledge", "alert_acknowledge", (argument("alert", ALERT), REASON, *DATABASE, BY, JSON)
    ),
    Declared(
        "alert snooze",
        "alert_snooze",
        (argument("alert", ALERT), option("--until", DAY, required=True), REASON, *DATABASE, BY, JSON),
    ),
    Declared(
        "feed open",
        "feed_open",
        (
            argument("feed", FEED),
            option("--user", TextKind("USER")),
            PROGRAMME,
            REGION,
            option("--cluster", CLUSTER),
            *DATABASE,
            BY,
            JSON,
        ),
    ),
    Declared("feed list", "feed_list", (*DATABASE, JSON)),
    Declared("feed close", "feed_close", (argument("feed", FEED), REASON, *DATABASE, BY, JSON)),
)
