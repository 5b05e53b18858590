"""token issue: an API token for a user; it is shown this once."""

from datetime import date

import msgspec

from monitor.access.directory import By
from monitor.access.own_account import TokenAsked
from monitor.cli.access_desk import desk_of, tell_secret
from monitor.cli.call import Call
from monitor.cli.session import recorder


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """For whom, what for, for which scopes, until when."""

    user: str
    purpose: str
    scope: tuple[str, ...]
    until: date


def run(call: Call, asked: Asked) -> None:
    """Issue the token and tell it."""
    desk, by = desk_of(call), By(name=recorder(call))
    wanted = TokenAsked(purpose=asked.purpose, scopes=asked.scope, expires_on=asked.until)
    token = desk.access.entrance.make_token(asked.user, wanted, by=by, at=desk.session.at)
    tell_secret(call, "token-was-issued", token, user=asked.user)
