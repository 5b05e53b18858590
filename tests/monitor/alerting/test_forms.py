"""Each message against what its channel publishes: form, bytes, signature; and words of others do nothing."""

import asyncio
import hashlib
import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlsplit

import msgspec
import pytest
from standardwebhooks.webhooks import Webhook

from domain.alerting import ChannelSort
from monitor.access.secret import Secret
from monitor.alerting.bulletin import Bulletin
from monitor.alerting.neutral import cut
from monitor.alerting.post import Ways, send
from monitor.alerting.senders import bridge, dingtalk, feishu, standard, wecom
from monitor.alerting.senders.robot import Address
from monitor.notify.addresses import origin_of
from monitor.notify.outbox import Attempt
from monitor.notify.sending import Sender, resolve_by_system
from tests.acceptance.corpus import TEXTS, corpus
from tests.monitor.alerting.bulletins import AT, bulletin, notice
from tests.monitor.notify.conftest import QUICK
from tests.monitor.notify.once import trust
from tests.monitor.notify.receiver import Receiver, says

URL = "https://robot.example/send?key=k"
MANY = tuple(notice(number, text="集" * 250, name="群" * 60) for number in range(30))
HOSTILE = [each for category in TEXTS for each in corpus()[category]] + [
    "<at id=all></at>",
    "<@all>",
    "@所有人 @all",
    "[点此](http://evil.example)",
    "![](http://evil.example/x.png)",
    '"}}],"card":{"x":"',
    "</td></tr><script>alert(1)</script>",
    "a\r\nBcc: evil@evil.example",
    "**粗**\n# 标题\n> 引用",
]


def content(letter_body: bytes) -> dict[str, Any]:
    return msgspec.json.decode(letter_body, type=dict[str, Any])


# --- WeCom --------------------------------------------------------------------------------------


def test_wecom_is_markdown_of_at_most_4096_bytes_that_ends_at_a_letter() -> None:
    for told in (bulletin(), bulletin(*MANY), bulletin(notice(text="集" * 9_000, name="群" * 900))):
        letter = wecom.letter(told, Address(URL), AT)
        found = content(letter.body)
        assert found.keys() == {"msgtype", "markdown"}
        assert found["msgtype"] == "markdown"
        assert 0 < len(found["markdown"]["content"].encode()) <= 4096
        assert letter.url == URL
    assert "另有" in content(wecom.letter(bulletin(*MANY), Address(URL), AT).body)["markdown"]["content"]


@pytest.mark.parametrize(
    ("text", "most", "expected"), [("集群集", 8, "集…"), ("集群集", 9, "集群集"), ("abc", 2, "…")]
)
def test_a_text_is_cut_at_a_letter_never_within_one(text: str, most: int, expected: str) -> None:
    assert cut(text, most) == expected


# --- DingTalk -------------------------------------------------------------------------------------


def test_dingtalk_is_a_card_signed_over_milliseconds_and_secret() -> None:
    letter = dingtalk.letter(bulletin(), Address(URL, Secret("SECabc")), AT)
    query = parse_qs(urlsplit(letter.url).query)
    stamp = query["timestamp"][0]
    assert stamp == "1770696000250"
    digest = hmac.new(b"SECabc", f"{stamp}\nSECabc".encode(), hashlib.sha256).digest()
    raw = re.search(r"&sign=([^&]+)$", letter.url)
    assert raw is not None
    assert b64decode(unquote_plus(raw[1])) == digest
    assert query["key"] == ["k"]
    card = content(letter.body)
    assert card["msgtype"] == "actionCard"
    assert card["actionCard"].keys() == {"title", "text", "singleTitle", "singleURL"}
    assert card["actionCard"]["singleURL"] == "https://monitor.example/clusters/c1"


def test_dingtalk_without_a_page_to_open_is_markdown_that_calls_nobody() -> None:
    letter = dingtalk.letter(bulletin(link=None), Address("https://robot.example/send"), AT)
    assert letter.url == "https://robot.example/send"
    found = content(letter.body)
    assert (found["msgtype"], found["at"]) == ("markdown", {"isAtAll": False})


@pytest.mark.parametrize("robot", [dingtalk, feishu])
def test_dingtalk_and_feishu_are_at_most_20000_bytes(robot: Any) -> None:
    longest = bulletin(
        *(notice(n, text="\\\"'\n<集>" * 60, name="群" * 80, clause="条" * 300) for n in range(30))
    )
    for told in (longest, bulletin(*MANY)):
        body = robot.letter(told, Address(URL, Secret("SEC")), AT).body
        assert len(body) <= 20_000
        assert "另有" in body.decode()


# --- Feishu -----------------------------------------------------------------------------------------


def test_feishu_is_a_card_signed_by_a_key_of_seconds_and_secret_over_nothing() -> None:
    found = content(feishu.letter(bulletin(), Address(URL, Secret("s3")), AT).body)
    assert found.keys() == {"timestamp", "sign", "msg_type", "card"}
    key = f"{found['timestamp']}\ns3".encode()
    assert found["timestamp"] == "1770696000"
    assert found["sign"] == b64encode(hmac.new(key, digestmod=hashlib.sha256).digest()).decode()
    assert (found["msg_type"], found["card"]["header"]["title"]["tag"]) == ("interactive", "plain_text")


def tags(card: Any) -> set[str]:
    """Return every tag of a card."""
    if isinstance(card, dict):
        return {str(value) for name, value in card.items() if name == "tag"} | tags(list(card.values()))
    return set().union(*(tags(each) for each in card)) if isinstance(card, list) else set()


def test_a_feishu_card_holds_plain_text_only() -> None:
    found = content(feishu.letter(bulletin(*MANY[:2]), Address(URL), AT).body)
    assert tags(found) == {"plain_text", "div", "action", "button", "hr"}
    assert "sign" not in found


# --- what they answer ----------------------------------------------------------------------------


def told(receiver: Receiver, sort: ChannelSort, secret: Secret | None = None, **stated: Any) -> Attempt:
    sender = Sender(frozenset({origin_of(receiver.url())}), trust(), resolve_by_system, QUICK)
    ways = Ways(sender, trust(), limits=QUICK)
    return asyncio.run(send(ways, sort, bulletin(**stated), Address(receiver.url("/r?k=1"), secret), AT))


@pytest.mark.parametrize(
    ("sort", "answer", "trouble"),
    [
        ("wecom", b'{"errcode":0,"errmsg":"ok"}', None),
        ("wecom", b'{"errcode":45009,"errmsg":"api freq out of limit"}', "not-taken"),
        ("wecom", b"", "not-taken"),
        ("wecom", b"<html>ok</html>", "not-taken"),
        ("wecom", b'{"errcode":false}', "not-taken"),
        ("wecom", b"[0]", "not-taken"),
        ("dingtalk", b'{"errcode":0,"errmsg":"ok"}', None),
        ("dingtalk", b'{"errcode":310000,"errmsg":"sign not match"}', "not-taken"),
        ("feishu", b'{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}', None),
        ("feishu", b'{"StatusCode":0,"StatusMessage":"success"}', None),
        (
            "feishu",
            b'{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}',
            "not-taken",
        ),
        ("feishu", b'{"code":0,"msg":"' + b"x" * 2_000 + b'"}', None),
        ("webhook", b"", None),
    ],
)
def test_a_robot_that_answers_200_is_believed_only_where_its_body_says_so(
    receiver: Receiver, sort: ChannelSort, answer: bytes, trouble: str | None
) -> None:
    receiver.answers = [says("200 OK", answer)]
    secret = Secret("whsec_" + b64encode(b"k" * 32).decode()) if sort == "webhook" else None
    attempt = told(receiver, sort, secret)
    assert (attempt.status, attempt.trouble) == (200, trouble)
    assert len(attempt.answer) <= 200


def test_a_standard_webhook_is_what_an_independent_library_verifies() -> None:
    secret = Secret("whsec_" + b64encode(b"k" * 32).decode())
    letter = standard.letter(bulletin(), Address(URL, secret), AT)
    assert letter.headers is not None
    verifier = Webhook(secret.reveal())
    signed = verifier.sign(letter.message, AT, letter.body.decode())
    assert letter.headers["webhook-signature"] == signed
    found = content(letter.body)["data"]["alerts"][0]
    assert (found["cluster"], found["due_on"], found["days_left"]) == ("c1", "2026-02-28", 8)


def test_a_mail_channel_without_a_server_says_so(receiver: Receiver) -> None:
    assert told(receiver, "email").trouble == "mail-unset"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of Apprise's own imports
def test_apprise_sends_plain_text_and_says_whether_it_was_taken(receiver: Receiver) -> None:
    url = Secret(f"json://127.0.0.1:{receiver.port}/hook")
    receiver.answers = [says("200 OK"), says("500 Oops")]
    assert bridge.notify(bulletin(waited=3, more=2), url).trouble is None
    assert bridge.notify(bulletin(), url).trouble == "not-taken"
    first = receiver.taken[0].event
    assert "晋江鞋服集群 (c1)" in first["message"]
    assert "已逾 3 个工作日" in first["message"]
    assert "另有 2 项" in first["message"]


# --- words of others --------------------------------------------------------------------------------


def hostile(words: str) -> Bulletin:
    return bulletin(
        notice(name=words, text=words, clause=words, body=words, subject=words, link=None), link=None
    )


def markdown_of(letter_body: bytes) -> str:
    found = content(letter_body)
    return str(found[found["msgtype"]].get("content") or found[found["msgtype"]]["text"])


@pytest.mark.parametrize("robot", [wecom, dingtalk])
def test_nothing_that_is_written_makes_a_mark_a_link_or_a_call(robot: Any) -> None:
    harmless = markdown_of(robot.letter(hostile("x"), Address(URL), AT).body)
    marks = [harmless.count(mark) for mark in "*#>"]
    for words in HOSTILE:
        said = markdown_of(robot.letter(hostile(words), Address(URL), AT).body)
        assert not re.search(r"[<\[\]`@|~\\]|://|www\.", said), words
        assert all(said.count(mark) <= most for mark, most in zip("*#>", marks, strict=True)), words
        assert len(said.split("\n")) <= len(harmless.split("\n")), words
        assert all(each.isprintable() or each == "\n" for each in said), words


def test_nothing_that_is_written_changes_a_card() -> None:
    def shape(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: shape(value) for name, value in part.items()}
        return (
            [shape(each) for each in part]
            if isinstance(part, Sequence) and not isinstance(part, str)
            else type(part)
        )

    harmless = shape(content(feishu.letter(hostile("x"), Address(URL), AT).body))
    for words in HOSTILE:
        assert shape(content(feishu.letter(hostile(words), Address(URL), AT).body)) == harmless, words


def test_a_simulation_and_a_digest_say_what_they_are_in_either_language() -> None:
    assert bulletin(simulation=True).title == "〔仿真〕集群提醒：晋江鞋服集群"
    assert bulletin(*MANY, is_digest=True, more=3).title == "集群提醒汇总：33 项"
    assert bulletin(*MANY, language="en").title == "Cluster alerts: 30"
    said = markdown_of(wecom.letter(bulletin(language="en", waited=3), Address(URL), AT).body)
    assert "2026-02-28 (8 working days left)" in said
    assert "Nobody acknowledged this for 3 working days" in said
