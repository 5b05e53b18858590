"""Which clusters a run of what-if is about: those that its asker may try, and no others.

Promise: a cluster that may not be seen is neither looked at nor counted; asked for by name it is not there.
"""

from monitor.access.policy import allowing, not_permitted
from monitor.http.asking import Asked

ACTION = "what-if"


def require(asked: Asked, cluster: str | None = None) -> None:
    """Refuse who may run nothing, or not on a cluster.

    Raises:
        RefusedError: "not-permitted", "cluster-not-found".
    """
    guarded = asked.guarded
    if cluster:
        guarded.place(cluster, ACTION)
    elif not allowing(guarded.principal, ACTION):
        raise guarded.noted(not_permitted(ACTION), ACTION)


def tried_among(asked: Asked, cluster: str | None) -> frozenset[str]:
    """Return the clusters that a run looks at: the one that is named, else all that may be tried.

    Raises:
        RefusedError: as `require`.
    """
    require(asked, cluster)
    return frozenset([cluster] if cluster else asked.guarded.visible(ACTION))
