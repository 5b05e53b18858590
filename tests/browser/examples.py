"""An example of every page: who looks, at which address; what is no page but a file is named too."""

from collections.abc import Mapping, Sequence

from tests.browser.told import Made

# What people load down or a program reads; tests/monitor holds them to their formats.
FILES = frozenset(
    {
        "/static/{mark}/{name}",
        "/feeds/{secret}.ics",
        "/feeds/{secret}.atom",
        "/audit/replay.{form}",
        "/audit/access.{form}",
        "/calendar/compute.json",
        "/calendar/{year}.{form}",
        "/clusters.{form}",
        "/due.{form}",
        "/alerts.{form}",
        "/reports.{form}",
        "/cases.{form}",
        "/clusters/{cluster}/cases/{case}/papers/{kind}.docx",
        "/clusters/{cluster}/cases/{case}/dossier.zip",
        "/clusters/{cluster}/papers/reminder.docx",
        "/papers/evaluation.docx",
        "/clusters/{cluster}/history.{form}",
        "/rules/{edition}.json",
        "/law/{sha256}.json",
        "/interpretations.json",
        "/what-if.{form}",
    }
)
LEADS_ON = frozenset({"/language"})  # it only leads back
REPORT = "annual-report-filed"
SECURITY, SYSTEM, RECORD = "security-admin", "system-admin", "audit-admin"

Examples = Mapping[str, Sequence[tuple[str | None, str]]]


def examples(made: Made) -> Examples:
    """Return who looks at which address, by the path of each page."""
    return {
        "/sign-in": [(None, "/sign-in")],
        **_of_all(),
        **_of_clusters(made),
        **_of_law(made),
        **_of_audit(made),
        **_of_accounts(made),
    }


def _of_all() -> Examples:
    return {
        "/": [(user, "/") for user in ("province", "county", "auditor", SYSTEM)],
        "/clusters": [
            ("province", "/clusters?q=&ground=any"),
            ("county", "/clusters"),
            ("auditor", "/clusters"),
        ],
        "/due": [("province", "/due"), ("operator", "/due")],
        "/alerts": [("province", "/alerts"), ("auditor", "/alerts")],
        "/reports": [("province", "/reports")],
        "/cases": [("province", "/cases"), ("county", "/cases")],
        "/drafts": [("county", "/drafts"), ("province", "/drafts")],
        "/new": [("county", "/new"), ("province", "/new")],
        "/new/{type_name}": [
            ("county", "/new/application-submitted"),
            ("province", "/new/cluster-recognised"),
        ],
    }


def _of_clusters(made: Made) -> Examples:
    one, case = "/clusters/c1", "/clusters/c1/cases/k1"
    forms = ("revocation-decided", "decision-served", "case-opened", "incident-reported", "fact-withdrawn")
    return {
        "/alerts/{alert}": [("county", f"/alerts/{made.alert}"), ("auditor", f"/alerts/{made.alert}")],
        "/clusters/{cluster}": [
            *((user, one) for user in ("province", "operator", "auditor")),
            ("province", "/clusters/x1"),
            ("province", "/clusters/n1"),
            ("auditor", f"{one}?on=2025-10-01&known_at=2025-10-01"),
            ("province", f"{one}?view=json"),
        ],
        "/clusters/{cluster}/cases/{case}": [(user, case) for user in ("province", "county", "auditor")],
        "/clusters/{cluster}/certificate": [("county", f"{one}/certificate?kind=appeal&about=k1")],
        "/clusters/{cluster}/difference": [
            ("auditor", f"{one}/difference?from=2025-12-01&to=2025-12-30&on=2025-12-30")
        ],
        "/clusters/{cluster}/knowledge": [("auditor", f"{one}/knowledge")],
        "/clusters/{cluster}/step": [("auditor", f"{one}/step?n=4")],
        "/clusters/{cluster}/record": [
            (user, f"{one}/record") for user in ("province", "county", "operator")
        ],
        "/clusters/{cluster}/record/{type_name}": [
            ("county", f"{one}/record/{REPORT}?draft={made.draft}"),
            *(("province", f"{one}/record/{name}") for name in forms),
        ],
        "/clusters/{cluster}/recorded/{event}": [("county", f"{one}/recorded/{made.event}")],
    }


def _of_law(made: Made) -> Examples:
    return {
        "/calendar": [("province", "/calendar"), ("city", "/calendar")],
        "/calendar/compute": [("county", "/calendar/compute?day=2026-02-02&length=15&unit=working-days")],
        "/calendar/notice": [("province", "/calendar/notice")],
        "/calendar/override": [("province", "/calendar/override")],
        "/calendar/{year}": [("auditor", "/calendar/2026"), ("auditor", "/calendar/2027")],
        "/rules": [("county", "/rules")],
        "/rules/matrix": [("county", "/rules/matrix")],
        "/rules/statutes": [("county", "/rules/statutes")],
        "/rules/{edition}": [("county", "/rules/fujian-2022"), ("county", "/rules/guangdong-draft")],
        "/law/{sha256}": [("county", f"/law/{made.law}")],
        "/access-policy": [("county", "/access-policy"), (SECURITY, "/access-policy")],
        "/interpretations": [("province", "/interpretations"), ("auditor", "/interpretations")],
        "/what-if": [("province", "/what-if"), ("auditor", "/what-if?rulebook=guangdong-draft")],
    }


def _of_audit(made: Made) -> Examples:
    return {
        "/audit": [("auditor", "/audit"), (RECORD, "/audit/access")],
        "/audit/replay": [("auditor", "/audit/replay?show=all"), ("province", "/audit/replay")],
        "/audit/replay/{position}": [("auditor", f"/audit/replay/{made.position}?cluster=c1")],
        "/audit/log": [("auditor", "/audit/log")],
        "/audit/receipt": [
            ("auditor", f"/audit/receipt?event={made.uncovered}"),
            ("county", f"/audit/receipt?event={made.event}"),
            ("auditor", "/audit/receipt"),
        ],
        "/audit/self-audits": [("auditor", "/audit/self-audits")],
        "/audit/access": [(RECORD, "/audit/access")],
    }


def _of_accounts(made: Made) -> Examples:
    user = "/accounts/users/county"
    of_security = ("grant", "grant-removal?role=county&region=350582", "second-factor", "sessions")
    more = ("subject", "subject-release", f"token?token={made.token}", "closure")
    asked = [(SECURITY, f"{user}/{each}") for each in (*of_security, *more)]
    return {
        "/account": [("county", "/account"), (SYSTEM, "/account")],
        "/account/password": [("county", "/account/password")],
        "/account/second-factor": [("county", "/account/second-factor")],
        "/account/tokens": [("county", "/account/tokens")],
        "/account/tokens/{token}/revoke": [("county", f"/account/tokens/{made.token}/revoke")],
        "/account/notifications": [("county", "/account/notifications")],
        "/accounts": [(SECURITY, "/accounts"), (SYSTEM, "/accounts"), (RECORD, "/accounts")],
        "/accounts/new": [(SYSTEM, "/accounts/new")],
        "/accounts/users/{user}": [(SECURITY, user), (SYSTEM, user)],
        "/accounts/users/{user}/password": [(SYSTEM, f"{user}/password")],
        "/accounts/sending/new": [(SYSTEM, "/accounts/sending/new")],
        "/accounts/sending/channels/{channel}/change": [(SYSTEM, "/accounts/sending/channels/a/change")],
        "/accounts/sending": [(SYSTEM, "/accounts/sending")],
        "/accounts/sending/channels/{channel}": [(SYSTEM, "/accounts/sending/channels/a")],
        "/accounts/sending/webhooks/{webhook}": [(SYSTEM, "/accounts/sending/webhooks/w")],
        **{
            f"/accounts/users/{{user}}/{each.split('/')[-1].split('?')[0]}": [(who, each)]
            for who, each in asked
        },
    }
