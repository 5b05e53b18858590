"""What is written for people to keep: drafts of papers, and the matrix of yearly reports."""

import click

from monitor.cli.declared import DATABASE, JSON, KNOWN_AT, ON, Declared, option
from monitor.cli.grammar_kinds import CLUSTER, FILE, TO
from monitor.cli.values import FileKind, OneOfKind, TextKind, WholeKind

FOLDER = FileKind("FOLDER")
YEAR = WholeKind(1949, 2200)
# The names of `monitor.drafts.kinds`, spelled here so that help loads nothing; a test compares them.
KINDS = (
    "revocation-decision",
    "defence-invitation",
    "service-receipt",
    "reminder",
    "appeal-answer",
    "yearly-evaluation",
)

COMMANDS = (
    Declared(
        "report-matrix",
        "report_matrix",
        (
            ON,
            KNOWN_AT,
            option("--first-year", YEAR),
            option("--last-year", YEAR),
            option("--programme", TextKind("PROGRAMME")),
            option("--province", TextKind("PROVINCE")),
            option("--city", TextKind("CITY")),
            option("--limit", WholeKind(1, 100_000)),
            option("--offset", WholeKind(0, 100_000_000), 0),
            TO,
            *DATABASE,
            JSON,
        ),
    ),
    Declared(
        "paper draft",
        "paper_draft",
        (
            click.Argument(["kind"], type=OneOfKind(*KINDS), metavar="KIND"),
            option("--cluster", CLUSTER),
            option("--case", TextKind("CASE")),
            option("--programme", TextKind("PROGRAMME")),
            option("--year", YEAR),
            ON,
            KNOWN_AT,
            option("--template", FOLDER),
            option("--to", FILE, required=True),
            *DATABASE,
            JSON,
        ),
    ),
    Declared("paper templates", "paper_templates", (option("--to", FOLDER, required=True), JSON)),
)
