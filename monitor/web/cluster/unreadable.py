"""A cluster in quarantine: which record cannot be read and why, and all its records as they are stored.

Promise: nothing is concluded from records of which one cannot be read, and none of them is hidden.
"""

from fastapi import Response
from htpy import Node, code, details, div, h2, p, pre, summary

from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.codec import StoredRow
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of
from monitor.web.cluster.history import plain_lines
from monitor.web.frame import Page, shown
from monitor.web.parts.tables import rows_table
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.wording import say


def unreadable_page(asked: Asked, cluster: str, error: RefusedError) -> Response:
    """Show what can be shown of a cluster in whose records one cannot be read."""
    rows = asked.guarded.monitor_for(READ, cluster).log.rows_of(cluster)
    language = asked.language
    title = say("cluster-page-raw", language)
    headers = [say(f"column-{name}", language) for name in ("position", "type", "content-stored")]
    content: Node = [
        div(".card.bad", role="alert")[
            h2[say("cluster-page-quarantine", language)],
            p[sentence_of(error, language)],
            p[say("cluster-page-quarantine-told", language)],
        ],
        h2[title],
        rows_table(headers, [_row(each, error) for each in rows], caption=title, empty=title),
    ]
    crumbs = ((say("page-section-clusters", language), "/clusters"),)
    beside = tag(say("cluster-page-quarantined", language), "unknown")
    return shown(asked, Page(plain(cluster), content, "clusters", crumbs, None, beside))


def _row(row: StoredRow, error: RefusedError) -> list[Node]:
    is_bad = str(row.position) == str(error.values.get("position"))
    stored = plain_lines(row.state.decode("utf-8", "backslashreplace"))
    return [
        str(row.position),
        [code[plain(row.topic)], [" ", tag("!", "bad")] if is_bad else None],
        details(open=is_bad)[summary[plain(stored[:60])], pre(".json")[code[stored]]],
    ]
