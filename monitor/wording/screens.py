"""Sentences of screens: code -> (Chinese, English)."""

SCREENS: dict[str, tuple[str, str]] = {}
