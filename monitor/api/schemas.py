"""The schemas of everything that is sent or answered, generated from the types that decide it.

Promise: nothing is described by hand that a type says; patterns are written as JSON Schema has them.
"""

from functools import cache
from typing import Any

import msgspec

from domain.events import FACTS, Source
from domain.text import Indicators
from monitor.api import shapes
from monitor.api import shapes_access as access
from monitor.api import shapes_besides as besides
from monitor.api import shapes_channels as channels
from monitor.api import shapes_webhooks as webhooks
from monitor.api.calendars import NoticeBody, OverrideBody
from monitor.api.supposing import Supposed
from monitor.audit.signing.receipts import Receipt
from monitor.http.problems import Problem

Json = dict[str, Any]
REFERENCE = "#/components/schemas/{name}"
_OF_CLUSTER = "FactOfCluster"
_MOST = 10**15
_NUMBER: Json = {"type": "number", "minimum": -_MOST, "maximum": _MOST}
_ANSWERS: tuple[type[msgspec.Struct], ...] = (
    shapes.RosterLine,
    shapes.Status,
    shapes.HistoryEvent,
    shapes.DifferenceShape,
    shapes.DueLine,
    shapes.FindingShape,
    besides.StatisticsLine,
    besides.DeadlineShape,
    besides.CalendarYear,
    besides.RulebookLine,
    besides.RulebookShape,
    besides.CriteriaShape,
    besides.LawShape,
    besides.RecordedFact,
    besides.RecordedBatch,
    besides.RecordedNotice,
    besides.ReplayShape,
    besides.Verification,
    besides.CheckpointShape,
    besides.CloudEvent,
    access.WhoAmI,
    access.SignedInShape,
    access.EnrolmentShape,
    access.AccountShape,
    access.OneTimeShape,
    access.TokenShape,
    access.IssuedTokenShape,
    access.SessionShape,
    access.AttemptShape,
    access.ConfirmationShape,
    webhooks.WebhookShape,
    webhooks.WebhookSecretShape,
    webhooks.DeliveryShape,
    webhooks.RetriedShape,
    webhooks.ResumedShape,
    channels.ChannelShape,
    channels.ChannelAddedShape,
    channels.AlertMessageShape,
    channels.TrialShape,
    channels.RetriedMessagesShape,
    channels.NotedShape,
    Problem,
    Receipt,
    Source,
)
_BODIES: tuple[type[msgspec.Struct], ...] = (
    NoticeBody,
    OverrideBody,
    Supposed,
    access.SignInBody,
    access.PasswordBody,
    access.PasswordOnly,
    access.CodeBody,
    access.ProofBody,
    access.NewUserBody,
    access.ReasonBody,
    access.GrantBody,
    access.SubjectBody,
    access.TokenBody,
    webhooks.WebhookBody,
    webhooks.OverlapBody,
    webhooks.RetryBody,
    channels.ChannelBody,
    channels.ChannelRules,
    channels.RetryMessageBody,
    channels.SnoozeBody,
)


@cache
def schemas() -> Json:
    """Return all schemas by name."""
    _, found = msgspec.json.schema_components([*_ANSWERS, *_BODIES, *FACTS.values()], ref_template=REFERENCE)
    whole: Json = {name: translated(each) for name, each in found.items()}
    for kind in FACTS.values():
        whole[kind.__name__] = untagged(whole[kind.__name__])
    (indicators,), _ = msgspec.json.schema_components([Indicators], ref_template=REFERENCE)
    return whole | {
        "Indicators": translated(indicators),
        **_facts("Fact"),
        **_facts(_OF_CLUSTER),
        "Object": {"type": "object"},
        "Lines": {"type": "string"},
        "Binary": {"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"},
    }


def untagged(schema: Json) -> Json:
    """Return the schema of an event's body without the tag it is stored with."""
    properties = {name: each for name, each in schema["properties"].items() if name != "type"}
    required = [name for name in schema.get("required", []) if name != "type"]
    return {**schema, "properties": properties, "required": required}


def _facts(form: str) -> Json:
    """Return the choice among all facts in a form, and by its own name the schema of each.

    A generated client makes a class of each, and needs a name that no other schema has.
    """
    names = {kind: f"{body.__name__}{form}" for kind, body in FACTS.items()}
    mapping = {kind: REFERENCE.format(name=name) for kind, name in names.items()}
    choice = {
        "description": "A fact, as section 1 of the public contract has it.",
        "oneOf": [{"$ref": reference} for reference in mapping.values()],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
    each = {name: _fact(kind, name, needs_cluster=form == _OF_CLUSTER) for kind, name in names.items()}
    return {form: choice, **each}


def _fact(kind: str, title: str, *, needs_cluster: bool) -> Json:
    needs_body = any(field.required for field in msgspec.structs.fields(FACTS[kind]))
    required = ["type", "effective_on", *(["data"] if needs_body else [])]
    return {
        "title": title,
        "type": "object",
        "properties": {
            "type": {"type": "string", "const": kind},
            "cluster": {"type": "string", "pattern": "^[A-Za-z0-9._-]+$", "minLength": 1, "maxLength": 64},
            "effective_on": {"type": "string", "format": "date"},
            "data": {"$ref": REFERENCE.format(name=FACTS[kind].__name__)},
            "source": {"anyOf": [{"$ref": REFERENCE.format(name="Source")}, {"type": "null"}]},
            "key": {"anyOf": [{"type": "string", "minLength": 1, "maxLength": 200}, {"type": "null"}]},
        },
        "required": [*required, *(["cluster"] if needs_cluster else [])],
        "additionalProperties": False,
    }


def translated(schema: Any) -> Any:  # noqa: ANN401 - a part of a schema
    """Return a schema of Python's patterns and decimals as JSON has patterns and numbers."""
    if isinstance(schema, list):
        return [translated(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "decimal":
        return dict(_NUMBER)
    return {name: _pattern(each) if name == "pattern" else translated(each) for name, each in schema.items()}


def _pattern(stated: str) -> str:
    """Return a pattern with the anchors of JSON Schema; a lone surrogate is in no JSON text anyway."""
    return stated.replace(r"\A", "^").replace(r"\Z", "$").replace(r"\ud800-\udfff", "")
