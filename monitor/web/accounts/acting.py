"""What administrators do about an account: each act with its question, its fields, and its effect in words.

Promise: no act is done without having been asked for on a page that says what follows from it.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple, cast

from domain.administration import Role
from monitor.access.account_office import AccountOffice
from monitor.access.policy import EVERY_ROLE
from monitor.access.principal import EVERYWHERE, Grant
from monitor.access.secret import Secret

Values = Mapping[str, str]


class Blank(NamedTuple):
    """A field of the form of an act; `known` fields come with the address and are not typed."""

    name: str
    is_known: bool = False
    is_needed: bool = True
    longest: int = 200


class AccountAct(NamedTuple):
    """One act: its name in the address, its row in the policy, what is typed, and what does it."""

    name: str
    action: str
    blanks: tuple[Blank, ...]
    do: Callable[[AccountOffice, str, Values], Secret | None]
    is_grave: bool = False


def _grant(values: Values) -> Grant:
    return Grant(
        role=cast("Role", values["role"]),
        region=values["region"] or EVERYWHERE,
        programme=values["programme"] or None,
        cluster=values["cluster"] or None,
    )


def _close(office: AccountOffice, user: str, values: Values) -> None:
    office.disable_user(user, values["reason"])


def _reset(office: AccountOffice, user: str, _: Values) -> Secret:
    return office.reset_password(user)


def _remove_factor(office: AccountOffice, user: str, _: Values) -> None:
    office.remove_second_factor(user)


def _end_sessions(office: AccountOffice, user: str, _: Values) -> None:
    office.end_sessions(user)


def _add_grant(office: AccountOffice, user: str, values: Values) -> None:
    office.grant(user, _grant(values))


def _remove_grant(office: AccountOffice, user: str, values: Values) -> None:
    office.remove_grant(user, _grant(values))


def _bind(office: AccountOffice, user: str, values: Values) -> None:
    office.bind_subject(user, (values["issuer"], values["subject"]))


def _release(office: AccountOffice, user: str, values: Values) -> None:
    office.release_subject(user, (values["issuer"], values["subject"]))


def _revoke(office: AccountOffice, _: str, values: Values) -> None:
    office.revoke_token(values["token"])


_GRANT = ("role", "region", "programme", "cluster")
_SUBJECT = ("issuer", "subject")
ACTS: tuple[AccountAct, ...] = (
    AccountAct(
        "grant", "grant-add", tuple(Blank(each, is_needed=each == "role") for each in _GRANT), _add_grant
    ),
    AccountAct(
        "grant-removal",
        "grant-remove",
        tuple(Blank(each, is_known=True) for each in _GRANT),
        _remove_grant,
        is_grave=True,
    ),
    AccountAct("password", "password-reset", (), _reset),
    AccountAct("second-factor", "second-factor-remove", (), _remove_factor, is_grave=True),
    AccountAct("sessions", "sessions-end", (), _end_sessions),
    AccountAct("subject", "subject-bind", tuple(Blank(each) for each in _SUBJECT), _bind),
    AccountAct(
        "subject-release",
        "subject-release",
        tuple(Blank(each, is_known=True) for each in _SUBJECT),
        _release,
        is_grave=True,
    ),
    AccountAct("token", "token-revoke", (Blank("token", is_known=True),), _revoke, is_grave=True),
    AccountAct("closure", "user-disable", (Blank("reason"),), _close, is_grave=True),
)
ROLES = EVERY_ROLE
