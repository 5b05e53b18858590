"""`python -m tests.monitor.golden`: add what this version stores and the corpus does not hold yet."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.demo.generator import generate
from monitor.version import VERSION
from tests.monitor.golden.corpus import RELEASES, SAMPLES, UNTIL, keep, missing_samples, new_samples
from tests.truth.running import run_histories

KINDS = (
    "history-filled-in-afterwards",
    "incident-withdrawn",
    "litigation-moved-by-the-2026-notice",
    "late-appeal-admitted",
    "answer-changed",
    "change-filed-one-day-late",
    "shandong-title-cancelled",
    "report-recorded-late",
)


def main() -> int:
    """Add samples of new stored forms, and the database of this version where there is none."""
    with SAMPLES.open("ab") as file:
        for kind in missing_samples():
            file.writelines(line + b"\n" for line in new_samples(kind))
            print(f"added: {kind.__name__}")  # noqa: T201 - its purpose
    release = RELEASES / VERSION
    if not release.exists():
        with TemporaryDirectory() as folder:
            keep(_database(Path(folder)), release)
        print(f"added: the database of {VERSION}")  # noqa: T201 - its purpose
    return 0


def _database(folder: Path) -> Path:
    """Make a database of a few synthetic histories, ticked once at the end."""
    path = folder / "golden.db"
    chosen = [each for each in generate() if each.kind in KINDS][::5]
    run_histories(chosen, "once", UNTIL, str(path)).monitor.engine.dispose()
    return path


if __name__ == "__main__":
    sys.exit(main())
