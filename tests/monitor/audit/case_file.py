"""A case with its dossier, for tests; and a forger who changes one and packs it again as he should."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sqlalchemy import Engine

from monitor.audit.papers import verifier
from monitor.audit.papers.dossier import make_dossier
from monitor.audit.papers.dossier_scope import Wanted
from monitor.audit.signing.checkpoint import checkpoint_text, parse_checkpoint
from monitor.audit.signing.checkpoint_table import store
from monitor.audit.signing.keys import Ed25519Signer
from monitor.audit.signing.note import sign_note
from monitor.audit.signing.signer import sign_log
from monitor.database import open_database
from monitor.migrate import initialise
from tests.office import Office, line, recognised

ORIGIN = "gxt.example/clusters"
SIGNER = Ed25519Signer(ORIGIN, bytes(range(32)))
SIGNERS = (SIGNER, SIGNER.named(f"{ORIGIN}/sm3"))
COLUMNS = ("position", "version", "cluster", "topic", "key", "recorded_at", "state")
KEY = verifier.read_key(str(SIGNER.verifier))
BEGINNING = datetime(2022, 1, 1, tzinfo=UTC)
Json = dict[str, Any]


def told(office: Office) -> Office:
    """Tell the story of a case: a report missed, a change not filed, revoked, served, appealed, answered."""
    case = {"case": "c1"}
    office.record("2023-07-10", recognised(on="2023-07-10"), recognised("c2", "2023-07-10"))
    office.record("2024-03-01", line("annual-report-filed", "2024-03-01", year=2023))
    office.record("2025-01-10", line("major-change-occurred", "2025-01-10", change="变更1", kind="operator"))
    office.tick("2025-04-02")
    office.record(
        "2025-05-06",
        line("case-opened", "2025-05-06", **case, grounds=["reporting", "change"]),
        line("defence-invited", "2025-05-06", **case, reply_by="2025-05-20"),
    )
    office.record("2025-06-03", line("annual-report-filed", "2025-06-03", "c2", year=2024))
    decided = line(
        "revocation-decided", "2025-07-01", **case, grounds=["reporting"], number="闽工信撤〔2025〕1号"
    )
    office.record("2025-07-01", decided)
    office.record("2025-07-02", line("decision-served", "2025-07-02", **case, method="signed"))
    office.tick("2025-07-03")
    office.record("2025-07-10", line("appeal-lodged", "2025-07-10", **case))
    office.record("2025-07-30", line("appeal-answered", "2025-07-30", **case, outcome="upheld"))
    office.tick("2025-08-01")
    return office


def signed(engine: Engine, folder: Path) -> None:
    """Sign the log as it stands, and keep the checkpoints."""
    made = sign_log(engine, SIGNERS, folder / "log.state", full=False, advance=lambda _done, _total: None)
    store(engine, made.checkpoints)


def other_signer() -> Ed25519Signer:
    """Return somebody who signs under the same name with another key."""
    return Ed25519Signer(ORIGIN, bytes(range(1, 33)))


def dossier(office: Office, **more: Any) -> bytes:
    return make_dossier(office.monitor, Wanted("c1", "c1", **more)).content


@cache
def sample() -> bytes:
    """Return the dossier of the case, signed, with its key as a hint."""
    with TemporaryDirectory() as folder:
        engine = open_database(f"{folder}/monitor.db", create=True)
        initialise(engine, simulation=False, at=BEGINNING)
        office = told(Office(engine))
        signed(engine, Path(folder))
        content = dossier(office, keys=(str(SIGNER.verifier),))
        engine.dispose()
    return content


def member(name: str) -> Json:
    """Return a JSON file of the sample."""
    document: Json = json.loads(verifier.unpack(sample())[f"data/{name}"])
    return document


def events() -> list[Json]:
    """Return the events of the sample."""
    return [json.loads(each) for each in verifier.unpack(sample())["data/events.jsonl"].splitlines()]


class Forger(NamedTuple):
    """Someone who changes the files of a dossier, and knows how manifests and zip are made."""

    members: dict[str, bytes]

    @classmethod
    def of(cls, content: bytes) -> "Forger":
        return cls(verifier.unpack(content))

    def packed(self) -> bytes:
        """Pack the files again, with manifests and sums that fit them."""
        payload = [content for name, content in self.members.items() if name.startswith("data/")]
        info = self.members["bag-info.txt"].decode().splitlines()
        oxum = f"Payload-Oxum: {sum(map(len, payload))}.{len(payload)}"
        kept = [each for each in info if not each.startswith("Payload-Oxum")]
        self.members["bag-info.txt"] = "".join(f"{each}\n" for each in [*kept, oxum]).encode()
        return verifier.pack(verifier.seal_bag(self.members))

    def json(self, name: str, change: Callable[[Json], None]) -> "Forger":
        """Change a JSON file, and write it in its one form."""
        document = json.loads(self.members[name])
        change(document)
        return Forger({**self.members, name: verifier.canonical(document)})

    def lines(self, change: Callable[[list[Json]], None], name: str = "data/events.jsonl") -> "Forger":
        """Change the events."""
        found = [json.loads(each) for each in self.members[name].splitlines()]
        change(found)
        text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in found)
        return Forger({**self.members, name: text.encode()})

    def without(self, name: str) -> "Forger":
        return Forger({each: content for each, content in self.members.items() if each != name})

    def having(self, name: str, content: bytes) -> "Forger":
        return Forger({**self.members, name: content})

    def law(self, kind: str, change: Callable[[Json], None]) -> tuple["Forger", str]:
        """Add a text of law with a change to it, and return its name."""
        pins = json.loads(self.members["data/certificates/appeal-c1.json"])
        original = self.members[f"data/law/{pins[f'{kind}_sha256'][7:]}.json"]
        document = json.loads(original)
        change(document)
        content = json.dumps(document, ensure_ascii=False).encode()
        name = sha256(content).hexdigest()
        return self.having(f"data/law/{name}.json", content), f"sha256:{name}"


def resealed(row: Json) -> Json:
    """Give a changed event the leaf hashes that its bytes now have."""
    held = verifier.Row(**{name: row[name] for name in COLUMNS}, held={})
    for algorithm, digest in verifier.DIGESTS.items():
        row["leaf"][algorithm] = digest(b"\x00" + verifier.entry(held)).hex()
    return row


def resigned(forger: Forger, signer: Ed25519Signer, **other: Any) -> Forger:
    """Put checkpoints of one's own into a dossier, wherever they stand."""
    first, second = (forger.members[f"data/checkpoint{which}.txt"].decode() for which in ("", "-sm3"))
    notes = []
    for note in (first, second):
        stated = parse_checkpoint(note)
        origin = other.get("origin", ORIGIN) + ("/sm3" if stated.algorithm == "sm3" else "")
        text = checkpoint_text(origin, other.get("size", stated.size), other.get("root", stated.root))
        notes.append(sign_note(text, [signer.named(origin)]))
    changed = forger.having("data/checkpoint.txt", notes[0].encode())
    changed = changed.having("data/checkpoint-sm3.txt", notes[1].encode())
    for name in [each for each in changed.members if each.startswith("data/absence/")]:
        changed = changed.json(name, partial(_put_notes, notes))
    about = {name: value for name, value in other.items() if name in ("origin", "size")}
    return changed.json("data/dossier.json", lambda each: each.update(about))


def _put_notes(notes: list[str], document: Json) -> None:
    document |= {"checkpoint": notes[0], "checkpoint_sm3": notes[1]}
    document |= verifier.with_hash(document)


def codes(content: bytes, *keys: verifier.Key) -> list[str]:
    """Return the codes of what does not hold."""
    return [each["code"] for each in verifier.check_content(content, keys).problems]
