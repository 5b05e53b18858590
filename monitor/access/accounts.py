"""The accounts as recorded: who there is, with which rights, tokens and subjects; folded, never refused."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import msgspec

from domain import administration as acts
from domain.events import Recorded, legal_day
from monitor.access.policy import ADMINISTRATORS, SYSTEM
from monitor.access.principal import Grant, Role

Subject = tuple[str, str]
SECOND_FACTOR_ROLES: frozenset[Role] = frozenset({"province", "city", *ADMINISTRATORS})


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """An API token as recorded; its secret is nowhere. Good until the end of `expires_on`."""

    id: str
    user: str
    purpose: str
    scopes: frozenset[str]
    expires_on: date
    is_revoked: bool = False

    def is_good(self, at: datetime) -> bool:
        """Tell whether it was neither revoked nor has expired."""
        return not self.is_revoked and legal_day(at) <= self.expires_on


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One user; `rights_version`: that of the stream when its rights or secrets were last touched."""

    user: str
    name: str
    rights_version: int
    is_disabled: bool = False
    has_second_factor: bool = False
    grants: tuple[Grant, ...] = ()
    subjects: frozenset[Subject] = frozenset()
    tokens: tuple[Token, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        """Return its roles."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def needs_second_factor(self) -> bool:
        """Tell whether a role of it decides or administers."""
        return bool(self.roles & SECOND_FACTOR_ROLES)


class Accounts:
    """All accounts at one version of the access stream."""

    def __init__(self, records: Iterable[Recorded] = ()) -> None:
        """Fold what is recorded of them."""
        self.version = 0
        self.by_user: dict[str, Account] = {}
        self.has_had_system_admin = False
        for record in records:
            self._take(record)

    def __bool__(self) -> bool:
        """Tell whether there is any account."""
        return bool(self.by_user)

    def find(self, user: str) -> Account | None:
        """Return an account, disabled ones included."""
        return self.by_user.get(user)

    def of_subject(self, subject: Subject) -> Account | None:
        """Return the account that signs in as a subject of an OpenID provider."""
        return next((each for each in self.active() if subject in each.subjects), None)

    def token(self, token: str) -> Token | None:
        """Return a token, revoked ones included."""
        return next(
            (each for account in self.by_user.values() for each in account.tokens if each.id == token), None
        )

    def active(self) -> Iterator[Account]:
        """Yield the accounts that are not disabled."""
        return (each for each in self.by_user.values() if not each.is_disabled)

    def holders(self, role: Role) -> list[Account]:
        """Return the active accounts with a role."""
        return [each for each in self.active() if role in each.roles]

    def _take(self, record: Recorded) -> None:
        self.version = record.version
        body = record.body
        if isinstance(body, acts.UserAdded):
            account = Account(user=body.user, name=body.name, rights_version=record.version)
            self.by_user[body.user] = account
        elif isinstance(body, acts.AccountAct) and (known := self.by_user.get(body.user)):
            self._change(known, body, record.version)
        if isinstance(body, acts.RoleGranted) and body.role == SYSTEM:
            self.has_had_system_admin = True

    def _change(self, account: Account, body: acts.AccountAct, version: int) -> None:
        changed = _evolved(account, body)
        if not isinstance(body, (acts.TokenIssued, acts.TokenRevoked)):
            changed = msgspec.structs.replace(changed, rights_version=version)
        self.by_user[account.user] = changed


def _evolved(account: Account, body: acts.AccountAct) -> Account:
    """Return an account after one act; of a password only its version tells."""
    replace = msgspec.structs.replace
    match body:
        case acts.RightsChange():
            return replace(account, grants=_grants(account, body))
        case acts.SubjectBound() | acts.SubjectReleased():
            return replace(account, subjects=_subjects(account, body))
        case acts.TokenIssued() | acts.TokenRevoked():
            return replace(account, tokens=_tokens(account, body))
        case acts.SecondFactorEnrolled() | acts.SecondFactorRemoved():
            return replace(account, has_second_factor=isinstance(body, acts.SecondFactorEnrolled))
        case acts.UserDisabled():
            return replace(account, is_disabled=True)
        case acts.UserAdded() | acts.PasswordReset() | acts.PasswordChanged():
            return account


def grant_of(body: acts.RightsChange) -> Grant:
    """Return the grant that an act is about."""
    return Grant(role=body.role, region=body.region, programme=body.programme, cluster=body.cluster)


def _grants(account: Account, body: acts.RightsChange) -> tuple[Grant, ...]:
    others = tuple(each for each in account.grants if each != grant_of(body))
    return (*others, grant_of(body)) if isinstance(body, acts.RoleGranted) else others


def _subjects(account: Account, body: acts.SubjectBound | acts.SubjectReleased) -> frozenset[Subject]:
    subject = {(body.issuer, body.subject)}
    return account.subjects | subject if isinstance(body, acts.SubjectBound) else account.subjects - subject


def _tokens(account: Account, body: acts.TokenIssued | acts.TokenRevoked) -> tuple[Token, ...]:
    if isinstance(body, acts.TokenRevoked):
        revoked = msgspec.structs.replace
        return tuple(
            revoked(each, is_revoked=True) if each.id == body.token else each for each in account.tokens
        )
    issued = Token(
        id=body.token,
        user=body.user,
        purpose=body.purpose,
        scopes=frozenset(body.scopes),
        expires_on=body.expires_on,
    )
    return (*account.tokens, issued)
