"""Words of others made harmless for where they are shown, and cut to what a channel takes.

Promise: whatever stands in a name, a reason or a subject is shown as text: it makes no link, calls nobody
(@all), closes no tag and begins no header line.
"""

from html import escape

# Marks of the Markdown dialects of WeCom and DingTalk, which know no reliable escape, and of mentions; what
# stands in for each looks like it. "://" is what clients turn into a link by themselves.
_MARKUP = str.maketrans(
    {
        "<": "＜",
        ">": "＞",
        "[": "［",
        "]": "］",
        "*": "＊",
        "_": "＿",
        "`": "｀",
        "#": "＃",
        "@": "＠",
        "~": "～",
        "|": "｜",
        "!": "！",
        "\\": "＼",
        "&": "＆",
    }
)
ELLIPSIS = "…"


def plain(text: str) -> str:
    r"""Return a text on one line without anything that does not print: no breaks, no marks of direction.

    >>> plain("a\r\nBcc: b\u202e")
    'a Bcc: b'
    """
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(shown.split())


def unmarked(text: str) -> str:
    """Return a text on one line in which no Markdown, tag, mention or address is left.

    >>> unmarked("[x](http://a) <@all> @所有人")
    '［x］(http：／／a) ＜＠all＞ ＠所有人'
    """
    return _unlinked(plain(text)).translate(_MARKUP)


def _unlinked(text: str) -> str:
    return text.replace("://", "：／／").replace("www.", "www．").replace("WWW.", "WWW．")


def in_html(text: str) -> str:
    """Return a text on one line as HTML."""
    return escape(plain(text), quote=True)


def in_xml(text: str) -> str:
    """Return a text on one line that XML 1.0 can hold (section 2.2, Char)."""
    return "".join(
        each for each in plain(text) if each < "\ud800" or "\udfff" < each < "\ufffe" or each > "\uffff"
    )


def cut(text: str, most_bytes: int) -> str:
    """Return a text of at most so many bytes of UTF-8; what is cut ends with an ellipsis.

    >>> cut("集群集群", 9), cut("集群", 6)
    ('集群…', '集群')
    """
    whole = text.encode()
    if len(whole) <= most_bytes:
        return text
    kept = whole[: max(0, most_bytes - len(ELLIPSIS.encode()))]
    return kept.decode(errors="ignore") + ELLIPSIS
