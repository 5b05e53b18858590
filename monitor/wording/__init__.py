"""What is said to people, Chinese first: one table of sentences by code, two languages."""

from typing import Literal

from monitor.wording.access import ACCESS
from monitor.wording.access_help import ACCESS_HELP
from monitor.wording.alerting import ALERTING
from monitor.wording.alerting_help import ALERTING_HELP
from monitor.wording.api import API
from monitor.wording.archive import ARCHIVE
from monitor.wording.attention import ATTENTIONS, FINDINGS
from monitor.wording.columns import COLUMNS
from monitor.wording.dossier import DOSSIER, DOSSIER_HELP
from monitor.wording.help import HELP
from monitor.wording.intake import INTAKE
from monitor.wording.knowledge import KNOWLEDGE
from monitor.wording.lists import LISTS, LISTS_HELP
from monitor.wording.notify import NOTIFY
from monitor.wording.operations import OPERATIONS
from monitor.wording.papers import PAPERS, PAPERS_HELP
from monitor.wording.parameters import PARAMETERS
from monitor.wording.procedure import PROCEDURE
from monitor.wording.proofs import PROOFS
from monitor.wording.proofs_help import PROOFS_HELP
from monitor.wording.refusals import REFUSALS
from monitor.wording.replay import REPLAY
from monitor.wording.rulebooks import RULEBOOKS
from monitor.wording.screens import SCREENS
from monitor.wording.storage import STORAGE
from monitor.wording.verification import VERIFICATION
from monitor.wording.web import WEB
from monitor.wording.web_account import WEB_ACCOUNT
from monitor.wording.web_accounts import WEB_ACCOUNTS
from monitor.wording.web_audit import WEB_AUDIT
from monitor.wording.web_calendar import WEB_CALENDAR
from monitor.wording.web_cases import WEB_CASES
from monitor.wording.web_channels import WEB_CHANNELS
from monitor.wording.web_cluster import WEB_CLUSTER
from monitor.wording.web_effects import EFFECTS
from monitor.wording.web_lists import WEB_LISTS
from monitor.wording.web_record import WEB_RECORD
from monitor.wording.web_rules import WEB_RULES
from monitor.wording.web_what_if import WEB_WHAT_IF
from monitor.wording.what_if import WHAT_IF

Language = Literal["zh", "en"]
TABLES = (
    ACCESS,
    ACCESS_HELP,
    ALERTING,
    ALERTING_HELP,
    PROOFS,
    PROOFS_HELP,
    DOSSIER,
    DOSSIER_HELP,
    INTAKE,
    REFUSALS,
    STORAGE,
    RULEBOOKS,
    SCREENS,
    ATTENTIONS,
    FINDINGS,
    COLUMNS,
    HELP,
    PARAMETERS,
    KNOWLEDGE,
    ARCHIVE,
    WHAT_IF,
    VERIFICATION,
    REPLAY,
    PROCEDURE,
    API,
    OPERATIONS,
    NOTIFY,
    LISTS,
    LISTS_HELP,
    PAPERS,
    PAPERS_HELP,
    WEB,
    WEB_CALENDAR,
    WEB_CHANNELS,
    WEB_CLUSTER,
    WEB_ACCOUNT,
    WEB_ACCOUNTS,
    WEB_AUDIT,
    WEB_LISTS,
    WEB_RECORD,
    EFFECTS,
    WEB_CASES,
    WEB_RULES,
    WEB_WHAT_IF,
)
SENTENCES: dict[str, tuple[str, str]] = {code: words for table in TABLES for code, words in table.items()}


def say(code: str, language: Language, /, **values: object) -> str:
    """Return the sentence with this code, its placeholders filled in.

    Raises:
        KeyError: there is no such sentence.
    """
    chinese, english = SENTENCES[code]
    return (english if language == "en" else chinese).format(**values)
