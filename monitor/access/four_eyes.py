"""Four eyes: who began a matter does not end it. A rule of our own, not of a rulebook.

It covers the two acts that end somebody's rights or complaints: a revocation is decided by another
person than the one who opened the case, an appeal answered by another than who decided.
"""

from collections.abc import Sequence

from domain.case import AppealAnswered, CaseOpened, CaseStep, RevocationDecided
from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.intake.line import FactLine

FIRST_STEPS: dict[type[CaseStep], type[CaseStep]] = {
    RevocationDecided: CaseOpened,
    AppealAnswered: RevocationDecided,
}
_MISSING = {RevocationDecided: "case-unknown", AppealAnswered: "no-appeal-lodged"}


def refuse_same_person(
    line: FactLine, stream: Sequence[Recorded], earlier: Sequence[FactLine], user: str
) -> None:
    """Refuse the second act of whoever did the first, be it recorded or earlier in the same batch.

    A first act that was withdrawn still counts. Where none is known the second is refused too, as the
    domain would: it must not slip through while another request records the first.

    Raises:
        RefusedError: "same-person", "case-unknown", "no-appeal-lodged".
    """
    body = line.body
    first = FIRST_STEPS.get(type(body)) if isinstance(body, CaseStep) else None
    if first is None or not isinstance(body, CaseStep):
        return
    people = {each.recorded_by for each in stream if _is_step(each.body, first, body.case)}
    people |= {
        user for each in earlier if each.cluster == line.cluster and _is_step(each.body, first, body.case)
    }
    if not people:
        raise RefusedError(_MISSING[type(body)], cluster=line.cluster, id=body.case)
    if user in people:
        raise RefusedError(
            "same-person", kind="not-permitted", cluster=line.cluster, case=body.case, user=user
        )


def _is_step(body: object, kind: type[CaseStep], case: str) -> bool:
    return isinstance(body, kind) and body.case == case
