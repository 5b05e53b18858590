"""The command line: a door to the application, for people in a terminal and for programs."""

from monitor.cli.door import main

__all__ = ["main"]
