"""The replay of the demonstration: every finding comes out as it was recorded."""

from datetime import UTC, datetime, time
from pathlib import Path

from domain.events import SHANGHAI
from monitor.audit.replaying.replay import Replay
from monitor.bootstrap import initialise_database, open_session
from monitor.cli.commands.demo import tell
from monitor.demo.story import SHOWN_ON, demo_facts


def test_every_finding_of_the_demonstration_is_computed_again(tmp_path: Path) -> None:
    shown_at = datetime.combine(SHOWN_ON, time(9), SHANGHAI).astimezone(UTC)
    batches = demo_facts()
    url = f"{tmp_path}/demo.db"
    initialise_database(url, simulation=True, at=batches[0][0])
    session = open_session(url, shown_at)
    _, findings = tell(session, batches, lambda _done, _total: None)
    found = list(Replay(session.monitor, shown_at).everything())
    session.monitor.engine.dispose()
    assert len(found) > findings > 1_000
    assert [(each.cluster, each.reason) for each in found if each.then != "same"] == []
    faults = {check.code for each in found for check in each.faults}
    assert faults == {"answered-late", "appeal-unanswered", "decided-under-draft", "decided-under-lapsed"}
