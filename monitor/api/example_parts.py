"""The parts that examples of bodies and answers are put together from."""

from typing import Any

Json = dict[str, Any]

HASH = "sha256:" + "0" * 64
AT = "2026-02-10T02:00:00Z"
EVENT = "5b2f2f2e-6b1c-5d6b-8f1c-0c5c9f6f0a01"
CLUSTER = "fj-jinjiang-shoes"
CITED: Json = {
    "clause": "第十五条",
    "rulebook": "fujian-2022",
    "basis": "lapsed",
    "choices": [],
    "source": "complete",
}
FRAME: Json = {
    "cluster": CLUSTER,
    "on": "2026-02-10",
    "known_at": AT,
    "position": 1234,
    "simulation": False,
}
GROUND: Json = {
    "code": "reporting",
    "limb": "late-report",
    "obligation": "annual-report",
    "period": "2024",
    "subject": None,
    "since": "2025-03-31",
    "state": "established",
    "reason": None,
    "cured_on": None,
    **CITED,
    "events": [],
}
ATTENTION: Json = {
    "code": "basis-lapsed",
    "since": "2024-12-07",
    "subject": "fujian-2022",
    "text": "认定办法已失效。",
    **CITED,
    "events": [],
}
CASE: Json = {"id": "c1", "state": "served", "opened_on": "2026-01-05", "grounds": ["reporting"]}
PLACE: Json = {
    "programme": "fujian",
    "name": "晋江运动鞋产业集群",
    "province": "福建省",
    "city": "泉州市",
    "county": "晋江市",
    "county_code": "350582",
}
STANDING: Json = {
    "standing": "recognised",
    "stage": None,
    "valid_from": "2023-07-10",
    "valid_to": "2026-07-10",
}
OBLIGATION: Json = {
    "kind": "annual-report",
    "period": "2024",
    "due_on": "2025-03-30",
    "certainty": "final",
    "state": "overdue",
    "met_on": None,
    **CITED,
    "events": [],
}
WINDOW: Json = {
    "kind": "appeal",
    "case": "c1",
    "opened_on": "2026-02-02",
    "starts_on": "2026-02-03",
    "due_on": "2026-02-28",
    "certainty": "final",
    "state": "open",
    "met_on": None,
    "told_last_day": None,
    **CITED,
    "calendar": HASH,
    "events": [],
}
FACT: Json = {
    "type": "annual-report-filed",
    "effective_on": "2025-03-28",
    "data": {"year": 2024},
    "source": {"number": "泉工信〔2025〕12号", "issuer": "泉州市工信局"},
}
FINDING: Json = {
    "type": "obligation-overdue",
    "cluster": CLUSTER,
    "id": EVENT,
    "position": 1235,
    "detected_at": AT,
    "legal_on": "2025-03-31",
    "clause": "第十五条",
    "rulebook": "fujian-2022",
    "rulebook_sha256": HASH,
    "statutes_sha256": HASH,
    "notices_sha256": HASH,
    "calendar_sha256": HASH,
    "computed_from_position": 1234,
    "code_version": "0.1.0",
    "kind": "annual-report",
    "period": "2024",
    "due_on": "2025-03-30",
    "acknowledged": None,
    "simulation": False,
}
NOTICE: Json = {"id": EVENT, "position": 1236, "simulation": False}
RECEIPT: Json = {
    "position": 1235,
    "id": EVENT,
    "cluster": CLUSTER,
    "type": "annual-report-filed.v1",
    "recorded_at": AT,
    "sha256": "0" * 64,
    "sm3": "0" * 64,
    "note": None,
    "proofs": {},
    "simulation": False,
}
GRANT: Json = {"role": "city", "region": "3505", "programme": "fujian", "cluster": None}
SIGNED_IN: Json = {"user": "lin", "name": "林", "csrf": "…", "must": [], "simulation": False}
