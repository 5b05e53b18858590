"""Forms for every fact and decision: choosing, filling in, checking, confirming, recorded; drafts."""

from monitor.web.record.choosing import choose, choose_new
from monitor.web.record.draft_pages import delete_draft, drafts_page
from monitor.web.record.receipt import recorded
from monitor.web.record.steps import send_form, send_new, show_form, show_new
from monitor.web.route import PageRoute, page, sent

__all__ = ["PAGES"]

PAGES: tuple[PageRoute, ...] = (
    page("/clusters/{cluster}/record", "read", choose),
    page("/clusters/{cluster}/record/{type_name}", "facts", show_form),
    sent("/clusters/{cluster}/record/{type_name}", "facts", send_form),
    page("/clusters/{cluster}/recorded/{event}", "read", recorded),
    page("/new", "facts", choose_new),
    page("/new/{type_name}", "facts", show_new),
    sent("/new/{type_name}", "facts", send_new),
    page("/drafts", "own-account", drafts_page),
    sent("/drafts/{draft}/delete", "own-account", delete_draft),
)
