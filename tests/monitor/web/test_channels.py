"""Channels to people on the pages: added, changed, tried, stopped; and who sees which of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from lxml import html

from domain.alerting import CHANNELS_STREAM, ChannelChanged, Hours
from monitor.alerting.channels import Wish
from monitor.alerting.post import Ways
from monitor.notify.addresses import origin_of
from monitor.notify.sending import Sender, resolve_by_system
from tests.monitor.api.serving import JINJIANG, MAIL, Service, fact, post
from tests.monitor.notify.conftest import QUICK
from tests.monitor.notify.once import trust
from tests.monitor.notify.receiver import FAILING, Receiver, receiving, says
from tests.monitor.web.conftest import Browser

SENDING = "/accounts/sending"
ROBOT = "https://hooks.example.gov.cn/robot?key=marker-7781"
HOURS = {"rhythm": "daily", "at": "08:30", "weekday": "1", "after_working_days": "3"}
WISH = {"channel": "quanzhou", "sort": "wecom", "address": ROBOT, "region": "3505", "language": "zh", **HOURS}


@contextmanager
def robot(service: Service) -> Iterator[Receiver]:
    """Let the channels of a service lead to a receiver on loopback."""
    with receiving() as made:
        listed = frozenset({origin_of(made.url())})
        service.channels.listed = listed
        service.ways = Ways(Sender(listed, trust(), resolve_by_system, QUICK), trust(), None, QUICK)
        yield made


def test_a_channel_is_added_and_its_address_shown_to_nobody(small: Service) -> None:
    with Browser(small, "system-admin") as browser:
        assert "添加提醒渠道" in browser.get(SENDING).text
        assert html.fromstring(browser.get(f"{SENDING}/new").text).xpath("//input[@name='kinds']")
        quiet = {"quiet_from": "22:00", "quiet_until": "08:00", "working_days_only": "1"}
        added = browser.send_form(f"{SENDING}/new", **WISH, **quiet, kinds="overdue", role="city")
        assert added.headers["location"] == f"{SENDING}/channels/quanzhou?done=added"
        page = browser.get(added.headers["location"]).text
    for told in (
        "企业微信群机器人 · https://hooks.example.gov.cn",
        "逾期未办；地区 3505",
        "每日 08:30 汇总；22:00 至 08:00 免打扰；仅工作日发送；3 个工作日无人确认才发送",
        "市级部门",
    ):
        assert told in page
    assert "marker-7781" not in page
    assert small.channels.active("quanzhou").stated.hours.quiet_until == "08:00"


def test_a_webhook_shows_its_secret_once(small: Service) -> None:
    with Browser(small, "system-admin") as browser:
        sent = browser.send_form(f"{SENDING}/new", **{**WISH, "sort": "webhook"})
        (secret,) = html.fromstring(sent.text).xpath("//code[@class='secret']/text()")
        assert secret.startswith("whsec_")
        assert secret not in browser.get(f"{SENDING}/channels/quanzhou").text


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"address": "https://mine.example/robot"}, "address"),
    ({"sort": "email", "address": "me@elsewhere.example"}, "address"),
    ({"sort": "apprise", "address": "tgram://x/y"}, "address"),
    ({"sort": "email", "address": "no mailbox"}, "address"),
    ({"secret": "SEC"}, "secret"),
    ({"quiet_from": "22:00"}, "quiet_until"),
    ({"at": "25:00"}, "at"),
    ({"after_working_days": "61"}, "after_working_days"),
    ({"after_working_days": "-1"}, "after_working_days"),
    ({"channel": "a b"}, "channel"),
    ({"sort": "pigeon"}, ""),
    ({"kinds": "gossip"}, ""),
]


def test_what_is_no_channel_is_said_at_its_field_and_nothing_typed_is_lost(small: Service) -> None:
    with Browser(small, "system-admin") as browser:
        for stated, field in REFUSED:
            answer = browser.send_form(f"{SENDING}/new", **{**WISH, "clusters": "c1 c2", **stated})
            page = html.fromstring(answer.text)
            assert answer.status_code == 422, stated
            assert page.xpath("//*[@id='refused']"), stated
            assert page.xpath("//input[@name='clusters']/@value") == ["c1 c2"]
            assert not page.xpath("//input[@name='secret']/@value")
            assert not field or page.xpath(f"//*[@id='e-{field}']"), stated
    assert small.channels.now().channels == {}


def test_a_mailbox_of_the_own_domain_is_taken(small: Service) -> None:
    assert MAIL.sender.endswith("@gxt.example")
    with Browser(small, "system-admin") as browser:
        wish = {**WISH, "sort": "email", "address": "officer@gxt.example"}
        assert browser.send_form(f"{SENDING}/new", **wish).status_code == 303


def test_a_channel_is_changed_from_now_on_and_stays_where_it_leads(small: Service) -> None:
    with Browser(small, "system-admin") as browser:
        browser.send_form(f"{SENDING}/new", **WISH)
        form = html.fromstring(browser.get(f"{SENDING}/channels/quanzhou/change").text)
        assert form.xpath("//input[@name='at']/@value") == ["08:30"]
        assert not form.xpath("//input[@name='address']")
        stated = {"rhythm": "weekly", "at": "09:00", "weekday": "5", "language": "en", "region": "350582"}
        address = f"{SENDING}/channels/quanzhou/change"
        assert browser.send_form(address, **{**stated, "at": "9"}).status_code == 422
        changed = browser.send_form(address, **stated)
        assert "每星期五 09:00 汇总" in browser.get(changed.headers["location"]).text
        assert browser.send_form(f"{SENDING}/channels/none/change", **stated).status_code == 404
    now = small.channels.active("quanzhou")
    assert (now.stated.region, now.stated.hours, now.stated.target) == (
        "350582",
        Hours(rhythm="weekly", weekday=5),
        "https://hooks.example.gov.cn",
    )
    last = small.monitor.log.stream(CHANNELS_STREAM)[-1]
    assert isinstance(last.body, ChannelChanged)
    assert last.recorded_by == "system-admin"
    address_now = small.channels.address(now)
    assert address_now is not None
    assert address_now.url == ROBOT


def test_a_test_tells_what_the_other_side_said(small: Service) -> None:
    with robot(small) as group, Browser(small, "system-admin") as browser:
        browser.send_form(f"{SENDING}/new", **{**WISH, "address": group.url()})
        group.answers = [
            says("200 OK", b'{"errcode":0}'),
            says("200 OK", b'{"errcode":93000,"errmsg":"<b>"}'),
            FAILING,
        ]
        shown = [browser.send_form(f"{SENDING}/channels/quanzhou/test").text for _ in range(3)]
    assert "已接收测试消息" in shown[0]
    assert "未接收" in shown[1]
    assert "93000" in shown[1]
    assert "<b>" not in shown[1]
    assert "未接收" in shown[2]
    assert "这是一条测试消息" in group.taken[0].event["markdown"]["content"]


def test_what_cannot_be_tried_says_why(small: Service) -> None:
    small.channels.add(Wish(channel="desk", sort="wecom", address=ROBOT), by="test", at=small.clock.at)
    with Browser(small, "system-admin") as browser:
        small.monitor.simulation = True
        refused = browser.send_form(f"{SENDING}/channels/desk/test")
        assert (refused.status_code, "refused" in refused.text) == (409, True)
        small.monitor.simulation = False
        assert browser.send_form(f"{SENDING}/channels/none/test").status_code == 404


def test_an_officer_sees_which_channels_hear_of_his_clusters_and_where_they_lead_to_is_not_told(
    small: Service,
) -> None:
    with small.client("province") as client:
        post(client, "c1", fact("cluster-recognised", "2024-07-10", **JINJIANG))
    for name, region in (("ours", "3505"), ("theirs", "3502"), ("all", "*")):
        wish = Wish(
            channel=name,
            sort="wecom",
            address=ROBOT,
            region=region,
            hours=Hours(quiet_from="22:00", quiet_until="08:00"),
        )
        small.channels.add(wish, by="test", at=small.clock.at)
    small.channels.stop("all", "停", by="test", at=small.clock.at)
    with Browser(small, "county") as browser, Browser(small, "operator", "en") as english:
        page = browser.get("/account/notifications").text
        assert "nothing from 22:00 until 08:00" in english.get("/account/notifications").text
    assert "随时发送；22:00 至 08:00 免打扰" in page
    assert (">ours<" in page, "theirs" in page, ">all<" in page) == (True, False, False)
    assert "hooks.example.gov.cn" not in page
