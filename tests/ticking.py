"""The pass of the scheduler over one story, without a database: assess, conclude, append."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from domain.assessment import assess
from domain.conclusions import conclude
from domain.events import Recorded, legal_day, type_name
from domain.history import known
from domain.recall import Inputs
from domain.rulebook_hash import notices_sha256
from tests.given import Story, calendar, law, noon


class Ticker:
    """Keeps the findings recorded of one story beside its facts."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.findings: list[Recorded] = []

    def tick(self, at: datetime) -> list[Recorded]:
        """Record what follows at an instant."""
        facts = [record for record in self.story.records if record.recorded_at <= at]
        if not facts:
            return []
        under = law(self.story.programme)
        day = legal_day(at)
        assessment = assess(known(facts), under, calendar(), day, day)
        inputs = Inputs(
            law=under,
            notices_sha256=notices_sha256(calendar()),
            calendar_sha256=assessment.calendar,
            position=len(facts),
            code_version="test",
        )
        drafts = conclude(assessment, [*facts, *self.findings], inputs)
        new = [self._recorded(draft.key, draft.finding, at) for draft in drafts]
        self.findings += new
        return new

    def _recorded(self, key: str, finding: Any, at: datetime) -> Recorded:
        return Recorded(
            id=key,
            cluster="c",
            position=1000 + len(self.findings),
            version=1000 + len(self.findings),
            effective_on=finding.legal_on,
            recorded_at=at,
            recorded_by="cluster-monitor",
            body=finding,
        )

    def daily(self, first: str, last: str) -> "Ticker":
        """Tick once a day, both days included."""
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            self.tick(noon(day) + timedelta(hours=6))
            day += timedelta(days=1)
        return self

    def once(self, day: str) -> "Ticker":
        """Tick once, on one day."""
        self.tick(noon(day) + timedelta(hours=6))
        return self


def told(findings: Iterable[Recorded], *kinds: str) -> list[tuple[str, ...]]:
    """Return findings as (type, legal day, what about), those of some types only."""
    found: list[tuple[str, ...]] = []
    for record in findings:
        kind = type_name(type(record.body))
        if not kinds or kind in kinds:
            found.append((kind, record.effective_on.isoformat(), _about(record.body)))
    return found


def _about(body: Any) -> str:
    names = ("code", "limb", "kind", "period", "subject", "case", "due_on", "reason", "outcome", "days_left")
    return " ".join(str(getattr(body, name)) for name in names if getattr(body, name, None) is not None)
