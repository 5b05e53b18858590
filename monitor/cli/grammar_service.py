"""What keeps the service running, and what is taken out of it."""

from monitor.cli.declared import (
    BY,
    DATABASE,
    JSON,
    KNOWN_AT,
    ON,
    QUIET,
    Declared,
    argument,
    option,
    several,
    switch,
)
from monitor.cli.grammar_kinds import CLUSTER, FILE, REGION, TO, VERIFIER_KEYS
from monitor.cli.values import FactTypeKind, FileKind, OneOfKind, TextKind, WholeKind

WEBHOOK = TextKind("WEBHOOK")
FOLDER = FileKind("FOLDER")

COMMANDS = (
    Declared("rebuild", "rebuild", (*DATABASE, JSON, QUIET)),
    Declared("export", "export", (option("--output", FILE), *DATABASE, QUIET)),
    Declared("templates", "templates", (argument("folder", FOLDER), JSON)),
    Declared("statistics", "statistics", (ON, KNOWN_AT, TO, *DATABASE, JSON)),
    Declared("quarantine", "quarantine", (*DATABASE, JSON)),
    Declared("watch", "watch", DATABASE),
    Declared(
        "serve",
        "serve",
        (
            option("--host", TextKind("ADDRESS"), "127.0.0.1"),
            option("--port", WholeKind(0, 65_535), 8000),
            several("--allow-host", TextKind("HOST")),
            several("--proxy", TextKind("ADDRESS")),
            switch("--no-scheduler"),
            option("--metrics-host", TextKind("ADDRESS"), "127.0.0.1"),
            option("--metrics-port", WholeKind(0, 65_535)),
            *DATABASE,
        ),
    ),
    Declared("demo", "demo", (*DATABASE, JSON, QUIET)),
    Declared("config show", "config_show", (DATABASE[0], JSON)),
    Declared("health", "health", (*DATABASE, JSON)),
    Declared(
        "backup",
        "backup",
        (
            argument("file", FILE),
            switch("--verify"),
            several("--checkpoint", FILE),
            VERIFIER_KEYS,
            *DATABASE,
            JSON,
            QUIET,
        ),
    ),
    Declared(
        "restore",
        "restore",
        (argument("file", FILE), several("--checkpoint", FILE), VERIFIER_KEYS, DATABASE[0], JSON, QUIET),
    ),
    Declared(
        "webhook add",
        "webhook_add",
        (
            argument("webhook", WEBHOOK),
            argument("url", TextKind("URL")),
            several("--type", FactTypeKind()),
            option("--programme", TextKind("PROGRAMME")),
            REGION,
            several("--cluster", CLUSTER),
            option("--within", WholeKind(0, 100_000)),
            *DATABASE,
            BY,
            JSON,
        ),
    ),
    Declared("webhook list", "webhook_list", (*DATABASE, JSON)),
    Declared(
        "webhook secret",
        "webhook_secret",
        (argument("webhook", WEBHOOK), option("--overlap", WholeKind(0, 720), 24), *DATABASE, BY, JSON),
    ),
    Declared(
        "webhook remove",
        "webhook_remove",
        (
            argument("webhook", WEBHOOK),
            option("--reason", TextKind("TEXT"), required=True),
            *DATABASE,
            BY,
            JSON,
        ),
    ),
    Declared(
        "webhook deliveries",
        "webhook_deliveries",
        (
            argument("webhook", WEBHOOK, required=False),
            option("--state", OneOfKind("waiting", "sent", "dead", "dropped")),
            option("--limit", WholeKind(1, 10_000), 50),
            *DATABASE,
            JSON,
        ),
    ),
    Declared(
        "webhook retry",
        "webhook_retry",
        (
            argument("webhook", WEBHOOK),
            argument("position", WholeKind(1, 999_999_999), required=False),
            *DATABASE,
            BY,
            JSON,
        ),
    ),
    Declared("webhook resume", "webhook_resume", (*DATABASE, BY, JSON)),
    Declared("completion", "completion", (argument("shell", OneOfKind("bash", "zsh", "fish")),)),
)
