"""LibreOffice opens every kind of draft: what an independent reader sees of page, header and text."""

import re
import shutil
import subprocess
from pathlib import Path

from monitor.application import Monitor
from monitor.drafts.draft import draft
from monitor.drafts.kinds import KINDS
from tests.monitor.drafts.department import asked, paper

_A4 = re.compile(rb"/MediaBox\s*\[\s*0 0 595\.\d+ 841\.\d+")


def converted(folder: Path, form: str) -> dict[str, bytes]:
    """Return what LibreOffice makes of the drafts in a folder, by kind."""
    program = shutil.which("soffice")
    assert program, "install libreoffice-writer-nogui"
    files = sorted(str(each) for each in folder.glob("*.docx"))
    words = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    words += ["--convert-to", form, "--outdir", str(folder), *files]
    subprocess.run(words, check=True, capture_output=True, timeout=120)  # noqa: S603 - our own words
    return {each.stem: each.read_bytes() for each in folder.glob(f"*.{form}")}


def test_libreoffice_opens_every_draft_as_official_papers_look(monitor: Monitor, tmp_path: Path) -> None:
    for kind in KINDS:
        (tmp_path / f"{kind}.docx").write_bytes(draft(monitor, asked(kind)).content)
    pages, flat = converted(tmp_path, "pdf"), converted(tmp_path, "fodt")
    assert set(pages) == set(flat) == set(KINDS)
    for kind in KINDS:
        assert _A4.search(pages[kind]), kind
        text = re.sub(r"<[^>]+>", "", flat[kind].decode())
        assert "草稿" in text
        assert paper(monitor, kind).rulebook_sha256 in text
        assert b'style:layout-grid-lines="22"' in flat[kind]
        assert "{{" not in text
        assert "{%" not in text
    decision = re.sub(r"<[^>]+>", "", flat["revocation-decision"].decode())
    assert "最后一日：2026年2月28日（已届满）。" in decision
