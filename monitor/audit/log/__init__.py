"""The log itself: its tree, and the check that finds what was changed."""
