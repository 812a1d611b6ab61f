"""The initials by which people call a board: FOMC, TSD, BOE."""

import re

from archive.language.function_words import FUNCTION_WORDS
from archive.language.people import KINDS_OF_BODY, listed
from archive.search.question.analysis import words

SHORTEST, LONGEST_INITIALS = 3, 8
IN_BRACKETS = re.compile(r"\([^)]*\)")
BODIES = KINDS_OF_BODY | listed("junta consejo concejo comision comite")


def initials_of(name: str) -> set[str]:
    """Return the initials of a board's name, with and without its small words, of all of it and of its parts.

    Its parts are the place or body before the first "board", "council" or the like, and what begins with that.
    """
    said = [word for word in words(IN_BRACKETS.sub(" ", name)) if word[0].isalpha()]
    body = next((at for at, word in enumerate(said) if word in BODIES), len(said))
    telling = [[word for word in part if word not in FUNCTION_WORDS] for part in (said, said[:body], said[body:])]
    short = {"".join(word[0] for word in part) for part in (said, said[:body], said[body:], *telling)}
    return {initials for initials in short if SHORTEST <= len(initials) <= LONGEST_INITIALS}
