"""Where each event of a dossier comes from: who recorded it when, and what it was derived from.

Source: W3C PROV-DM; written as PROV-JSON (https://www.w3.org/Submission/prov-json/).
"""

from collections.abc import Sequence
from typing import Any

from domain.events import Recorded, type_name
from monitor.rosters import instant

Json = dict[str, Any]
_LAW = ("rulebook_sha256", "statutes_sha256", "notices_sha256", "calendar_sha256")


def provenance(stream: Sequence[Recorded]) -> Json:
    """Return events as entities, their recording as activities, recorders as agents, law as what was used."""
    document: Json = {
        "prefix": {"log": "urn:cluster-monitor:log:", "law": "urn:cluster-monitor:law:"},
        **{name: {} for name in ("entity", "activity", "agent", "wasGeneratedBy", "wasAssociatedWith")},
        "wasDerivedFrom": {},
        "used": {},
    }
    agents = {name: f"log:agent-{n}" for n, name in enumerate(_recorders(stream), start=1)}
    document["agent"] = {agent: {"prov:label": name} for name, agent in agents.items()}
    places = {record.id: record.position for record in stream}
    for record in stream:
        _describe(document, record, agents[record.recorded_by])
        _join(document, record, places)
    return document


def _recorders(stream: Sequence[Recorded]) -> list[str]:
    return list(dict.fromkeys(record.recorded_by for record in stream))


def _describe(document: Json, record: Recorded, agent: str) -> None:
    """Add an event, its recording, and who recorded it."""
    entity, activity = f"log:event-{record.position}", f"log:recording-{record.position}"
    at = instant(record.recorded_at)
    document["entity"][entity] = {
        "prov:label": type_name(type(record.body)),
        "log:id": record.id,
        "log:effective-on": record.effective_on.isoformat(),
    }
    document["activity"][activity] = {"prov:startTime": at, "prov:endTime": at}
    generated = {"prov:entity": entity, "prov:activity": activity, "prov:time": at}
    document["wasGeneratedBy"][f"_:generated-{record.position}"] = generated
    associated = {"prov:activity": activity, "prov:agent": agent}
    document["wasAssociatedWith"][f"_:associated-{record.position}"] = associated


def _join(document: Json, record: Recorded, places: dict[str, int]) -> None:
    """Add the events that an event rests on, and the texts of law that were used."""
    held, number = record.pinned or record.body, record.position
    rests_on = [*getattr(held, "events", ()), *filter(None, [getattr(record.body, "event", None)])]
    for each in dict.fromkeys(places[name] for name in rests_on if name in places):
        document["wasDerivedFrom"][f"_:derived-{number}-{each}"] = {
            "prov:generatedEntity": f"log:event-{number}",
            "prov:usedEntity": f"log:event-{each}",
        }
    named = filter(None, (getattr(held, name, None) for name in _LAW))
    for text in dict.fromkeys(each.removeprefix("sha256:") for each in named):
        document["entity"][f"law:{text}"] = {"prov:label": "law"}
        used = {"prov:activity": f"log:recording-{number}", "prov:entity": f"law:{text}"}
        document["used"][f"_:used-{number}-{text[:16]}"] = used
