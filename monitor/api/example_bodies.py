"""One example of every body; tests hold each against its schema."""

from typing import Any

from monitor.api.example_access import ACCESS_BODIES
from monitor.api.example_channels import CHANNEL_BODIES
from monitor.api.example_parts import CLUSTER, FACT
from monitor.api.example_webhooks import WEBHOOK_BODIES

BODIES: dict[str, Any] = {
    "record_fact": FACT,
    "record_batch": [{**FACT, "cluster": CLUSTER}],
    "record_notice": {
        "year": 2027,
        "issued_on": "2026-11-10",
        "off": ["2027-01-01"],
        "work": ["2027-01-03"],
        "number": "国办发明电〔2026〕7号",
    },
    "record_override": {"region": "3505", "day": "2026-09-01", "working": False, "basis": "台风停工"},
    "judge": {"area_km2": 60, "output_yi": {"2024": 120.5}},
    "suppose": {"rulebook": "guangdong-draft", "programme": "guangdong"},
    **ACCESS_BODIES,
    **WEBHOOK_BODIES,
    **CHANNEL_BODIES,
}
