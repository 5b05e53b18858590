"""The robot of a WeCom (企业微信) group: Markdown of at most 4,096 bytes, 20 messages a minute.

Source: WeCom developer documentation, 群机器人配置说明 (path 91770).
"""

from datetime import datetime

from monitor.alerting.bulletin import Bulletin
from monitor.alerting.senders.markdown import markdown
from monitor.alerting.senders.robot import Address, number_in, posted
from monitor.notify.sending import Letter

MARKDOWN_BYTES = 4_096
A_MINUTE = 20


def letter(bulletin: Bulletin, address: Address, at: datetime) -> Letter:
    """Return the message; the key of the robot is a part of its address."""
    del at
    content = markdown(bulletin, MARKDOWN_BYTES)
    return posted(address.url, bulletin.id, {"msgtype": "markdown", "markdown": {"content": content}})


def is_taken(answer: bytes) -> bool:
    """Tell whether the robot took it: `errcode` 0."""
    return number_in(answer, "errcode") == 0
