"""One's own account: what must be done first, password, second factor, sessions, tokens."""

from monitor.web.account import feeds, overview, password, second_factor, sessions, tokens
from monitor.web.route import PageRoute, page, sent

_OWN = "own-account"
_TOKENS = "own-tokens"
PAGES: tuple[PageRoute, ...] = (
    page("/account", _OWN, overview.account),
    page("/account/password", _OWN, password.password_page),
    sent("/account/password", _OWN, password.change),
    page("/account/second-factor", _OWN, second_factor.begin_page),
    sent("/account/second-factor", _OWN, second_factor.begin),
    sent("/account/second-factor/code", _OWN, second_factor.take),
    sent("/account/code", _OWN, second_factor.give),
    sent("/account/sessions/{session}/end", _OWN, sessions.end),
    sent("/account/sessions/end-others", _OWN, sessions.end_others),
    page("/account/tokens", _TOKENS, tokens.tokens),
    sent("/account/tokens", _TOKENS, tokens.make),
    page("/account/notifications", "feed-own", feeds.notifications),
    sent("/account/notifications", "feed-own", feeds.open_feed),
    sent("/account/notifications/{feed}/close", "feed-own", feeds.close_feed),
    page("/account/tokens/{token}/revoke", _TOKENS, tokens.revoke_page),
    sent("/account/tokens/{token}/revoke", _TOKENS, tokens.revoke),
)
