"""What was found of one replayed finding or act, in words."""

from collections.abc import Sequence

import msgspec

from domain.findings import Finding
from monitor.audit.replaying.replayed import Replayed
from monitor.intake.labels import TYPES
from monitor.intake.line import escaped
from monitor.wording import Language, say
from monitor.wording.replay_words import fault_text, reason_text
from monitor.wording.telling import finding_text


def type_words(kind: str, language: Language) -> str:
    """Return what kind of record it is."""
    return TYPES.get(kind, kind) if language == "zh" else kind.replace("-", " ").capitalize()


def item_words(replayed: Replayed, language: Language) -> str:
    """Return what was replayed: its type, and what a finding says."""
    return _joined([type_words(replayed.type, language), _about(replayed, language)], language)


def found_words(replayed: Replayed, language: Language) -> str:
    """Return what was found of one: its faults, the reason, or the class; with what it is about."""
    told = [fault_text(each.code, each.values, language) for each in replayed.faults]
    told += [
        say("replay-known-since", language, fault=fault_text(each.code, each.values, language))
        for each in replayed.later
    ]
    if replayed.reason is not None:
        told.append(reason_text(replayed.reason, language))
    told = told or [say(f"replay-class-{replayed.grade}", language)]
    return _joined([*told, _about(replayed, language)], language)


def _joined(parts: Sequence[str], language: Language) -> str:
    return ("；" if language == "zh" else "; ").join(part for part in parts if part)


def _about(replayed: Replayed, language: Language) -> str:
    """Return what a finding says; acts are told by their type."""
    body = replayed.body
    if not isinstance(body, Finding):
        return ""
    fields = {name: msgspec.to_builtins(getattr(body, name)) for name in body.__struct_fields__}
    return escaped(finding_text({"type": replayed.type, **fields}, language))
