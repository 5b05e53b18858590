"""Somebody who rewrites the file of a backup."""

import zipfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

Members = dict[str, bytes]


def members_of(file: Path) -> Members:
    with zipfile.ZipFile(file) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def write(file: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w") as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return file


def forged(file: Path, change: Callable[[Members], None], *, prove: bool = False) -> Path:
    """Write the file changed; with `prove`, the counts and hashes of its proof are made to fit again."""
    members = members_of(file)
    change(members)
    if prove:
        proof = msgspec.json.decode(members["proof.json"])
        for name, told in proof["tables"].items():
            content = members[f"{name}.jsonl"]
            told["rows"] = content.count(b"\n")
            told["sha256"] = sha256(content).hexdigest()
        members["proof.json"] = msgspec.json.encode(proof)
    return write(file.with_name("forged"), members)


def lines(members: Members, table: str) -> list[bytes]:
    return members[f"{table}.jsonl"].splitlines(keepends=True)


def stated(members: Members, name: str, **values: Any) -> None:
    """Change what one of the two documents says."""
    members[name] = msgspec.json.encode({**msgspec.json.decode(members[name]), **values})
