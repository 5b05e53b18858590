"""Every page: its method and address, the action that it is, and what answers it.

Promise: what is not in this table is not served; a test holds each action against the policy.
"""

from monitor.web import (
    account,
    accounts,
    assets,
    audit,
    board,
    calendar,
    cases,
    cluster,
    feeds,
    lists,
    record,
    rules,
    sign_in,
    what_if,
)
from monitor.web.route import OPEN, PageRoute, page, sent

ENTRANCE = (
    page("/sign-in", OPEN, sign_in.sign_in_page),
    sent("/sign-in", OPEN, sign_in.sign_in),
    sent("/sign-out", "own-account", sign_in.sign_out),
    page("/language", OPEN, sign_in.switch_language),
    page("/static/{mark}/{name}", OPEN, assets.asset),
)
PAGES: tuple[PageRoute, ...] = (
    *ENTRANCE,
    *feeds.PAGES,
    *account.PAGES,
    *accounts.PAGES,
    *audit.PAGES,
    *board.PAGES,
    *calendar.PAGES,
    *lists.PAGES,
    *cases.PAGES,
    *cluster.PAGES,
    *record.PAGES,
    *rules.PAGES,
    *what_if.PAGES,
)
