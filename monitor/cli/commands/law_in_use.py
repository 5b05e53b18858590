"""law: the texts of law kept in the database, since when each was judged by, and one of them in full."""

from collections.abc import Sequence
from typing import Any

import click
import msgspec

from monitor.answers.law import adopted_at, law_answer
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.screen import Screen
from monitor.cli.session import session_of
from monitor.law_archive import LawArchive


class Asked(msgspec.Struct, frozen=True):
    """One text, by its hash; none: what there is."""

    sha256: str | None


def run(call: Call, asked: Asked) -> None:
    """List the texts and their adoptions, or write one text as it is kept."""
    archive = session_of(call).monitor.archive
    if asked.sha256 is not None:
        click.echo(archive.read(asked.sha256).content, nl=False)
        return
    told = law_answer(archive, simulation=call.simulation)
    if call.as_json:
        write_json(told)
        return
    _write(Screen(call), archive, told["texts"])


def _write(screen: Screen, archive: LawArchive, texts: Sequence[dict[str, Any]]) -> None:
    if not texts:
        screen.says("empty-law")
        return
    screen.heading("heading-adoptions")
    adopted = [
        [
            screen.instant(adopted_at(each)),
            screen.term("programme", each.programme),
            each.edition,
            each.rulebook_sha256,
        ]
        for each in archive.adoptions
    ]
    screen.table(("adopted-at", "programme", "edition", "sha256"), adopted)
    screen.heading("heading-law-texts")
    rows = [[screen.term("law-text", each["kind"]), str(each["bytes"]), each["sha256"]] for each in texts]
    screen.table(("kind", "bytes", "sha256"), rows)
