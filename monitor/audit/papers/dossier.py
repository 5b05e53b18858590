"""The dossier of one case: everything it rests on in one zip that whoever holds it can check.

Promise: it follows from the log up to its checkpoint alone, so that it comes out the same byte for byte
whenever it is made, and none is handed out that its own verifier does not accept.
"""

from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

import msgspec

from domain.administration import CALENDAR_STREAM
from domain.deadline import Deadline
from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.application import Monitor
from monitor.audit.papers import verifier
from monitor.audit.papers.absence import absence_document, missing_finding, rulebook_text
from monitor.audit.papers.certificates import Certified, certified_stream
from monitor.audit.papers.dossier_crate import crate
from monitor.audit.papers.dossier_papers import bag_info, readme
from monitor.audit.papers.dossier_prov import provenance
from monitor.audit.papers.dossier_replay import verdicts
from monitor.audit.papers.dossier_scope import Scope, Wanted, scope_of
from monitor.audit.papers.dossier_summary import summary
from monitor.audit.papers.evidence import Advance, evidence_of, first_problem, unmoved
from monitor.audit.signing.time_stamps import stored_stamps
from monitor.database import reading
from monitor.version import VERSION

Json = dict[str, Any]
_PINS = ("rulebook_sha256", "statutes_sha256", "notices_sha256", "calendar_sha256")


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier as it is written, and what it says of itself."""

    content: bytes
    about: Json


def make_dossier(monitor: Monitor, wanted: Wanted, advance: Advance = unmoved) -> Dossier:
    """Make the dossier of a case.

    Raises:
        RefusedError: "cluster-not-found", "case-not-found"; "evidence-not-signed", no checkpoint covers
            the case; "dossier-does-not-hold", the log does not bear out what it should say.
    """
    scope = scope_of(monitor, wanted)
    found = certified_stream(monitor, scope.asked, scope.stream)
    lines = evidence_of(monitor.engine, wanted.cluster, scope.tops.size, advance)
    texts = {each.sha256: each.content for each in found.texts}
    missing = list(_add_pinned(monitor, scope.stream, texts))
    about = scope.about(monitor.simulation, missing)
    absences = _absences(monitor, scope, found, lines)
    certificates = {_slug(each): found.document(each) for each in _deadlines(found, scope)}
    replayed = verdicts(monitor, scope)
    data: dict[str, bytes] = {
        "events.jsonl": _jsonl(lines),
        "calendar.jsonl": _jsonl(evidence_of(monitor.engine, CALENDAR_STREAM, scope.tops.size)),
        "checkpoint.txt": scope.tops.note.encode(),
        "checkpoint-sm3.txt": scope.tops.sm3_note.encode(),
        "dossier.json": verifier.canonical(about),
        "replay.json": verifier.canonical(msgspec.json.decode(msgspec.json.encode(replayed))),
        "prov.json": verifier.canonical(provenance(scope.stream)),
        "summary.html": summary(scope, found, certificates, absences, replayed).encode(),
        **{f"law/{name.removeprefix('sha256:')}.json": text for name, text in texts.items()},
        **{f"certificates/{name}.json": verifier.canonical(each) for name, each in certificates.items()},
        **{f"absence/{name}.json": verifier.canonical(each) for name, each in absences.items()},
        **_time_stamps(monitor, scope),
        **_further(wanted),
    }
    data["ro-crate-metadata.json"] = verifier.canonical(crate(about, data))
    return Dossier(content=_sealed(data, about), about=about)


def _sealed(data: dict[str, bytes], about: Json) -> bytes:
    """Return the bag as one zip, once its verifier accepts it.

    Raises:
        RefusedError: "dossier-does-not-hold".
    """
    program = resources.files("monitor.audit.papers").joinpath("verifier.py").read_bytes()
    members = {f"data/{name}": content for name, content in data.items()}
    members |= {"README.txt": readme(about).encode(), "verify.py": program}
    members["bag-info.txt"] = bag_info(about, data, VERSION).encode()
    content = verifier.pack(verifier.seal_bag(members))
    report = verifier.check_content(content, [])
    if not report.ok:
        chinese, english = first_problem(report)
        raise RefusedError("dossier-does-not-hold", kind="answer-is-no", reason=english, reason_zh=chinese)
    return content


def _jsonl(lines: Sequence[Json]) -> bytes:
    return b"".join(msgspec.json.encode(each) + b"\n" for each in lines)


def _deadlines(found: Certified, scope: Scope) -> Iterator[Deadline]:
    """Yield the windows of the case, and the obligations behind its grounds."""
    for deadline in found.deadlines():
        is_window = deadline.subject == "window"
        if deadline.about == scope.wanted.case if is_window else deadline.kind in scope.obligations:
            yield deadline


def _slug(deadline: Deadline) -> str:
    """Return the name of a file, in ASCII, for a case or period of any letters."""
    about = "".join(each if each.isascii() and each.isalnum() else "_" for each in deadline.about)
    mark = "" if about == deadline.about else f"-{verifier.sha256(deadline.about.encode()).hex()[:8]}"
    return f"{deadline.kind}-{about}{mark}"


def _absences(monitor: Monitor, scope: Scope, found: Certified, lines: Sequence[Json]) -> dict[str, Json]:
    """Return the proofs that what was found missing was not there."""
    proofs: dict[str, Json] = {}
    for deadline in _deadlines(found, scope):
        finding = missing_finding(scope.stream, deadline)
        if finding is not None:
            book = rulebook_text(finding, monitor.archive, found.law.book)
            proofs[_slug(deadline)] = absence_document(
                finding, deadline, book, scope.tops, lines, simulation=monitor.simulation
            )
    return proofs


def _add_pinned(monitor: Monitor, stream: Sequence[Recorded], texts: dict[str, bytes]) -> Iterator[str]:
    """Add the texts that findings and decisions pin; yield the names of those that are not kept."""
    pinned = dict.fromkeys(
        name for record in stream for name in map(_pins(record).get, _PINS) if name is not None
    )
    for name in sorted(pinned):
        if name not in texts:
            try:
                texts[name] = monitor.archive.read(name).content
            except RefusedError as error:
                if error.code != "law-text-missing":
                    raise
                yield name


def _pins(record: Recorded) -> Json:
    """Return the hashes that a finding or a decision names."""
    held = record.pinned or record.body
    return {name: getattr(held, name, None) for name in _PINS}


def _time_stamps(monitor: Monitor, scope: Scope) -> dict[str, bytes]:
    """Return the tokens that are kept over the checkpoints."""
    with reading(monitor.engine) as connection:
        stamps = stored_stamps(connection)
    algorithms = {scope.tops.origin: "sha256", f"{scope.tops.origin}/sm3": "sm3"}
    return {
        f"time-stamps/{algorithms[each.origin]}-{each.number}.tsr": each.token
        for each in stamps
        if each.size == scope.tops.size and each.origin in algorithms
    }


def _further(wanted: Wanted) -> dict[str, bytes]:
    """Return the keys that come along as a hint."""
    return {"key.txt": "".join(f"{key}\n" for key in wanted.keys).encode()} if wanted.keys else {}
