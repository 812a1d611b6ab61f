"""What a password must be: long, and not made of words that anybody would try here.

NIST SP 800-63B asks for length and a list of refused words rather than for a mixture of signs. The list is Django's
20,000 most common passwords, two of them in a row, the words of this site, the names of its boards, and the person's
own names; what repeats or counts up adds nothing. Most lists of common passwords hold short ones, and the common long
ones are two short ones: "michaeljordan".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from archive.models import Board, User

SITE_WORDS = """
    boardmeetings boardmeeting boards board meetings meeting minutes archives archive records record statements
    statement desk staff school council commission committee administrator admin editor clerk superuser passphrase
    password passwort contrasena welcome secret login letmein changeme correcthorsebatterystaple
"""
SHORTEST_WORD = 3
# So much must be left once the words of the site, repetitions and sequences are taken out.
LEFT_OVER = 8
LONGEST = 256
# The patterns below look at every pair of places, so they are kept to a length.
LOOKED_AT = 128
AS_LETTERS = str.maketrans("013457@$!", "oieastasi")
ROWS = (
    *("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm"),
)
IN_SEQUENCE = {pair for row in ROWS for way in (row, row[::-1]) for pair in pairwise(way)} | {("9", "0")}
SHORTEST_SEQUENCE = 4


class GuessedFirstValidator:
    """Refuses common passwords, also with digits and signs around them, and those made of this site's own words."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password that would be tried early."""
        if len(password) > LONGEST:
            raise ValidationError(f"A password has at most {LONGEST} characters.", code="password_too_long")
        readings = list(_readings(password[:LOOKED_AT]))
        if any(_is_common(core) for reading in readings for core in _cores(reading)):
            raise ValidationError(
                "This password is one of the most common ones, two of them, or one with a little added.",
                code="password_too_common",
            )
        words = sorted({*SITE_WORDS.split(), *_board_words(), *_own_words(user)}, key=len, reverse=True)
        if min(len(_left_over(reading, words)) for reading in readings) < LEFT_OVER:
            raise ValidationError(
                "This password is easy to guess here: without names, words of this site, repetitions and sequences"
                " little of it is left. Use several words that have nothing to do with each other.",
                code="password_of_site_words",
            )

    def get_help_text(self) -> str:
        """Return the rule in a sentence."""
        return "Not a common password, and not made of your name, a board’s name or words of this site."


def _readings(password: str) -> Iterator[str]:
    """Yield the password in small letters, as typed and with digits and signs read as the letters they stand for."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    yield plain
    yield plain.translate(AS_LETTERS)


def _cores(reading: str) -> Iterator[str]:
    """Yield what is left of a password when what people put around a common one is taken off."""
    yield reading
    trimmed = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", reading)
    yield trimmed
    yield _without_repetition(reading)
    yield _without_repetition(trimmed)
    yield "".join(letter for letter in reading if letter.isalnum())


def _is_common(core: str) -> bool:
    """Say whether it is a common password, or two in a row."""
    places = range(SHORTEST_WORD, len(core) - SHORTEST_WORD + 1)
    return core in _common() or any(core[:place] in _common() and core[place:] in _common() for place in places)


def _left_over(reading: str, words: Iterable[str]) -> str:
    """Return the letters and digits that are no site word, no repetition and no sequence."""
    left = "".join(letter for letter in reading if letter.isalnum())
    for word in words:
        left = left.replace(word, "")
    return _without_sequences(_without_repetition(left))


def _without_repetition(text: str) -> str:
    """Return the text with each part that repeats once."""
    once = re.sub(r"(.+?)\1+", r"\1", text)
    return re.sub(r"(.{3,})(?=.*\1)", "", once)


def _without_sequences(text: str) -> str:
    """Return the text with the first letter alone of each run along the alphabet, the digits or the keyboard."""
    runs: list[str] = []
    for letter in text:
        if runs and (runs[-1][-1], letter) in IN_SEQUENCE:
            runs[-1] += letter
        else:
            runs.append(letter)
    return "".join(run[0] if len(run) >= SHORTEST_SEQUENCE else run for run in runs)


@cache
def _common() -> set[str]:
    return CommonPasswordValidator().passwords


def _board_words() -> set[str]:
    return _words_of(Board.objects.values_list("name", flat=True))


def _own_words(user: User | None) -> set[str]:
    names = ("username", "first_name", "last_name", "email")
    return _words_of(getattr(user, name, "") or "" for name in names) if user else set()


def _words_of(names: Iterable[Any]) -> set[str]:
    """Return each word of the names, and each name written in one."""
    found: set[str] = set()
    for name in names:
        words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", name).casefold())
        found.update([*words, "".join(words)])
    return {word for word in found if len(word) >= SHORTEST_WORD}
