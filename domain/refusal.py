"""How a command is refused: a code, what is wrong, and the article that says so.

The sentence for people is made at the door, in their language, from the code and the values.
"""

from typing import Literal

Kind = Literal[
    "bad-input", "conflict", "not-found", "unavailable", "answer-is-no", "not-signed-in", "not-permitted"
]


class RefusedError(Exception):
    """A command or question was refused; nothing was recorded.

    Attributes:
        code: stable name of the refusal, such as "appeal-before-service".
        kind: what sort of refusal it is.
        article: the article it rests on, or None.
        values: what the sentence names, by placeholder.
    """

    def __init__(
        self,
        code: str,
        *,
        kind: Kind = "bad-input",
        article: str | None = None,
        **values: object,
    ) -> None:
        """Refuse for the reason `code`."""
        super().__init__(code)
        self.code = code
        self.kind: Kind = kind
        self.article = article
        self.values = {name: str(value) for name, value in values.items()}
