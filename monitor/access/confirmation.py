"""Whoever decides at a session proves once more that it is he: some steps cannot be taken back.

A rule of our own, not of a rulebook. Source: OWASP ASVS 5.0, 2.3.5 and 7.5.3. It covers the two acts that
end somebody's rights or complaints, and the withdrawal of what was recorded. A token has nobody sitting at
it: it must have been made for decisions, which is its scope.
"""

from datetime import datetime, timedelta

from domain.case import AppealAnswered, RevocationDecided
from domain.cluster import FactWithdrawn
from domain.events import Fact
from domain.refusal import RefusedError
from monitor.access.principal import Principal

GOOD_FOR = timedelta(minutes=5)
CONFIRMED = (RevocationDecided, AppealAnswered, FactWithdrawn)


def refuse_unconfirmed(fact: Fact, principal: Principal, at: datetime) -> None:
    """Refuse a step that needs a fresh proof, at a session that has none.

    Raises:
        RefusedError: "confirmation-needed".
    """
    if principal.session is None or not isinstance(fact, CONFIRMED):
        return
    confirmed_at = principal.confirmed_at
    if confirmed_at is None or abs(at - confirmed_at) > GOOD_FOR:  # another replica's clock may be ahead
        minutes = int(GOOD_FOR.total_seconds()) // 60
        raise RefusedError("confirmation-needed", kind="not-permitted", minutes=minutes)
