"""What may be recorded: the refusals, each a small rule with its article.

Late is a fact and never refused; what the law or the state of the cluster does not allow is.
There is no counterpart when events are read back: what is recorded is recorded.
"""

from domain import cluster
from domain.bench import Bench, Intent, refuse
from domain.decide_case import CASE_RULES
from domain.decide_cluster import CLUSTER_RULES

RULES = CLUSTER_RULES | CASE_RULES


def decide(intent: Intent, bench: Bench) -> None:
    """Refuse a fact that may not be recorded; return if it may.

    Raises:
        RefusedError: with a code, what it is about, and the article it rests on.
    """
    _refuse_future(intent)
    _refuse_stranger(intent, bench)
    rule = RULES.get(type(intent.body))
    if rule is not None:
        rule(intent.body, intent, bench)


def _refuse_future(intent: Intent) -> None:
    """Refuse facts dated after the clock's day; a public notice may be announced (`domain.md` 9.12)."""
    if intent.effective_on > intent.today and not isinstance(intent.body, cluster.PublicNoticePosted):
        raise refuse("dated-in-future", intent, on=intent.effective_on, today=intent.today)


def _refuse_stranger(intent: Intent, bench: Bench) -> None:
    if bench.history.founding() is None and not isinstance(
        intent.body, (cluster.ApplicationSubmitted, cluster.ClusterRecognised)
    ):
        raise refuse("cluster-unknown", intent, kind="not-found")
