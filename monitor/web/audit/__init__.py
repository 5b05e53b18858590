"""Audit: whether the log holds, whether what was found computes again, who tried what."""

from monitor.web.audit import access, log, overview, receipt, replay, replay_one, self_audits
from monitor.web.route import PageRoute, page, sent

PAGES: tuple[PageRoute, ...] = (
    page("/audit", "verify", overview.audit),
    page("/audit/replay", "replay", replay.replay),
    page("/audit/replay.{form}", "replay", replay.replay_file),
    page("/audit/replay/{position}", "replay", replay_one.protocol),
    page("/audit/log", "verify", log.log),
    sent("/audit/log", "verify", log.verify),
    page("/audit/receipt", "read", receipt.receipt),
    page("/audit/self-audits", "verify", self_audits.self_audits),
    page("/audit/access", "read-record", access.access),
    page("/audit/access.{form}", "read-record", access.access_file),
)
