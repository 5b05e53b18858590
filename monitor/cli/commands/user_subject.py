"""user subject: as which subject of an OpenID provider a user may sign in."""

import msgspec

from monitor.cli.access_desk import office_of, tell_done
from monitor.cli.call import Call


class Asked(msgspec.Struct, frozen=True):
    """Whose, which subject of which issuer; whether it is to be released."""

    user: str
    issuer: str
    subject: str
    release: bool


def run(call: Call, asked: Asked) -> None:
    """Bind the subject, or release it."""
    office, subject = office_of(call), (asked.issuer, asked.subject)
    if asked.release:
        office.release_subject(asked.user, subject)
    else:
        office.bind_subject(asked.user, subject)
    code = "subject-was-released" if asked.release else "subject-was-bound"
    tell_done(call, code, user=asked.user, issuer=asked.issuer, subject=asked.subject)
