"""Passwords: which are accepted, and how they are kept (argon2id, RFC 9106).

Promise: checking takes as long for a name that does not exist as for one that does.
"""

import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from domain.refusal import RefusedError
from monitor.access.secret import Secret

SHORTEST, LONGEST, FEWEST_LETTERS = 12, 128, 6
_TELLING_NAME = 4  # a shorter name is in many a password by chance
_AT_ONCE = 4  # hashes computed at once: each takes 64 MiB


class Passwords:
    """Hashes and checks passwords."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """Hash with these parameters; without any, with the second recommended option of RFC 9106."""
        self._hasher = hasher or PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
        self._turn = BoundedSemaphore(_AT_ONCE)
        self._nobodys = ""

    def hash(self, password: Secret) -> str:
        """Return what is kept of a password."""
        with self._turn:
            return self._hasher.hash(_normal(password))

    def is_right(self, password: Secret, kept: str | None) -> bool:
        """Tell whether a password is the one kept; without one, take the same time and say no."""
        self._nobodys = self._nobodys or self.hash(Secret("nobody has this password"))
        try:
            with self._turn:
                self._hasher.verify(kept or self._nobodys, _normal(password))
        except (VerifyMismatchError, InvalidHashError):
            return False
        return kept is not None


def require_strong(password: Secret, user: str) -> None:
    """Refuse a password that is too short, too long, of too few different letters, or holds the user's name.

    Raises:
        RefusedError: "password-too-weak".
    """
    text = _normal(password)
    holds_name = len(user) >= _TELLING_NAME and user.casefold() in text.casefold()
    if not SHORTEST <= len(text) <= LONGEST or len(set(text)) < FEWEST_LETTERS or holds_name:
        raise RefusedError("password-too-weak", shortest=SHORTEST, longest=LONGEST, different=FEWEST_LETTERS)


def _normal(password: Secret) -> str:
    """Return one form of a text that keyboards write in several; at most what is ever hashed."""
    return unicodedata.normalize("NFC", password.reveal()[: LONGEST + 1])
