"""What a password must be: long, and not among the first that somebody would try here.

NIST SP 800-63B asks for length and a list of refused words, not for a mix of characters. zxcvbn estimates how many
guesses a password takes, from lists of leaked passwords, names and words, and from keyboard rows, dates and
repetitions. It also gets the words of this site, the names of its boards, and the person's own names.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from archive.models import Board, User

SITE_WORDS = """
    boardmeetings boardmeeting boards board meetings meeting minutes archives archive records record statements
    statement desk staff school council commission committee administrator admin editor clerk superuser passphrase
    password passwort contrasena welcome secret login letmein changeme correct horse battery staple
    correcthorsebatterystaple
"""
SHORTEST_WORD = 3
# zxcvbn's highest score, 4: "very unguessable".
GUESSES = 10**10
LONGEST_PASSWORD = 256
# The time for an estimate grows with the square of the length. This length takes 25 ms.
LOOKED_AT = 72


class GuessedFirstValidator:
    """Refuses a password that takes few guesses, with or without the punctuation and spaces in it."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password that is easy to guess."""
        if len(password) > LONGEST_PASSWORD:
            raise ValidationError(f"A password has at most {LONGEST_PASSWORD} characters.", code="password_too_long")
        boards = _words_of(Board.objects.values_list("name", flat=True))
        words = sorted({*SITE_WORDS.split(), *boards, *_own_words(user)})
        plain = unicodedata.normalize("NFKC", password)
        bare = "".join(letter for letter in plain if letter.isalnum())
        if min(_guesses(reading, words) for reading in (plain, bare)) < GUESSES:
            raise ValidationError(
                "This password is easy to guess. It is too similar to common passwords, names or words of this site, "
                "or a pattern. Use several words that are not related.",
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        """Return the rule in a sentence."""
        return "Not a common password, and not made from your name, the name of a board or words of this site."


def _guesses(reading: str, words: list[str]) -> int:
    """Return the estimated number of guesses. Only the first part of a long password is estimated."""
    return int(zxcvbn(reading[:LOOKED_AT], user_inputs=words)["guesses"]) if reading else 0


def _own_words(user: User | None) -> set[str]:
    names = ("username", "first_name", "last_name", "email")
    return _words_of(getattr(user, name, "") or "" for name in names) if user else set()


def _words_of(names: Iterable[Any]) -> set[str]:
    """Return each word of the names, and each name as one word."""
    parts: set[str] = set()
    for name in names:
        words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", name).casefold())
        parts.update([*words, "".join(words)])
    return {word for word in parts if len(word) >= SHORTEST_WORD}
