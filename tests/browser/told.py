"""A service in which something of everything has happened, told with whatever words people wrote."""

from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

from domain.alerting import FeedOpened
from domain.events import legal_day
from monitor.access.directory import By
from monitor.access.own_account import TokenAsked
from monitor.alerting.channels import Channels, Wish
from monitor.alerting.feeds import Feeds
from monitor.audit.self_audit import self_audit
from monitor.notify import webhooks
from monitor.web.record.drafts import Draft, Drafts
from tests.monitor.api.serving import JINJIANG, LISTED, ROLES, XIAMEN, Service, fact, post
from tests.monitor.web.test_audit import sign

INDICATORS: dict[str, Any] = {
    "output_yi": {"2022": 31.5, "2023": 35.8, "2024": 28.4},
    "sme_share_pct": 82.5,
    "area_km2": 88,
}
PURPOSE = "统计上报"
PLAIN = ("甲", "乙", "丙")


class Teller:
    """Records facts of one cluster after the other; free texts are taken from `words` in turn."""

    def __init__(self, service: Service, words: Sequence[str] = PLAIN) -> None:
        self.service = service
        self.words = cycle(words)
        for user in {"clerk", "head"} - set(service.tokens):
            service.add(user, ROLES["province"])
        self.clerk = service.client("clerk")
        self.head = service.client("head")
        self.told: list[dict[str, Any]] = []

    def close(self) -> None:
        self.clerk.close()
        self.head.close()

    def word(self) -> str:
        return next(self.words)

    def does(self, cluster: str, kind: str, on: str, /, **stated: Any) -> dict[str, Any]:
        """Record a fact; the head of the office decides, the clerk does everything else (four eyes)."""
        body = fact(kind, on, **stated)
        body["source"] = {"number": self.word(), "issuer": self.word()}
        answer = post(self.head if kind == "revocation-decided" else self.clerk, cluster, body)
        assert answer.status_code == 201, (kind, answer.text)
        self.told.append(body)
        return dict(answer.json())


def tell(teller: Teller, cluster: str, **named: str) -> None:
    """Tell the history of a cluster that was revoked after an accident."""
    on, do, word = teller.service.on, teller.does, teller.word
    on("2025-03-20")
    do(cluster, "cluster-recognised", "2023-07-10", **{**JINJIANG, **named})
    do(cluster, "annual-report-filed", "2024-03-21", year=2023, narrative=word())
    on("2025-04-07")
    do(cluster, "annual-report-filed", "2025-04-05", year=2024, indicators=INDICATORS, narrative=word())
    on("2025-09-01")
    do(cluster, "incident-reported", "2025-08-03", incident="i1", category="work-safety", grade="larger")
    wrong = do(cluster, "incident-reported", "2025-08-20", incident="i2", category="quality", grade="major")
    do(cluster, "fact-withdrawn", "2025-09-01", event=wrong["id"], reason=word())
    do(cluster, "major-change-occurred", "2025-08-10", change="b1", kind="operator", description=word())
    do(cluster, "misconduct-found", "2025-08-20", kind="illegality", description=word())
    on("2025-12-01")
    do(cluster, "case-opened", "2025-12-01", case="k1", grounds=["incident"])
    on("2025-12-20")
    do(cluster, "defence-invited", "2025-12-02", case="k1")
    do(cluster, "defence-received", "2025-12-12", case="k1")
    do(cluster, "revocation-decided", "2025-12-19", case="k1", grounds=["incident"], number=word())
    on("2025-12-29")
    do(cluster, "decision-served", "2025-12-29", case="k1", method="signed")


def ticked(service: Service, on: str) -> None:
    """Let the scheduler do its pass."""
    service.on(on)
    with service.client("clerk") as clerk:
        assert clerk.post("/tick").status_code == 200


class Made(NamedTuple):
    """What addresses of pages need: the ids of what there is; `uncovered` came after the checkpoint."""

    event: str
    alert: str
    position: int
    uncovered: str
    draft: str
    token: str
    law: str


def made(teller: Teller, folder: Path) -> Made:
    """Tell two histories, and make one of everything that a page can be about."""
    service = teller.service
    tell(teller, "c1")
    teller.does("x1", "cluster-recognised", "2024-07-10", **XIAMEN)
    applied = {**JINJIANG, "name": "安溪茶产业集群", "indicators": INDICATORS}
    teller.does("n1", "application-submitted", "2025-12-29", **applied)
    ticked(service, "2026-01-06")
    self_audit(service.monitor, service.clock.at)
    sign(service, folder)
    stream = service.monitor.log.stream("c1")
    since = teller.does("x1", "major-change-occurred", "2026-01-05", change="b1", kind="operator")
    return Made(
        event=stream[0].id,
        uncovered=since["id"],
        alert=next(str(each["id"]) for each in service.monitor.alerts(limit=99) if each["cluster"] == "c1"),
        position=next(each.position for each in stream if type(each.body).__name__ == "RevocationDecided"),
        draft=_drafted(service),
        token=_sends(service),
        law=service.monitor.archive.listed()[0].sha256,
    )


def _drafted(service: Service) -> str:
    draft = Draft("d1", "c1", "annual-report-filed", {"year": ("2025",)}, service.clock.at)
    Drafts(service.monitor.engine, "county").save(draft)
    return draft.id


def _sends(service: Service) -> str:
    """Add a channel, a webhook, a feed and an API token; return the id of the token."""
    at, monitor = service.clock.at, service.monitor
    service.session("county")
    where = "https://hooks.example.gov.cn/a"
    Channels(monitor, LISTED).add(Wish(channel="a", sort="wecom", address=where), by="lin", at=at)
    service.webhooks.add(webhooks.Wish(webhook="w", url=where), by="lin", at=at)
    feed = FeedOpened(feed="f", user="county", region="*")
    Feeds(monitor).open(feed, service.access.accounts, by="county", at=at)
    asked = TokenAsked(purpose=PURPOSE, scopes=("read",), expires_on=legal_day(at).replace(month=6))
    service.access.entrance.make_token("county", asked, by=By(name="county"), at=at)
    account = service.access.accounts.find("county")
    assert account is not None
    return account.tokens[-1].id
