"""The sentence of a text that says most of what it is about, for lists of statements.

It is chosen by the text alone, so that a statement has the same sentence in every list, file and email, and none waits
for the index. Nothing is added to the words, and nothing is left out between them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from archive.people import HONORIFICS, OFFICES
from archive.people.folding import without_accents
from archive.text.function_words import EVERYDAY_WORDS, FUNCTION_WORDS, SAYERS, SAYING

TEXT_READ = 1_500
"""In characters. Speakers say early what they speak about. Lists need not fetch more of a text than one beyond this."""

CUT = "\N{NO-BREAK SPACE}…"
CUT_BEFORE = "…\N{NO-BREAK SPACE}"
LONGEST = 28
"""In words, of what is shown."""
WIDEST = 220
"""In characters, for scripts without spaces."""
SHORTEST_STEM = 4
LONG_WORD = 8
TOO_SHORT = 5
"""A sentence of fewer words says little alone."""
A_FEW = 8
"""A text of so few words is shown whole."""
EVERY = 10
"""Captions may have no punctuation. Then a sentence may begin at every tenth word."""

BOUNDARY = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？؟।])|\n+")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|jr|sr|no|vs|hon|rev|prof|sra|srta|[a-z])|\b[a-z]\.[a-z])\.$", re.IGNORECASE
)
# What a sentence of speech begins with before it says anything: the first words are left out, with a mark.
BEFORE_WORDS = re.compile(
    r"(?:(?:um+|uh+|er+|ah+|oh|eh|mm+|hm+|hmm|so|and|but|well|okay|ok|yeah|yes|no|now|right|then|again|i mean|you know|"
    r"este|pues|bueno|entonces|y)\b[\s,.;:…–—-]*)+",
    re.IGNORECASE,
)
INTRODUCTION = re.compile(
    r"\b(?:my name is|i live (?:at|on|in)|i reside|i'm a resident|my address|me llamo|mi nombre es|vivo en)\b",
    re.IGNORECASE,
)
"""Who speaks is said beside the sentence, and where somebody lives is nothing to lead with."""
ROLL = re.compile(
    r"(?:ayes?|nays?|yeas?|yes|noe?s|present|absent|abstain\w*|excused|a favor|en contra)\s*[:(–—-]", re.IGNORECASE
)
RESULT = re.compile(
    r"(?:the |this |la )?(?:motion|resolution|vote|moci[oó]n)(?: was| is| fue)?"
    r" (?:carrie[sd]|passe[sd]|fail(?:s|ed)|approved|adopted|aprobada|rechazada)\b",
    re.IGNORECASE,
)
"""How a motion ended says less than what was moved, and who voted says least."""
COURTESY = frozenset(
    """thank thanks thanked appreciate appreciated appreciates welcome welcomes good morning afternoon evening night
    hello hi congratulations sorry excuse pardon apologize honor honored pleasure glad happy grateful
    okay yeah yep um uh er hmm well gonna wanna gotta kinda sorta mean guess just really actually basically literally
    stuff guys folks everybody everyone everything somebody something nothing sure right great nice bit
    gracias buenos buenas dias tardes noches bienvenidos bienvenidas saludos favor senor senora
    madam madame mister sir ma'am chairman chairwoman chairperson chair council commission committee trustee trustees
    today tonight yesterday tomorrow time meeting item agenda question questions comment comments name colleagues
    motion motions moved move second seconded seconder favor favour opposed aye ayes nay carried carries
    approve approval one two three first last next know think see need want like said here back little big""".split()  # noqa: SIM905
)
"""Words of courtesy, of procedure and of speech, which tell no statement from another."""

UNTELLING = FUNCTION_WORDS | EVERYDAY_WORDS | SAYING | SAYERS | HONORIFICS | OFFICES | COURTESY


class _Piece(NamedTuple):
    """A part of a text that may be shown, and whether words before it and after it are left out of its sentence."""

    words: Sequence[re.Match[str]]
    start: int
    end: int
    is_cut_before: bool
    is_cut: bool


def telling_sentence(text: str, gap: str) -> str:
    """Return the sentence of the text that tells most, cut if it is long, or the whole of a text of a few words.

    Only the first ``TEXT_READ`` characters are read. A sentence with a ``gap``, the character in place of redacted
    words, is taken only if there is no other.
    """
    head = text[:TEXT_READ]
    stems = [_stem(word[0]) for word in WORD.finditer(head)]
    if len(stems) <= A_FEW:
        return _shown(head, _Piece([], 0, len(head), is_cut_before=False, is_cut=len(text) > TEXT_READ))
    uses = Counter(stems)
    pieces = list(_pieces(head, is_cut=len(text) > TEXT_READ))
    scores = [_score(head, piece, uses, gap) for piece in pieces]
    return _shown(head, pieces[scores.index(max(scores))])


def _pieces(text: str, *, is_cut: bool) -> Iterator[_Piece]:
    for start, end in _sentences(text):
        opening = BEFORE_WORDS.match(text, start, end)
        words = list(WORD.finditer(text, start, end))
        rest = [word for word in words if word.start() >= opening.end()] if opening else words
        begin = start
        if opening and len(rest) >= TOO_SHORT:
            begin, words = opening.end(), rest
        unfinished = is_cut and end == len(text)
        for at in range(0, max(1, len(words) - TOO_SHORT), EVERY) if len(words) > LONGEST else (0,):
            shown = words[at : at + LONGEST]
            if not shown:
                continue
            left_over = len(words) > at + LONGEST
            stop = shown[-1].end() if left_over else end
            # The mark that opens a quotation belongs to it.
            first = begin if not at else shown[0].start()
            yield _Piece(shown, first, stop, bool(at) or begin > start, left_over or unfinished)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the beginning and end of each sentence, without the spaces around it."""
    start = 0
    for boundary in (*BOUNDARY.finditer(text), None):
        end = boundary.start() if boundary else len(text)
        if boundary and "\n" not in boundary[0]:
            if ABBREVIATION.search(text, max(start, end - 8), end):
                continue
            end = boundary.end()
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        start = boundary.end() if boundary else end


def _score(text: str, piece: _Piece, uses: Counter[str], gap: str) -> float:
    """Return how much a piece says: by words that are not everybody's, are used again, are names or numbers."""
    found: dict[str, float] = {}
    for place, match in enumerate(piece.words):
        word = match[0]
        stem = _stem(word)
        if word.isdecimal():
            found[stem] = 0.5
        elif not _is_untelling(word.lower()):
            is_name = place > 0 and word[0].isupper() and not word.isupper()
            found[stem] = min(uses[stem], 4) ** 0.5 + 0.5 * is_name + 0.3 * (len(word) >= LONG_WORD)
    score = sum(found.values()) / sqrt(len(piece.words) + 6)
    if len(piece.words) < TOO_SHORT:
        score /= 2
    if INTRODUCTION.search(text, piece.start, piece.end) or RESULT.match(text, piece.start):
        score /= 6
    if ROLL.match(text, piece.start):
        score /= 60
    if gap in text[piece.start : piece.end]:
        score /= 100
    # A whole sentence reads better than a part of one.
    return score * (0.85 if piece.is_cut_before else 1) * (0.9 if piece.is_cut else 1)


@lru_cache(maxsize=4096)
def _is_untelling(word: str) -> bool:
    plain = without_accents(word).replace("’", "'")
    return (
        plain in UNTELLING or (plain.isascii() and len(plain) < SHORTEST_STEM) or plain.partition("'")[0] in UNTELLING
    )


def _stem(word: str) -> str:
    """Return the beginning of a word, which its forms share; enough to see that a text uses it again."""
    return word.lower()[:6]


def _shown(text: str, piece: _Piece) -> str:
    words = " ".join(text[piece.start : piece.end].split())
    is_cut = piece.is_cut or len(words) > WIDEST
    before = CUT_BEFORE if piece.is_cut_before else ""
    return f"{before}{words[:WIDEST]}{CUT if is_cut else ''}"
