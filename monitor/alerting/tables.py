"""The tables of what is told to people, as the migrations make them; instants in microseconds since 1970."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Table

METADATA = MetaData()

items = Table(
    "alert_items",
    METADATA,
    Column("channel", String, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("about", BigInteger),
    Column("cluster", String),
    Column("state", String),
    Column("ripe_at", BigInteger),
    Column("message", BigInteger),
)
messages = Table(
    "alert_messages",
    METADATA,
    Column("channel", String, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("made_at", BigInteger),
    Column("state", String),
    Column("tries", Integer),
    Column("next_at", BigInteger),
    Column("held_until", BigInteger),
)
attempts = Table(
    "alert_attempts",
    METADATA,
    Column("channel", String, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("try", Integer, primary_key=True),
    Column("address_sha256", String),
    Column("at", BigInteger),
    Column("milliseconds", BigInteger),
    Column("status", Integer),
    Column("trouble", String),
    Column("answer", String),
)
addresses = Table(
    "channel_addresses",
    METADATA,
    Column("channel", String, primary_key=True),
    Column("address", LargeBinary),
    Column("secret", LargeBinary),
)
feed_tokens = Table(
    "feed_tokens",
    METADATA,
    Column("feed", String, primary_key=True),
    Column("sha256", String),
)
