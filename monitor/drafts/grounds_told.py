"""The grounds of a case in words: article, limb, facts and the records they rest on."""

from collections.abc import Iterator

from domain.history import AnyEntry
from domain.proceedings import Case
from domain.spells import Ground
from monitor.audit.papers.certificates import Certified
from monitor.drafts.fields import Ground as Told
from monitor.drafts.fields import shown
from monitor.drafts.footing import chinese_day
from monitor.intake.labels import TYPES
from monitor.intake.naming import value_label
from monitor.wording import say
from monitor.wording.telling import about_words
from monitor.wording.terms import term
from projections.answer import ground_answer

_NAMED = ("category", "grade", "kind", "description", "value")


def grounds_told(found: Certified, case: Case) -> list[Told]:
    """Return every spell of every ground of a case; one without any stays visible as a blank."""
    return [told for code in case.grounds for told in _of(found, code)]


def _of(found: Certified, code: str) -> Iterator[Told]:
    mine = [each for each in found.assessment.grounds if each.code == code]
    stated = next((each for each in found.law.book.grounds if each.code == code), None)
    title, article = (stated.title, stated.article) if stated else (term("ground", code, "zh"), "")
    for each in mine:
        limbs = {limb.limb: limb.wording for limb in stated.limbs} if stated else {}
        yield Told(
            title=title,
            article=shown(each.cited.clause or article),
            wording=limbs.get(each.limb) or term("limb", each.limb, "zh"),
            fact=_fact(found, each),
            evidence=shown("；".join(_evidence(found, each))),
            since=chinese_day(each.since),
            state=_state(each),
        )
    if not mine:
        absent = say("paper-ground-absent", "zh")
        blank = shown(None)
        yield Told(
            title=title, article=shown(article), wording=blank, fact=blank,
            evidence=blank, since=blank, state=absent,
        )  # fmt: skip


def _state(ground: Ground) -> str:
    words = term("ground-state", ground.state, "zh")
    reason = term("reason", ground.reason, "zh")
    return f"{words}（{reason}）" if reason else words


def _fact(found: Certified, ground: Ground) -> str:
    """Return what happened or was left undone: an obligation with its days, else what was recorded."""
    owed = [
        each
        for each in found.assessment.obligations
        if (each.kind, each.period) == (ground.obligation, ground.period)
    ]
    if owed:
        about = about_words(ground_answer(ground), "zh")
        met = chinese_day(owed[0].met_on) if owed[0].met_on else say("paper-not-met", "zh")
        return say("paper-owed", "zh", about=about, due_on=chinese_day(owed[0].due_on), met=met)
    entries = _entries(found, ground)
    return shown("；".join(_happened(entry) for entry in entries))


def _entries(found: Certified, ground: Ground) -> list[AnyEntry]:
    named = set(ground.events)
    return [entry for entry in found.history.entries if entry.id in named]


def _happened(entry: AnyEntry) -> str:
    """Return a record as a sentence: the day, what it was, what was said of it."""
    values = (getattr(entry.body, name, None) for name in _NAMED)
    words = [value_label(value) or value for value in values if isinstance(value, str) and value]
    told = "，".join([f"{chinese_day(entry.on)}{_label(entry)}", *words])
    return told + (say("paper-withdrawn", "zh") if entry.withdrawal else "")


def _label(entry: AnyEntry) -> str:
    kind = str(entry.body.__struct_config__.tag).rpartition(".")[0]
    return TYPES.get(kind, kind)


def _evidence(found: Certified, ground: Ground) -> Iterator[str]:
    for entry in _entries(found, ground):
        source = entry.record.source
        parts = [source.issuer, source.number] if source else []
        paper = " ".join(part for part in parts if part) or say("paper-no-source", "zh")
        position = entry.record.position
        yield say("paper-evidence", "zh", what=_label(entry), position=position, paper=paper)
