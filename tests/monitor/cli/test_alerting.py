"""Channels, alerts and feeds at the command line: added, tried, listed, noted, stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.monitor.cli.terminal import Terminal
from tests.monitor.notify.receiver import Receiver, receiving, says

MARKER = "canary-in-the-address"
FOUNDING = ("programme=fujian", "name=鞋服", "province=福建省", "city=泉州市", "county=晋江市")
TAKEN = says("200 OK", b'{"errcode":0,"errmsg":"ok"}')


@pytest.fixture
def robot(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """The robot of a group that the operator has listed."""
    with receiving() as made:
        monkeypatch.setenv("MONITOR_WEBHOOK_ORIGINS", f"http://127.0.0.1:{made.port}")
        yield made


def deliver(terminal: Terminal) -> dict[str, int]:
    """Do what the job does, once, by the clock of now."""
    from monitor.bootstrap import open_session  # noqa: PLC0415 - as a process of its own would
    from monitor.cli.alerting_desk import dispatcher_of  # noqa: PLC0415 - the same

    session = open_session(str(terminal.folder / "monitor.db"), None)
    told = dispatcher_of(session).run()
    session.monitor.engine.dispose()
    return {str(state): count for state, count in told.items()}


def founded(terminal: Terminal) -> None:
    assert terminal.types("record", "cluster-recognised", "c1", "--on", "2021-07-10", *FOUNDING).code == 0
    assert terminal.types("tick").code == 0


def test_a_channel_is_added_tried_told_listed_and_stopped(real: Terminal, robot: Receiver) -> None:
    url = robot.url(f"/{MARKER}")
    words = ("--region", "3505", "--region", "泉州市", "--kind", "validity", "--kind", "overdue", "--json")
    assert real.types("channel", "add", "group", "wecom", url, *words).json["channel"] == "group"
    robot.answers = [TAKEN, TAKEN]
    assert "已接收测试消息" in real.types("channel", "test", "group").out
    founded(real)
    assert deliver(real) == {"sent": 1}
    assert "有效期" in robot.taken[1].body.decode()
    (listed,) = real.types("channel", "list", "--json").json
    assert (listed["sort"], listed["state"], listed["kinds"]) == ("wecom", "active", ["validity", "overdue"])
    assert listed["messages"] == {"pending": 0, "waiting": 0, "sent": 1, "dead": 0, "dropped": 0}
    (message,) = real.types("channel", "messages", "group", "--json").json
    assert (message["state"], message["tries"], message["status"]) == ("sent", 1, 200)
    assert "没有放弃的消息" in real.types("channel", "retry", "group").out
    assert "1 条消息将在下一轮重发" in real.types("channel", "retry", "group", str(message["number"])).out
    assert real.types("channel", "stop", "group", "--reason", "调整").code == 0
    screens = [real.types(*each) for each in (("channel", "list"), ("channel", "messages", "--lang", "en"))]
    assert not any(MARKER in each.out + each.err for each in screens)
    assert "已停用" in screens[0].out


def test_a_test_that_is_not_taken_says_why_and_exits_with_1(real: Terminal, robot: Receiver) -> None:
    real.types("channel", "add", "group", "feishu", robot.url(), "--written-in", "en")
    robot.answers = [says("200 OK", b'{"code":19021,"msg":"sign match fail"}')] * 2
    said = real.types("channel", "test", "group")
    assert (said.code, "19021" in said.out) == (1, True)
    assert real.types("channel", "test", "group", "--json").json["trouble"] == "not-taken"


def test_a_robots_secret_is_read_from_a_file(real: Terminal, robot: Receiver, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("SECabc\n", encoding="utf-8")
    real.types("channel", "add", "group", "dingtalk", robot.url("/r?t=1"), "--secret-file", str(file))
    robot.answers = [TAKEN]
    assert real.types("channel", "test", "group").code == 0
    assert "&sign=" in robot.taken[0].line
    missing = real.types(
        "channel", "add", "b", "dingtalk", robot.url(), "--secret-file", str(tmp_path / "no")
    )
    assert missing.code == 2
    file.write_bytes(b"\xff\xfe")
    assert real.types("channel", "add", "b", "dingtalk", robot.url(), "--secret-file", str(file)).code == 2


def test_a_channel_that_signs_tells_its_secret_once(real: Terminal, robot: Receiver) -> None:
    said = real.types("channel", "add", "oa", "webhook", robot.url(), "--json")
    assert said.json["secret"].startswith("whsec_")
    assert said.json["secret"] not in real.types("channel", "list").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("channel", "add", "a", "wecom", "https://a.example/", "--quiet-from", "22:00"), 2),
        (("channel", "add", "a", "wecom", "https://a.example/", "--time", "25:00"), 2),
        (("channel", "add", "a", "wecom", "http://a.example/"), 2),
        (("channel", "add", "a", "email", "nobody"), 2),
        (("channel", "stop", "a", "--reason", "x"), 4),
        (("channel", "test", "a"), 4),
        (("channel", "messages", "a"), 4),
        (("alert", "acknowledge", "x", "--reason", "x"), 4),
        (("alert", "snooze", "x", "--until", "2030-01-01", "--reason", "x"), 4),
        (("feed", "close", "a", "--reason", "x"), 4),
        (("feed", "open", "a", "--user", "nobody"), 4),
    ],
)
def test_what_cannot_be_done_is_refused_by_a_sentence(
    real: Terminal, words: tuple[str, ...], code: int
) -> None:
    said = real.types(*words)
    assert (said.code, said.out) == (code, "")
    assert len(said.err.strip().splitlines()) == 1


def test_an_alert_is_listed_acknowledged_and_laid_aside_until_a_day(real: Terminal) -> None:
    assert "没有未了结的提醒" in real.types("alert", "list").out
    founded(real)
    found = real.types("alert", "list", "c1", "--json").json
    first, second, *_ = found
    assert first["acknowledged"] is None
    assert real.types("alert", "acknowledge", first["id"], "--reason", "已催报", "--by", "wu").code == 0
    assert real.types("alert", "acknowledge", first["id"], "--reason", "又").code == 3
    assert real.types("alert", "snooze", second["id"], "--until", "2020-01-01", "--reason", "x").code == 2
    until = _next_year()
    assert real.types("alert", "snooze", second["id"], "--until", until, "--reason", "待补件").code == 0
    after = {each["id"]: each["acknowledged"] for each in real.types("alert", "list", "--json").json}
    assert len(after) == len(found)
    assert (after[first["id"]]["by"], after[first["id"]]["until"]) == ("wu", None)
    assert after[second["id"]]["until"] == until
    screen = real.types("alert", "list").out.replace("\n", "")
    assert "已催报" in screen


def _next_year() -> str:
    from datetime import timedelta  # noqa: PLC0415 - used here alone

    from monitor.bootstrap import now  # noqa: PLC0415 - used here alone

    return (now() + timedelta(days=200)).date().isoformat()


def test_a_feed_is_opened_listed_and_closed(real: Terminal) -> None:
    assert "没有订阅源" in real.types("feed", "list").out
    secret = real.types("feed", "open", "city", "--region", "3505", "--json").json["secret"]
    assert len(secret) == 43
    (listed,) = real.types("feed", "list", "--json").json
    assert (listed["region"], listed["state"]) == ("3505", "open")
    assert real.types("feed", "close", "city", "--reason", "泄露").code == 0
    assert "已关闭" in real.types("feed", "list").out
    assert real.types("feed", "open", "city").code == 3


def test_an_empty_list_says_so(real: Terminal) -> None:
    assert "There are no channels." in real.types("channel", "list", "--lang", "en").out
    assert "There are no messages." in real.types("channel", "messages", "--lang", "en").out


def test_what_was_told_is_not_told_again_by_replays_what_ifs_rebuilds_and_audits(
    real: Terminal, robot: Receiver
) -> None:
    assert real.types("channel", "add", "group", "wecom", robot.url()).code == 0
    robot.answers = [TAKEN] * 9
    founded(real)
    assert deliver(real) == {"sent": 1}
    commands = (
        ("rebuild",),
        ("replay",),
        ("replay", "--cluster", "c1"),
        ("what-if", "--choice", "annual_date_roll=next-working-day"),
        ("self-audit",),
    )
    for command in commands * 2:
        done = real.types(*command)
        assert done.code == 0, (command, done.err)
    assert deliver(real) == {}
    assert len(robot.taken) == 1
