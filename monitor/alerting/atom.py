"""Alerts as an Atom feed (RFC 4287): one entry an alert, with a stable id; texts only, nobody's markup."""

from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

import msgspec

from monitor.alerting.neutral import in_xml

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
_SPACE = "http://www.w3.org/2005/Atom"  # the name of the format, not a place that is asked


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One alert: the id of its finding (a UUID), when it was raised, its headline and its words."""

    id: str
    title: str
    summary: str
    category: str
    raised_at: datetime
    link: str | None = None


def feed(name: str, author: str, address: str, entries: Sequence[Entry], updated_at: datetime) -> bytes:
    """Return a feed; `address` is its own lasting id (a URI), `updated_at` counts where it is empty."""
    root = Element("feed", {"xmlns": _SPACE})
    _text(root, "id", address)
    _text(root, "title", name)
    _text(root, "updated", _stamp(max((each.raised_at for each in entries), default=updated_at)))
    _text(SubElement(root, "author"), "name", author)
    for each in entries:
        _add(root, each)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add(root: Element, entry: Entry) -> None:
    made = SubElement(root, "entry")
    _text(made, "id", f"urn:uuid:{entry.id}")
    _text(made, "title", entry.title)
    _text(made, "updated", _stamp(entry.raised_at))
    _text(made, "summary", entry.summary)
    SubElement(made, "category", {"term": in_xml(entry.category)})
    if entry.link:
        SubElement(made, "link", {"rel": "alternate", "href": in_xml(entry.link)})


def _text(parent: Element, tag: str, words: str) -> None:
    SubElement(parent, tag).text = in_xml(words)


def _stamp(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z")
