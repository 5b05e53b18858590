"""Webhooks over HTTP: the system administrator sends only where the operator of the machine listed it."""

from typing import Any

from domain.administration import NOTIFY_STREAM, WebhookRetried
from tests.monitor.api.serving import Service

WISH: dict[str, Any] = {"webhook": "oa", "url": "https://hooks.example.gov.cn/in?key=marker-2231"}


def test_a_webhook_is_added_looked_at_renewed_and_stopped(service: Service) -> None:
    with service.browser("system-admin") as admin:
        made = admin.post("/webhooks", json={**WISH, "types": ["ground-established"]})
        assert made.status_code == 201
        assert made.json()["secret"].startswith("whsec_")
        again = admin.post("/webhooks", json=WISH)
        assert (again.status_code, again.json()["code"]) == (409, "webhook-exists")
        (told,) = admin.get("/webhooks").json()
        assert (told["origin"], told["state"], told["added_by"]) == (
            "https://hooks.example.gov.cn",
            "active",
            "system-admin",
        )
        assert "marker" not in admin.get("/webhooks").text
        renewed = admin.post("/webhooks/oa/secret", json={"overlap_hours": 0})
        assert renewed.json()["secret"] != made.json()["secret"]
        assert admin.get("/webhooks/oa/deliveries").json() == []
        assert admin.post("/webhooks/oa/closure", json={"reason": "停用"}).status_code == 204
        assert admin.get("/webhooks").json()[0]["state"] == "removed"
        assert admin.post("/webhooks/oa/secret", json={}).json()["code"] == "webhook-ended"
    assert "marker" not in service.logged.getvalue()


def test_an_administrator_cannot_have_what_he_may_not_read_sent_to_himself(service: Service) -> None:
    with service.browser("system-admin") as admin:
        answer = admin.post("/webhooks", json={"webhook": "mine", "url": "https://mine.example/in"})
    assert (answer.status_code, answer.json()["code"]) == (403, "webhook-origin-not-listed")
    with service.browser("audit-admin") as auditor:
        record = auditor.get("/access-record").json()
    assert ("webhook-add", "webhook-origin-not-listed") in {
        (each["action"], each["outcome"]) for each in record
    }


def test_what_was_given_up_is_sent_again_in_somebodys_name(service: Service) -> None:
    with service.browser("system-admin") as admin:
        admin.post("/webhooks", json=WISH)
        assert admin.post("/webhooks/oa/retry", json={}).json()["retried"] == 0
        unknown = admin.post("/webhooks/oa/retry", json={"position": 1})
        assert (unknown.status_code, unknown.json()["code"]) == (404, "delivery-unknown")
        assert admin.post("/webhooks/resumption").json() == {"resumed": False, "simulation": False}
    bodies = [each.body for each in service.monitor.log.stream(NOTIFY_STREAM)]
    assert not any(isinstance(each, WebhookRetried) for each in bodies)
