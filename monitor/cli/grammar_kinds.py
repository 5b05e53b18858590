"""Kinds of values and parameters that several commands share."""

from monitor.cli.declared import (
    option,
    several,
)
from monitor.cli.values import FileKind, TextKind

CLUSTER = TextKind("CLUSTER")
FILE = FileKind("FILE")
REGION = option("--region", TextKind("REGION"))
TO = option("--to", FILE)
VERIFIER_KEYS = several("--key", FileKind("KEY"))
