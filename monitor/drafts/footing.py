"""What a draft stands on: one cluster as assessed on a day, in the words of a Chinese paper.

Promise: nothing is computed here; every day and every state is that of the assessment.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from domain.assessment import Law
from domain.findings import Certainty
from domain.history import Founding
from domain.rulebook import Rulebook
from domain.viewpoint import Citation
from monitor.audit.papers.certificates import Certified
from monitor.drafts.fields import shown
from monitor.rosters import instant
from monitor.wording import say
from monitor.wording.telling import attention_text, certainty_mark
from monitor.wording.terms import term
from projections.answer import attention_answer


class Footing(NamedTuple):
    """What all papers of one question share."""

    law: Law
    on: date
    known_at: str
    calendar: str
    position: int
    simulation: bool

    def fields(self, cautions: Iterable[str]) -> dict[str, Any]:
        """Return the fields of every paper."""
        book = self.law.book
        return {
            "header": say("paper-header-simulation" if self.simulation else "paper-header", "zh"),
            "simulation": say("paper-simulation", "zh") if self.simulation else "",
            "issuer": book.issuer,
            "rulebook_title": book.title,
            "rulebook_edition": book.edition,
            "rulebook_sha256": book.sha256,
            "calendar": self.calendar,
            "position": str(self.position),
            "on": chinese_day(self.on),
            "known_at": self.known_at,
            "cautions": list(dict.fromkeys(cautions)),
        }


def footing_of(found: Certified) -> Footing:
    """Return what the papers of one cluster stand on."""
    return Footing(
        law=found.law,
        on=found.asked.on,
        known_at=instant(found.asked.known_at),
        calendar=found.edition.sha256,
        position=found.stream[-1].position,
        simulation=found.simulation,
    )


def cluster_fields(found: Certified) -> dict[str, Any]:
    """Return the fields of a paper on one cluster, those of every paper left out."""
    founding, assessment = found.history.by(found.asked.on).founding(), found.assessment
    recognition = assessment.terms[-1].recognition if assessment.terms else None
    return {
        "cluster": found.asked.cluster,
        **{name: shown(getattr(founding, name, None)) for name in ("name", "province", "city", "county")},
        "applicant": _applicant(founding),
        "recognition_number": shown(getattr(recognition.body, "number", None) if recognition else None),
        "recognised_on": chinese_day(recognition.on if recognition else None),
        "valid_from": chinese_day(assessment.valid_from),
        "valid_to": chinese_day(assessment.valid_to),
        "standing": shown(term("standing", assessment.standing, "zh")),
    }


def _applicant(founding: Founding | None) -> str:
    """Return the applicant: the department of the county; of the city where there is no county."""
    where = (founding.county or founding.city) if founding else ""
    return say("paper-applicant", "zh", place=shown(where))


def chinese_day(day: date | None) -> str:
    """Return a day as official papers write it; a blank where there is none.

    >>> chinese_day(date(2026, 2, 28)), chinese_day(None)
    ('2026年2月28日', '＿＿（待填）')
    """
    return shown(None) if day is None else f"{day.year}年{day.month}月{day.day}日"


def marked_day(day: date | None, certainty: Certainty) -> str:
    """Return a last day, marked where it may still change."""
    return f"{chinese_day(day)}{certainty_mark(certainty, 'zh')}"


def attentions(found: Certified) -> Iterator[str]:
    """Yield what somebody should look at before a paper on the cluster is final."""
    yield from (attention_text(attention_answer(each), "zh") for each in found.assessment.attention)


def choices(book: Rulebook, cited: Iterable[Citation]) -> Iterator[str]:
    """Yield the named choices that results rest on, each with its question."""
    for name in dict.fromkeys(name for each in cited for name in each.choices):
        choice = book.choices.get(name)
        if choice is not None:
            value = str(choice.value).lower()
            yield say("paper-choice", "zh", name=name, value=value, question=choice.question)
