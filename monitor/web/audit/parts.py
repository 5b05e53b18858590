"""Parts of the audit pages: the way between them, hashes, where they stand."""

from htpy import Node, a, code, li, nav, ul

from domain.events import type_name
from monitor.answers.replay_telling import type_words
from monitor.audit.replaying.replayed import Replayed
from monitor.http.asking import Asked
from monitor.web.frame import Page
from monitor.wording import say
from monitor.wording.replay_words import cause_text

AUDIT = "/audit"
_WAYS = (
    ("overview", AUDIT, "verify"),
    ("replay", "/audit/replay", "replay"),
    ("log", "/audit/log", "verify"),
    ("receipt", "/audit/receipt", "read"),
    ("self-audits", "/audit/self-audits", "verify"),
    ("access", "/audit/access", "read-record"),
)


def audit_page(asked: Asked, name: str, content: Node, beside: Node = None) -> Page:
    """Return one of the audit pages with the way to the others that the visitor may see."""
    language = asked.language
    return Page(
        title=say(f"audit-title-{name}", language),
        content=[_ways(asked, name), content],
        section="audit",
        beside_title=beside,
    )


def cause_shown(asked: Asked, replayed: Replayed) -> str:
    """Return what made a difference: a record by its day and its type, not by its id."""
    language, cause = asked.language, replayed.cause
    if cause is not None and cause.kind == "event":
        stream = asked.guarded.monitor_for("replay", replayed.cluster).log.stream(replayed.cluster)
        record = next((each for each in stream if each.id == cause.event), None)
        if record is not None:
            told = type_words(type_name(type(record.body)), language)
            return say(
                "replay-cause-record",
                language,
                on=record.effective_on,
                type=told,
                position=record.position,
            )
    return cause_text(cause, language)


def hash_shown(text: str) -> Node:
    """Return a hash, which may be broken over lines anywhere."""
    return code(".hash")[text]


def _ways(asked: Asked, current: str) -> Node:
    language = asked.language
    shown = [each for each in _WAYS if may_do(asked, each[2])]
    if len(shown) < 2:  # noqa: PLR2004 - one is this page
        return None
    return nav(aria_label=say("audit-ways", language))[
        ul(".facets")[
            (
                li[
                    a(href=address, aria_current="page" if name == current else None)[
                        say(f"audit-title-{name}", language)
                    ]
                ]
                for name, address, _ in shown
            )
        ]
    ]


def may_do(asked: Asked, action: str) -> bool:
    """Tell whether a visitor may do an action on the service, or on some cluster."""
    from_clusters = action in {"read", "replay"}
    return bool(asked.guarded.visible(action)) if from_clusters else asked.guarded.may(action)
