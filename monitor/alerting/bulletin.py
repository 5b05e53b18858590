"""What a message says, before any channel gives it a form: alerts in words, in one language."""

from collections.abc import Iterable
from datetime import date

import msgspec

from monitor.alerting.neutral import plain
from monitor.wording import Language, say

_LONGEST_TEXT = 300
_LONGEST_NAME = 80


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One alert in words.

    `alert` is the id of the finding, `text` its sentence, `days_left` counts working days up to `due_on`
    (None: nothing is due), `certainty` is that of `due_on`; `body` says who has to act. `deadline` names
    what is due ("appeal c1", in words `subject`), `version` counts its changes. `link` is None where the
    service knows no address of its own. Of reminders of one deadline the newest stands for all.
    """

    alert: str
    cluster: str
    name: str
    place: str
    text: str
    clause: str
    body: str
    legal_on: date
    due_on: date | None = None
    days_left: int | None = None
    certainty: str | None = None
    deadline: str | None = None
    subject: str = ""
    version: int = 0
    is_reminder: bool = False
    is_over: bool = False
    link: str | None = None
    is_again: bool = False


class Bulletin(msgspec.Struct, frozen=True, kw_only=True):
    """One message: its id (the same at every try), its notices, how many `more` there are, the language.

    `waited` is the number of working days for which nobody acknowledged what it tells (0: told at once).
    """

    id: str
    notices: tuple[Notice, ...]
    more: int = 0
    language: Language = "zh"
    simulation: bool = False
    is_digest: bool = False
    waited: int = 0
    link: str | None = None

    @property
    def title(self) -> str:
        """The headline: of one alert its cluster and what is due, of several how many."""
        mark = say("simulation-mark", self.language) if self.simulation else ""
        if len(self.notices) == 1:
            name = shortened(self.notices[0].name, _LONGEST_NAME)
            return mark + say("alert-title-one", self.language, name=name)
        code = "alert-title-digest" if self.is_digest else "alert-title-many"
        return mark + say(code, self.language, count=len(self.notices) + self.more)

    @property
    def rest(self) -> str | None:
        """What is said after the alerts: that there are more."""
        return say("alert-left-out", self.language, count=self.more) if self.more else None

    @property
    def preface(self) -> str | None:
        """What is said before the alerts: that they waited for others."""
        return say("alert-waited", self.language, days=self.waited) if self.waited else None


def newest(notices: Iterable[Notice]) -> list[Notice]:
    """Return notices without the earlier ones of several reminders of one deadline, in their order."""
    found: dict[tuple[str, str | None], Notice] = {}
    for each in notices:
        name = (each.cluster, each.deadline) if each.is_reminder else (each.alert, None)
        found.pop(name, None)
        found[name] = each
    return list(found.values())


def shortened(text: str, most: int = _LONGEST_TEXT) -> str:
    """Return a text on one line of at most so many letters."""
    line = plain(text)
    return line if len(line) <= most else line[: most - 1] + "…"


def lines_of(notice: Notice, language: Language) -> list[tuple[str, str]]:
    """Return what a notice says, line by line: a label and its words; the words are still anybody's."""
    found = [
        ("alert-cluster", f"{shortened(notice.name, _LONGEST_NAME)} ({notice.cluster})"),
        ("alert-what", shortened(notice.text)),
        ("alert-due", _due(notice, language)),
        ("alert-clause", notice.clause),
        ("alert-body", shortened(notice.body, _LONGEST_NAME)),
    ]
    told = [(say(label, language), words) for label, words in found if words]
    if notice.is_again:
        told.append((say("alert-again", language), say("alert-again-why", language)))
    return told


def _due(notice: Notice, language: Language) -> str:
    if notice.due_on is None or notice.days_left is None:
        return ""
    mark = "" if notice.certainty in {None, "final"} else say(f"certainty-{notice.certainty}", language)
    code = "alert-days-left" if notice.days_left >= 0 else "alert-days-over"
    left = say(code, language, days=abs(notice.days_left))
    return f"{notice.due_on.isoformat()}{mark}{left}"
