"""The robot of a Feishu (飞书) group: an interactive card, signed, at most 20 KB, 100 a minute.

Every text of the card is of the kind `plain_text`, which knows no marks: nobody can be called by one.
Source: Feishu open platform, 自定义机器人使用指南 (signed: nothing, the key being time and secret).
"""

import hmac
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from monitor.access.secret import Secret
from monitor.alerting.bulletin import Bulletin, Notice, lines_of
from monitor.alerting.neutral import plain
from monitor.alerting.senders.markdown import link_of
from monitor.alerting.senders.robot import Address, number_in, posted
from monitor.notify.sending import Letter
from monitor.wording import Language, say

BODY_BYTES = 20_000
A_MINUTE = 100
_FRAME = 1_000  # bytes left for signature and headline
_TITLE_LETTERS = 100


def letter(bulletin: Bulletin, address: Address, at: datetime) -> Letter:
    """Return the message; where the robot has a secret, it is signed for the instant."""
    content: dict[str, Any] = {"msg_type": "interactive", "card": _card(bulletin)}
    if address.secret is not None:
        content = {**_signature(address.secret, at), **content}
    return posted(address.url, bulletin.id, content)


def is_taken(answer: bytes) -> bool:
    """Tell whether the robot took it: `code` 0, or `StatusCode` 0 of older robots."""
    return number_in(answer, "code", "StatusCode") == 0


def _signature(secret: Secret, at: datetime) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    digest = hmac.digest(f"{stamp}\n{secret.reveal()}".encode(), b"", "sha256")
    return {"timestamp": stamp, "sign": b64encode(digest).decode()}


def _card(bulletin: Bulletin) -> dict[str, Any]:
    title = plain(bulletin.title)[:_TITLE_LETTERS]
    begin = [_words(bulletin.preface)] if bulletin.preface else []
    parts = [_part(each, bulletin.language) for each in bulletin.notices]
    end = [_button(bulletin.link, bulletin.language)] if bulletin.link and len(parts) > 1 else []
    return {
        "config": {"wide_screen_mode": True},
        "header": {"title": {"tag": "plain_text", "content": title}, "template": "orange"},
        "elements": [*begin, *_fitting(parts, bulletin), *end],
    }


def _fitting(parts: Sequence[list[dict[str, Any]]], bulletin: Bulletin) -> list[dict[str, Any]]:
    """Return as many parts as fit, and how many are left out."""
    language = bulletin.language
    kept: list[dict[str, Any]] = []
    for number, part in enumerate(parts):
        if len(msgspec.json.encode([*kept, *part])) > BODY_BYTES - _FRAME:
            return [*kept, _words(say("alert-left-out", language, count=len(parts) - number + bulletin.more))]
        kept += part
    return [*kept, _words(bulletin.rest)] if bulletin.rest else kept


def _part(notice: Notice, language: Language) -> list[dict[str, Any]]:
    told = "\n".join(f"{label}：{plain(words)}" for label, words in lines_of(notice, language))
    link = [_button(notice.link, language)] if notice.link else []
    return [_words(told), *link, {"tag": "hr"}]


def _words(text: str) -> dict[str, Any]:
    return {"tag": "div", "text": {"tag": "plain_text", "content": text}}


def _button(link: str, language: Language) -> dict[str, Any]:
    text = {"tag": "plain_text", "content": say("alert-open", language)}
    return {
        "tag": "action",
        "actions": [{"tag": "button", "text": text, "type": "primary", "url": link_of(link)}],
    }
