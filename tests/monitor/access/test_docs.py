"""The page of who may do what is the table that is decided by."""

from pathlib import Path
from typing import get_args

from domain.administration import Role
from monitor.access.policy import EVERY_ROLE
from monitor.cli.grammar_access import ROLES
from tools import describe_access

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_of_access_is_current() -> None:
    assert (DOCS / "access.md").read_text(encoding="utf-8") == describe_access.page()


def test_the_command_line_knows_every_role() -> None:
    assert ROLES.words == EVERY_ROLE == get_args(Role)
