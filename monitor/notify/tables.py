"""The tables of the outbox, as the migrations make them; instants in microseconds since 1970, UTC."""

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table

METADATA = MetaData()

progress = Table(
    "outbox_progress",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("position", BigInteger),
)
outbox = Table(
    "outbox",
    METADATA,
    Column("webhook", String, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("event", String),
    Column("state", String),
    Column("tries", Integer),
    Column("next_at", BigInteger),
    Column("held_until", BigInteger),
)
attempts = Table(
    "outbox_attempts",
    METADATA,
    Column("webhook", String, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger),
    Column("milliseconds", BigInteger),
    Column("status", Integer),
    Column("trouble", String),
    Column("answer", String),
)
addresses = Table(
    "webhook_addresses",
    METADATA,
    Column("webhook", String, primary_key=True),
    Column("url", String),
)
secrets = Table(
    "webhook_secrets",
    METADATA,
    Column("webhook", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("secret", String),
    Column("good_until", BigInteger),
)
