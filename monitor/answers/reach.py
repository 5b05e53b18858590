"""How far a grant or a feed reaches, in words: the same on every page and at the command line."""

from collections.abc import Iterator

from monitor.access.reach import Reach
from monitor.wording import Language, say


def reach_sentences(reach: Reach, language: Language) -> Iterator[str]:
    """Yield how many clusters are reached, or that none is; then how many are left out for want of a code.

    >>> list(reach_sentences(Reach(21, 0), "zh")), list(reach_sentences(Reach(1, 0), "en"))
    (['现可及 21 个集群'], ['reaches 1 cluster now'])
    """
    yield say(_REACHED.get(reach.clusters, "reach-some"), language, count=reach.clusters)
    if reach.without_code:
        yield say("reach-without-code", language, count=reach.without_code)


_REACHED = {0: "reach-none", 1: "reach-one"}
