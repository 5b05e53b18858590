"""The shapes of answers and bodies about access: sessions, tokens, accounts, attempts.

Promise: a field that is named here without a default is in every answer; tests hold answers against it.
"""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from domain.administration import Role, UserId
from domain.text import ClusterId, Name, Programme, Words

Word = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Must = Literal["password", "second-factor"]
TokenScope = Literal["read", "file", "decide", "audit", "operate"]


class GrantBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A role, and where it counts: region (division code, place or "*"), programme, an operator's cluster."""

    role: Role
    region: Name = "*"
    programme: Programme | None = None
    cluster: ClusterId | None = None


class WhoAmI(msgspec.Struct, kw_only=True):
    """Who asks, and with which rights."""

    user: str
    name: str
    grants: list[GrantBody]
    scopes: list[str]
    csrf: str | None
    must: list[Must]
    simulation: bool


class SignedInShape(msgspec.Struct, kw_only=True):
    """A session that has begun; its id is in the cookie. `must` is what has to be done first."""

    user: str
    name: str
    csrf: str
    must: list[Must]
    simulation: bool


class EnrolmentShape(msgspec.Struct, kw_only=True):
    """A second factor about to be set up: its key, and the address for a QR code."""

    secret: str
    uri: str
    simulation: bool


class SignInBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What is typed to sign in."""

    user: Word
    password: Word
    code: Word | None = None


class PasswordBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One's password, and the one to have from now on."""

    old: Word
    new: Word


class PasswordOnly(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One's password, given again; whoever came through a provider needs none."""

    password: Word | None = None


class CodeBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A code of the second factor."""

    code: Word


class ProofBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A code of the second factor, or one's password where none is set up."""

    code: Word | None = None
    password: Word | None = None


class ConfirmationShape(msgspec.Struct, kw_only=True):
    """A session whose user has proved to be himself: until when it is good for decisions."""

    good_until: datetime
    simulation: bool


class SubjectBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Somebody as an OpenID provider knows him."""

    issuer: Name
    subject: Name


class NewUserBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """An account to be opened."""

    user: UserId
    name: Name


class ReasonBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Why something is done."""

    reason: Words


class TokenBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A token to be made: what for, its scopes, its last day (Asia/Shanghai)."""

    purpose: Name
    scopes: tuple[TokenScope, ...]
    expires_on: date


class AccountShape(msgspec.Struct, kw_only=True):
    """An account with its rights; closed ones stay on the list."""

    user: str
    name: str
    disabled: bool
    second_factor: bool
    grants: list[GrantBody]
    subjects: list[SubjectBody]
    simulation: bool


class OneTimeShape(msgspec.Struct, kw_only=True):
    """A one-time secret, told this once; it is good until then, and has to be changed at first use."""

    user: str
    secret: str
    good_until: datetime
    simulation: bool


class TokenShape(msgspec.Struct, kw_only=True):
    """An API token; its secret is kept by nobody but its owner."""

    token: str
    user: str
    purpose: str
    scopes: list[str]
    expires_on: date
    used_at: datetime | None
    good: bool
    simulation: bool


class IssuedTokenShape(msgspec.Struct, kw_only=True):
    """A token just made: the name to revoke it by, and its text, told this once."""

    token: str
    secret: str
    simulation: bool


class SessionShape(msgspec.Struct, kw_only=True):
    """A session by its public name; `source` is a keyed hash that tells whether two come from one place."""

    session: str
    began_at: datetime
    used_at: datetime
    second_factor: bool
    by_provider: bool
    source: str | None
    current: bool
    simulation: bool


class AttemptShape(msgspec.Struct, kw_only=True):
    """Who tried what, and how it ended: "done", or the code of a refusal; `count` equal ones in a minute."""

    number: int
    at: datetime
    user: str | None
    action: str
    cluster: str | None
    outcome: str
    source: str | None
    count: int
    simulation: bool
