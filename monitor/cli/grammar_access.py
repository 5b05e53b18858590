"""Who may sign in, and who may do what."""

import click

from monitor.cli.declared import (
    BY,
    DATABASE,
    JSON,
    Declared,
    argument,
    option,
    several,
    switch,
)
from monitor.cli.grammar_kinds import CLUSTER
from monitor.cli.values import DAY, OneOfKind, TextKind, WholeKind

USER = TextKind("USER")
ROLES = OneOfKind(
    "province", "city", "county", "operator", "auditor", "system-admin", "security-admin", "audit-admin"
)
GRANT = (
    argument("user", USER),
    click.Argument(["role"], type=ROLES, metavar="ROLE"),
    option("--region", TextKind("REGION")),
    option("--programme", TextKind("PROGRAMME")),
    option("--cluster", CLUSTER),
)

COMMANDS = (
    Declared(
        "user add",
        "user_add",
        (argument("user", USER), argument("name", TextKind("NAME")), *DATABASE, BY, JSON),
    ),
    Declared("user list", "user_list", (*DATABASE, JSON)),
    Declared(
        "user disable",
        "user_disable",
        (argument("user", USER), option("--reason", TextKind("TEXT"), required=True), *DATABASE, BY, JSON),
    ),
    Declared("user password", "user_password", (argument("user", USER), *DATABASE, BY, JSON)),
    Declared("user second-factor", "user_second_factor", (argument("user", USER), *DATABASE, BY, JSON)),
    Declared(
        "user subject",
        "user_subject",
        (
            argument("user", USER),
            argument("issuer", TextKind("ISSUER")),
            argument("subject", TextKind("SUBJECT")),
            switch("--release"),
            *DATABASE,
            BY,
            JSON,
        ),
    ),
    Declared("grant add", "grant_add", (*GRANT, *DATABASE, BY, JSON)),
    Declared("grant remove", "grant_remove", (*GRANT, *DATABASE, BY, JSON)),
    Declared("grant list", "grant_list", (argument("user", USER, required=False), *DATABASE, JSON)),
    Declared(
        "token issue",
        "token_issue",
        (
            argument("user", USER),
            option("--purpose", TextKind("TEXT"), required=True),
            several("--scope", OneOfKind("read", "file", "decide", "audit", "operate"), required=True),
            option("--until", DAY, required=True),
            *DATABASE,
            BY,
            JSON,
        ),
    ),
    Declared("token list", "token_list", (argument("user", USER, required=False), *DATABASE, JSON)),
    Declared("token revoke", "token_revoke", (argument("token", TextKind("TOKEN")), *DATABASE, BY, JSON)),
    Declared("access policy", "access_policy", (option("--role", ROLES), JSON)),
    Declared(
        "access record",
        "access_record",
        (
            option("--limit", WholeKind(1, 10_000), 50),
            option("--before", WholeKind(1, 999_999_999)),
            *DATABASE,
            JSON,
        ),
    ),
)
