"""Webhooks over HTTP, for the system administrator: who is told what, and what became of the messages.

Promise: a secret is told this once, in the answer that made it.
"""

from typing import Annotated, Literal

import msgspec
from fastapi import Path, Query, Response

from monitor.answers.webhooks import delivery_answer, webhook_answer
from monitor.api.answers import json_answer, marked
from monitor.api.clusters import Limit
from monitor.api.reading import read_as
from monitor.api.route import PREFIX, Route, changed, get
from monitor.api.shapes_access import ReasonBody
from monitor.api.shapes_webhooks import OverlapBody, RetryBody, WebhookBody
from monitor.http.asking import Asked, Caller
from monitor.http.bodies import Body, require_media_type
from monitor.notify.office import WebhookOffice
from monitor.notify.webhooks import Wish

_JSON = "application/json"
_TAG = "webhooks"
WebhookName = Annotated[str, Path(max_length=64, description="The name of a webhook.")]
State = Annotated[
    Literal["waiting", "sent", "dead", "dropped"] | None, Query(description="Only those in this state.")
]


def _office(caller: Asked) -> WebhookOffice:
    parts = caller.desk.parts
    return WebhookOffice(parts.webhooks, parts.access.record, caller.guarded.principal, caller.at)


def webhooks(caller: Caller) -> Response:
    """Answer the webhooks there are, ended ones too, with the number of their messages in each state."""
    found = [webhook_answer(each, counts) for each, counts in _office(caller).all()]
    return json_answer(marked(caller, found))


def add_webhook(caller: Caller, body: Body) -> Response:
    """Send events to an address from now on, and tell the secret that signs them."""
    require_media_type(caller.request, _JSON)
    stated = read_as(body, WebhookBody, caller.language)
    secret = _office(caller).add(Wish(**msgspec.structs.asdict(stated)))
    told = {"webhook": stated.webhook, "secret": secret.reveal()}
    return json_answer({**told, "simulation": caller.simulation}, 201)


def renew_webhook_secret(caller: Caller, webhook: WebhookName, body: Body) -> Response:
    """Give a webhook a new secret; the one before signs beside it for some hours."""
    require_media_type(caller.request, _JSON)
    stated = read_as(body, OverlapBody, caller.language)
    secret = _office(caller).renew_secret(webhook, stated.overlap_hours)
    told = {"webhook": webhook, "secret": secret.reveal()}
    return json_answer({**told, "simulation": caller.simulation}, 201)


def stop_webhook(caller: Caller, webhook: WebhookName, body: Body) -> Response:
    """Send nothing more to a webhook, for good; its address and secrets are deleted."""
    require_media_type(caller.request, _JSON)
    _office(caller).remove(webhook, read_as(body, ReasonBody, caller.language).reason)
    return Response(status_code=204)


def webhook_deliveries(
    caller: Caller, webhook: WebhookName, limit: Limit = 100, state: State = None
) -> Response:
    """Answer what became of the newest messages of a webhook, each with its latest attempt."""
    found = _office(caller).deliveries(webhook, state, limit)
    return json_answer(marked(caller, map(delivery_answer, found)))


def retry_webhook(caller: Caller, webhook: WebhookName, body: Body) -> Response:
    """Send again what was given up, or one message whatever became of it."""
    require_media_type(caller.request, _JSON)
    count = _office(caller).retry(webhook, read_as(body, RetryBody, caller.language).position)
    return json_answer({"webhook": webhook, "retried": count, "simulation": caller.simulation})


def resume_webhooks(caller: Caller) -> Response:
    """Send again from a database that was restored from a backup."""
    return json_answer({"resumed": _office(caller).resume(), "simulation": caller.simulation})


_ADD = Route(
    method="POST",
    path=PREFIX + "/webhooks",
    action="webhook-add",
    endpoint=add_webhook,
    tag=_TAG,
    answer="WebhookSecretShape",
    statuses=(201,),
    body="WebhookBody",
)
_ONE = _ADD.path + "/{webhook}"
WEBHOOK_ROUTES: tuple[Route, ...] = (
    get("/webhooks", "read-webhooks", webhooks, "WebhookShape[]", _TAG),
    _ADD,
    changed(
        _ADD,
        path=_ONE + "/secret",
        action="webhook-secret-renew",
        endpoint=renew_webhook_secret,
        body="OverlapBody",
    ),
    changed(
        _ADD,
        path=_ONE + "/closure",
        action="webhook-remove",
        endpoint=stop_webhook,
        answer="Object",
        statuses=(204,),
        body="ReasonBody",
    ),
    get("/webhooks/{webhook}/deliveries", "read-webhooks", webhook_deliveries, "DeliveryShape[]", _TAG),
    changed(
        _ADD,
        path=_ONE + "/retry",
        action="webhook-retry",
        endpoint=retry_webhook,
        answer="RetriedShape",
        statuses=(200,),
        body="RetryBody",
    ),
    changed(
        _ADD,
        path=_ADD.path + "/resumption",
        action="webhooks-resume",
        endpoint=resume_webhooks,
        answer="ResumedShape",
        statuses=(200,),
        body=None,
    ),
)
