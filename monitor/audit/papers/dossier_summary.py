"""The summary of a dossier for people: one page to be printed, Chinese first, English below.

Promise: nothing in it is loaded from elsewhere, nothing that somebody recorded can become markup, and it
says of itself that the events decide.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from domain.events import SHANGHAI, Recorded, type_name
from monitor.audit.papers.certificates import Certified
from monitor.audit.papers.dossier_scope import Scope
from monitor.intake.labels import TYPES
from monitor.matrix_cells import named
from monitor.wording import Language, say
from monitor.wording.terms import term
from projections.answer import ground_answer

Json = dict[str, Any]
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_PAGE = """<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 10.5pt/1.5 serif; margin: 2em auto; max-width: 60em; padding: 0 1em; color: #000; }}
table {{ border-collapse: collapse; width: 100%; margin: .5em 0 1.5em; }}
th, td {{ border: 1px solid #777; padding: .2em .5em; text-align: left; vertical-align: top;
 overflow-wrap: anywhere; }}
h1 {{ font-size: 1.4em; }} h2 {{ font-size: 1.15em; break-after: avoid; }} tr {{ break-inside: avoid; }}
.note {{ border: 2px solid #000; padding: .5em 1em; font-weight: bold; }}
.rest {{ color: #555; }}
@media print {{ section + section {{ break-before: page; }} body {{ margin: 0; max-width: none; }} }}
</style>
</head>
<body>
{sections}
</body>
</html>
"""


def summary(
    scope: Scope,
    found: Certified,
    certificates: Mapping[str, Json],
    absences: Mapping[str, Json],
    replayed: Json,
) -> str:
    """Return the page."""
    sections = "\n".join(
        f'<section lang="{language}">\n'
        + "\n".join(_Section(language, scope, found).parts(certificates, absences, replayed))
        + "\n</section>"
        for language in _LANGUAGES
    )
    title = f"{scope.wanted.cluster} {scope.wanted.case}"
    return _PAGE.format(title=escape(title), sections=sections)


class _Section:
    """The page in one language."""

    def __init__(self, language: Language, scope: Scope, found: Certified) -> None:
        self.language = language
        self.scope = scope
        self.found = found

    def parts(
        self, certificates: Mapping[str, Json], absences: Mapping[str, Json], replayed: Json
    ) -> Iterator[str]:
        """Yield the parts of the page from top to bottom."""
        yield f"<h1>{self._says('dossier-title')}</h1>"
        if self.found.simulation:
            yield f'<p class="note">{self._says("dossier-simulation")}</p>'
        if not self.scope.tops.is_signed:
            yield f'<p class="note">{self._says("dossier-unsigned")}</p>'
        yield self._about()
        yield from self._titled("dossier-steps", self._events(self.scope.steps))
        yield from self._titled("dossier-grounds", self._grounds())
        yield f"<h2>{self._says('dossier-deadlines')}</h2>"
        for each in certificates.values():
            yield from self._deadline(each)
        for each in absences.values():
            yield f"<p>{self._absence(each)}</p>"
        yield f"<h2>{self._says('dossier-replay')}</h2>\n<p>{self._says('dossier-verdicts', **replayed)}</p>"
        yield from self._titled("dossier-events", self._events(self.scope.stream))
        yield f"<h2>{self._says('dossier-check')}</h2>\n<p>{self._says('dossier-how')}</p>"

    def _says(self, code: str, **values: object) -> str:
        return escape(say(code, self.language, **values))

    def _titled(self, code: str, table: str) -> Iterator[str]:
        yield f"<h2>{self._says(code)}</h2>"
        yield table

    def _table(self, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
        head = "".join(f"<th>{self._says(f'column-{each}')}</th>" for each in headers)
        body = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
        return f"<table>\n<tr>{head}</tr>\n{body}\n</table>"

    def _about(self) -> str:
        founding, tops = self.found.history.founding(), self.scope.tops
        place = f"{founding.province} {founding.city} {founding.county}" if founding else ""
        rows = [
            ("cluster", f"{self.scope.wanted.cluster} {founding.name if founding else ''}"),
            ("place", place),
            ("case", self.scope.wanted.case),
            ("as-of", _beijing(self.scope.asked.known_at)),
            ("checkpoint", f"{tops.origin}, {tops.size}: {tops.note.splitlines()[2]}"),
            ("checkpoint-sm3", f"{tops.origin}/sm3, {tops.size}: {tops.sm3_note.splitlines()[2]}"),
        ]
        lines = (f"<tr><th>{self._says(f'label-{name}')}</th>{_cell(value)}</tr>" for name, value in rows)
        return "<table>\n" + "\n".join(lines) + "\n</table>"

    def _events(self, records: Sequence[Recorded]) -> str:
        headers = ("position", "effective-on", "type", "document", "recorded-at", "recorded-by")
        return self._table(headers, [self._event(each) for each in records])

    def _event(self, record: Recorded) -> list[object]:
        kind, source = type_name(type(record.body)), record.source
        words = self._type(kind)
        paper = " ".join(filter(None, [source.issuer, source.number])) if source else ""
        at = _beijing(record.recorded_at)
        return [record.position, record.effective_on, words, paper, at, record.recorded_by]

    def _type(self, kind: str) -> str:
        return TYPES.get(kind, kind) if self.language == "zh" else kind

    def _grounds(self) -> str:
        wanted = [each for each in self.found.assessment.grounds if each.code in self.scope.grounds]
        rows = [
            [
                term("ground", each["code"], self.language),
                term("limb", each["limb"], self.language),
                " ".join(filter(None, [self._term("obligation", each["obligation"]), each["period"]])),
                each["since"] or "",
                term("ground-state", each["state"], self.language),
                self._readings(each["choices"]),
                self._clause(each),
            ]
            for each in map(ground_answer, wanted)
        ]
        return self._table(("ground", "limb", "about", "since", "state", "choices", "clause"), rows)

    def _readings(self, choices: Iterable[str]) -> str:
        """Return the readings taken, each with the name by which the text of law in the bundle has it."""
        return ", ".join(f"{named(f'choice.{each}', '', self.language)} ({each})".strip() for each in choices)

    def _term(self, kind: str, value: object) -> str:
        return term(kind, value, self.language)

    def _clause(self, cited: Json) -> str:
        basis = self._term("basis", cited["basis"])
        return " ".join(filter(None, [cited["clause"], cited["rulebook"], f"[{basis}]"]))

    def _deadline(self, document: Json) -> Iterator[str]:
        """Yield a deadline: what it is, and its days."""
        kind = self._term(document["subject"], document["kind"])
        start, state = document["start"], f"{document['subject']}-state"
        told = say("dossier-told", self.language, day=document["told_last_day"])
        rows = [
            ("starts-with", f"{start['effective_on']} {self._type(start['type'])} {start['event']}"),
            ("opens-on", start["opens_on"]),
            ("due-on", f"{document['due_on']} {told if document['told_last_day'] else ''}"),
            ("certainty", self._term("certainty", document["certainty"])),
            ("state", self._term(state, document["state"])),
            ("clause", self._clause(document["cited"])),
            ("choices", self._readings(document["cited"]["choices"])),
            ("calendar", document["calendar"]),
        ]
        yield f"<h3>{escape(kind)} {escape(document['about'])}</h3>"
        lines = (f"<tr><th>{self._says(f'label-{name}')}</th>{_cell(value)}</tr>" for name, value in rows)
        yield "<table>\n" + "\n".join(lines) + "\n</table>"
        listed = (document["counted"] or document["fixed"] or {}).get("days")
        if listed:
            headers = ("day", "number", "why", "notice")
            yield self._table(headers, [self._day(each) for each in listed])

    def _day(self, each: Json) -> list[object]:
        why = self._term("why", each["why"])
        return [each["day"], each["number"] or "", why, each["notice"] or each["basis"] or ""]

    def _absence(self, document: Json) -> str:
        owed, finding = document["obligation"], document["finding"]
        return self._says(
            "dossier-absence",
            kind=self._term("obligation", owed["kind"]),
            period=owed["period"],
            due_on=owed["due_on"],
            position=finding["position"],
            before=finding["version"] - 1,
        )


def _cell(value: object) -> str:
    return f"<td>{escape(str(value))}</td>"


def _beijing(at: datetime) -> str:
    """Return an instant as the clock in China shows it."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
