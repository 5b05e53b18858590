"""Sentences of refusals: code -> (Chinese, English)."""

REFUSALS: dict[str, tuple[str, str]] = {}
