"""What goes out, for the system administrator: channels, webhooks, what was given up."""

from monitor.access.secret import Secret
from monitor.alerting.channels import Channels, Wish
from monitor.notify.webhooks import Wish as WebhookWish
from tests.monitor.api.serving import Service
from tests.monitor.web.conftest import Browser

ADDRESS = "https://hooks.example.gov.cn/secret/path"


def channel(service: Service) -> None:
    wish = Wish(channel="desk", sort="email", address="officer@gxt.example", region="35")
    Channels(service.monitor).add(wish, by="test", at=service.clock.at)


def webhook(service: Service) -> Secret:
    return service.webhooks.add(WebhookWish(webhook="hook", url=ADDRESS), by="test", at=service.clock.at)


def test_channels_and_webhooks_are_listed_without_address_and_secret(small: Service) -> None:
    channel(small)
    secret = webhook(small).reveal()
    with Browser(small, "system-admin") as browser:
        page = browser.get("/accounts/sending").text
        for shown in ("desk", "gxt.example", "hook", "hooks.example.gov.cn", "在用"):
            assert shown in page
        for hidden in ("officer@", "/secret/path", secret):
            assert hidden not in page
        for address in ("channels/desk", "webhooks/hook"):
            assert "还没有消息" in browser.get(f"/accounts/sending/{address}").text
        assert browser.get("/accounts/sending/channels/none").status_code == 404
        assert browser.get("/accounts/sending/webhooks/none").status_code == 404


def test_what_is_stopped_needs_a_reason_and_stays_on_the_list(small: Service) -> None:
    channel(small)
    webhook(small)
    with Browser(small, "system-admin") as browser:
        for address in ("channels/desk", "webhooks/hook"):
            assert browser.send_form(f"/accounts/sending/{address}/stop", reason="").status_code == 422
            retried = browser.send_form(f"/accounts/sending/{address}/retry")
            assert retried.headers["location"] == "/accounts/sending?done=retried"
            stopped = browser.send_form(f"/accounts/sending/{address}/stop", reason="换用新地址")
            assert stopped.headers["location"] == "/accounts/sending?done=stopped"
        page = browser.get("/accounts/sending").text
        assert (page.count("已停用"), "在用" in page) == (2, False)


def test_only_the_system_administrator_sees_what_goes_out(small: Service) -> None:
    channel(small)
    for user in ("security-admin", "audit-admin", "province"):
        with Browser(small, user) as browser:
            assert browser.get("/accounts/sending").status_code == 403
            assert browser.get("/accounts/sending/channels/desk").status_code == 403
            for act in ("stop", "test", "change", "retry"):
                sent = browser.send_form(f"/accounts/sending/channels/desk/{act}", reason="x")
                assert sent.status_code == 403
            assert browser.get("/accounts/sending/new").status_code == 403
            assert browser.send_form("/accounts/sending/new", channel="mine").status_code == 403
            assert "/accounts/sending" not in browser.get("/accounts").text
