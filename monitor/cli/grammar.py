"""Every command with its parameters, in the order of the help: the grammar of the command line."""

from monitor.cli import (
    grammar_access,
    grammar_alerting,
    grammar_everyday,
    grammar_evidence,
    grammar_papers,
    grammar_service,
)

COMMANDS = (
    *grammar_everyday.COMMANDS,
    *grammar_evidence.COMMANDS,
    *grammar_papers.COMMANDS,
    *grammar_service.COMMANDS,
    *grammar_alerting.COMMANDS,
    *grammar_access.COMMANDS,
)
