"""Self-audits in their public form: what each found, and the times without one."""

from collections.abc import Sequence
from typing import Any

import msgspec

from monitor.audit.self_audit import Audited, Silence
from monitor.rosters import instant

Json = dict[str, Any]


def self_audit_answer(audited: Audited) -> Json:
    """Return what a self-audit found, where and when it was recorded."""
    stated: Json = msgspec.to_builtins(audited.found)
    stated.pop("type")
    return {
        "position": audited.position,
        "audited_at": instant(audited.at),
        "clean": audited.found.is_clean,
        "checkpoint_size": None,
        "uncovered_years": [],
        **stated,
    }


def self_audits_answer(done: Sequence[Audited], gaps: Sequence[Silence], *, simulation: bool) -> Json:
    """Return the self-audits, oldest first, and the times in which one is missing."""
    missing = [{"since": instant(each.since), "until": instant(each.until)} for each in gaps]
    return {
        "simulation": simulation,
        "audits": [self_audit_answer(each) for each in done],
        "missing": missing,
    }
