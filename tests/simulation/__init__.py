"""Deterministic simulation: years of supervision in one thread, from one seed (`docs/simulation.md`)."""
