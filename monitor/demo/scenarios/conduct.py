"""Misconduct and satisfaction: findings of a department that are grounds by themselves (domain 6; 9.11)."""

from monitor.demo.acts import establish
from monitor.demo.scenarios.scenario import Scenario, scenarios
from monitor.demo.scribe import Scribe


def _found(s: Scribe, kind: str) -> None:
    establish(s)
    on = s.day(2024, 10, 8, 60)
    s.record("misconduct-found", on, kind=kind, description="〔演示〕经查属实")
    s.ground(f"integrity/{kind}", on)
    s.probe(on, "recognised", None, grounds=f"integrity/{kind}=established")


def false_application(s: Scribe) -> None:
    """Find a false application."""
    _found(s, "false-application")


def illegality(s: Scribe) -> None:
    """Find an illegality."""
    _found(s, "illegality")


def misconduct_withdrawn(s: Scribe) -> None:
    """Withdraw one finding of misconduct, keep the other."""
    establish(s)
    on, later, withdrawn_on = s.day(2024, 9, 2), s.day(2025, 1, 6), s.day(2025, 3, 3)
    key = s.record("misconduct-found", on, kind="false-application", description="〔演示〕材料不实")
    s.record("misconduct-found", later, kind="illegality", description="〔演示〕行政处罚")
    s.withdraw(key, withdrawn_on)
    s.ground("integrity/false-application", on, cured_on=withdrawn_on)
    s.ground("integrity/illegality", later)
    told = "integrity/false-application=cured integrity/illegality=established"
    s.probe(s.until, "recognised", None, grounds=told)


def low_satisfaction(s: Scribe) -> None:
    """Find low satisfaction: a ground in Shandong, recorded and no ground elsewhere."""
    establish(s)
    on = s.day(2025, 3, 10)
    s.record("low-satisfaction-found", on, description="〔演示〕入驻企业满意度低")
    s.ground("satisfaction/low-satisfaction", on)
    s.probe(s.until, "recognised", None, grounds="satisfaction/low-satisfaction=established")


def low_satisfaction_withdrawn(s: Scribe) -> None:
    """Find low satisfaction and withdraw it."""
    establish(s)
    on, withdrawn_on = s.day(2025, 3, 10), s.day(2025, 5, 6)
    key = s.record("low-satisfaction-found", on, description="〔演示〕问题反映较多")
    s.withdraw(key, withdrawn_on)
    s.ground("satisfaction/low-satisfaction", on, cured_on=withdrawn_on)


SCENARIOS: tuple[Scenario, ...] = scenarios(
    false_application, illegality, misconduct_withdrawn, low_satisfaction, low_satisfaction_withdrawn
)
