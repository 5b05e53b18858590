"""Addresses and secrets of webhooks lie encrypted where the service has a key."""

import pytest
from sqlalchemy import Engine, select

from domain.administration import NOTIFY_STREAM, WebhookRetried
from domain.refusal import RefusedError
from monitor.access.sealing import Sealer
from monitor.access.secret import Secret
from monitor.database import reading
from monitor.notify.tables import addresses, secrets
from monitor.notify.webhooks import Webhooks, Wish
from tests.monitor.notify.conftest import ADDED_AT, Counting, Station
from tests.office import recognised

ADDRESS = "https://hooks.example.gov.cn/in?token=marker-in-the-address"
KEY = Sealer(Secret("ab" * 32))


def kept(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [*connection.scalars(select(addresses.c.url)), *connection.scalars(select(secrets.c.secret))]


def added(webhooks: Webhooks, name: str = "oa") -> Secret:
    return webhooks.add(Wish(webhook=name, url=ADDRESS), by="lin", at=ADDED_AT)


def test_with_a_key_neither_address_nor_secret_can_be_read_in_the_tables(
    station: Station, engine: Engine
) -> None:
    webhooks = Webhooks(station.monitor, sealer=KEY)
    first = added(webhooks)
    second = webhooks.renew_secret("oa", 24, by="lin", at=station.at)
    for text in kept(engine):
        assert "marker" not in text
        assert "whsec" not in text
    told = [each.reveal() for each in webhooks.secrets("oa", station.at)]
    assert told == [second.reveal(), first.reveal()]
    assert webhooks.kept.url("oa") == ADDRESS


def test_what_lay_there_without_a_key_is_encrypted_by_the_next_pass(station: Station, engine: Engine) -> None:
    secret = added(station.webhooks)
    assert sum(text == secret.reveal() for text in kept(engine)) == 1
    station.webhooks = Webhooks(station.monitor, station.listed, KEY)
    station.record("2024-08-01", recognised())
    sender = Counting()
    assert station.delivers(sender) == {"sent": 1}
    assert not any("marker" in text or "whsec" in text for text in kept(engine))
    (letter,) = sender.letters
    assert (letter.url, [each.reveal() for each in letter.keys]) == (ADDRESS, [secret.reveal()])


@pytest.mark.parametrize("wrong", [Sealer(), Sealer(Secret("cd" * 32))], ids=["no key", "another"])
def test_without_the_key_nothing_is_sent_and_no_try_is_lost(station: Station, wrong: Sealer) -> None:
    added(Webhooks(station.monitor, sealer=KEY))
    station.record("2024-08-01", recognised())
    station.webhooks = Webhooks(station.monitor, station.listed, wrong)
    with pytest.raises(RefusedError, match="access-key-wrong"):
        station.delivers(Counting())
    assert [(each.state, each.tries) for each in station.messages()] == [("waiting", 0)]


def test_a_secret_of_one_webhook_put_in_the_place_of_another_opens_nothing(
    station: Station, engine: Engine
) -> None:
    webhooks = Webhooks(station.monitor, sealer=KEY)
    added(webhooks)
    added(webhooks, "other")
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        moved = select(secrets.c.secret).where(secrets.c.webhook == "other").scalar_subquery()
        connection.execute(secrets.update().where(secrets.c.webhook == "oa").values(secret=moved))
    with pytest.raises(RefusedError, match="access-key-wrong"):
        webhooks.secrets("oa", station.at)


def test_sending_again_is_recorded_and_what_changes_nothing_is_not(station: Station) -> None:
    station.adds("a", ADDRESS)
    station.record("2024-08-01", recognised())
    station.delivers(Counting())
    before = station.webhooks.now().version
    assert station.webhooks.retry("a", None, by="lin", at=station.at) == 0
    assert station.webhooks.now().version == before
    (message,) = station.messages()
    assert station.webhooks.retry("a", message.position, by="lin", at=station.at) == 1
    last = station.monitor.log.stream(NOTIFY_STREAM)[-1]
    assert last.body == WebhookRetried(webhook="a", position=message.position)
    assert last.recorded_by == "lin"
