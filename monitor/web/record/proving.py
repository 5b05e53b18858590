"""A further proof of who sits at a session, before what cannot be taken back."""

from domain.refusal import RefusedError
from monitor.access.entrance import Proof
from monitor.access.secret import Secret
from monitor.http.asking import Asked, address_of, session_of
from monitor.web.asking import PROOF_CODE, PROOF_PASSWORD, Posted


def proven(sent: Posted) -> Asked:
    """Return the request of somebody who has just proved to be himself, by code or by password.

    Raises:
        RefusedError: "session-needed"; what `Entrance.confirm` refuses.
    """
    asked, session = sent.asked, session_of(sent.asked.request)
    if session is None:
        raise RefusedError("session-needed", kind="not-permitted")
    code, password = sent.text(PROOF_CODE), sent.text(PROOF_PASSWORD)
    proof = Proof(code=Secret(code) if code else None, password=Secret(password) if password else None)
    access = asked.desk.parts.access
    principal = access.entrance.confirm(session, proof, at=asked.at, source=address_of(asked.request))
    return asked._replace(guarded=access.guard.seen_by(principal, asked.at))
