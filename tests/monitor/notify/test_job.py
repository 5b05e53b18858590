"""The job that delivers, as the scheduler wakes it."""

from io import StringIO
from threading import Event

from monitor.bootstrap import now
from monitor.database import reading
from monitor.jobs import Post, jobs_of
from monitor.journal import journal
from monitor.notify.webhooks import Webhooks
from scheduler.passes import last_passes
from scheduler.plan import DELIVER
from tests.monitor.notify.conftest import Station
from tests.monitor.notify.receiver import FAILING, Receiver
from tests.office import recognised

MARKER = "canary-in-the-address"


def test_the_job_delivers_notes_its_pass_and_tells_no_address_and_no_secret(
    station: Station, receiver: Receiver, other: Receiver
) -> None:
    secrets = [
        station.adds("a", receiver.url(f"/{MARKER}")),
        station.adds("b", other.url(f"/{MARKER}")),
    ]
    station.record("2024-08-01", recognised())
    other.answers = [FAILING]
    written = StringIO()
    work = jobs_of(Post(station.monitor, now, journal(written), Event()), station.webhooks)[DELIVER]
    work()
    assert len(receiver.taken) == len(other.taken) == 1
    assert '"messages": {"sent": 1, "waiting": 1}' in written.getvalue().replace(
        '{"waiting": 1, "sent": 1}', '{"sent": 1, "waiting": 1}'
    )
    assert MARKER not in written.getvalue()
    assert not any(secret.reveal() in written.getvalue() for secret in secrets)
    with reading(station.engine) as connection:
        assert last_passes(connection)[DELIVER.name].trouble is None


def test_a_job_that_had_nothing_to_send_says_nothing(station: Station) -> None:
    written = StringIO()
    jobs_of(Post(station.monitor, now, journal(written), Event()))[DELIVER]()
    assert written.getvalue() == ""


def test_an_origin_that_is_listed_no_longer_gets_nothing(station: Station, receiver: Receiver) -> None:
    station.adds("a", receiver.url())
    station.record("2024-08-01", recognised())
    jobs_of(Post(station.monitor, now, journal(StringIO()), Event()))[DELIVER]()
    assert receiver.connections == 0
    assert [each.last.trouble for each in station.messages() if each.last] == ["address-not-allowed"]
    assert Webhooks(station.monitor).listed == frozenset()
