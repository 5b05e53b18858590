"""One round of the peers: each over the same events, in a new database, in a process of its own."""

import tempfile
from pathlib import Path

from benchmarks import ours
from benchmarks.log_rounds import DAY
from benchmarks.peers.running import Job, Peers
from benchmarks.places import Databases
from benchmarks.timing import Tally
from benchmarks.workload import LAST_DAY, events
from monitor.codec import encode

CLUSTERS = 100  # at most: the slowest peer takes 1 ms an event, and rates hardly depend on it
SINGLES = 60
SAME_AS = {
    "bulk": "bulk import, 1,000 a commit",
    "single": "single append, p50",
    "read": "read and map all events",
    "rebuild": "rebuild, without assessment",
    "one": "one cluster as of a day",
    "roster": "roster of all clusters",
    "sweep": "tick with clusters due",
    "audit": "audit replay",
}


def peer_round(databases: Databases, tally: Tally, peers: Peers, number: int) -> None:
    """Run all peers, and note how many times faster the product was in the round of this number.

    Raises:
        ValueError: a peer failed, or its answers are not ours.
    """
    entries = list(events(min(tally.clusters, CLUSTERS)))
    placed = [entry.placed(0, 0) for entry in entries]
    answers = [ours.digest(ours.states([placed], until)) for until in (LAST_DAY, DAY)]
    with tempfile.TemporaryDirectory() as folder:
        workload = Path(folder) / "events.jsonl"
        by_cluster = sorted(entries, key=lambda entry: entry.cluster)
        workload.write_bytes(b"\n".join(encode(entry) for entry in by_cluster))
        for name in peers.names:
            found = peers.run(name, Job(workload, databases.make(), DAY.isoformat(), SINGLES))
            if found.answers != answers:
                raise ValueError(name, found.answers)
            for operation, rate in found.rates.items():
                mine = tally.rate_in(number, SAME_AS[operation])
                if mine is not None:
                    tally.note(SAME_AS[operation], name, mine, rate)
