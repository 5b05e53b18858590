"""Addresses and secrets: renewed side by side, never in the log, deleted with their webhook."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, update
from standardwebhooks.webhooks import Webhook

from monitor.database import writing
from monitor.notify.tables import addresses
from tests.given import noon
from tests.monitor.notify.conftest import Station
from tests.monitor.notify.receiver import Receiver
from tests.office import evening, recognised

MARKER = "canary-in-the-address"


def test_while_a_secret_is_renewed_both_sign_and_then_the_new_one_alone(
    station: Station, receiver: Receiver
) -> None:
    old = station.adds("a", receiver.url())
    station.record("2024-08-01", recognised())
    station.at = datetime.now(UTC)
    new = station.webhooks.renew_secret("a", 24, by="lin", at=station.at)
    station.delivers()
    for secret in (old, new):
        assert Webhook(secret.reveal()).verify(receiver.taken[0].body, receiver.taken[0].headers)
    later = station.at + timedelta(hours=25)
    assert [each.reveal() for each in station.webhooks.secrets("a", later)] == [new.reveal()]
    newest = station.webhooks.renew_secret("a", 0, by="lin", at=station.at)
    assert newest.reveal() in {each.reveal() for each in station.webhooks.secrets("a", station.at)}
    assert new.reveal() not in {each.reveal() for each in station.webhooks.secrets("a", station.at)}


def test_an_address_that_somebody_changed_in_the_table_is_not_sent_to(
    station: Station, receiver: Receiver, other: Receiver
) -> None:
    station.adds("a", receiver.url())
    station.record("2024-08-01", recognised())
    with writing(station.engine) as connection:
        connection.execute(update(addresses).values(url=other.url()))
    assert station.delivers() == {"waiting": 1}
    (message,) = station.messages()
    assert message.last is not None
    assert message.last.trouble == "address-changed"
    assert (receiver.connections, other.connections) == (0, 0)


def test_the_log_holds_neither_address_nor_secret(station: Station, receiver: Receiver) -> None:
    secret = station.adds("a", receiver.url(f"/{MARKER}?token={MARKER}"))
    station.webhooks.renew_secret("a", 1, by="lin", at=noon("2024-08-01"))
    station.record("2024-08-01", recognised())
    station.delivers()
    stored = b"".join(row.state for row in station.monitor.log.rows_after(0, 100))
    assert MARKER.encode() not in stored
    assert secret.reveal().encode() not in stored
    assert b"whsec_" not in stored
    assert MARKER not in repr(station.messages())


def test_removing_a_webhook_deletes_its_address_and_secrets(
    station: Station, receiver: Receiver, engine: Engine
) -> None:
    station.adds("a", receiver.url())
    station.record("2024-08-01", recognised())
    station.monitor.catch_up()
    station.webhooks.remove("a", "…", by="lin", at=evening("2024-08-01"))
    assert station.delivers() == {}
    assert [each.state for each in station.messages()] == ["dropped"]
    assert station.webhooks.secrets("a", station.at) == []
    with engine.connect() as connection:
        assert connection.execute(addresses.select()).all() == []
