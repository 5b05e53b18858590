"""The cases that somebody may see, as the pages show them."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.answers.cases import cases_answer
from monitor.audit.papers.certificates import Asked as Question
from monitor.audit.papers.certificates import Certified, certified
from monitor.http.asking import Asked, Times
from monitor.intake.line import shown

Json = dict[str, Any]


def case_address(cluster: str, case: str) -> str:
    """Return the address of a case.

    >>> case_address("c1", "2026 第1号")
    '/clusters/c1/cases/2026%20%E7%AC%AC1%E5%8F%B7'
    """
    return f"/clusters/{cluster}/cases/{quote(case, safe='')}"


def certified_at(asked: Asked, cluster: str, times: Times) -> Certified:
    """Return a cluster that may be seen, assessed at the times of a page.

    Raises:
        RefusedError: "cluster-not-found".
    """
    monitor = asked.guarded.monitor_for(READ, cluster)
    return certified(monitor, Question(cluster, times.on, times.known_at))


def case_of(found: Certified, case: str) -> Json:
    """Return one case of a cluster.

    Raises:
        RefusedError: "case-not-found".
    """
    cases = cases_answer(found)
    one = next((each for each in cases if each["case"] == case), None)
    if one is None:
        allowed = ", ".join(each["case"] for each in cases) or "–"
        raise RefusedError(
            "case-not-found", kind="not-found", cluster=found.asked.cluster, case=shown(case), allowed=allowed
        )
    return one


def every_case(asked: Asked, times: Times) -> Iterator[Json]:
    """Yield the cases of all clusters that may be seen, with the name and programme of each.

    Only clusters of which a case is known are read and assessed.
    """
    lines = asked.guarded.roster(on=times.on, known_at=times.known_at, is_now=times.is_now)
    for line in lines:
        if line.get("case") is not None:
            found = certified_at(asked, line["cluster"], times)
            for case in cases_answer(found):
                yield {**case, "name": line["name"], "programme": line["programme"], "city": line["city"]}
