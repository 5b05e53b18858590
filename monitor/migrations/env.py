"""Alembic's entry: takes the steps on the connection, and in the transaction, of `monitor.migrate`."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
