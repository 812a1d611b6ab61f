"""How a text becomes words, in the same way for indexing, queries and snippets.

- A word is a run of letters and digits. Apostrophes inside English contractions and possessives belong to it ("don't",
  "court's", curly or straight). Any other apostrophe and every hyphen separates words ("l'école", "long-term").
- Digits keep their point and comma ("3.5", "1,000", which is the same word as "1000"). Initials are the same with and
  without points ("C.I.A."). Only US, in capitals, and U.S. are another word than "us".
- Words are compared folded: without case, accents, or differences between letters that only look alike in print.
- There is no stop list: "of the united states" are four words, and "when" is one.
- A gap in place of redacted words is a word of its own, so that no phrase runs across it.
- Scripts written without spaces (Chinese, Japanese, Korean, Thai ...) become overlapping pairs of characters, so that
  the words of a run form a phrase; a single character is a word. They are not stemmed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from whoosh.lang import NoStemmer, stemmer_for_language
from whoosh.lang.isri import ISRIStemmer

from archive.models import GAP

LONGEST_WORD = 64
REMEMBERED_WORDS = 1 << 16
ASCII = frozenset(map(chr, range(128)))

# Scripts without spaces between words: Thai, Lao, Myanmar, Khmer, Han, kana, Hangul.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Marks belong to the letter before them. Those that join (soft hyphen, zero width) are invisible.
_JOINERS = "\u00ad\u200c\u200d\u2060"
_MARKS = _JOINERS + "".join(
    re.escape(chr(code)) for code in range(0x300, 0xFE30) if unicodedata.category(chr(code)).startswith("M")
)
_LETTER = rf"[^\W_{_UNSPACED}]"
_ALPHABETIC = rf"[^\W\d_{_UNSPACED}]"
SPACED_WORD = rf"{_ALPHABETIC}+"
"""A pattern for a word of only letters, in a script written with spaces."""
_APOSTROPHES = "'\u2019\u02bc\u2018\u00b4\uff07"


def _after_first(letter: str, alphabetic: str) -> str:
    """Return a pattern for what follows the first letter of a word: the rest of its initials, or of the word."""
    return rf"""
      (?: (?<={alphabetic}) (?<!{letter}.) (?:\.{alphabetic}(?!{letter}))+           # initials: U.S.
        | {letter}* (?:[{_MARKS}]+{letter}*)*
          (?: (?<=\d) (?:[.,]\d+)+ {letter}*                                        # 1,000.50
            | [{_APOSTROPHES}] (?:[sStTdDmM]|[rRvV][eE]|[lL][lL]) (?!{letter}) )? )  # don't, court's
    """


_TOKEN = re.compile(
    rf"""
      [{_UNSPACED}]+
    | {GAP}+                                          # redacted: separates its neighbours
    | {_LETTER} {_after_first(_LETTER, _ALPHABETIC)}
    """,
    re.VERBOSE | re.DOTALL,
)
_STARTS_UNSPACED = re.compile(f"[{_UNSPACED}]")
# What may be before a letter within a word: "don't", "U.S.", a mark. After other characters, a letter begins a word.
_WITHIN_WORD = frozenset(f".,{_APOSTROPHES}{_JOINERS}") | {
    chr(code) for code in range(0x300, 0xFE30) if unicodedata.category(chr(code)).startswith("M")
}
_PART_OF_WORD = re.compile(rf"[^\W_]|{GAP}")

# Letters that Unicode does not decompose, as most keyboards write them, and characters that folding removes.
_LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t"}
_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
FOLDING = str.maketrans(
    {**_LETTERS, ",": None, **dict.fromkeys(_JOINERS), **{chr(code): None for code in range(0x300, 0x370)}}
)


_ENGLISH_STEMMER = stemmer_for_language("en")
# Plurals, and forms of "bus", to which the English stemmer gives a different stem than to the word itself.
_ENGLISH_SINGULARS = {
    "buses": "bus", "busses": "bus", "bused": "bus", "bussed": "bus", "busing": "bus", "bussing": "bus",
    "gases": "gas", "lenses": "lens", "pluses": "plus", "quizzes": "quiz",
    "children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth", "mice": "mouse",
    "wives": "wife", "knives": "knife", "halves": "half", "shelves": "shelf", "thieves": "thief", "loaves": "loaf",
    "crises": "crisis", "analyses": "analysis", "diagnoses": "diagnosis", "hypotheses": "hypothesis",
    "theses": "thesis", "emphases": "emphasis", "parentheses": "parenthesis", "syntheses": "synthesis",
    "criteria": "criterion", "phenomena": "phenomenon", "curricula": "curriculum", "memoranda": "memorandum",
    "referenda": "referendum", "indices": "index", "appendices": "appendix", "matrices": "matrix",
}  # fmt: skip

# Words that the stemmer takes for forms of another word, each with those that are forms of it: "news" is not "new".
# ``tools/stem_exceptions.py`` finds them. The first of a line stands for all of them.
_OWN_STEMS = {
    form: forms[0]
    for forms in map(str.split, Path(__file__).with_name("stem_exceptions.txt").read_text().splitlines())
    for form in forms
}
THE_STATES = "u.s"
SHOUTED = 40
"""In a text of more characters, all in capitals, US may be the pronoun."""


class Token(NamedTuple):
    """A word of a text: folded, in lower case as written, and its place in code points, end excluded."""

    word: str
    written: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in order; a word's place in this order is its position in the index."""
    for raw, start, end in raw_tokens(text):
        yield Token(fold(raw), lower(raw), start, end)


def raw_tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text unchanged, with their places; ``fold`` and ``lower`` take them."""
    if not has_unspaced(text):
        pronoun = _has_pronoun_in_capitals(text)
        for match in _TOKEN.finditer(text):
            yield match.group().lower() if pronoun else match.group(), match.start(), match.end()
        return
    for match in _TOKEN.finditer(text):
        raw, start = match.group(), match.start()
        if is_unspaced(raw):
            for offset, pair in enumerate(_pairs(raw), start):
                yield pair, offset, offset + len(pair)
        else:
            yield raw, start, match.end()


def raw_tokens_with_initial(text: str, initials: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """Yield those of ``raw_tokens`` whose folded form may begin with one of some characters, and perhaps others.

    The text must not have a script without spaces. This is several times faster than to look at every word.
    """
    starting = _starting(initials, text.isascii())
    pronoun = _has_pronoun_in_capitals(text)
    done, again = 0, True
    while again:
        again = False
        for match in starting.finditer(text, done):
            start, end = match.span()
            if start and text[start - 1] in _WITHIN_WORD:
                # No word has a space in it, so the words from the last space on are those of the whole text.
                near = _TOKEN.finditer(text, max(done, text.rfind(" ", done, start) + 1))
                whole = next(token for token in near if token.end() > start)
                if whole.start() < start:
                    done, again = whole.end(), True
                    break
            yield match.group().lower() if pronoun else match.group(), start, end
            done = end


@lru_cache(maxsize=1024)
def _starting(initials: frozenset[str], is_ascii: bool) -> re.Pattern[str]:
    """Return a pattern for words that begin with an ASCII character of some, or with any other character.

    Only ASCII characters always stay what they are when they are folded, whatever follows.
    """
    first = {letter for letter in initials if letter.isascii()}
    first |= {letter.upper() for letter in first}
    letter, alphabetic = ("[0-9A-Za-z]", "[A-Za-z]") if is_ascii else (r"[^\W_]", r"[^\W\d_]")
    if is_ascii and not first:
        return re.compile("(?!)")
    # A class of all other ASCII characters, negated, is compiled six times faster than one of all that are not ASCII.
    named = sorted(first if is_ascii else ASCII - first)
    beginning = f"[{'' if is_ascii else '^'}{''.join(map(re.escape, named))}]"
    # The characters come first, because the search for the next of them is fastest.
    return re.compile(
        rf"{beginning} (?<={letter}) (?<!{letter}.) {_after_first(letter, alphabetic)}", re.VERBOSE | re.DOTALL
    )


def follows(text: str, end: int, start: int) -> bool:
    """Return whether no word is between the end of a word and the start of a later one."""
    return _PART_OF_WORD.search(text, end, start) is None


def has_unspaced(text: str) -> bool:
    """Return whether a part of the text is in a script written without spaces."""
    return not text.isascii() and _STARTS_UNSPACED.search(text) is not None


def words(text: str) -> list[str]:
    """Return the folded words of a text in order."""
    return list(map(fold, raw_words(text)))


def raw_words(text: str) -> list[str]:
    """Return the words of a text unchanged, as ``fold`` and ``lower`` take them. Faster than ``raw_tokens``."""
    written = _TOKEN.findall(text)
    if _has_pronoun_in_capitals(text):
        written = list(map(str.lower, written))
    if not has_unspaced(text):
        return written
    return [word for raw in written for word in (_pairs(raw) if is_unspaced(raw) else (raw,))]


def _has_pronoun_in_capitals(text: str) -> bool:
    return "US" in text and len(text) > SHOUTED and text.isupper()


def is_unspaced(word: str) -> bool:
    """Return whether a word belongs to a script written without spaces."""
    return _STARTS_UNSPACED.match(word) is not None


@lru_cache(maxsize=REMEMBERED_WORDS)
def fold(word: str) -> str:
    """Return the form in which words are compared: BÁEZ, Báez and baez are the same, and so are don’t and don't."""
    folded = unicodedata.normalize("NFKD", lower(word)).translate(FOLDING)
    return unicodedata.normalize("NFC", folded)[:LONGEST_WORD]


def lower(word: str) -> str:
    """Return a word in lower case, with straight apostrophes, composed accents, and no points between initials."""
    lowered = unicodedata.normalize("NFC", word.casefold().translate(_APOSTROPHE))[:LONGEST_WORD]
    if word == "US" or lowered == THE_STATES:
        return THE_STATES
    return lowered.replace(".", "") if "." in lowered and lowered[0].isalpha() else lowered


@lru_cache(maxsize=REMEMBERED_WORDS)
def stems(written: str, language: str) -> tuple[str, ...]:
    """Return the folded stems under which a word of that language is indexed and looked up: one, rarely two.

    ``written`` is the word as it is in the text, ``language`` a BCP 47 tag. Stemmers need accents, but readers leave
    them out. So a word with accents has two stems: that of the written form and that of the folded form. In a language
    without a stemmer, a word is its own stem.
    """
    stem = _stemmer(language)
    word, bare = lower(written), fold(written)
    if is_unspaced(word) or not word[0].isalpha():
        return (bare,)
    return tuple(dict.fromkeys(fold(stem(form)) or bare for form in (word, bare)))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    primary = language.lower().replace("_", "-").partition("-")[0]
    primary = {"nb": "no", "nn": "no"}.get(primary, primary)
    if primary == "ar":
        return _arabic
    if primary == "en":
        return _english
    try:
        return stemmer_for_language(primary)
    except NoStemmer:
        return _unchanged


def _english(word: str) -> str:
    bare = word.removesuffix("'s")
    return _OWN_STEMS.get(bare) or _ENGLISH_STEMMER(_ENGLISH_SINGULARS.get(bare, word))


def _arabic(word: str) -> str:
    # A new stemmer for each call. Whoosh's stores the word it works on, and two threads would mix up theirs.
    return ISRIStemmer().stem(word)


def _unchanged(word: str) -> str:
    return word


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)] or [run]
