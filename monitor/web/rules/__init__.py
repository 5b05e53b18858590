"""The law: the editions there are, one in full, all side by side, the texts kept, and who may do what."""

from monitor.web.route import page
from monitor.web.rules.edition import edition, edition_file
from monitor.web.rules.editions import editions
from monitor.web.rules.policy import policy
from monitor.web.rules.side_by_side import compared
from monitor.web.rules.statutes import statutes
from monitor.web.rules.texts import text, text_file

PAGES = (
    page("/rules", "read-law", editions),
    page("/rules/matrix", "read-law", compared),
    page("/rules/statutes", "read-law", statutes),
    page("/rules/{edition}.json", "read-law", edition_file),
    page("/rules/{edition}", "read-law", edition),
    page("/law/{sha256}.json", "read-law", text_file),
    page("/law/{sha256}", "read-law", text),
    page("/access-policy", "own-account", policy),
)
