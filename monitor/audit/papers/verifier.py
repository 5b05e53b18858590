"""Checks a dossier or a proof of absence offline; every dossier carries this file as verify.py.

Usage: python3 verify.py BUNDLE [--key VKEY-OR-FILE]... [--json] [--lang zh|en]

Promise: standard library only (Python 3.7 and later), one file, nothing of the service is imported and
nothing of the bundle is run; whatever is handed in, the end is a verdict, never a traceback.
Exit codes: 0 everything holds, 1 something does not, 2 it could not be read or was called wrongly.

Sources: RFC 9162 section 2.1 (proofs), RFC 8032 (Ed25519), GB/T 32905-2016 (SM3), RFC 8493 (BagIt),
C2SP signed-note and tlog-checkpoint, Civil Code (民法典) Art 201-203 (periods).
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import re
import struct
import sys
import zlib
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import islice
from typing import Any, NamedTuple

FORMAT = "cluster-monitor dossier 1"
ABSENCE_FORMAT = "cluster-monitor absence 1"
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LARGEST = 512 * 1024 * 1024  # bytes of a bundle
DAY = timedelta(days=1)
ALGORITHMS = ("sha256", "sm3")
SHANGHAI = timezone(timedelta(hours=8))


class BrokenError(Exception):
    """Something does not hold: a code, and what its sentence names."""

    def __init__(self, code: str, **values: object) -> None:
        """Say what does not hold."""
        super().__init__(code)
        self.code = code
        self.values = values


def demand(holds: object, code: str, **values: object) -> None:
    """Go on only where something holds.

    Raises:
        BrokenError: it does not.
    """
    if not holds:
        raise BrokenError(code, **values)


# --- hash functions and signatures --------------------------------------------------------------

_MASK = 0xFFFFFFFF
_SM3_START = (
    0x7380166F,
    0x4914B2B9,
    0x172442D7,
    0xDA8A0600,
    0xA96F30BC,
    0x163138AA,
    0xE38DEE4D,
    0xB0FB0E4E,
)


def sha256(content: bytes) -> bytes:
    """Return the SHA-256 of bytes (FIPS 180-4)."""
    return hashlib.sha256(content).digest()


def _turned(word: int, by: int) -> int:
    by %= 32
    return (word << by | word >> (32 - by)) & _MASK if by else word


def slow_sm3(content: bytes) -> bytes:
    """Return the SM3 of bytes (GB/T 32905-2016 section 5)."""
    padded = content + b"\x80" + bytes(-(len(content) + 9) % 64) + struct.pack(">Q", 8 * len(content))
    state: Sequence[int] = _SM3_START
    for at in range(0, len(padded), 64):
        mixed = _compressed(state, struct.unpack_from(">16I", padded, at))
        state = tuple(old ^ new for old, new in zip(state, mixed))  # noqa: B905 - Python 3.7
    return struct.pack(">8I", *state)


def _expanded(block: Sequence[int]) -> list[int]:
    words = list(block)
    for j in range(16, 68):
        x = words[j - 16] ^ words[j - 9] ^ _turned(words[j - 3], 15)
        x ^= _turned(x, 15) ^ _turned(x, 23)
        words.append(x ^ _turned(words[j - 13], 7) ^ words[j - 6])
    return words


def _compressed(state: Sequence[int], block: Sequence[int]) -> Sequence[int]:
    words = _expanded(block)
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        first = j < 16  # noqa: PLR2004 - the rounds with the simple functions
        constant = 0x79CC4519 if first else 0x7A879D8A
        ss1 = _turned((_turned(a, 12) + e + _turned(constant, j)) & _MASK, 7)
        ff = a ^ b ^ c if first else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if first else (e & f) | (~e & g)
        tt1 = (ff + d + (ss1 ^ _turned(a, 12)) + (words[j] ^ words[j + 4])) & _MASK
        tt2 = (gg + h + ss1 + words[j]) & _MASK
        a, b, c, d = tt1, a, _turned(b, 9), c
        e, f, g, h = tt2 ^ _turned(tt2, 9) ^ _turned(tt2, 17), e, _turned(f, 19), g
    return a, b, c, d, e, f, g, h


def sm3(content: bytes) -> bytes:
    """Return the SM3 of bytes, by OpenSSL where this Python has it."""
    try:
        return hashlib.new("sm3", content).digest()
    except ValueError:
        return slow_sm3(content)


DIGESTS: dict[str, Callable[[bytes], bytes]] = {"sha256": sha256, "sm3": sm3}

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)  # of -1


class Point(NamedTuple):
    """A point of edwards25519 in extended coordinates (RFC 8032 section 5.1.4)."""

    x: int
    y: int
    z: int
    t: int


def _sum(p: Point, q: Point) -> Point:
    a, b = (p.y - p.x) * (q.y - q.x) % _P, (p.y + p.x) * (q.y + q.x) % _P
    c, d = 2 * p.t * q.t * _D % _P, 2 * p.z * q.z % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return Point(e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _times(factor: int, point: Point) -> Point:
    product = Point(0, 1, 1, 0)
    while factor:
        if factor & 1:
            product = _sum(product, point)
        point, factor = _sum(point, point), factor >> 1
    return product


def _point(encoded: bytes) -> Point | None:
    """Return the point that 32 bytes mean, or None (RFC 8032 section 5.1.3)."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if y >= _P or (x * x - square) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return Point(x, y, 1, x * y % _P)


_BASE = _point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little"))


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a key signed a message (RFC 8032 section 5.1.7, without cofactor)."""
    key, nonce = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or key is None or nonce is None or _BASE is None or s >= _L:  # noqa: PLR2004
        return False
    told = hashlib.sha512(signature[:32] + public + message).digest()
    left = _times(s, _BASE)
    right = _sum(nonce, _times(int.from_bytes(told, "little") % _L, key))
    return not ((left.x * right.z - right.x * left.z) % _P or (left.y * right.z - right.y * left.z) % _P)


# --- the Merkle tree ------------------------------------------------------------------------------


def root_from_inclusion(algorithm: str, leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Return the root that a leaf's path leads to (RFC 9162 section 2.1.3.2).

    Raises:
        BrokenError: "proof", it has not the form that index and size demand.
    """
    demand(0 <= index < size and all(len(each) == len(leaf) for each in proof), "proof")
    digest, node, last = DIGESTS[algorithm], index, size - 1
    root = leaf
    for each in proof:
        demand(last, "proof")
        if node & 1 or node == last:
            root = digest(b"\x01" + each + root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            root = digest(b"\x01" + root + each)
        node, last = node >> 1, last >> 1
    demand(last == 0, "proof")
    return root


def entry(row: Row) -> bytes:
    """Return the bytes of an event that its leaf covers: its columns' lengths, its columns, its state."""
    cluster, topic = row.cluster.encode(), row.topic.encode()
    key = b"" if row.key is None else row.key.encode()
    length = -1 if row.key is None else len(key)
    header = b"%d %d %d %d %d\n" % (row.version, row.recorded_at, len(cluster), len(topic), length)
    return header + cluster + topic + key + row.state.encode()


# --- the container: a zip that has one form only -----------------------------------------------

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_NEW_YEAR_1980 = 0x0021
_FILE = 0o100644 << 16  # an ordinary file, read by all
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*){0,4}", re.ASCII)


def pack(members: dict[str, bytes]) -> bytes:
    """Return the one zip of these files: sorted by name, stored, dated 1980, nothing else in it."""
    local, central, at = [], [], 0
    for name, content in sorted(members.items()):
        path, crc, size = name.encode("ascii"), zlib.crc32(content), len(content)
        shape = (0, 0, 0, _NEW_YEAR_1980, crc, size, size, len(path), 0)
        local += [_LOCAL.pack(b"PK\3\4", 10, *shape), path, content]
        central += [_CENTRAL.pack(b"PK\1\2", 0x314, 10, *shape, 0, 0, 0, _FILE, at), path]
        at += _LOCAL.size + len(path) + size
    directory = b"".join(central)
    count = len(members)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), at, 0)
    return b"".join([*local, directory, end])


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip that is byte for byte as `pack` makes it.

    Raises:
        BrokenError: "zip", it is not.
    """
    try:
        members = dict(islice(_listed(content), len(content) // _CENTRAL.size))
        same = pack(members) == content
    except (struct.error, UnicodeError):
        same = False
    demand(same, "zip")
    demand(len({name.lower() for name in members}) == len(members), "zip")
    return members


def _listed(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files that the directory of a zip lists, no more bytes in all than the zip has."""
    _, _, _, _, count, _, at, _ = _END.unpack(content[-_END.size :])
    left = len(content)
    for _ in range(count):
        fields = _CENTRAL.unpack_from(content, at)
        size, length, begins = fields[8], fields[10], fields[16]
        name = content[at + _CENTRAL.size : at + _CENTRAL.size + length].decode("ascii")
        begin, left = begins + _LOCAL.size + length, left - size
        demand(left >= 0 and _NAME.fullmatch(name), "zip")
        yield name, content[begin : begin + size]
        at += _CENTRAL.size + length


def manifest(members: dict[str, bytes], names: Iterable[str]) -> bytes:
    """Return the text of a BagIt manifest over some files (RFC 8493 section 2.1.3)."""
    lines = [f"{hashlib.sha256(members[name]).hexdigest()}  {name}\n" for name in sorted(names)]
    return "".join(lines).encode()


def seal_bag(members: dict[str, bytes]) -> dict[str, bytes]:
    """Return files of a bag with their two manifests."""
    payload = [name for name in members if name.startswith("data/")]
    bag = {**members, "bagit.txt": BAGIT, "manifest-sha256.txt": manifest(members, payload)}
    tags = [name for name in bag if not name.startswith("data/") and name != "tagmanifest-sha256.txt"]
    bag["tagmanifest-sha256.txt"] = manifest(bag, tags)
    return bag


def check_bag(members: dict[str, bytes]) -> None:
    """Check that both manifests list every file with its hash, and that the sum of sizes is right.

    Raises:
        BrokenError: "bag", with the file that is wrong.
    """
    for name, content in seal_bag(members).items():
        demand(members.get(name) == content, "bag", file=name)
    payload = [content for name, content in members.items() if name.startswith("data/")]
    oxum = f"Payload-Oxum: {sum(map(len, payload))}.{len(payload)}"
    demand(oxum in members["bag-info.txt"].decode().splitlines(), "bag", file="bag-info.txt")


# --- reading -------------------------------------------------------------------------------------

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z", re.ASCII)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - both ends of the difference are in UTC
_UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OverflowError)


def read_json(content: bytes) -> Any:  # noqa: ANN401 - whatever somebody wrote
    """Return a JSON text; a name that stands twice, NaN and the like are refused.

    Raises:
        ValueError: it is none.
    """
    text = content.decode()
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    demand(len(found) == len(pairs), "unreadable")
    return found


def _whole(text: str) -> int:
    demand(len(text) <= 40, "unreadable", found=text[:40])  # noqa: PLR2004 - longer ones take for ever
    return int(text)


def _no_number(text: str) -> None:
    raise BrokenError("unreadable", found=text)


def day_of(text: str) -> date:
    """Return the day that a text names.

    Raises:
        ValueError: it names none.
    """
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def microseconds(text: str) -> int:
    """Return an instant in UTC in microseconds since 1970.

    Raises:
        ValueError: the text names none.
    """
    parts = _INSTANT.fullmatch(text)
    if parts is None:
        raise ValueError(text)
    seconds = datetime.strptime(parts[1], "%Y-%m-%dT%H:%M:%S") - _EPOCH  # noqa: DTZ007 - UTC by its "Z"
    return seconds // timedelta(microseconds=1) + int((parts[2] or "").ljust(6, "0"))


def legal_day(text: str) -> date:
    """Return the day in China on which an instant falls."""
    at = _EPOCH + microseconds(text) * timedelta(microseconds=1)
    return at.replace(tzinfo=timezone.utc).astimezone(SHANGHAI).date()  # noqa: UP017 - Python 3.7


# --- checkpoints and keys ------------------------------------------------------------------------

_DASH = "\u2014 "
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


class Key(NamedTuple):
    """A trusted Ed25519 key under its name."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes before its signatures."""
        return sha256(self.name.encode() + b"\n\x01" + self.public)[:4]


class Checkpoint(NamedTuple):
    """What a note says: which log, how many leaves, which root; and the lines of its signatures."""

    origin: str
    size: int
    root: bytes
    text: str
    signatures: tuple[str, ...]


def read_key(text: str) -> Key:
    """Return the key that a verifier key states.

    Raises:
        BrokenError: "key", it is none, or none for Ed25519.
    """
    try:
        name, stated, encoded = text.strip().split("+", 2)
        content = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        raise BrokenError("key", found=text[:80]) from None
    key = Key(name, content[1:])
    is_ed25519 = content[:1] == b"\x01" and len(key.public) == 32  # noqa: PLR2004 - RFC 8032 5.1.5
    demand(is_ed25519 and key.id.hex() == stated, "key", found=text[:80])
    return key


def read_checkpoint(note: str) -> Checkpoint:
    """Return what a signed note says; without signatures only the text is there.

    Raises:
        BrokenError: "checkpoint", it is none.
    """
    text, blank, block = note.partition("\n\n")
    lines = (text + "\n" if blank else note).split("\n")
    demand(len(lines) == 4 and lines[3] == "" and lines[0] and _SIZE.fullmatch(lines[1]), "checkpoint")  # noqa: PLR2004
    signatures = tuple(block.split("\n")[:-1])
    demand(not blank or (0 < len(signatures) <= 100 and block.endswith("\n")), "checkpoint")  # noqa: PLR2004
    try:
        root = base64.b64decode(lines[2], validate=True)
    except ValueError:
        root = b""
    demand(len(root) == 32 and base64.b64encode(root).decode() == lines[2], "checkpoint")  # noqa: PLR2004
    return Checkpoint(lines[0], int(lines[1]), root, "\n".join(lines), signatures)


def is_signed(checkpoint: Checkpoint, keys: Iterable[Key]) -> bool:
    """Tell whether one of the keys, under the name of the log, signed a checkpoint.

    Raises:
        BrokenError: "signature", a line in the name of a key that the key did not make.
    """
    known = {key.id: key for key in keys if key.name == checkpoint.origin}
    signed = False
    for line in checkpoint.signatures:
        name, _, encoded = line[len(_DASH) :].rpartition(" ")
        content = base64.b64decode(encoded, validate=True)
        demand(line.startswith(_DASH) and name, "checkpoint")
        key = known.get(content[:4])
        if key is not None and key.name == name:
            demand(ed25519(key.public, checkpoint.text.encode(), content[4:]), "signature", origin=name)
            signed = True
    return signed


def of_both_logs(keys: Iterable[Key]) -> list[Key]:
    """Return keys together with the same ones for the log beside it that is hashed by SM3."""
    return [named for key in keys for named in (key, Key(key.name + "/sm3", key.public))]


# --- events --------------------------------------------------------------------------------------


class Row(NamedTuple):
    """An event as the log stores it; `recorded_at` in microseconds since 1970, `held` its state read."""

    position: int
    version: int
    cluster: str
    topic: str
    key: str | None
    recorded_at: int
    state: str
    held: dict[str, Any]

    @property
    def body(self) -> dict[str, Any]:
        """What the event says."""
        body: dict[str, Any] = self.held["body"]
        return body

    @property
    def on(self) -> date:
        """The legal day of the event."""
        return day_of(self.held["effective_on"])

    @property
    def type(self) -> str:
        """The type without its version: "annual-report-filed"."""
        return self.topic.rpartition(".")[0]


_COLUMNS = ("position", "version", "cluster", "topic", "key", "recorded_at", "state")
_ROW_NAMES = {*_COLUMNS, "leaf", "proof"}


def read_row(stated: dict[str, Any], tops: dict[str, Checkpoint]) -> Row:
    """Return an event once it is shown to be in both trees, and its columns agree with its state.

    Raises:
        BrokenError: "leaf", "proof" or "columns", with its position.
    """
    demand(set(stated) == _ROW_NAMES, "columns", position=stated.get("position"))
    numbers = [stated[name] for name in ("position", "version", "recorded_at")]
    demand(all(type(number) is int for number in numbers), "columns", position=numbers[0])
    columns = {name: stated[name] for name in _COLUMNS}
    row = Row(held=read_json(stated["state"].encode()), **columns)
    for algorithm, top in tops.items():
        leaf = DIGESTS[algorithm](b"\x00" + entry(row))
        demand(leaf.hex() == stated["leaf"][algorithm], "leaf", position=row.position)
        proof = [bytes.fromhex(each) for each in stated["proof"][algorithm]]
        root = root_from_inclusion(algorithm, leaf, row.position - 1, top.size, proof)
        demand(root == top.root, "proof", position=row.position)
    held = (row.held["cluster"], row.body["type"], row.held.get("key"), microseconds(row.held["recorded_at"]))
    demand(held == (row.cluster, row.topic, row.key, row.recorded_at), "columns", position=row.position)
    return row


def read_stream(lines: Iterable[dict[str, Any]], cluster: str, tops: dict[str, Checkpoint]) -> list[Row]:
    """Return the events of one stream from its first on; a gap or a falling time is refused.

    Raises:
        BrokenError: "stream", with the position; or as `read_row`.
    """
    rows: list[Row] = []
    for stated in lines:
        try:
            row = read_row(stated, tops)
        except _UNREADABLE:
            raise BrokenError("columns", position=str(stated)[:60]) from None
        before = rows[-1] if rows else None
        follows = row.cluster == cluster and row.version == len(rows) + 1
        rises = before is None or (before.position < row.position and before.recorded_at <= row.recorded_at)
        demand(follows and rises, "stream", position=row.position)
        rows.append(row)
    return rows


def gone_by(rows: Iterable[Row]) -> set[str]:
    """Return the ids of the events that some of the rows withdraw."""
    return {row.body["event"] for row in rows if row.type == "fact-withdrawn"}


# --- law and calendar ----------------------------------------------------------------------------

_PINS = ("rulebook_sha256", "statutes_sha256", "notices_sha256", "calendar_sha256")
PLAIN = {
    (True, True): "weekday",
    (True, False): "weekend",
    (False, True): "unpublished-weekday",
    (False, False): "unpublished-weekend",
}


def check_pins(rows: Iterable[Row], there: set[str], missing: set[str]) -> None:
    """Check that every text of law that an event pins is in the bundle, or is named as missing.

    Raises:
        BrokenError: "pin", with the position and the hash.
    """
    for row in rows:
        pinned = row.held.get("pinned") or row.body
        for name in _PINS:
            text = pinned.get(name)
            demand(text is None or text in there | missing, "pin", position=row.position, found=text)


class Edition:
    """The calendar as known on a day in a region, laid out again from all notices and overrides."""

    def __init__(self, notices: dict[str, Any], known_on: date, region: dict[str, Any]) -> None:
        """Lay notices, then overrides, over each other: the later one wins day by day."""
        self.stated: dict[str, dict[str, Any]] = {}
        until = known_on.isoformat()
        known = [n for n in notices["notices"] if (n.get("known_from") or n["issued_on"]) <= until]
        for notice in sorted(known, key=lambda n: (n["issued_on"], n.get("amends") is not None)):
            cited = notice["number"] or f"{notice['year']} ({notice['issued_on']})"
            for working, days in ((False, notice["off"]), (True, notice["work"])):
                why = "make-up" if working else "holiday"
                self.stated.update({each: _told(each, working, why, notice=cited) for each in days})
        local = [o for o in notices.get("overrides", ()) if o["known_from"] <= until]
        for each in sorted((o for o in local if lies_in(region, o["region"])), key=lambda o: o["known_from"]):
            told = _told(each["day"], each["working"], "override", basis=each["basis"])
            self.stated[each["day"]] = told
        self.published = {n["year"] for n in known if n.get("amends") is None}

    @property
    def sha256(self) -> str:
        """The hash of the edition's text."""
        days = [self.stated[each] for each in sorted(self.stated)]
        arranged = [each for each in days if each["why"] != "override"]
        content = {
            "off": [each["day"] for each in arranged if not each["working"]],
            "overrides": [[o["day"], o["working"], o["basis"]] for o in days if o["why"] == "override"],
            "published": sorted(self.published),
            "work": [each["day"] for each in arranged if each["working"]],
        }
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()

    def reason(self, day: date) -> dict[str, Any]:
        """Say what a day is, and by which notice."""
        named = self.stated.get(day.isoformat())
        if named is not None:
            return named
        working = day.isoweekday() < 6  # noqa: PLR2004 - Saturday
        return _told(day.isoformat(), working, PLAIN[day.year in self.published, working])

    def certainty(self, first: date, last: date) -> str:
        """Say whether a later notice may still change a day that a period rests on."""
        if not self.published.issuperset(range(first.year, last.year + 1)):
            return "provisional"
        late = (last.month, last.day) >= (12, 25)
        return "boundary" if late and last.year + 1 not in self.published else "final"


def _told(day: str, working: bool, why: str, **more: object) -> dict[str, Any]:  # noqa: FBT001 - a column
    return {"day": day, "working": working, "why": why, "notice": None, "basis": None, **more}


def lies_in(region: dict[str, Any], place: str) -> bool:
    """Tell whether a place (a code's leading digits, a name, or "*") covers a region."""
    if not place.isdigit():
        return place == "*" or place in region["names"]
    if len(place) == 6:  # noqa: PLR2004 - a whole division code (GB/T 2260)
        place = re.sub("(00){1,2}$", "", place)
    return (region["code"] or "").startswith(place) and region["code"] is not None


# --- certificates --------------------------------------------------------------------------------


def counted_again(edition: Edition, of: dict[str, Any]) -> dict[str, Any]:
    """Return the certificate of a period, made anew from its terms and a calendar (Art 201-203)."""
    start, length, unit = day_of(of["start"]), of["length"], of["unit"]
    from_first_day, rolls = of["from_first_day"], of["rolls"]
    demand(type(length) is int and 1 <= length <= 3660, "certificate")  # noqa: PLR2004 - ten years of days
    first = start if from_first_day else start + DAY
    if unit == "working-days":
        worked = list(islice(_working_days(edition, first), length))
        starts_on, last, due_on = worked[0], worked[-1], worked[-1]
        certainty = edition.certainty(first, last)
    else:
        starts_on, last = first, _end(start, length, unit, from_first_day)
        due_on = next(_working_days(edition, last)) if rolls else last
        certainty = edition.certainty(last, due_on) if rolls else "final"
    days = list(_laid_out(edition, of, (starts_on, last), due_on))
    return {
        **{name: of[name] for name in ("start", "length", "unit", "from_first_day", "rolls")},
        "starts_on": starts_on.isoformat(),
        "due_on": due_on.isoformat(),
        "rolled_from": None if due_on == last else last.isoformat(),
        "certainty": certainty,
        "calendar": edition.sha256,
        "published_through": f"{max(edition.published)}-12-31" if edition.published else None,
        "basis": _rests_on(unit, from_first_day=from_first_day, rolls=rolls),
        "days": days,
    }


def _working_days(edition: Edition, day: date) -> Iterator[date]:
    while True:
        if edition.reason(day)["working"]:
            yield day
        day += DAY


def _end(start: date, length: int, unit: str, from_first_day: bool) -> date:  # noqa: FBT001 - a column
    """Return the last day before any roll: the corresponding day, or the month's last (Art 202)."""
    if unit == "days":
        return start + (length - from_first_day) * DAY
    demand(unit in {"months", "years"}, "certificate")
    months = length * (12 if unit == "years" else 1)
    year, month = divmod(12 * start.year + start.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if start.day > last:
        return date(year, month + 1, last)
    return date(year, month + 1, start.day) - from_first_day * DAY


def _laid_out(
    edition: Edition, of: dict[str, Any], own: tuple[date, date], due_on: date
) -> Iterator[dict[str, Any]]:
    """Yield each day from the start to the last one, numbering those that count."""
    day, number = day_of(of["start"]), 0
    while day <= due_on:
        told = edition.reason(day)
        counted = own[0] <= day <= own[1] and (told["working"] or of["unit"] != "working-days")
        number += counted
        is_event_day = day.isoformat() == of["start"] and not of["from_first_day"]
        why = "event-day" if is_event_day else told["why"]
        yield {**told, "why": why, "counted": counted, "number": number if counted else None}
        day += DAY


def _rests_on(unit: str, *, from_first_day: bool, rolls: bool) -> list[str]:
    texts = {
        "civil-code-201": not from_first_day,
        "civil-code-202": unit in {"months", "years"},
        "civil-code-203": rolls and unit != "working-days",
        "state-council-notices": rolls or unit == "working-days",
    }
    return [text for text, applies in texts.items() if applies]


def check_certificate(stated: dict[str, Any], rows: Sequence[Row], texts: dict[str, Any]) -> None:
    """Check a certificate: its law, the fact that began it, its calendar, and every day of its count.

    Raises:
        BrokenError: "certificate", with what does not hold.
    """
    edition = Edition(texts[stated["notices_sha256"]], legal_day(stated["known_at"]), stated["region"])
    demand(edition.sha256 == stated["calendar"], "certificate", part="calendar")
    book, statutes = texts[stated["rulebook_sha256"]], texts[stated["statutes_sha256"]]
    start = next((row for row in rows if row.held["id"] == stated["start"]["event"]), None)
    demand(start is not None and start.held["id"] in stated["events"], "certificate", part="start")
    if start is not None:
        _check_start(stated, start, rows, statutes["deemed_service_days"])
        told = start.body.get("told_last_day") if stated["kind"] == "appeal" else None
        keeps = _chosen(book, "never_shorten_a_notified_window", True)  # noqa: FBT003 - what the text says
        demand(stated["told_last_day"] == (told if keeps else None), "certificate", part="told_last_day")
        demand(_fits_the_law(stated, start, book, statutes), "certificate", part="clause")
    reached, certainty = _reached(stated, edition)
    due_on = None if reached is None else max(reached, stated["told_last_day"] or reached)
    demand((stated["due_on"], stated["certainty"]) == (due_on, certainty), "certificate", part="due_on")
    shown = {row.held["id"] for row in rows}
    demand(shown.issuperset(stated["events"]), "certificate", part="events")
    demand(_state_follows(stated, _met_on(stated, rows, book)), "certificate", part="state")


def _met_on(stated: dict[str, Any], rows: Sequence[Row], book: dict[str, Any]) -> list[str]:
    """Return the days of the events that may have met a deadline by the day of its certificate."""
    kind, about, gone = stated["kind"], stated["about"], gone_by(rows)
    if kind == "review-application":  # of whichever term: the obligation of one may be met before another
        found = [row for row in rows if row.type == "review-applied"]
    elif stated["subject"] == "obligation":
        owed = {"kind": kind, "period": about, "due_on": stated["due_on"] or stated["on"]}
        found = filings(rows, owed, book)
    else:
        types = {"appeal": ("appeal-lodged",), "answer": ("appeal-answered", "appeal-refused")}.get(kind, ())
        found = [row for row in rows if row.type in types and row.body["case"] == about]
    days = (row.held["effective_on"] for row in found if row.held["id"] not in gone)
    return [day for day in days if day <= stated["on"]]


def _state_follows(stated: dict[str, Any], met: list[str]) -> bool:
    """Tell whether the state is that of the day: met in time or late by an event shown, else open or over."""
    due_on, met_on = stated["due_on"], stated["met_on"]
    if met_on not in met and not (met_on is None and (not met or stated["kind"] == "review-application")):
        return False
    if due_on is None or stated["state"] == "undetermined":
        return stated["state"] in {"undetermined", "met"}
    if met_on is not None:
        return stated["state"] in ({"met"} if met_on <= due_on else {"late", "met-late"})
    return stated["state"] in ({"open"} if stated["on"] <= due_on else {"lapsed", "overdue"})


_BEGUN_BY = {
    "appeal": ("decision-served",),
    "reconsideration": ("decision-served",),
    "litigation": ("decision-served",),
    "answer": ("appeal-lodged", "appeal-admitted"),
    "public-notice": ("public-notice-posted",),
    "major-change": ("major-change-occurred",),
    "review-application": ("review-round-opened", "cluster-recognised", "review-decided"),
}


def _check_start(stated: dict[str, Any], row: Row, rows: Sequence[Row], deemed_days: int) -> None:
    """Check the fact that began a period: type, day, paper, and the day from which it counts."""
    start = stated["start"]
    same = (start["type"], start["effective_on"]) == (row.type, row.held["effective_on"])
    begins = row.type in _BEGUN_BY.get(stated["kind"], ("cluster-recognised",))
    demand(same and begins and start["source"] == _paper(row), "certificate", part="start")
    about = {row.body.get("case"), row.body.get("change"), None} - {None}
    if row.type == "public-notice-posted":
        about = {start["opens_on"]}
    demand(
        stated["about"] in about if about else re.fullmatch("[0-9]{4}", stated["about"]),
        "certificate",
        part="about",
    )
    opens_on = row.on + deemed_days * DAY if row.body.get("method") == "public-notice" else row.on
    lodged = [r.on for r in rows if r.type == "appeal-lodged" and r.body["case"] == stated["about"]]
    allowed = [opens_on, *lodged] if stated["kind"] == "answer" else [opens_on]
    demand(day_of(start["opens_on"]) in allowed, "certificate", part="opens_on")


def _paper(row: Row) -> dict[str, Any] | None:
    source = row.held.get("source")
    return None if source is None else {"number": None, "issuer": None, "sha256": None, **source}


def _fits_the_law(stated: dict[str, Any], start: Row, book: dict[str, Any], statutes: dict[str, Any]) -> bool:
    """Tell whether the clause is the one of the law, and the length or the named day what it says."""
    kind, counted, fixed = stated["kind"], stated["counted"], stated["fixed"]
    rule, subject = _rules(book, statutes)[kind], "window"
    if kind in {"major-change", "review-application"} or "due" in rule:
        subject = "obligation"
    choices = rule.get("choices", []) if kind != "review-application" else []
    if stated["told_last_day"]:
        choices = ["never_shorten_a_notified_window"]
    if (stated["subject"], stated["cited"]) != (subject, _cited(stated, rule, choices, book)):
        return False
    if fixed is not None:
        return counted is None and _names_the_day(stated, rule, start, book)
    if counted is None:
        return kind == "major-change" and _chosen(book, "change_filing", "one-month") == "undetermined"
    is_notice = kind == "public-notice"
    terms = _terms_of_notice(rule, start) if is_notice else (rule["length"], rule["unit"], False, True)
    return (counted["length"], counted["unit"], counted["from_first_day"], counted["rolls"]) == terms


def _rules(book: dict[str, Any], statutes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what rulebook and statutes say of each kind of window and obligation."""
    found = {each["kind"]: each for each in [*statutes["windows"], *book["reports"]]}
    found["review-application"] = book["review"]
    found["public-notice"] = book["recognition"]["public_notice"]
    if isinstance(book["appeal"], dict):
        lodge, answer = ({**book["appeal"][each], "choices": []} for each in ("lodge", "answer"))
        found.update(appeal=lodge, answer=answer)
    filing = book["change_filing"]
    if filing:
        found["major-change"] = {**filing, "length": filing["months"], "unit": "months"}
    return found


def _cited(
    stated: dict[str, Any], rule: dict[str, Any], choices: Sequence[str], book: dict[str, Any]
) -> dict[str, Any]:
    """Return the citation that a rule has to have: of a statute, or of the rulebook on a day."""
    if "statute" in rule:
        edition, basis = None, "in-force"
    else:
        on = stated["start"]["opens_on"] if stated["subject"] == "window" else stated["due_on"]
        edition, basis = book["edition"], stated["cited"]["basis"] if on is None else _basis(book, on)
    partial = edition is not None and book["source"] == "partial"
    named = {"clause": rule["article"], "rulebook": edition, "basis": basis}
    return {**named, "choices": list(choices), "partial": partial}


def _basis(book: dict[str, Any], on: str) -> str:
    """Tell whether an edition binds on a day."""
    text = book["standing"]
    if text["state"] == "draft":
        return "draft"
    if on < (text.get("in_force_from") or on):
        return "not-yet"
    return "lapsed" if on > (text.get("in_force_through") or on) else "in-force"


def _terms_of_notice(rule: dict[str, Any], start: Row) -> tuple[object, ...]:
    days, worked = start.body.get("days"), start.body.get("working_days")
    length, unit = days or worked or rule.get("working_days"), "days" if days else "working-days"
    return length, unit, rule.get("first_day_counts", True), False


def _chosen(book: dict[str, Any], name: str, default: object) -> object:
    return book["choices"].get(name, {"value": default})["value"]


def _names_the_day(stated: dict[str, Any], rule: dict[str, Any], start: Row, book: dict[str, Any]) -> bool:
    """Tell whether a named last day is the one that the text or the announcement names."""
    fixed, about = stated["fixed"], stated["about"]
    plain = (fixed["includes_the_day"], fixed["rolls"]) == (True, False)
    if fixed["by"] == "announced":
        return plain and bool(start.body.get("apply_by") == fixed["stated_on"])
    if fixed["by"] == "year-end":
        return plain and rule["apply_by"] == "expiry-year-end" and fixed["stated_on"] == f"{about}-12-31"
    year = int(about) + (_chosen(book, "report_year", "previous") != "current")
    month, day = rule["due"]["month"], rule["due"]["day"]
    named_on = date(year, month, monthrange(year, month)[1] if day == "last" else day)
    choices = (
        _chosen(book, "by_includes_the_day", True) is not False,  # noqa: FBT003 - what the text says
        _chosen(book, "annual_date_roll", "none") == "next-working-day",
    )
    found = (fixed["by"], fixed["stated_on"], fixed["includes_the_day"], fixed["rolls"])
    return found == ("annual-day", named_on.isoformat(), *choices)


def _reached(stated: dict[str, Any], edition: Edition) -> tuple[str | None, str]:
    """Return the last day that a certificate leads to, counted or rolled again, and its certainty."""
    counted, fixed = stated["counted"], stated["fixed"]
    if counted is not None:
        again = counted_again(edition, counted)
        demand(counted["start"] == stated["start"]["opens_on"], "certificate", part="start")
        demand(canonical(counted) == canonical(again), "certificate", part="days")
        return again["due_on"], again["certainty"]
    if fixed is None:
        return None, "final"
    last = day_of(fixed["stated_on"]) - (not fixed["includes_the_day"]) * DAY
    due_on = next(_working_days(edition, last)) if fixed["rolls"] else last
    listed = [last + n * DAY for n in range((due_on - last).days + 1)] if fixed["rolls"] else []
    days = [{**edition.reason(each), "counted": False, "number": None} for each in listed]
    demand(canonical(fixed["days"]) == canonical(days), "certificate", part="days")
    return due_on.isoformat(), edition.certainty(due_on, due_on) if fixed["rolls"] else "final"


# --- proof of absence ----------------------------------------------------------------------------


def check_absence(stated: dict[str, Any], tops: dict[str, Checkpoint]) -> list[Row]:
    """Check that no filing stood in the log before the finding that says so; return those recorded later.

    The finding is version v of its stream, and a log that its signer signed counts versions 1, 2, 3:
    before it there were v - 1 events of the cluster, and all of them are shown.

    Raises:
        BrokenError: "absence", with what does not hold; or as `read_stream`.
    """
    demand(stated["format"] == ABSENCE_FORMAT and stated == with_hash(stated), "absence", part="sha256")
    rows = read_stream(stated["events"], stated["cluster"], tops)
    owed, named = stated["obligation"], stated["finding"]
    demand(1 <= named["version"] <= len(rows), "absence", part="finding")
    finding = rows[named["version"] - 1]
    same = (finding.held["id"], finding.position) == (named["event"], named["position"])
    demand(same and _says_missing(finding, owed), "absence", part="finding")
    book = stated["rulebook"].encode()
    pinned = finding.body.get("rulebook_sha256")
    demand(pinned in (None, "sha256:" + hashlib.sha256(book).hexdigest()), "absence", part="rulebook")
    before = rows[: named["version"] - 1]
    filed = [row for row in filings(before, owed, read_json(book)) if row.on <= day_of(owed["due_on"])]
    withdrawn = gone_by(before)
    for row in filed:
        demand(row.held["id"] in withdrawn, "absence-filed", position=row.position)
    return filings(rows[named["version"] :], owed, read_json(book))


def _says_missing(finding: Row, owed: dict[str, Any]) -> bool:
    """Tell whether a finding says of the obligation that it was not met by its last day."""
    body = finding.body
    if finding.type == "obligation-overdue":
        return (body["kind"], body["period"], body["due_on"]) == (
            owed["kind"],
            owed["period"],
            owed["due_on"],
        )
    held = (body.get("obligation"), body.get("period"))
    is_ground = finding.type == "ground-established" and held == (owed["kind"], owed["period"])
    return is_ground and day_of(owed["due_on"]) + DAY == day_of(body["since"])


def filings(rows: Sequence[Row], owed: dict[str, Any], book: dict[str, Any]) -> list[Row]:
    """Return the events that are, or might be, the filing that was owed."""
    kind, period = owed["kind"], owed["period"]
    only = kind if len(book["reports"]) == 1 else None
    granted, found = _granted_on(rows, day_of(owed["due_on"])), []
    for row in rows:
        body = row.body
        if row.type == "major-change-filed" and kind == "major-change":
            fits = body["change"] == period
        elif row.type == "annual-report-filed":
            fits = (body.get("report") or only) == kind and str(body["year"]) == period
        else:
            fits = row.type == "review-applied" and kind == "review-application" and row.on >= granted
        if fits:
            found.append(row)
    return found


def _granted_on(rows: Sequence[Row], due_on: date) -> date:
    """Return when the term began for whose review one had to apply: an application before is another's."""
    gone = gone_by(rows)
    granting = (r for r in rows if r.type == "cluster-recognised" or r.body.get("outcome") == "passed")
    return max((r.on for r in granting if r.held["id"] not in gone and r.on <= due_on), default=date.min)


# --- the whole -----------------------------------------------------------------------------------

_ALWAYS = {
    "README.txt",
    "bag-info.txt",
    "bagit.txt",
    "data/calendar.jsonl",
    "data/checkpoint-sm3.txt",
    "data/checkpoint.txt",
    "data/dossier.json",
    "data/events.jsonl",
    "data/prov.json",
    "data/ro-crate-metadata.json",
    "data/summary.html",
    "manifest-sha256.txt",
    "tagmanifest-sha256.txt",
    "verify.py",
}
_MORE = re.compile(
    r"data/(law/[0-9a-f]{64}\.json|(certificates|absence)/[A-Za-z0-9._-]+\.json"
    r"|time-stamps/(sha256|sm3)-[0-9]{1,6}\.tsr|replay\.json|key\.txt)",
    re.ASCII,
)
CALENDAR = ":calendar"


class Report:
    """What was found: `problems` refute the bundle, `remarks` say what it does not show by itself."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        self.told: dict[str, Any] = {"kind": None, "signed": False, "trusted": False}
        self.problems: list[dict[str, Any]] = []
        self.remarks: list[dict[str, Any]] = []

    @property
    def ok(self) -> bool:
        """Tell whether everything holds."""
        return not self.problems

    def holds(self, file: str, check: Callable[[], None]) -> bool:
        """Run a check, note what does not hold, and tell whether it does."""
        try:
            check()
        except BrokenError as error:
            self.problems.append({"file": file, **error.values, "code": error.code})
        except _UNREADABLE as error:
            self.problems.append({"file": file, "code": "unreadable", "found": str(error)[:80]})
        else:
            return True
        return False

    def remark(self, code: str, **values: object) -> None:
        """Note what a reader has to know."""
        self.remarks.append({"code": code, **values})

    def answer(self, language: str) -> dict[str, Any]:
        """Return it for programs, each problem with its sentence."""
        told = {
            name: [_worded(each, language) for each in getattr(self, name)]
            for name in ("problems", "remarks")
        }
        return {"ok": self.ok, **self.told, **told}

    def lines(self, language: str) -> list[str]:
        """Return it for people: the verdict, then each problem, then each remark."""
        kind = self.told["kind"] or "unknown"
        if "root" not in self.told and kind == "dossier":
            kind = "dossier-only"
        filing = filing_words(self.told.get("filing", ""), language)
        what = say(f"what-{kind}", language, **{**self.told, "filing": filing})
        problems = ["- " + say(each["code"], language, **each) for each in self.problems]
        remarks = ["* " + say(each["code"], language, **each) for each in self.remarks]
        return [say("holds" if self.ok else "fails", language, what=what), *problems, *remarks]


def canonical(document: object) -> bytes:
    """Return JSON as dossiers hold it: one text only for any content."""
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def with_hash(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with the hash of all the rest of it, so that no letter is lost unseen."""
    rest = {name: value for name, value in document.items() if name != "sha256"}
    return {**rest, "sha256": hashlib.sha256(canonical(rest)).hexdigest()}


def check_content(content: bytes, keys: Sequence[Key]) -> Report:
    """Check the bytes of a dossier, or of a single proof of absence, against trusted keys (none: say so)."""
    report = Report()
    if content[:1] == b"{":
        report.holds("", lambda: _check_single(content, keys, report))
        return report
    members: dict[str, bytes] = {}
    if report.holds("", lambda: members.update(unpack(content))):
        _check_dossier(members, keys, report)
    return report


def check_bundle(path: str, keys: Sequence[Key] = ()) -> Report:
    """Check a file; raises OSError where it cannot be read, BrokenError "too-large" where it is too large."""
    with open(path, "rb") as stream:  # noqa: PTH123 - a path may be any bytes
        content = stream.read(LARGEST + 1)
    demand(len(content) <= LARGEST, "too-large", file=path, most=LARGEST)
    return check_content(content, keys)


def _check_single(content: bytes, keys: Sequence[Key], report: Report) -> None:
    stated = read_json(content)
    demand(canonical(stated) == content, "not-canonical")
    tops = _tops(stated["checkpoint"], stated["checkpoint_sm3"])
    _check_signatures(tops, keys, [], report)
    owed = stated["obligation"]
    filing = {"filing": f"{owed['kind']} {owed['period']}", "due_on": owed["due_on"]}
    report.told.update(kind="absence", cluster=stated["cluster"], **_shown(tops), **filing)
    _note_absence("", stated, tops, report)


def _tops(note: str, sm3_note: str) -> dict[str, Checkpoint]:
    """Return the two checkpoints: of one log, at one size."""
    first, second = read_checkpoint(note), read_checkpoint(sm3_note)
    demand((first.origin + "/sm3", first.size) == (second.origin, second.size), "checkpoint")
    return {"sha256": first, "sm3": second}


def _shown(tops: dict[str, Checkpoint]) -> dict[str, Any]:
    top = tops["sha256"]
    roots = {"root": f"sha256:{top.root.hex()}", "root_sm3": f"sm3:{tops['sm3'].root.hex()}"}
    return {"origin": top.origin, "size": top.size, **roots}


def _check_signatures(
    tops: dict[str, Checkpoint], keys: Sequence[Key], hints: Sequence[Key], report: Report
) -> None:
    """Check the signatures by the keys that are trusted, else by the hint that came with the bundle."""
    both = list(tops.values())
    report.told["signed"] = all(top.signatures for top in both)
    used = of_both_logs(keys or hints)
    found = [is_signed(top, used) for top in both]
    if not report.told["signed"]:
        demand(not keys, "not-signed-by-key", origin=both[0].origin)
        report.remark("unsigned")
        return
    demand(found[0] or not (keys or hints), "not-signed-by-key", origin=both[0].origin)
    if not found[1] and (keys or hints):  # a device may sign the other log by SM2, which only it can check
        report.remark("sm3-not-checked", origin=both[1].origin)
    report.told["trusted"] = bool(keys)
    if not keys:
        report.remark("signature-not-tied" if hints else "signature-not-checked")


def _check_dossier(members: dict[str, bytes], keys: Sequence[Key], report: Report) -> None:
    dossier = Dossier(members, keys, report)
    steps = (
        ("", dossier.check_names),
        ("", lambda: check_bag(members)),
        ("data/checkpoint.txt", dossier.read_checkpoints),
        ("data/events.jsonl", dossier.read_events),
        ("data/calendar.jsonl", dossier.read_calendar),
        ("data/law", dossier.read_law),
    )
    if all(report.holds(file, step) for file, step in steps):
        for name in sorted(members):
            report.holds(name, lambda name=name: dossier.check_document(name))  # type: ignore[misc]


class Dossier:
    """A dossier on its way through the checks."""

    def __init__(self, members: dict[str, bytes], keys: Sequence[Key], report: Report) -> None:
        """Hold the files and what is found out about them."""
        self.members = members
        self.keys = keys
        self.report = report
        self.cluster = ""
        self.told: dict[str, Any] = {}
        self.tops: dict[str, Checkpoint] = {}
        self.rows: list[Row] = []
        self.texts: dict[str, Any] = {}

    def check_names(self) -> None:
        """Check that all files are there, and no others."""
        names = set(self.members)
        wrong = sorted(_ALWAYS - names) + sorted(n for n in names - _ALWAYS if not _MORE.fullmatch(n))
        demand(not wrong, "file", found=wrong[:1])
        self.told = read_json(self.members["data/dossier.json"])
        demand(self.told["format"] == FORMAT, "file", found=self.told["format"])
        self.cluster = self.told["cluster"]
        named = {name: self.told[name] for name in ("cluster", "case", "simulation")}
        self.report.told.update(kind="dossier", **named)

    def read_checkpoints(self) -> None:
        """Check the checkpoints, their signatures, and that the dossier says of them what they say."""
        first, second = self._notes()
        self.tops = _tops(first.decode(), second.decode())
        hint = self.members.get("data/key.txt", b"").decode().splitlines()
        _check_signatures(self.tops, self.keys, [read_key(line) for line in hint], self.report)
        self.report.told.update(_shown(self.tops))
        names = ("origin", "size", "signed")
        demand(all(self.told[each] == self.report.told[each] for each in names), "not-of-this-dossier")
        if self.report.told["simulation"]:
            self.report.remark("simulation")

    def read_events(self) -> None:
        """Check the events of the cluster."""
        self.rows = read_stream(self._lines("data/events.jsonl"), self.cluster, self.tops)
        demand(self.rows, "stream", position=0)
        self.report.told["events"] = len(self.rows)
        self.report.remark("end-not-shown", version=len(self.rows))

    def read_calendar(self) -> None:
        """Check the events of the calendar, and that the dossier speaks of the newest instant in it."""
        calendar = read_stream(self._lines("data/calendar.jsonl"), CALENDAR, self.tops)
        newest = max(row.recorded_at for row in [*self.rows, *calendar])
        same = microseconds(self.told["known_at"]) == newest
        demand(same and legal_day(self.told["known_at"]) == day_of(self.told["on"]), "not-of-this-dossier")
        steps = [row for row in self.rows if row.body.get("case") == self.told["case"]]
        demand(steps, "not-of-this-dossier")

    def _lines(self, name: str) -> Iterator[dict[str, Any]]:
        content = self.members[name]
        demand(not content or content.endswith(b"\n"), "unreadable")
        return map(read_json, content.split(b"\n")[:-1])

    def read_law(self) -> None:
        """Check that each text of law is what its name says, and that what is pinned is there."""
        for name, content in self.members.items():
            if name.startswith("data/law/"):
                sha256_hex = hashlib.sha256(content).hexdigest()
                demand(name == f"data/law/{sha256_hex}.json", "law", found=name)
                self.texts["sha256:" + sha256_hex] = read_json(content)
        missing = self.told["missing_texts"]
        pinned = {(row.held.get("pinned") or row.body).get(each) for row in self.rows for each in _PINS}
        demand(type(missing) is list and pinned - set(self.texts) >= set(missing), "law", found=missing)
        check_pins(self.rows, set(self.texts), set(missing))
        for each in missing:
            self.report.remark("law-missing", found=each)

    def check_document(self, name: str) -> None:
        """Check a certificate, a proof of absence, a time stamp, or that a file is JSON."""
        content, folder = self.members[name], name.split("/")[-2] if name.startswith("data/") else ""
        if folder == "time-stamps":
            self._check_time_stamp(name, content)
        if not name.endswith(".json"):
            return
        stated = read_json(content)
        if folder in {"certificates", "absence"}:
            demand(canonical(stated) == content, "not-canonical")
            same = (stated["cluster"], stated["simulation"]) == (self.cluster, self.told["simulation"])
            demand(same, "not-of-this-dossier")
            self.report.told[folder] = self.report.told.get(folder, 0) + 1
        if folder == "certificates":
            demand(stated["region"] in self._regions(), "certificate", part="region")
            same = all(stated[each] == self.told[each] for each in ("on", "known_at"))
            demand(same and stated["position"] == self.rows[-1].position, "not-of-this-dossier")
            check_certificate(stated, self.rows, self.texts)
            self._note_unpinned(name, stated)
        elif folder == "absence":
            notes = (stated["checkpoint"].encode(), stated["checkpoint_sm3"].encode())
            demand(notes == self._notes(), "checkpoint")
            _note_absence(name, stated, self.tops, self.report)

    def _note_unpinned(self, name: str, stated: dict[str, Any]) -> None:
        """Say where a certificate rests on law that no event of the cluster names."""
        pinned = {(row.held.get("pinned") or row.body).get(each) for row in self.rows for each in _PINS}
        for each in _PINS[:3]:
            if stated[each] not in pinned:
                self.report.remark("law-not-pinned", file=name, found=stated[each])

    def _check_time_stamp(self, name: str, content: bytes) -> None:
        note = self._notes()["/sm3-" in name]
        demand(sha256(note) in content, "time-stamp-wrong")
        self.report.remark("time-stamp", file=name)

    def _notes(self) -> tuple[bytes, bytes]:
        return self.members["data/checkpoint.txt"], self.members["data/checkpoint-sm3.txt"]

    def _regions(self) -> list[dict[str, Any]]:
        """Return where the cluster was said to be."""
        founding = [r.body for r in self.rows if r.type in {"cluster-recognised", "application-submitted"}]
        return [
            {
                "code": body.get("county_code"),
                "names": [body[name] for name in ("province", "city", "county")],
            }
            for body in founding
        ]


def _note_absence(name: str, stated: dict[str, Any], tops: dict[str, Checkpoint], report: Report) -> None:
    for row in check_absence(stated, tops):
        report.remark("recorded-later", file=name, position=row.position, on=row.held["effective_on"])


# --- what is said --------------------------------------------------------------------------------

SENTENCES = {
    "zip": (
        "文件不是本系统写出的案卷压缩包，或写出后被改动、截断或追加。",
        "The file is no dossier as it was packed, or it was changed, cut or extended since.",
    ),
    "bag": ("清单与文件不符：{file}。", "The manifests do not fit the files: {file}."),
    "file": ("缺少或多出文件：{found}。", "A file is missing or does not belong here: {found}."),
    "unreadable": ("{file} 无法读取：{found}。", "{file} cannot be read: {found}."),
    "not-canonical": ("{file} 的写法不是规定的唯一形式。", "{file} is not written in its one form."),
    "checkpoint": (
        "检查点无效，或与所附证明不是同一检查点。",
        "The checkpoint is none, or not the one of the proofs.",
    ),
    "signature": ("检查点的签名不对：{origin}。", "The signature of the checkpoint is wrong: {origin}."),
    "not-signed-by-key": (
        "检查点没有所给公钥的有效签名：{origin}。",
        "The checkpoint is not signed by the key that was given: {origin}.",
    ),
    "not-of-this-dossier": (
        "{file} 与案卷说明（集群、案件、时点、检查点）不一致。",
        "{file} does not agree with what the dossier says of its cluster, case, instant and checkpoint.",
    ),
    "leaf": (
        "记录（总序号 {position}）的内容与其摘要不符。",
        "Event {position} does not give its leaf hash.",
    ),
    "proof": (
        "记录（总序号 {position}）不在检查点所指的日志中。",
        "Event {position} is not shown to be in the log of the checkpoint.",
    ),
    "columns": (
        "记录（总序号 {position}）各栏与其内容不符。",
        "The columns of event {position} do not fit it.",
    ),
    "stream": (
        "记录不连续，或不属于本集群，或时间倒退（总序号 {position}）。",
        "The events do not count 1, 2, 3, or are not this cluster's, or their time falls ({position}).",
    ),
    "law": ("法规文本与其摘要不符：{found}。", "A text of law is not what its hash names: {found}."),
    "pin": (
        "记录（总序号 {position}）所依据的文本不在案卷内：{found}。",
        "Event {position} rests on a text that is not in the bundle: {found}.",
    ),
    "certificate": (
        "{file}：期限计算书不成立（{part}）。",
        "{file}: the certificate does not hold ({part}).",
    ),
    "absence": (
        "{file}：“未报送”的证明不成立（{part}）。",
        "{file}: the proof of absence does not hold ({part}).",
    ),
    "absence-filed": (
        "{file}：在得出“未报送”之前，日志中已有按期的报送（总序号 {position}）。",
        "{file}: a filing in time stood in the log before the finding that it was missing ({position}).",
    ),
    "time-stamp-wrong": (
        "{file}：时间戳不是对本检查点作出的。",
        "{file}: the time stamp is not over this checkpoint.",
    ),
    "key": ("不是可用的公钥：{found}。", "This is no verifier key for Ed25519: {found}."),
    "too-large": ("{file} 超过 {most} 字节。", "{file} is larger than {most} bytes."),
    "not-read": ("无法读取 {file}：{found}。", "Cannot read {file}: {found}."),
    "unsigned": (
        "检查点未签名：只能说明案卷前后一致，不能说明由谁保存。",
        "The checkpoint is not signed: this shows only that the bundle agrees with itself.",
    ),
    "signature-not-tied": (
        "签名与随附公钥相符，但该公钥随案卷而来，未与您信任的公钥核对；请从别处取得公钥，以 --key 给出。",
        (
            "The signature fits the key that came with the bundle; it is not tied to a key you trust. "
            "Get the key from elsewhere and give it by --key."
        ),
    ),
    "signature-not-checked": (
        "未给出公钥，签名未核对；请从别处取得公钥，以 --key 给出。",
        "No key was given: the signature is not checked, nor tied to a key you trust. Give one by --key.",
    ),
    "sm3-not-checked": (
        "SM3 检查点（{origin}）的签名不是所给公钥作出的，未核对；SHA-256 检查点已核对。",
        "The signature of the SM3 checkpoint ({origin}) is by another key and not checked; SHA-256's is.",
    ),
    "simulation": ("本案卷出自仿真数据，不是真实记录。", "This is from a simulation, not a real record."),
    "end-not-shown": (
        "所附为本集群第 1 至第 {version} 条记录，其间无遗漏；此后是否还有记录，本案卷不能说明。",
        "These are events 1 to {version} of the cluster, with none left out; more may follow them unshown.",
    ),
    "law-not-pinned": (
        "{file}：所用文本 {found} 没有任何记录引用，请自行核对其真伪。",
        "{file}: no event names the text {found} that it uses; see for yourself whether it is genuine.",
    ),
    "law-missing": (
        "所依据的文本在出具时已不存，未附：{found}。",
        "A text that was rested on was no longer kept when this was made: {found}.",
    ),
    "time-stamp": (
        "{file} 是对本检查点作出的；时间戳机构的签名请用 openssl ts -verify 核对。",
        "{file} is over this checkpoint; check the authority's signature with openssl ts -verify.",
    ),
    "recorded-later": (
        "{file}：总序号 {position}（所称日期 {on}）的报送是在得出“未报送”之后才记录的。",
        "{file}: the filing at position {position} (dated {on}) was recorded after the finding.",
    ),
    "holds": ("核验通过：{what}。", "Everything holds: {what}."),
    "fails": ("核验不通过：{what}。", "It does not hold: {what}."),
    "what-dossier": (
        "集群 {cluster}，案件 {case}；日志 {origin}，共 {size} 条，根 {root}",
        "cluster {cluster}, case {case}; log {origin}, size {size}, root {root}",
    ),
    "what-dossier-only": ("集群 {cluster}，案件 {case}", "cluster {cluster}, case {case}"),
    "what-absence": (
        "集群 {cluster} 未按期（{due_on}）报送 {filing}；日志 {origin}，共 {size} 条，根 {root}",
        "cluster {cluster} filed no {filing} by {due_on}; log {origin}, size {size}, root {root}",
    ),
    "what-unknown": ("内容无法辨认", "its content cannot be made out"),
}


FILINGS = {
    "annual-report": "年度培育情况信息表",
    "work-summary": "工作总结",
    "city-report": "市级报告",
    "major-change": "重大变动备案",
    "review-application": "复核申请",
}


def filing_words(filing: str, language: str) -> str:
    """Return what was owed, and for which period, as people call it.

    >>> filing_words("annual-report 2024", "zh"), filing_words("annual-report 2024", "en")
    ('年度培育情况信息表 2024', 'annual-report 2024')
    """
    kind, space, period = filing.partition(" ")
    return filing if language == "en" else FILINGS.get(kind, kind) + space + period


def say(named: str, language: str, **values: object) -> str:
    """Return a sentence, its control characters escaped."""
    words = SENTENCES[named][language == "en"]
    shown = {name: _plain(values.get(name, "")) for name in re.findall(r"\{(\w+)\}", words)}
    return words.format(**shown)


def _plain(value: object) -> str:
    text = str(value)[:200]
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text)


def _worded(found: dict[str, Any], language: str) -> dict[str, Any]:
    code = found["code"]
    return {**found, "sentence": say(code, language, **found)}


def main(words: Sequence[str]) -> int:
    """Check what the command line names and return the exit code."""
    parser = argparse.ArgumentParser(prog="verify.py", description=__doc__.split("\n")[0])
    parser.add_argument("bundle", metavar="BUNDLE")
    parser.add_argument("--key", action="append", default=[], metavar="VKEY-OR-FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    given = parser.parse_args(words)
    try:
        report = check_bundle(given.bundle, [key for each in given.key for key in _keys(each)])
    except BrokenError as error:
        return _ended(say(error.code, given.lang, **error.values))
    except (OSError, ValueError) as error:
        return _ended(say("not-read", given.lang, file=given.bundle, found=error))
    answer = json.dumps(report.answer(given.lang), ensure_ascii=False, indent=2) + "\n"
    sys.stdout.write(answer if given.json else "\n".join([*report.lines(given.lang), ""]))
    return 0 if report.ok else 1


def _keys(given: str) -> list[Key]:
    """Return the keys that a word means: a verifier key, or a file of some, one a line."""
    if "+" in given:
        return [read_key(given)]
    with open(given, encoding="utf-8") as stream:  # noqa: PTH123 - a path may be any bytes
        lines = stream.read(65_536).splitlines()
    return [read_key(line) for line in lines if line.strip()]


def _ended(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2


if __name__ == "__main__":
    for output in (sys.stdout, sys.stderr):
        if hasattr(output, "reconfigure"):
            output.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
