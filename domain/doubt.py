"""What an attention is: something that somebody should look at, from a day until its reason is gone."""

from datetime import date

import msgspec

from domain.viewpoint import Citation


class Attention(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to look at: why (`code`), since when, and at what."""

    code: str
    since: date
    cited: Citation
    until: date | None = None
    subject: str | None = None
    events: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Tell whether the reason holds on a day."""
        return self.since <= day and (self.until is None or day < self.until)
