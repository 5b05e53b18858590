"""A progress bar on stderr, on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from monitor.cli.call import Call

Advance = Callable[[int, int | None], None]


@contextmanager
def progress(call: Call, code: str) -> Iterator[Advance]:
    """Show how far something is; the bar is told what is done and, where known, of how much."""
    if call.quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415 - of no use without a terminal
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(call.says(code), total=None)
        yield lambda done, total: bars.update(bar, completed=done, total=total)
