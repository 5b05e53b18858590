"""What auditors do: verify, replay, suppose, certify."""

import click

from monitor.cli.declared import (
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
from monitor.cli.grammar_kinds import CLUSTER, FILE, VERIFIER_KEYS
from monitor.cli.values import DAY, FileKind, OneOfKind, TextKind, WholeKind

ROOTS = several("--root", FILE)
HANDS = (option("--workers", WholeKind(1, 256), 1), option("--scheduler", TextKind("ADDRESS")))

COMMANDS = (
    Declared("self-audit", "self_audit", (switch("--list"), *DATABASE, JSON, QUIET)),
    Declared("law", "law_in_use", (argument("sha256", TextKind("SHA256"), required=False), *DATABASE, JSON)),
    Declared(
        "checkpoint keygen",
        "checkpoint_keygen",
        (
            option("--origin", TextKind("NAME"), required=True),
            option("--output", FILE, required=True),
            option("--scheme", OneOfKind("ed25519", "sm2-sm3", "ecdsa-p256-sha256"), "ed25519"),
            option("--public-key", FILE),
            several("--command", TextKind("WORD")),
            JSON,
        ),
    ),
    Declared(
        "checkpoint sign",
        "checkpoint_sign",
        (
            option("--key", FILE, required=True),
            option("--sm3-key", FILE),
            option("--state", FILE),
            option("--output", FILE),
            switch("--full"),
            *DATABASE,
            JSON,
            QUIET,
        ),
    ),
    Declared("checkpoint show", "checkpoint_show", (VERIFIER_KEYS, *DATABASE, JSON)),
    Declared(
        "receipt",
        "receipt",
        (
            argument("events", TextKind("EVENT"), required=False, nargs=-1),
            VERIFIER_KEYS,
            option("--output", FILE),
            option("--check", FILE),
            *DATABASE,
            JSON,
        ),
    ),
    Declared(
        "timestamp request",
        "timestamp_request",
        (
            option("--size", WholeKind(1, 2**63 - 1)),
            option("--origin", TextKind("NAME")),
            option("--output", FILE, required=True),
            *DATABASE,
            JSON,
        ),
    ),
    Declared(
        "timestamp add",
        "timestamp_add",
        (
            argument("file", FILE),
            option("--request", FILE),
            several("--root", FILE, required=True),
            *DATABASE,
            JSON,
        ),
    ),
    Declared("timestamp show", "timestamp_show", (ROOTS, *DATABASE, JSON)),
    Declared(
        "verify",
        "verify",
        (
            argument("bundle", FileKind("BUNDLE"), required=False),
            several("--checkpoint", FILE),
            VERIFIER_KEYS,
            *DATABASE,
            JSON,
            QUIET,
        ),
    ),
    Declared(
        "what-if",
        "what_if",
        (
            option("--rulebook", TextKind("EDITION|FILE")),
            option("--programme", TextKind("PROGRAMME")),
            several("--choice", TextKind("NAME=VALUE")),
            option("--calendar", FILE),
            several("--without", TextKind("EVENT")),
            click.Option(["--with", "added"], type=FILE, multiple=True),
            click.Option(["--from", "start"], type=DAY),
            ON,
            KNOWN_AT,
            option("--cluster", CLUSTER),
            *HANDS,
            *DATABASE,
            JSON,
            QUIET,
        ),
    ),
    Declared(
        "interpretations",
        "interpretations",
        (
            option("--programme", TextKind("PROGRAMME")),
            option("--cluster", CLUSTER),
            ON,
            KNOWN_AT,
            switch("--combinations"),
            *DATABASE,
            JSON,
            QUIET,
        ),
    ),
    Declared(
        "certificate",
        "certificate",
        (
            argument("cluster", CLUSTER),
            argument("subject", TextKind("SUBJECT")),
            argument("period_or_case", TextKind("PERIOD-OR-CASE"), required=False),
            ON,
            KNOWN_AT,
            switch("--absence"),
            switch("--unsigned"),
            *DATABASE,
            JSON,
        ),
    ),
    Declared(
        "dossier",
        "dossier",
        (
            argument("cluster", CLUSTER),
            argument("case", TextKind("CASE")),
            option("--output", FILE),
            VERIFIER_KEYS,
            switch("--unsigned"),
            *DATABASE,
            JSON,
            QUIET,
        ),
    ),
    Declared(
        "replay",
        "replay",
        (
            argument("decision", TextKind("DECISION"), required=False),
            option("--cluster", CLUSTER),
            *HANDS,
            *DATABASE,
            JSON,
            QUIET,
        ),
    ),
)
