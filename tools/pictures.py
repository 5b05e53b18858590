"""Which pictures there are, read from pictures.toml; a page without one fails a test.

Promise: docs/pages.md names every page, and every picture it names has been taken.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from monitor.web.routes import PAGES

FILE = Path(__file__).with_name("pictures.toml")
# Acts about an account are asked for as a grant is, and a demonstration has no channels and no webhooks.
ALIKE = {
    *(route.path for route in PAGES if route.path.startswith("/accounts/users/{user}/")),
    "/accounts/sending/channels/{channel}",
    "/accounts/sending/channels/{channel}/change",
    "/accounts/sending/webhooks/{webhook}",
}


class Picture(NamedTuple):
    """One page, who looks at which address, and what is to be seen there, in one sentence."""

    part: str
    name: str
    user: str | None
    path: str
    address: str
    sentence: str
    typed: Mapping[str, str]


def _pictures() -> Iterator[Picture]:
    for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["picture"]:
        yield Picture(
            row["part"],
            row["name"],
            row.get("user"),
            row["path"],
            row.get("address", row["path"]),
            row["sentence"],
            row.get("typed", {}),
        )


PICTURES = tuple(_pictures())
