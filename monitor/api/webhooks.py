"""What is sent to others of itself, as the description of the interface tells it: one message an event."""

from typing import Any

from monitor.api.schemas import REFERENCE

_HEADERS = {
    "webhook-id": "The same for every try of one message.",
    "webhook-timestamp": "When this try was made: whole seconds since 1970, UTC.",
    "webhook-signature": "`v1,` and the base64 of an HMAC-SHA256 over id, timestamp and body.",
}

WEBHOOKS: dict[str, Any] = {
    "event": {
        "post": {
            "summary": "An event of the log, signed as Standard Webhooks has it.",
            "parameters": [
                {
                    "name": name,
                    "in": "header",
                    "required": True,
                    "description": text,
                    "schema": {"type": "string"},
                }
                for name, text in _HEADERS.items()
            ],
            "requestBody": {
                "required": True,
                "content": {
                    "application/cloudevents+json": {"schema": {"$ref": REFERENCE.format(name="CloudEvent")}}
                },
            },
            "responses": {"2XX": {"description": "It was taken; anything else is tried again."}},
        }
    }
}
