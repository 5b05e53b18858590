"""Channels to people over HTTP, for the system administrator, and what officers note of alerts.

Promise: an address is told to nobody, a secret this once, in the answer that made it.
"""

from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import Path, Response

from domain.alerting import ChannelChanged, Hours
from domain.events import Recorded
from monitor.access.secret import Secret
from monitor.alerting.channels import Wish
from monitor.alerting.marks import Marks
from monitor.alerting.noting import ACTION, AlertNoting
from monitor.alerting.office import ChannelOffice
from monitor.answers.channels import channel_answer, message_answer, trial_answer
from monitor.api.answers import json_answer, marked
from monitor.api.clusters import Limit
from monitor.api.reading import read_as
from monitor.api.route import PREFIX, Route, changed, get
from monitor.api.shapes_access import ReasonBody
from monitor.api.shapes_channels import ChannelBody, ChannelRules, RetryMessageBody, SnoozeBody
from monitor.api.webhook_routes import State
from monitor.http.asking import Asked, Caller
from monitor.http.bodies import Body, require_media_type

_JSON = "application/json"
_TAG = "channels"
ChannelName = Annotated[str, Path(max_length=64, description="The name of a channel.")]
Shape = TypeVar("Shape", bound=msgspec.Struct)
AlertId = Annotated[str, Path(max_length=64, description="The id of a finding.")]


def channels(caller: Caller) -> Response:
    """Answer the channels there are, stopped ones too, with what each hears of and its messages by state."""
    found = [channel_answer(each, counts) for each, counts in _office(caller).all()]
    return json_answer(marked(caller, found))


def add_channel(caller: Caller, body: Body) -> Response:
    """Tell alerts to a mailbox or a group from now on; of a webhook, tell the secret that signs."""
    stated = _stated(caller, body, ChannelBody)
    given = None if stated.secret is None else Secret(stated.secret)
    names: dict[str, Any] = {
        "channel": stated.channel,
        "sort": stated.sort,
        "address": stated.address,
        "secret": given,
    }
    made = _office(caller).add(Wish(**names, **_rules(stated)))
    told = {"channel": stated.channel, "secret": made and made.reveal(), "simulation": caller.simulation}
    return json_answer(told, 201)


def change_channel(caller: Caller, channel: ChannelName, body: Body) -> Response:
    """Let a channel hear of other alerts or at other hours; all of its rules are stated anew."""
    stated = _stated(caller, body, ChannelRules)
    _office(caller).change(ChannelChanged(channel=channel, **_rules(stated)))
    return Response(status_code=204)


def test_channel(caller: Caller, channel: ChannelName) -> Response:
    """Send a test message now and answer how it went."""
    attempt = _office(caller).test(channel)
    return json_answer({**trial_answer(channel, attempt), "simulation": caller.simulation})


def stop_channel(caller: Caller, channel: ChannelName, body: Body) -> Response:
    """Tell a channel nothing more, for good; its address and secret are deleted."""
    _office(caller).stop(channel, _stated(caller, body, ReasonBody).reason)
    return Response(status_code=204)


def channel_messages(
    caller: Caller, channel: ChannelName, limit: Limit = 100, state: State = None
) -> Response:
    """Answer what became of the newest messages of a channel, each with its latest try."""
    found = _office(caller).messages(channel, state, limit)
    return json_answer(marked(caller, map(message_answer, found)))


def retry_channel(caller: Caller, channel: ChannelName, body: Body) -> Response:
    """Send again what was given up, or one message whatever became of it."""
    count = _office(caller).retry(channel, _stated(caller, body, RetryMessageBody).number)
    return json_answer({"channel": channel, "retried": count, "simulation": caller.simulation})


def acknowledge_alert(caller: Caller, alert: AlertId, body: Body) -> Response:
    """Note that an alert is in somebody's hands; nobody further is told of it."""
    reason = _stated(caller, body, ReasonBody).reason
    return _noted(caller, _noting(caller).acknowledge(alert, reason), None)


def snooze_alert(caller: Caller, alert: AlertId, body: Body) -> Response:
    """Let an alert rest until a day, on which it is told again if it still holds."""
    stated = _stated(caller, body, SnoozeBody)
    return _noted(caller, _noting(caller).snooze(alert, stated.until, stated.reason), stated)


# --- parts ----------------------------------------------------------------------------------------


def _office(caller: Asked) -> ChannelOffice:
    parts = caller.desk.parts
    return ChannelOffice(parts.alerting, parts.access.record, caller.guarded.principal, caller.at)


def _noting(caller: Asked) -> AlertNoting:
    return AlertNoting(Marks(caller.guarded.monitor_for("read-law")), caller.guarded)


def _stated(caller: Asked, body: bytes, kind: type[Shape]) -> Shape:
    require_media_type(caller.request, _JSON)
    return read_as(body, kind, caller.language)


def _rules(stated: ChannelRules) -> dict[str, Any]:
    names = ChannelRules.__struct_fields__
    hours = Hours(**msgspec.structs.asdict(stated.hours))
    return {**{name: getattr(stated, name) for name in names}, "hours": hours}


def _noted(caller: Asked, found: Recorded, stated: SnoozeBody | None) -> Response:
    until = None if stated is None else stated.until.isoformat()
    told = {"alert": found.id, "cluster": found.cluster, "until": until, "simulation": caller.simulation}
    return json_answer(told, 201)


_ADD = Route(
    method="POST",
    path=PREFIX + "/channels",
    action="channel-add",
    endpoint=add_channel,
    tag=_TAG,
    answer="ChannelAddedShape",
    statuses=(201,),
    body="ChannelBody",
)
_ONE = _ADD.path + "/{channel}"
_DO = changed(_ADD, statuses=(200,))
_END = changed(_ADD, answer="Object", statuses=(204,))
_NOTE = changed(_ADD, action=ACTION, tag="lists", answer="NotedShape")
_ALERT = PREFIX + "/alerts/{alert}"
CHANNEL_ROUTES: tuple[Route, ...] = (
    get("/channels", "read-channels", channels, "ChannelShape[]", _TAG),
    _ADD,
    changed(
        _END, path=_ONE + "/rules", action="channel-change", endpoint=change_channel, body="ChannelRules"
    ),
    changed(
        _DO, path=_ONE + "/test", action="channel-test", endpoint=test_channel, answer="TrialShape", body=None
    ),
    changed(_END, path=_ONE + "/closure", action="channel-stop", endpoint=stop_channel, body="ReasonBody"),
    get("/channels/{channel}/messages", "read-channels", channel_messages, "AlertMessageShape[]", _TAG),
    changed(
        _DO,
        path=_ONE + "/retry",
        action="channel-retry",
        endpoint=retry_channel,
        answer="RetriedMessagesShape",
        body="RetryMessageBody",
    ),
    changed(_NOTE, path=_ALERT + "/acknowledgement", endpoint=acknowledge_alert, body="ReasonBody"),
    changed(_NOTE, path=_ALERT + "/snooze", endpoint=snooze_alert, body="SnoozeBody"),
)
