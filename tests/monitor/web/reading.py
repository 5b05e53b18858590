"""What stands on a page, as somebody reads it."""

from typing import Any

import httpx2
from lxml import html

LISTS = ("/clusters", "/due", "/alerts", "/reports")


def tree(answer: httpx2.Response) -> Any:
    assert answer.status_code == 200, answer.text[:500]
    return html.fromstring(answer.text)


def shown(answer: httpx2.Response) -> str:
    """Return the words of a page, the blanks between them as one."""
    return " ".join(tree(answer).text_content().split())


def rows(answer: httpx2.Response) -> list[list[str]]:
    """Return the cells of the first table."""
    table = tree(answer).xpath("//table")[0]
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
        for row in table.xpath(".//tbody/tr")
    ]


def clusters_on(answer: httpx2.Response) -> set[str]:
    """Return the clusters that a page leads to."""
    links = tree(answer).xpath("//main//a/@href")
    return {link.split("/")[2].split("?")[0] for link in links if link.startswith("/clusters/")}


def shown_refusal(answer: httpx2.Response) -> str:
    box = html.fromstring(answer.text).xpath("//*[@id='refused']")
    return " ".join(box[0].text_content().split()) if box else ""
