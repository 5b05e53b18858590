"""An event of the log as others read it: CloudEvents 1.0 in JSON; the feed and the webhooks send the same."""

from typing import Any

import msgspec

from domain.events import Recorded, legal_day
from domain.findings import Finding

CONTENT_TYPE = "application/cloudevents+json"
TYPE_PREFIX = "cluster-monitor."
Json = dict[str, Any]
_encoder = msgspec.json.Encoder(decimal_format="number")
_NEXT_DAY = 1  # a last day is over only when it has passed: what is found the day after is on time


def cloud_event(record: Recorded, *, simulation: bool) -> Json:
    """Return a record as a CloudEvent (CloudEvents 1.0, section 3, its extension Sequence; JSON format).

    `recordeddayslater` and `backfilled` say how late the news is.
    """
    body: Json = msgspec.to_builtins(record.body)
    stored = body.pop("type")
    return {
        "specversion": "1.0",
        "id": record.id,
        "source": f"/api/v1/clusters/{record.cluster}",
        "type": TYPE_PREFIX + stored,
        "subject": record.cluster,
        "time": record.recorded_at.isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "sequence": f"{record.position:019d}",
        "effectiveon": record.effective_on.isoformat(),
        "recordedby": record.recorded_by,
        "recordeddayslater": days_later(record),
        "backfilled": is_back_filled(record),
        "simulation": simulation,
        "data": body,
    }


def days_later(record: Recorded) -> int:
    """Return how many days after its legal day an event was recorded; less than 0: announced ahead."""
    return (legal_day(record.recorded_at) - record.effective_on).days


def is_back_filled(record: Recorded) -> bool:
    """Tell whether a finding is news of long ago: its legal day had passed when it was found."""
    return isinstance(record.body, Finding) and days_later(record) > _NEXT_DAY


def message(record: Recorded, *, simulation: bool) -> bytes:
    """Return the body of a message."""
    return _encoder.encode(cloud_event(record, simulation=simulation))
