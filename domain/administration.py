"""What is recorded of the service itself, in streams of its own: calendar, self-audits, access, messages.

The names of these streams begin with a colon, which no cluster's does.
"""

from datetime import date
from typing import Annotated, Literal

import msgspec

from domain.cluster import Happening
from domain.text import ClusterId, Count, Name, Programme, Sha256, SubjectId, Words, Year

CALENDAR_STREAM = ":calendar"
AUDIT_STREAM = ":audit"
ACCESS_STREAM = ":access"
NOTIFY_STREAM = ":notify"

Role = Literal[
    "province", "city", "county", "operator", "auditor", "system-admin", "security-admin", "audit-admin"
]
UserId = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"\A[A-Za-z0-9._@-]+\Z")]


def is_administrative(stream: str) -> bool:
    """Tell whether a stream is the service's own and no cluster's."""
    return stream.startswith(":")


class CalendarNoticeRecorded(Happening, frozen=True, kw_only=True, tag="calendar-notice-recorded.v1"):
    """A holiday notice was recorded (effective: the day it was issued)."""

    year: Year
    off: tuple[date, ...]
    work: tuple[date, ...]
    number: Name | None = None
    amends: Year | None = None


class CalendarOverridden(Happening, frozen=True, kw_only=True, tag="calendar-overridden.v1"):
    """An authority declared one day of a region a working day or a rest day.

    `region` is a division code (its leading digits suffice), a place name, or "*" for everywhere.
    """

    region: Name
    day: date
    working: bool
    basis: Words


class ShadowTable(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """A projection built anew beside the live one: how many rows, their hash, how many are different."""

    table: Name
    rows: int
    sha256: str
    differs: int


class SelfAuditCompleted(Happening, frozen=True, kw_only=True, tag="self-audit-completed.v1"):
    """The service audited itself: what was looked at, and how much of it was not as it must be.

    `size` positions were checked against their seals, which make the trees' roots ("sha256:<hex>",
    "sm3:<hex>"); `problems` were found. Of the findings and acts `replayed`, some differ or cannot be
    computed; `faulty_acts` count the department's own faults of procedure, which are no fault of the
    service. `uncovered_years` are published years that the second source of the calendar does not know.
    """

    size: int
    root_sha256: str
    root_sm3: str
    problems: int
    checkpoint_size: int | None = None
    shadow: tuple[ShadowTable, ...]
    replayed: int
    replay_differs: int
    replay_cannot: int
    faulty_acts: int
    calendar_days: int
    calendar_differs: int
    uncovered_years: tuple[Year, ...] = ()
    code_version: str

    @property
    def is_clean(self) -> bool:
        """Tell whether everything was as it must be."""
        wrong = (self.problems, self.replay_differs, self.replay_cannot, self.calendar_differs)
        return not any(wrong) and not any(table.differs for table in self.shadow)


# --- access: who has an account and which rights; no secret is ever recorded -----------------------


class AccountChange(Happening, frozen=True, kw_only=True):
    """One act on the account of a user."""

    user: UserId


class UserAdded(AccountChange, frozen=True, kw_only=True, tag="user-added.v1"):
    """An account was opened; it has no rights yet."""

    name: Name


class UserDisabled(AccountChange, frozen=True, kw_only=True, tag="user-disabled.v1"):
    """An account was closed for good; its name is not given again."""

    reason: Words


class RightsChange(AccountChange, frozen=True, kw_only=True):
    """One role of a user and where it counts: region (code, place or "*"), programme, cluster."""

    role: Role
    region: Name = "*"
    programme: Programme | None = None
    cluster: ClusterId | None = None


class RoleGranted(RightsChange, frozen=True, kw_only=True, tag="role-granted.v1"):
    """A user was given a role."""


class RoleRemoved(RightsChange, frozen=True, kw_only=True, tag="role-removed.v1"):
    """A role was taken from a user."""


class PasswordReset(AccountChange, frozen=True, kw_only=True, tag="password-reset.v1"):
    """An administrator made a one-time secret for a user, who has to change it at the next sign-in."""


class PasswordChanged(AccountChange, frozen=True, kw_only=True, tag="password-changed.v1"):
    """A user set a password."""


class SecondFactorEnrolled(AccountChange, frozen=True, kw_only=True, tag="second-factor-enrolled.v1"):
    """A user set up a second factor."""


class SecondFactorRemoved(AccountChange, frozen=True, kw_only=True, tag="second-factor-removed.v1"):
    """The second factor of a user was removed, to be set up anew."""


class SubjectBound(AccountChange, frozen=True, kw_only=True, tag="subject-bound.v1"):
    """A user may sign in as this subject of an OpenID provider."""

    issuer: Name
    subject: Name


class SubjectReleased(AccountChange, frozen=True, kw_only=True, tag="subject-released.v1"):
    """A user may no longer sign in as this subject of an OpenID provider."""

    issuer: Name
    subject: Name


class TokenIssued(AccountChange, frozen=True, kw_only=True, tag="token-issued.v1"):
    """A user got an API token for these scopes; it is good until the end of `expires_on` (Asia/Shanghai)."""

    token: SubjectId
    purpose: Name
    scopes: tuple[Name, ...]
    expires_on: date


class TokenRevoked(AccountChange, frozen=True, kw_only=True, tag="token-revoked.v1"):
    """An API token was withdrawn."""

    token: SubjectId


AccountAct = (
    UserAdded
    | UserDisabled
    | RoleGranted
    | RoleRemoved
    | PasswordReset
    | PasswordChanged
    | SecondFactorEnrolled
    | SecondFactorRemoved
    | SubjectBound
    | SubjectReleased
    | TokenIssued
    | TokenRevoked
)


# --- messages to others: who is told what; no address beyond its host, no secret -------------------


class WebhookChange(Happening, frozen=True, kw_only=True):
    """One act on a webhook; its name is given once and never again."""

    webhook: ClusterId


class WebhookAdded(WebhookChange, frozen=True, kw_only=True, tag="webhook-added.v1"):
    """Events recorded from now on are sent to an address, of which the log holds the host and a hash.

    Empty `types` and `clusters` mean all; `region` is a division code, a place name or "*". Of events
    whose legal day lies more than `within_days` before the day they were recorded none is sent.
    """

    origin: Name
    url_sha256: Sha256
    types: tuple[Name, ...] = ()
    programme: Programme | None = None
    region: Name = "*"
    clusters: tuple[ClusterId, ...] = ()
    within_days: Count | None = None


class WebhookSecretRenewed(WebhookChange, frozen=True, kw_only=True, tag="webhook-secret-renewed.v1"):
    """A webhook got a new secret; the one before goes on signing beside it for so many hours."""

    overlap_hours: Count


class WebhookRemoved(WebhookChange, frozen=True, kw_only=True, tag="webhook-removed.v1"):
    """Nothing more is sent to a webhook."""

    reason: Words


class WebhookDisabled(WebhookChange, frozen=True, kw_only=True, tag="webhook-disabled.v1"):
    """The receiver said that it is gone for good (HTTP 410); nothing more is sent to it."""


class WebhookRetried(WebhookChange, frozen=True, kw_only=True, tag="webhook-retried.v1"):
    """Messages are sent again: the one about a position of the log, or all that were given up."""

    position: Count | None = None


class SendingResumed(Happening, frozen=True, kw_only=True, tag="sending-resumed.v1"):
    """A database that was restored sends again what is recorded from now on."""


WebhookAct = (
    WebhookAdded | WebhookSecretRenewed | WebhookRemoved | WebhookDisabled | WebhookRetried | SendingResumed
)
