"""Whether an act of the department followed its procedure: a closed table of checks, each with its article.

Promise: a fault is something that the text, the statutes or general law forbids and the record shows; what
is merely not on record where no text demands it is a remark at most (the readings are in the ADR on replay).
"""

from domain import case as steps
from domain.events import DECISIONS, Recorded
from domain.procedure_appeal import APPEAL_CHECKS
from domain.procedure_case import CASE_CHECKS
from domain.procedure_matter import Checked, Matter
from domain.procedure_recognition import RECOGNITION_CHECKS

__all__ = ["CHECKS", "EXAMINED", "FAULTS", "REMARKS", "Checked", "Matter", "examine", "is_examined"]

CHECKS = (*RECOGNITION_CHECKS, *CASE_CHECKS, *APPEAL_CHECKS)
FAULTS = tuple(check.code for check in CHECKS if check.severity == "fault")
REMARKS = tuple(check.code for check in CHECKS if check.severity == "remark")

# The decisions, and the steps that carry a period of their own.
EXAMINED = DECISIONS | {steps.DecisionServed, steps.AppealLodged, steps.RevocationPublished}


# The checks of each type of act, in the order of the table.
_CHECKS_OF = {kind: tuple(check for check in CHECKS if kind in check.kinds) for kind in EXAMINED}


def is_examined(record: Recorded) -> bool:
    """Tell whether a record is an act whose procedure is checked."""
    return type(record.body) in EXAMINED


def examine(matter: Matter) -> tuple[Checked, ...]:
    """Return every check that applies to an act, passed or broken, in the order of the table."""
    found = []
    for check in _CHECKS_OF.get(type(matter.record.body), ()):
        looked = check.look(matter)
        if looked is not None:
            found.append(
                Checked(
                    code=check.code,
                    severity=check.severity,
                    source=check.source,
                    article=check.article(matter),
                    is_broken=looked.is_broken,
                    values=looked.values,
                )
            )
    return tuple(found)
