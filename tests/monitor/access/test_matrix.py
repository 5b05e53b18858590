"""Roles x actions x {own, sibling, parent, other region, other programme}, against expectations by hand.

The expectations are not read from the table that is tested; a new type of fact without one fails here.
"""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from domain.events import FACTS, type_name
from domain.history import Founding
from monitor.access.place import Place
from monitor.access.policy import ACTIONS, CITY_REPORT, EVERY_ROLE, OTHERS_FACT, action_of, may
from monitor.access.principal import Grant, Principal, Role
from monitor.codec import Envelope
from monitor.intake.line import FactLine
from monitor.intake.line import Place as LinePlace
from monitor.recording import LinesRefusedError
from tests.monitor.access.service import Service, recognised_at

GOLDEN = Path(__file__).parents[1] / "golden/events.jsonl"

REPORTS = {
    "annual-report-filed",
    "major-change-occurred",
    "major-change-filed",
    "enterprise-joined",
    "enterprise-left",
    "review-applied",
    "fact-withdrawn",
}
COUNTY_ALONE = {
    "application-submitted",
    "objection-raised",
    "incident-reported",
    "incident-regraded",
    "defence-received",
    "appeal-lodged",
    "recognition-surrendered",
}
CITY = {
    "application-submitted",
    "objection-raised",
    "incident-reported",
    "incident-regraded",
    CITY_REPORT,
    "application-recommended",
    "misconduct-found",
    "supervision-refused",
    "decision-served",
}
DONE: dict[Role, set[str]] = {
    "province": {
        *FACTS,
        CITY_REPORT,
        OTHERS_FACT,
        "alert-note",
        "read",
        "replay",
        "what-if",
        "dossier",
        "export",
    },
    "city": {*REPORTS, *CITY, "alert-note", "read"},
    "county": {*REPORTS, *COUNTY_ALONE, "alert-note", "read", "dossier"},
    "operator": {*REPORTS, "defence-received", "read"},
    "auditor": {"read", "replay", "what-if", "dossier", "export"},
    "system-admin": set(),
    "security-admin": set(),
    "audit-admin": set(),
}
SERVICE: dict[Role, set[str]] = {
    "province": {"verify", "read-law", "tick", "calendar-notice", "calendar-override"},
    "city": {"read-law"},
    "county": {"read-law"},
    "operator": {"read-law"},
    "auditor": {"verify", "read-law"},
    "system-admin": {
        "read-law", "user-add", "user-disable", "password-reset", "token-revoke", "sessions-end",
        "read-access", "read-config", "read-webhooks", "webhook-add", "webhook-secret-renew",
        "webhook-remove", "webhook-retry", "webhooks-resume", "read-channels", "channel-add",
        "channel-change", "channel-test", "channel-stop", "channel-retry",
    },
    "security-admin": {
        "read-law", "user-add", "user-disable", "second-factor-remove", "grant-add", "grant-remove",
        "subject-bind", "subject-release", "token-revoke", "sessions-end", "read-access",
    },
    "audit-admin": {"read-law", "read-access", "read-record"},
}  # fmt: skip
GRANTS: dict[Role, Grant] = {
    "province": Grant(role="province", region="35", programme="fujian"),
    "city": Grant(role="city", region="3505", programme="fujian"),
    "county": Grant(role="county", region="350582", programme="fujian"),
    "operator": Grant(role="operator", cluster="own"),
    "auditor": Grant(role="auditor", region="35", programme="fujian"),
    "system-admin": Grant(role="system-admin"),
    "security-admin": Grant(role="security-admin"),
    "audit-admin": Grant(role="audit-admin"),
}
CLUSTERS: dict[str, tuple[str, str]] = {  # by relation to the county: programme, division code
    "own": ("fujian", "350582"),
    "sibling": ("fujian", "350581"),
    "parent": ("fujian", "350500"),
    "other-city": ("fujian", "350203"),
    "other-province": ("fujian", "330100"),
    "other-programme": ("national", "350582"),
}
REACHED: dict[Role, set[str]] = {
    "province": {"own", "sibling", "parent", "other-city"},
    "city": {"own", "sibling", "parent"},
    "county": {"own"},
    "operator": {"own"},
    "auditor": {"own", "sibling", "parent", "other-city"},
    "system-admin": set(),
    "security-admin": set(),
    "audit-admin": set(),
}


def principal(role: Role, *scopes: str) -> Principal:
    narrowed: dict[str, Any] = {"scopes": frozenset(scopes)} if scopes else {}
    return Principal(user="somebody", name="某人", grants=(GRANTS[role],), **narrowed)


def place(name: str) -> Place:
    programme, code = CLUSTERS[name]
    return Place(cluster=name, programme=programme, province="省", city="市", county="县", county_code=code)


def test_every_action_has_a_row_and_every_type_of_fact_too() -> None:
    stated = {action for done in (*DONE.values(), *SERVICE.values()) for action in done}
    assert stated | {"own-account", "own-tokens", "feed-own"} == set(ACTIONS)
    assert set(FACTS) <= set(ACTIONS)
    assert set(EVERY_ROLE) == set(DONE) == set(SERVICE) == set(GRANTS) == set(REACHED)


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_no_cell_of_the_table_is_wrong(role: Role) -> None:
    on_clusters = [name for name, action in ACTIONS.items() if action.subject == "cluster"]
    wrong = [
        (action, where)
        for action in on_clusters
        for where in CLUSTERS
        if may(principal(role), action, place(where)) != (action in DONE[role] and where in REACHED[role])
    ]
    on_service = [name for name, action in ACTIONS.items() if action.subject == "service"]
    wrong += [
        (action, "-") for action in on_service if may(principal(role), action) != (action in SERVICE[role])
    ]
    assert wrong == []


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_a_scope_only_ever_narrows(role: Role) -> None:
    for scope in {action.scope for action in ACTIONS.values()}:
        for name, action in ACTIONS.items():
            where = place("own") if action.subject == "cluster" else None
            narrowed = may(principal(role, scope), name, where)
            assert narrowed == (action.scope == scope and may(principal(role), name, where))


def facts(cluster: str) -> list[FactLine]:
    """Return a fact of every type and form about a cluster, founded where it is recorded to be."""
    found: list[FactLine] = []
    for row in GOLDEN.read_bytes().splitlines():
        if b'"cluster":":' in row:
            continue
        entry = msgspec.json.decode(row, type=Envelope)
        if type(entry.body) not in FACTS.values():
            continue
        stated = recognised_at(cluster, CLUSTERS[cluster][1], CLUSTERS[cluster][0]).body
        body: Any = entry.body
        if isinstance(body, Founding):
            places = {
                name: getattr(stated, name) for name in ("programme", "county_code", "province", "city")
            }
            body = msgspec.structs.replace(body, **places)
        found.append(
            FactLine(
                type=type_name(type(body)),
                cluster=cluster,
                effective_on=entry.effective_on,
                body=body,
                place=LinePlace("test.jsonl", len(found) + 1),
            )
        )
    return found


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_the_guard_lets_through_exactly_what_the_expectations_allow(quick: Service, role: Role) -> None:
    quick.office.record(
        "2026-01-05", *(recognised_at(name, code, of) for name, (of, code) in CLUSTERS.items())
    )
    guarded = quick.seen_by(principal(role))
    for cluster in CLUSTERS:
        lines = facts(cluster)
        assert {line.type for line in lines} == set(FACTS)
        restored = msgspec.structs.replace(lines[0], id="x")
        with pytest.raises(LinesRefusedError) as caught:
            guarded.record([*lines, restored], dry_run=True)
        refused = {each.line.place.line: each.error.code for each in caught.value.refused[:-1]}
        assert caught.value.refused[-1].error.code == "restore-by-file-only"
        for line in lines:
            code = refused.get(line.place.line)
            if cluster not in REACHED[role]:
                assert code == (
                    "cluster-name-taken" if isinstance(line.body, Founding) else "cluster-unknown"
                )
            elif action_of(line.body) not in DONE[role]:
                assert code == "not-permitted", (cluster, line.type)
            else:
                assert code in {None, "same-person", "case-unknown", "no-appeal-lodged"}, (cluster, line.type)
