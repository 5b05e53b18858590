"""The accounts of others, for the administrators: who there is, with which rights, and each act on them."""

from monitor.web.accounts import channels, listing, one, sending
from monitor.web.accounts.acting import ACTS
from monitor.web.accounts.asking import asking, doing
from monitor.web.route import PageRoute, page, sent

_ONE = "/accounts/users/{user}"
_SENDING = "/accounts/sending"
PAGES: tuple[PageRoute, ...] = (
    page("/accounts", "read-access", listing.accounts),
    page("/accounts/new", "user-add", listing.add_page),
    sent("/accounts/new", "user-add", listing.add),
    page(_ONE, "read-access", one.account),
    page(_SENDING, "read-channels", sending.sending),
    page(f"{_SENDING}/new", "channel-add", channels.add_page),
    sent(f"{_SENDING}/new", "channel-add", channels.add),
    page(f"{_SENDING}/channels/{{channel}}", "read-channels", channels.channel_page),
    page(f"{_SENDING}/channels/{{channel}}/change", "channel-change", channels.change_page),
    sent(f"{_SENDING}/channels/{{channel}}/change", "channel-change", channels.change),
    sent(f"{_SENDING}/channels/{{channel}}/test", "channel-test", channels.test),
    sent(f"{_SENDING}/channels/{{channel}}/retry", "channel-retry", channels.retry),
    sent(f"{_SENDING}/channels/{{channel}}/stop", "channel-stop", channels.stop),
    page("/accounts/sending/webhooks/{webhook}", "read-webhooks", sending.webhook_page),
    sent("/accounts/sending/webhooks/{webhook}/retry", "webhook-retry", sending.retry_webhook),
    sent("/accounts/sending/webhooks/{webhook}/stop", "webhook-remove", sending.stop_webhook),
    *(page(f"{_ONE}/{act.name}", act.action, asking(act)) for act in ACTS),
    *(sent(f"{_ONE}/{act.name}", act.action, doing(act)) for act in ACTS),
)
