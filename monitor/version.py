"""The version of the code, pinned in every finding."""

VERSION = "0.1.0"
