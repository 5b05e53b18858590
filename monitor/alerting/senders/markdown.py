"""A bulletin in the Markdown that WeCom and DingTalk both read: headline, bold, quote, link.

Promise: the only marks in it are ours; what is too long is left out from the end, alert by alert.
"""

from collections.abc import Callable
from urllib.parse import quote

from monitor.alerting.bulletin import Bulletin, Notice, lines_of
from monitor.alerting.neutral import cut, unmarked
from monitor.wording import Language, say

_URL_LETTERS = "/:?=%-._~&+#"


def markdown(bulletin: Bulletin, most_bytes: int) -> str:
    """Return a bulletin as Markdown of at most so many bytes."""
    head = [f"### {unmarked(bulletin.title)}"]
    if bulletin.preface:
        head.append(unmarked(bulletin.preface))
    begin = "\n\n".join(head)
    parts = [_part(each, bulletin.language) for each in bulletin.notices]
    return _fitted(begin, parts, most_bytes, lambda left: _rest(left + bulletin.more, bulletin.language))


def _fitted(begin: str, parts: list[str], most_bytes: int, rest: Callable[[int], str]) -> str:
    """Return as many parts as fit, and how many are left out; of a single one what fits."""
    for kept in range(len(parts), 0, -1):
        end = rest(len(parts) - kept)
        text = "\n\n".join([begin, *parts[:kept], *([end] if end else [])])
        if len(text.encode()) <= most_bytes or kept == 1:
            return cut(text, most_bytes)
    return cut(begin, most_bytes)


def _part(notice: Notice, language: Language) -> str:
    told = [f"**{unmarked(label)}** {unmarked(words)}" for label, words in lines_of(notice, language)]
    if notice.link:
        told.append(f"[{unmarked(say('alert-open', language))}]({link_of(notice.link)})")
    return "\n\n".join(told)


def link_of(url: str) -> str:
    """Return an address of ours as it may stand in Markdown: without brackets, spaces or breaks."""
    return quote(url, safe=_URL_LETTERS)


def _rest(count: int, language: Language) -> str:
    return unmarked(say("alert-left-out", language, count=count)) if count else ""
