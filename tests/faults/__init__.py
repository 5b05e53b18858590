"""Real faults against the real service, each with a control that must fail; see docs/reliability.md."""
