"""The page of a cluster: how it stands, what is open, its timeline, why, what it owes, its history."""

from fastapi import Response
from htpy import Node, div

from domain.refusal import RefusedError
from monitor.web.asking import TimesShown, Visitor
from monitor.web.cluster.header import attention_of, head_of, standing_of, ways_of
from monitor.web.cluster.history import history_of
from monitor.web.cluster.indicators import indicators_of
from monitor.web.cluster.obligations import obligations_of
from monitor.web.cluster.seen import Seen, is_unreadable, seen
from monitor.web.cluster.timeline import timeline_of
from monitor.web.cluster.unreadable import unreadable_page
from monitor.web.cluster.why_tree import why_of
from monitor.web.cluster.windows import windows_of
from monitor.web.frame import Page, shown
from monitor.web.parts.times_bar import times_bar


def cluster_page(asked: Visitor, cluster: str, times: TimesShown, view: str = "each") -> Response:
    """Show everything of one cluster, on a day as known at an instant."""
    try:
        found = seen(asked, cluster, times)
    except RefusedError as error:
        if not is_unreadable(error):
            raise
        return unreadable_page(asked, cluster, error)
    found = found._replace(is_facts_only=view == "facts")
    page = Page(
        title=found.name,
        content=_content(found, view),
        section="clusters",
        crumbs=found.crumbs(is_below=False),
        times=times,
        beside_title=standing_of(found),
    )
    return shown(asked, page)


def _content(found: Seen, view: str) -> Node:
    return [
        head_of(found),
        ways_of(found),
        times_bar(found.times, found.language),
        attention_of(found),
        windows_of(found),
        timeline_of(found),
        div(".side.wide-left")[div[why_of(found)], div[obligations_of(found)]],
        indicators_of(found),
        history_of(found, view),
    ]
