"""An alert is acknowledged or snoozed by whoever has a desk over its cluster."""

from tests.monitor.api.conftest import fill
from tests.monitor.api.serving import Service
from tests.monitor.web.conftest import Browser
from tests.monitor.web.reading import shown, shown_refusal, tree


def newest(browser: Browser) -> str:
    """Return the address of the newest alert that one may see."""
    links = tree(browser.get("/alerts")).xpath("//tbody//a/@href")
    return next(str(link) for link in links if link.startswith("/alerts/"))


def test_an_officer_acknowledges_an_alert_and_all_see_by_whom_and_why(small: Service) -> None:
    fill(small)
    with Browser(small, "county") as county, Browser(small, "auditor") as auditor:
        alert = newest(county)
        sent = county.send_form(f"{alert}/acknowledge", reason="已电话催报<b>")
        assert (sent.status_code, sent.headers["location"]) == (303, alert)
        for page in (auditor.get(alert), auditor.get("/alerts", params={"cluster": "c1"})):
            assert "county 于 2026-01-06" in shown(page)
            assert "已电话催报<b>" in shown(page)
        again = county.send_form(f"{alert}/acknowledge", reason="再来一次")
        assert again.status_code == 409
        assert "该提醒已由 county 确认" in shown_refusal(again)
        assert "再来一次" in again.text


def test_an_alert_rests_until_a_day_to_come_and_nothing_typed_is_lost(small: Service) -> None:
    fill(small)
    with Browser(small, "city") as city:
        alert = newest(city)
        for until in ("2026-01-06", "2028-01-01", "tomorrow<", ""):
            refused = city.send_form(f"{alert}/snooze", until=until, reason="等待材料")
            assert refused.status_code == 422, until
            assert "等待材料" in refused.text
            assert "须在 2026-01-06 之后一年以内" in shown_refusal(refused)
        assert city.send_form(f"{alert}/snooze", until="2026-01-20", reason="等待材料").status_code == 303
        assert "暂缓至 2026-01-20" in shown(city.get(alert))


def test_who_only_reads_sees_an_alert_without_forms_and_cannot_note_it(standing: Service) -> None:
    with Browser(standing, "auditor") as auditor, Browser(standing, "county") as county:
        links = tree(auditor.get("/alerts", params={"cluster": "x1"})).xpath("//tbody//a/@href")
        alert = next(link for link in links if link.startswith("/alerts/"))
        assert tree(auditor.get(alert)).xpath("//main//form") == []
        assert auditor.send_form(f"{alert}/acknowledge", reason="x").status_code == 403
        assert county.get(alert).status_code == 404
        assert county.send_form(f"{alert}/acknowledge", reason="x").status_code == 404
        assert auditor.get("/alerts/none").status_code == 404
