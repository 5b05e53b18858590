"""The description of a dossier's files for machines.

Source: RO-Crate 1.1 (https://w3id.org/ro/crate/1.1), with the payload of the bag as its root.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

Json = dict[str, Any]

_TYPES = {
    "html": "text/html",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "tsr": "application/timestamp-reply",
    "txt": "text/plain",
}
_NAMES = {
    "absence": "未报送的证明 / proof of absence",
    "calendar.jsonl": "日历记录 / calendar events",
    "certificates": "期限计算书 / deadline certificate",
    "checkpoint-sm3.txt": "检查点（SM3）/ checkpoint (SM3)",
    "checkpoint.txt": "检查点（SHA-256）/ checkpoint (SHA-256)",
    "dossier.json": "案卷说明 / what the dossier is about",
    "events.jsonl": "集群记录及证明 / events with proofs",
    "key.txt": "公钥（仅供参考）/ verifier keys, a hint only",
    "law": "法规文本 / text of law",
    "prov.json": "来源 / provenance (PROV-JSON)",
    "replay.json": "复算结论 / verdict of the replay",
    "summary.html": "摘要 / summary",
    "time-stamps": "时间戳 / time stamp (RFC 3161)",
}


def crate(about: Json, files: Mapping[str, bytes]) -> Json:
    """Return the metadata file, given the payload's files by their names below its root."""
    graph = [
        _descriptor(),
        _root(about, files),
        *(_file(name, files[name]) for name in sorted(files)),
        _terms(),
    ]
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}


def _descriptor() -> Json:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }


def _root(about: Json, files: Mapping[str, bytes]) -> Json:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"案卷 / Dossier: {about['cluster']}, {about['case']}",
        "description": "一个案件的全部记录、依据与证明。 / All that one case rests on, with proofs.",
        "datePublished": about["on"],
        "identifier": f"{about['cluster']}/{about['case']}@{about['size']}",
        "license": {"@id": "#terms"},
        "hasPart": [{"@id": name} for name in sorted(files)],
    }


def _file(name: str, content: bytes) -> Json:
    return {
        "@id": name,
        "@type": "File",
        "name": _NAMES[name.partition("/")[0]],
        "encodingFormat": _TYPES[name.rpartition(".")[2]],
        "contentSize": str(len(content)),
        "sha256": sha256(content).hexdigest(),
    }


def _terms() -> Json:
    return {
        "@id": "#terms",
        "@type": "CreativeWork",
        "name": "使用范围 / Terms of use",
        "description": "供本案的审查、复议、诉讼与审计使用。 / For review, litigation and audit of the case.",
    }
