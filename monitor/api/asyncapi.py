"""The description of the feed (AsyncAPI 3.0), from the registry of events: one message a stored form."""

from typing import Any, get_args

import msgspec

from domain.events import AnyFinding, Fact, stored_name
from monitor.api.events import STREAM_TYPE
from monitor.api.routes import PREFIX
from monitor.api.schemas import translated, untagged
from monitor.api.shapes_besides import CloudEvent
from monitor.notify.cloud_event import TYPE_PREFIX
from monitor.version import VERSION

Json = dict[str, Any]
KINDS: tuple[type[Fact | AnyFinding], ...] = (*get_args(Fact), *get_args(AnyFinding))
"""The forms in the streams of clusters; those in the service's own streams are not in the feed."""
_SCHEMAS = "#/components/schemas/{name}"


def description() -> Json:
    """Return the whole document."""
    messages = {stored_name(kind): _message(kind) for kind in KINDS}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "cluster-monitor events",
            "version": VERSION,
            "description": "Every event of the clusters that may be seen, in order, as CloudEvents.",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": {
            "events": {
                "address": f"{PREFIX}/events",
                "description": f"Server-sent events ({STREAM_TYPE}); Last-Event-ID resumes after a position.",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
            }
        },
        "operations": {
            "tellEvents": {
                "action": "send",
                "channel": {"$ref": "#/channels/events"},
                "summary": "The service tells what was recorded.",
            }
        },
        "components": {"messages": messages, "schemas": _schemas()},
    }


def _message(kind: type[Fact | AnyFinding]) -> Json:
    name = stored_name(kind)
    return {
        "name": name,
        "title": kind.__name__,
        "summary": (kind.__doc__ or "").partition("\n")[0],
        "contentType": "application/cloudevents+json",
        "payload": {
            "allOf": [
                {"$ref": _SCHEMAS.format(name="CloudEvent")},
                {
                    "type": "object",
                    "properties": {
                        "type": {"const": TYPE_PREFIX + name},
                        "data": {"$ref": _SCHEMAS.format(name=kind.__name__)},
                    },
                },
            ]
        },
    }


def _schemas() -> Json:
    _, found = msgspec.json.schema_components([CloudEvent, *KINDS], ref_template=_SCHEMAS)
    whole: Json = {name: translated(each) for name, each in found.items()}
    for kind in KINDS:
        whole[kind.__name__] = untagged(whole[kind.__name__])
    return whole
