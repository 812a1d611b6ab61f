"""A text as its words, each with its place, so that two texts can be compared without typography and punctuation.

The key of a word has no capitals, no accents on Latin letters and no apostrophes: "Báez", "BAEZ" and "baez" are the
same, and so are "don't" and "don’t". An apostrophe stays if the word would be another one without it: "we're" is not
"were". Anything that changes the meaning stays: figures keep their decimal point and minus sign, and a currency or per
cent sign is a word. A gap in place of redacted words is a word that no quotation has. Scripts written without spaces
are split into letters.
"""

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter

from archive.models import GAP

HIGHEST_MARK = 0x3000
BEYOND = range(0x80, 0x20000)
SYMBOLS = frozenset({"So", "Sm", "Sc"})
MARKS = "".join(chr(point) for point in range(HIGHEST_MARK) if unicodedata.category(chr(point)).startswith("M"))
APOSTROPHES = "'’ʼ‘`´＇′\x92"
# Invisible characters: soft hyphens, joiners, direction marks, fillers, selectors of a letter's shape.
INVISIBLE = "\u00ad\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u3164\ufe0e\ufe0f\uffa0\ufeff"
# Signs that stand for words and are not letters: emoji, circled letters, Braille, ≠. Ornaments do not count.
ORNAMENTS = "®™©℠♪♫♩♬►▶▪▫■□●○◆◇★☆※◦"
TAGS = "\U000e0020-\U000e007e"
# Thai, Lao, Tibetan, Burmese and Khmer; kana and Han.
WITHOUT_SPACES = "\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Most text is ASCII. Runs of its letters are matched first, so that a space is not compared with a long list of signs.
BEYOND_ASCII = r"(?=[^\x00-\x7f])"
LETTER = f"(?:[A-Za-z0-9]++|{BEYOND_ASCII}(?:[^\\W_{WITHOUT_SPACES}]|[{re.escape(MARKS)}{INVISIBLE}]))"
# With its unit: "1.15x" is not "115x", nor ".4s" "4s".
NUMBER = rf"(?:(?<![\w.)])[-−]?(?:\d+(?:,\d{{3}})*(?:[.:/]\d+)*|\.\d+){LETTER}*)"
# "25-30" is not "25 30".
RANGE = r"(?:(?<=\d)\s?[-‐-―−]\s?(?=\d))"
HYPHENS = re.compile("[‐-―−]")
COMBINING = re.compile("([a-z])[\u0300-\u036f]+")
OTHER_WORDS = frozenset({"were", "well", "ill", "hell", "shell", "wed", "shed", "id", "whore", "wont", "cant"})
LEFT_OUT = str.maketrans("", "", f"{APOSTROPHES}{INVISIBLE}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word's key and where it stands in the text, in code points."""

    key: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of the text in order."""
    return [Word(key, match.start(), match.end()) for match in _pattern().finditer(text) if (key := _key(match[0]))]


def keys(text: str) -> list[str]:
    """Return the keys of the words of the text: those of ``words``, several times faster."""
    return [key for token in _pattern().findall(text) if (key := _key(token))]


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern for a word. It is made on first use, because Unicode has many signs."""
    sign = f"(?:[%&#+=@<>$]|{BEYOND_ASCII}[{WITHOUT_SPACES}‰§°¢{_symbols()}{TAGS}])"
    return re.compile(f"{NUMBER}|{RANGE}|{LETTER}+(?:[{APOSTROPHES}]{LETTER}+)*|{GAP}+|{sign}")


def _symbols() -> str:
    """Return the non-ASCII signs that count as words, as the ranges of an expression."""
    signs = (unicodedata.category(chr(point)) in SYMBOLS and chr(point) not in ORNAMENTS for point in BEYOND)
    runs = (list(run) for is_one, run in groupby(zip(signs, BEYOND, strict=True), key=itemgetter(0)) if is_one)
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)


@lru_cache(maxsize=100_000)
def _key(token: str) -> str:
    if token[0] == GAP:
        return GAP
    if token[0] in "-‐‑‒–—―−." or token[0].isdigit() or token[0].isspace():
        plain = unicodedata.normalize("NFKC", token.translate(LEFT_OUT)).replace(",", "").strip()
        return sys.intern(HYPHENS.sub("-", plain).casefold())
    folded = token.translate(LEFT_OUT).casefold()
    if not folded.isascii():
        plain = unicodedata.normalize("NFKD", folded)
        # Styled letters are letters; a sign such as № keeps the key that it always had.
        folded = COMBINING.sub(r"\1", plain.casefold() if folded.isalpha() else plain)
        folded = unicodedata.normalize("NFC", folded)
    if folded in OTHER_WORDS and not set(APOSTROPHES).isdisjoint(token):
        folded = f"{folded}'"
    return sys.intern(folded)
