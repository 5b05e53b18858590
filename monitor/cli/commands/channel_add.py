"""channel add: tell alerts to a mailbox or to the robot of a group, from now on."""

from pathlib import Path

import msgspec

from domain.administration import Role
from domain.alerting import AlertKind, ChannelSort, Hours, Rhythm
from domain.refusal import RefusedError
from monitor.access.secret import Secret
from monitor.alerting.channels import Wish
from monitor.cli.access_desk import tell_done, tell_secret
from monitor.cli.alerting_desk import desk_of
from monitor.cli.call import Call
from monitor.cli.session import recorder
from monitor.wording import Language

_LONGEST_SECRET = 500


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Who is told what, when and how; what is left out narrows nothing."""

    channel: str
    sort: ChannelSort
    address: str
    secret_file: str | None
    role: Role | None
    kind: tuple[AlertKind, ...]
    programme: str | None
    region: str | None
    cluster: tuple[str, ...]
    written_in: Language
    rhythm: Rhythm
    time: str
    weekday: int
    quiet_from: str | None
    quiet_until: str | None
    working_days: bool
    after: int


def run(call: Call, asked: Asked) -> None:
    """Record the channel; tell the secret that was made for it."""
    desk = desk_of(call)
    secret = desk.channels.add(_wish(asked), by=recorder(call), at=desk.at)
    if secret is None:
        tell_done(call, "channel-was-added", channel=asked.channel)
    else:
        tell_secret(call, "channel-was-added-signed", secret, channel=asked.channel)


def _wish(asked: Asked) -> Wish:
    return Wish(
        channel=asked.channel,
        sort=asked.sort,
        address=asked.address,
        secret=_read(asked.secret_file) if asked.secret_file else None,
        role=asked.role,
        kinds=asked.kind,
        programme=asked.programme,
        region=asked.region or "*",
        clusters=asked.cluster,
        language=asked.written_in,
        hours=Hours(
            rhythm=asked.rhythm,
            at=asked.time,
            weekday=asked.weekday,
            quiet_from=asked.quiet_from,
            quiet_until=asked.quiet_until,
            working_days_only=asked.working_days,
            after_working_days=asked.after,
        ),
    )


def _read(file: str) -> Secret:
    """Return the secret of a robot from the first line of a file: a command line is seen by others."""
    try:
        with Path(file).open(encoding="utf-8") as stream:
            return Secret(stream.readline(_LONGEST_SECRET).strip())
    except UnicodeDecodeError:
        raise RefusedError("file-not-read", file=file, reason="UTF-8") from None
    except OSError as error:
        raise RefusedError("file-not-read", file=file, reason=error.strerror) from None
