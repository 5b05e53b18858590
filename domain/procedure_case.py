"""How a revocation comes about: its ground, the case, the hearing, who decides and by which text.

Sources: the grounds and recognition articles of the rulebook; for the hearing 国发〔2004〕10号 item 20,
since no rulebook says how a case runs (see the ADR on replay). A step counts as missing only where none
is on record.
"""

from collections.abc import Callable

from domain import case as steps
from domain import cluster
from domain.causes import ground_article
from domain.events import DECISIONS
from domain.findings import Basis
from domain.procedure_matter import GOOD_FAITH, HEARING, Check, Holding, Matter, Seen, general, seen

REVOCATION = (steps.RevocationDecided,)
OPENING = (steps.CaseOpened,)
_DECIDING = (steps.RevocationDecided, cluster.TitleCancelled, cluster.ReviewDecided)
# What only the recognising authority can do; a city recommends, and anybody may open a case.
_RESERVED = (
    *_DECIDING,
    cluster.ClusterRecognised,
    steps.AppealAdmitted,
    steps.AppealRefused,
    steps.AppealAnswered,
)
_MINISTRY = ("工业和信息化部", "工信部")
_SUFFIXES = ("省", "市", "自治区")


def _ground(matter: Matter) -> str:
    found = ground_article(matter.view.book, matter.body.grounds)
    return found or matter.competence_article


def _competence(matter: Matter) -> str:
    return matter.competence_article


def _text(matter: Matter) -> str:
    return matter.view.book.standing.article


# --- the ground -------------------------------------------------------------------------------


def _states(matter: Matter) -> dict[str, Holding]:
    return {code: matter.holding(code) for code in matter.body.grounds}


def _named(states: dict[str, Holding], *wanted: Holding) -> str:
    return ", ".join(code for code, state in states.items() if state in wanted)


def _not_established(matter: Matter) -> Seen | None:
    """None of the grounds ever held; it cannot be said where one is unknown."""
    states = _states(matter)
    if "unknown" in states.values():
        return None
    return seen(set(states.values()) == {"absent"}, grounds=_named(states, "absent"), on=matter.day)


def _cured(matter: Matter) -> Seen | None:
    states = _states(matter)
    if not {"established", "cured"} & set(states.values()) or "unknown" in states.values():
        return None
    return seen("established" not in states.values(), grounds=_named(states, "cured"), on=matter.day)


def _partly(matter: Matter) -> Seen | None:
    states = _states(matter)
    if "established" not in states.values():
        return None
    rest = _named(states, "absent", "cured", "unknown")
    return seen(bool(rest), grounds=rest, on=matter.day)


def _unknown(matter: Matter) -> Seen | None:
    states = _states(matter)
    unsure = "established" not in states.values() and "unknown" in states.values()
    return seen(unsure, grounds=_named(states, "unknown"), on=matter.day)


# --- the case ---------------------------------------------------------------------------------


def _not_opened(matter: Matter) -> Seen:
    return seen(matter.taken_on(steps.CaseOpened) is None, case=matter.body.case, on=matter.day)


def _not_in_case(matter: Matter) -> Seen | None:
    opened = matter.case.step(steps.CaseOpened) if matter.case else None
    if opened is None:
        return None
    foreign = [code for code in matter.body.grounds if code not in opened.body.grounds]
    return seen(bool(foreign), grounds=", ".join(foreign), opened=", ".join(opened.body.grounds))


def _not_heard(matter: Matter) -> Seen:
    invited_on, received_on = matter.taken_on(steps.DefenceInvited), matter.taken_on(steps.DefenceReceived)
    return seen(invited_on is None and received_on is None, case=matter.body.case, on=matter.day)


def _before_reply(matter: Matter) -> Seen | None:
    invited = matter.case.step(steps.DefenceInvited) if matter.case else None
    reply_by = invited.body.reply_by if invited else None
    if reply_by is None:
        return None
    waiting = matter.taken_on(steps.DefenceReceived) is None and matter.day <= reply_by
    return seen(waiting, reply_by=reply_by, on=matter.day)


def _rectifying(matter: Matter) -> Seen | None:
    ordered = matter.case.step(steps.RectificationOrdered) if matter.case else None
    until = ordered.body.until if ordered else None
    if until is None:
        return None
    ended = [matter.taken_on(kind) for kind in (steps.RectificationAccepted, steps.RectificationFailed)]
    return seen(not any(ended) and matter.day <= until, until=until, on=matter.day)


def _rectified(matter: Matter) -> Seen | None:
    if matter.taken_on(steps.RectificationOrdered) is None:
        return None
    accepted_on = matter.taken_on(steps.RectificationAccepted)
    failed_on = matter.taken_on(steps.RectificationFailed)
    return seen(accepted_on is not None and failed_on is None, accepted_on=accepted_on, on=matter.day)


# --- effect -----------------------------------------------------------------------------------


def _retroactive(matter: Matter) -> Seen:
    revoked_from = matter.body.revoked_from
    early = revoked_from is not None and revoked_from < matter.day
    return seen(early, revoked_from=revoked_from, on=matter.day)


def _twice(matter: Matter) -> Seen:
    earlier = matter.before.course.revocation_on(matter.day)
    return seen(earlier is not None, earlier=earlier.id if earlier else None, on=matter.day)


def _after_the_end(matter: Matter) -> Seen:
    ended = matter.before.course.ending_by(matter.day)
    return seen(ended is not None, ended_on=ended.on if ended else None, on=matter.day)


# --- the text and the person ------------------------------------------------------------------


def _burdens(matter: Matter) -> bool:
    body = matter.record.body
    return isinstance(body, (steps.RevocationDecided, cluster.TitleCancelled)) or (
        isinstance(body, cluster.ReviewDecided) and body.outcome == "failed"
    )


def _under(basis: Basis) -> Callable[[Matter], Seen | None]:
    def look(matter: Matter) -> Seen | None:
        if not _burdens(matter):
            return None
        return _seen_basis(matter, matter.view.book.basis(matter.day) == basis)

    return look


def _advisory(matter: Matter) -> Seen | None:
    if _burdens(matter):
        return None
    return _seen_basis(matter, matter.view.book.basis(matter.day) != "in-force")


def _seen_basis(matter: Matter, is_broken: bool) -> Seen:  # noqa: FBT001 - what was seen
    text = matter.view.book.standing
    return seen(
        is_broken,
        rulebook=matter.view.book.edition,
        on=matter.day,
        first=text.in_force_from,
        last=text.in_force_through,
    )


def _by_machine(matter: Matter) -> Seen:
    return seen(matter.record.recorded_by == matter.machine, by=matter.record.recorded_by)


def _by_lower(matter: Matter) -> Seen | None:
    """The paper's issuer names the city or the county, and neither the province nor the ministry."""
    issuer = matter.record.source.issuer if matter.record.source else None
    where = matter.recognised
    if issuer is None or where is None:
        return None
    lower = [name for name in (where.city, where.county) if name and name != where.province]
    rest = issuer
    for name in lower:
        rest = rest.replace(name, "")
    province = next(
        (where.province.removesuffix(end) for end in _SUFFIXES if where.province.endswith(end)), ""
    )
    upper = [name for name in (where.province, province, *_MINISTRY) if name]
    is_lower = rest != issuer and not any(name in rest for name in upper)
    return seen(is_lower, issuer=issuer)


def _same_person(matter: Matter) -> Seen | None:
    opened = matter.case.step(steps.CaseOpened) if matter.case else None
    if opened is None:
        return None
    return seen(opened.record.recorded_by == matter.record.recorded_by, by=matter.record.recorded_by)


CASE_CHECKS: tuple[Check, ...] = (
    Check("opened-without-ground", "remark", OPENING, "rulebook", _ground, _not_established),
    Check("case-not-opened-before", "fault", REVOCATION, "general", general(HEARING), _not_opened),
    Check("ground-not-established", "fault", REVOCATION, "rulebook", _ground, _not_established),
    Check("ground-cured-before-decision", "fault", REVOCATION, "rulebook", _ground, _cured),
    Check("ground-partly-established", "remark", REVOCATION, "rulebook", _ground, _partly),
    Check("ground-unknown", "remark", (*OPENING, *REVOCATION), "rulebook", _ground, _unknown),
    Check("ground-not-in-case", "fault", REVOCATION, "general", general(HEARING), _not_in_case),
    Check("defence-not-invited", "fault", REVOCATION, "general", general(HEARING), _not_heard),
    Check("decided-before-reply-by", "fault", REVOCATION, "general", general(HEARING), _before_reply),
    Check("rectification-still-running", "fault", REVOCATION, "general", general(GOOD_FAITH), _rectifying),
    Check(
        "decided-after-rectification-accepted",
        "fault",
        REVOCATION,
        "general",
        general(GOOD_FAITH),
        _rectified,
    ),
    Check("revoked-retroactively", "fault", REVOCATION, "general", general(GOOD_FAITH), _retroactive),
    Check("revoked-twice", "fault", REVOCATION, "rulebook", _ground, _twice),
    Check("decided-after-the-end", "fault", REVOCATION, "rulebook", _ground, _after_the_end),
    Check("decided-under-draft", "fault", _DECIDING, "rulebook", _text, _under("draft")),
    Check("decided-under-lapsed", "fault", _DECIDING, "rulebook", _text, _under("lapsed")),
    Check("decided-before-in-force", "fault", _DECIDING, "rulebook", _text, _under("not-yet")),
    Check("basis-not-binding", "remark", (*OPENING, cluster.ReviewDecided), "rulebook", _text, _advisory),
    Check(
        "decided-by-machine", "fault", tuple(sorted(DECISIONS, key=str)), "rulebook", _competence, _by_machine
    ),
    Check("decided-by-lower-authority", "fault", _RESERVED, "rulebook", _competence, _by_lower),
    Check(
        "opened-and-decided-by-one-person", "remark", REVOCATION, "general", general(HEARING), _same_person
    ),
)
