"""What steps have in common: statements from a file, and in whose name a table is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import op

from monitor.database import APP_ROLE, OWNER_ROLE

_VERSIONS = Path(__file__).parent / "versions"


def run_statements(name: str) -> None:
    """Run the statements of `versions/<name>.<dialect>.sql`, which empty lines divide."""
    connection = op.get_bind()
    text = (_VERSIONS / f"{name}.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    if connection.dialect.name == "postgresql":
        schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar()
        text = text.replace("{schema}", str(schema))
    for statement in text.split("\n\n"):
        connection.exec_driver_sql(statement)


@contextmanager
def owned_by_app() -> Iterator[None]:
    """Make tables that the service may change, drop and rename: projections, not the log."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.exec_driver_sql(f"SET LOCAL ROLE {APP_ROLE}")
    yield
    connection.exec_driver_sql(f"SET LOCAL ROLE {OWNER_ROLE}")
