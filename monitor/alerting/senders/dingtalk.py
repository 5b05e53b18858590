"""The robot of a DingTalk (钉钉) group: Markdown or a card, signed, at most 20,000 bytes, 20 a minute.

Source: DingTalk open platform, 自定义机器人接入 and 自定义机器人的安全设置 (加签).
"""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from monitor.access.secret import Secret
from monitor.alerting.bulletin import Bulletin
from monitor.alerting.neutral import unmarked
from monitor.alerting.senders.markdown import link_of, markdown
from monitor.alerting.senders.robot import Address, number_in, posted
from monitor.notify.sending import Letter
from monitor.wording import say

BODY_BYTES = 20_000
A_MINUTE = 20
_FRAME = 2_000  # bytes left for what stands around the text
_ESCAPED = 2  # a line break is two bytes in JSON


def letter(bulletin: Bulletin, address: Address, at: datetime) -> Letter:
    """Return the message; where the robot has a secret, its address is signed for the instant."""
    url = address.url if address.secret is None else _signed(address.url, address.secret, at)
    return posted(url, bulletin.id, _content(bulletin))


def is_taken(answer: bytes) -> bool:
    """Tell whether the robot took it: `errcode` 0."""
    return number_in(answer, "errcode") == 0


def _content(bulletin: Bulletin) -> Mapping[str, Any]:
    text = markdown(bulletin, (BODY_BYTES - _FRAME) // _ESCAPED)
    title = unmarked(bulletin.title)
    if bulletin.link is None:
        return {"msgtype": "markdown", "markdown": {"title": title, "text": text}, "at": {"isAtAll": False}}
    card = {
        "title": title,
        "text": text,
        "singleTitle": say("alert-open", bulletin.language),
        "singleURL": link_of(bulletin.link),
    }
    return {"msgtype": "actionCard", "actionCard": card}


def _signed(url: str, secret: Secret, at: datetime) -> str:
    stamp = round(at.timestamp() * 1000)
    key = secret.reveal()
    digest = hmac.digest(key.encode(), f"{stamp}\n{key}".encode(), "sha256")
    sign = urlencode({"timestamp": stamp, "sign": b64encode(digest).decode()})
    return f"{url}{'&' if '?' in url else '?'}{sign}"
