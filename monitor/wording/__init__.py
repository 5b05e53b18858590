"""What is said to people, Chinese first: one table of sentences by code, two languages."""

from typing import Literal

from monitor.wording.attention import ATTENTIONS, FINDINGS
from monitor.wording.columns import COLUMNS
from monitor.wording.help import HELP
from monitor.wording.intake import INTAKE
from monitor.wording.parameters import PARAMETERS
from monitor.wording.refusals import REFUSALS
from monitor.wording.rulebooks import RULEBOOKS
from monitor.wording.screens import SCREENS
from monitor.wording.storage import STORAGE

Language = Literal["zh", "en"]
TABLES = (INTAKE, REFUSALS, STORAGE, RULEBOOKS, SCREENS, ATTENTIONS, FINDINGS, COLUMNS, HELP, PARAMETERS)
SENTENCES: dict[str, tuple[str, str]] = {code: words for table in TABLES for code, words in table.items()}


def say(code: str, language: Language, /, **values: object) -> str:
    """Return the sentence with this code, its placeholders filled in.

    Raises:
        KeyError: there is no such sentence.
    """
    chinese, english = SENTENCES[code]
    return (english if language == "en" else chinese).format(**values)
