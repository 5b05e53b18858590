"""Sentences of intake: code -> (Chinese, English)."""

INTAKE: dict[str, tuple[str, str]] = {}
