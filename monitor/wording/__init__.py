"""What is said to people, Chinese first: one table of sentences by code, two languages."""

from typing import Literal

from monitor.wording.intake import INTAKE
from monitor.wording.refusals import REFUSALS
from monitor.wording.screens import SCREENS

Language = Literal["zh", "en"]
SENTENCES: dict[str, tuple[str, str]] = {**INTAKE, **REFUSALS, **SCREENS}


def say(code: str, language: Language, **values: object) -> str:
    """Return the sentence with this code, its placeholders filled in.

    Raises:
        KeyError: there is no such sentence.
    """
    chinese, english = SENTENCES[code]
    return (english if language == "en" else chinese).format(**values)
