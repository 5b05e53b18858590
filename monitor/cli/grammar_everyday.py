"""What officers and supervisors do every day: record, ask, count."""

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
    pair,
    several,
    switch,
)
from monitor.cli.grammar_kinds import CLUSTER, FILE, REGION
from monitor.cli.values import DAY, INSTANT, FactTypeKind, OneOfKind, TextKind, WholeKind

UNITS = OneOfKind("working-days", "days", "months", "years")
MANY = WholeKind(1, 100_000)
YEAR = WholeKind(1949, 2200)

COMMANDS = (
    Declared("init", "init", (*DATABASE, switch("--simulation"))),
    Declared(
        "import",
        "import_files",
        (
            argument("files", FILE, nargs=-1),
            *DATABASE,
            BY,
            switch("--dry-run"),
            switch("--allow-repeats"),
            option("--receipts", FILE),
            option("--receipt-key", FILE),
            JSON,
            QUIET,
        ),
    ),
    Declared(
        "record",
        "record_fact",
        (
            argument("type", FactTypeKind()),
            argument("cluster", CLUSTER),
            argument("pairs", TextKind("KEY=VALUE"), required=False, nargs=-1),
            option("--on", DAY, required=True),
            *DATABASE,
            BY,
            option("--key", TextKind("KEY")),
            switch("--allow-repeats"),
            switch("--dry-run"),
            JSON,
        ),
    ),
    Declared("tick", "tick", (*DATABASE, JSON, QUIET)),
    Declared(
        "status",
        "status",
        (
            argument("cluster", CLUSTER, required=False),
            ON,
            KNOWN_AT,
            *DATABASE,
            option("--programme", TextKind("PROGRAMME")),
            option("--province", TextKind("PROVINCE")),
            option("--city", TextKind("CITY")),
            option("--standing", TextKind("STANDING")),
            option("--ground", TextKind("GROUND")),
            option("--limit", MANY),
            option("--offset", WholeKind(0, 100_000_000), 0),
            switch("--brief"),
            JSON,
        ),
    ),
    Declared(
        "history",
        "history",
        (argument("cluster", CLUSTER), KNOWN_AT, pair("--diff", INSTANT), ON, *DATABASE, JSON),
    ),
    Declared("due", "due", (ON, KNOWN_AT, option("--within", WholeKind(0, 100_000)), *DATABASE, JSON)),
    Declared(
        "alerts",
        "alerts",
        (
            option("--cluster", CLUSTER),
            ON,
            KNOWN_AT,
            option("--limit", MANY, 100),
            option("--before", WholeKind(1, 999_999_999)),
            *DATABASE,
            JSON,
        ),
    ),
    Declared(
        "calendar due",
        "calendar_due",
        (
            argument("day", DAY),
            argument("length", WholeKind(1, 3660)),
            option("--unit", UNITS, "working-days"),
            switch("--from-first-day"),
            switch("--no-roll"),
            KNOWN_AT,
            REGION,
            switch("--certificate"),
            *DATABASE,
            JSON,
        ),
    ),
    Declared("calendar year", "calendar_year", (argument("year", YEAR), KNOWN_AT, REGION, *DATABASE, JSON)),
    Declared(
        "calendar notice",
        "calendar_notice",
        (
            argument("year", YEAR),
            option("--issued-on", DAY, required=True),
            several("--off", TextKind("DAYS")),
            several("--work", TextKind("DAYS")),
            option("--number", TextKind("NUMBER")),
            option("--amends", YEAR),
            *DATABASE,
            BY,
            JSON,
        ),
    ),
    Declared(
        "calendar override",
        "calendar_override",
        (
            argument("region", TextKind("REGION")),
            argument("day", DAY),
            argument("kind", OneOfKind("working", "rest")),
            option("--basis", TextKind("TEXT"), required=True),
            option("--decided-on", DAY),
            *DATABASE,
            BY,
            JSON,
        ),
    ),
    Declared("rulebooks", "rulebooks", (switch("--matrix"), JSON)),
    Declared("rulebook", "rulebook", (argument("edition", TextKind("EDITION")), JSON)),
    Declared(
        "assess-criteria",
        "assess_criteria",
        (
            argument("edition", TextKind("EDITION")),
            argument("file", FILE),
            option("--as-of-year", YEAR),
            JSON,
        ),
    ),
)
