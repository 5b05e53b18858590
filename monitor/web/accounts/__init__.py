"""The accounts of others, for the administrators: who there is, with which rights, and each act on them."""

from monitor.web.accounts import listing, one, sending
from monitor.web.accounts.acting import ACTS
from monitor.web.accounts.asking import asking, doing
from monitor.web.route import PageRoute, page, sent

_ONE = "/accounts/users/{user}"
PAGES: tuple[PageRoute, ...] = (
    page("/accounts", "read-access", listing.accounts),
    page("/accounts/new", "user-add", listing.add_page),
    sent("/accounts/new", "user-add", listing.add),
    page(_ONE, "read-access", one.account),
    page("/accounts/sending", "read-webhooks", sending.sending),
    page("/accounts/sending/channels/{channel}", "read-webhooks", sending.channel_page),
    page("/accounts/sending/webhooks/{webhook}", "read-webhooks", sending.webhook_page),
    sent("/accounts/sending/channels/{channel}/retry", "webhook-retry", sending.retry_channel),
    sent("/accounts/sending/webhooks/{webhook}/retry", "webhook-retry", sending.retry_webhook),
    sent("/accounts/sending/channels/{channel}/stop", "webhook-remove", sending.stop_channel),
    sent("/accounts/sending/webhooks/{webhook}/stop", "webhook-remove", sending.stop_webhook),
    *(page(f"{_ONE}/{act.name}", act.action, asking(act)) for act in ACTS),
    *(sent(f"{_ONE}/{act.name}", act.action, doing(act)) for act in ACTS),
)
