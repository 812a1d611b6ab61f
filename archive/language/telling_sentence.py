"""The sentence of a text that says most of what it is about, for lists of statements.

It is chosen by the text alone, so that a statement has the same sentence in every list, file and email, and none waits
for the index. Nothing is added to the words, and nothing is left out between them.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from archive.language.abbreviations import ABBREVIATIONS
from archive.language.function_words import EVERYDAY_WORDS, FUNCTION_WORDS, SAYERS, SAYING
from archive.language.people import HONORIFICS, OFFICES
from archive.language.people.folding import without_accents

TEXT_READ = 1_500
"""In characters. Speakers say early what they speak about. Lists need not fetch more of a text than one beyond this."""

CUT = "\N{NO-BREAK SPACE}…"
CUT_BEFORE = "…\N{NO-BREAK SPACE}"
SHORTEST, LONGEST_TELLING = 8, 30
"""In words. A shorter sentence says less by as much, and of a longer one a part is shown."""
WIDEST = 220
"""In characters, for scripts without spaces."""
STEM, SHORTEST_STEM = 6, 4
LONG_WORD = 8
TOO_SHORT = 5
"""What a sentence begins with is only left out if so many words remain."""
WORDS_OF_A_SENTENCE = 3
"""Fewer are most often an answer to what is not shown: "Four"."""
LONGEST_REMARK = 120
"""In characters, from a mark in brackets to their end."""
A_FEW = 8
"""A text of so few words is shown whole."""
EVERY = 10
"""Captions may have no punctuation. Then a sentence may begin at every tenth word."""

# It begins with a set of characters, for which the search is fast.
BOUNDARY = re.compile(r"[.!?…。！？؟।\n](?:(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？؟।])|(?<=\n)\n*)")
WORD_OF_SENTENCE = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
ABBREVIATION = re.compile(rf"(?:\b(?:{ABBREVIATIONS}|no|prof|sra|srta|[a-z])|\b[a-z]\.[a-z])\.$", re.IGNORECASE)
BEFORE_NUMBER = re.compile(r"\b(?:Res|Ord|Sec|Art|Ch|Vol|Nos|Int|Pt|Prop|L\.U)\.$")
"""Before a number, these end no sentence: "Res. 12"."""
# What a sentence of speech begins with before it says anything: the first words are left out, with a mark.
BEFORE_WORDS = re.compile(
    r"(?:(?:um+|uh+|er+|ah+|oh|eh|mm+|hm+|hmm|so|and|but|well|okay|ok|yeah|yes|no|now|right|then|again|i mean|you know|"
    r"este|pues|bueno|entonces|y)\b[\s,.;:…–—-]*)+",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"\W*(?:thank|thanks|good (?:morning|afternoon|evening|night)|hello|hi|welcome|excuse me|"
    r"gracias|buen[oa]s|bienvenid[oa]s)\b",
    re.IGNORECASE,
)
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
"""Letters of scripts that are written without spaces: each counts as a word."""
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
    approve approval one two three first last next know think see need want like said here back little big
    four five six seven eight nine ten none clock
    adjourn adjourns adjourned adjourning adjournment recess order point points floor recognize recognized recognise
    recognised recognition discussion vote votes voted voting roll call calls called quorum gavel unanimous
    unanimously objection objections further else proceed session regular special hearing emergency
    levanta levantar sesion orden punto palabra quorum votacion votar voto receso clausura
    ordinaria extraordinaria audiencia""".split()  # noqa: SIM905
)
"""Words of courtesy, of procedure and of speech, which tell no statement from another."""

UNTELLING = FUNCTION_WORDS | EVERYDAY_WORDS | SAYING | SAYERS | HONORIFICS | OFFICES | COURTESY


class _Words(NamedTuple):
    """The words of a text: their places, their stems, and what each says, at the beginning of a sentence and later."""

    starts: list[int]
    ends: list[int]
    stems: list[str]
    first: list[float]
    later: list[float]


class _Piece(NamedTuple):
    """A part of a text that may be shown: the numbers of its words from ``first`` to ``last``, and its place.

    It also says whether words before it and after it are left out of its sentence.
    """

    first: int
    last: int
    start: int
    end: int
    is_cut_before: bool
    is_cut: bool


def telling_sentence(text: str, gap: str) -> str:
    """Return the sentence of the text that tells most, cut if it is long, or the whole of a text of a few words.

    Only the first ``TEXT_READ`` characters are read. A sentence with a ``gap``, the character in place of redacted
    words, is taken only if there is no other.
    """
    return _telling_sentence(text[:TEXT_READ], gap, is_cut=len(text) > TEXT_READ)


def is_telling(sentence: str) -> bool:
    """Return whether a sentence says what somebody spoke about.

    It does not if it only greets, answers in a word or two, calls a roll, or leads the meeting: "Four.", "Point of
    order, Mr. President." Names in a greeting are of those who are greeted.
    """
    words = WORD_OF_SENTENCE.findall(sentence)
    if len(words) + len(UNSPACED.findall(sentence)) < WORDS_OF_A_SENTENCE or ROLL.match(sentence):
        return False
    if GREETING.match(sentence):
        words = [word for word in words if not word[0].isupper()]
    return names_a_subject(" ".join(words))


def stands_alone(sentence: str) -> bool:
    """Return whether somebody who reads nothing else understands that this is a whole sentence about something."""
    return (
        sentence[:1].isupper()
        and sentence.rstrip("\"'”’»)]").endswith((".", "!", "?"))
        and is_telling(sentence)
        and not any(form.match(sentence) for form in (BEFORE_WORDS, GREETING, RESULT))
        and not INTRODUCTION.search(sentence)
    )


def sentence_at(text: str, start: int) -> str:
    """Return the sentence of a text that begins at this character; empty if none does."""
    return next((text[first:end] for first, end in sentences(text) if first == start), "")


@lru_cache(maxsize=2_000)
def names_a_subject(name: str, besides: str = "") -> bool:
    """Return whether a title has a word that tells what it is about, and that is not one of the words ``besides``."""
    others = {_known(word).stem for word in WORD_OF_SENTENCE.findall(besides)}
    words = map(_known, WORD_OF_SENTENCE.findall(name))
    return any(word.is_telling and word.stem not in others for word in words)


# The same statements lead many lists. They take some 5 MB.
@lru_cache(maxsize=2_000)
def _telling_sentence(head: str, gap: str, *, is_cut: bool) -> str:
    matches = list(WORD_OF_SENTENCE.finditer(head))
    if len(matches) <= A_FEW:
        return _piece_as_shown(head, _Piece(0, 0, 0, len(head), is_cut_before=False, is_cut=is_cut))
    words = _weighed_words(matches)
    pieces = list(_pieces(head, words, is_cut=is_cut))
    scores = [_score(words, piece) for piece in pieces]
    # What counts against a piece takes longer to find, and most pieces are not the best even without it.
    looked_at = set[int]()
    while (best := scores.index(max(scores))) not in looked_at:
        scores[best] /= _drawbacks(head, pieces[best], gap)
        looked_at.add(best)
    return _piece_as_shown(head, pieces[best])


def _weighed_words(matches: Sequence[re.Match[str]]) -> _Words:
    known = [_known(match[0]) for match in matches]
    stems = [word.stem for word in known]
    # A word says more if it is used again, after another word: what is said in the same words says nothing new.
    again = Counter(stem for _, stem in set(zip(["", *stems], stems, strict=False)))
    uses = {stem: min(number, 4) ** 0.5 for stem, number in again.items()}
    return _Words(
        [match.start() for match in matches],
        [match.end() for match in matches],
        stems,
        [uses[stem] * is_telling + first for stem, is_telling, first, _ in known],
        [uses[stem] * is_telling + later for stem, is_telling, _, later in known],
    )


def _pieces(text: str, words: _Words, *, is_cut: bool) -> Iterator[_Piece]:
    last = 0
    for start, end in sentences(text):
        first = bisect_left(words.starts, start, last)
        last = bisect_left(words.starts, end, first)
        begin = start
        if opening := BEFORE_WORDS.match(text, start, end):
            rest = bisect_left(words.starts, opening.end(), first, last)
            if last - rest >= TOO_SHORT:
                begin, first = opening.end(), rest
        unfinished = is_cut and end == len(text)
        for at in range(first, max(first + 1, last - TOO_SHORT), EVERY) if last - first > LONGEST_TELLING else (first,):
            if at == last:
                continue
            left_over = last > at + LONGEST_TELLING
            stop = words.ends[at + LONGEST_TELLING - 1] if left_over else end
            # The mark that opens a quotation belongs to it.
            here = begin if at == first else words.starts[at]
            yield _Piece(at, min(at + LONGEST_TELLING, last), here, stop, here > start, left_over or unfinished)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the beginning and end of each sentence, without the spaces around it."""
    start = 0
    for boundary in (*BOUNDARY.finditer(text), None):
        end = boundary.start() + (boundary[0][0] != "\n") if boundary else len(text)
        if boundary and "\n" not in boundary[0]:
            if _goes_on(text, start, end, boundary.end()):
                continue
            end = boundary.end()
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        start = boundary.end() if boundary else end


def _goes_on(text: str, start: int, end: int, following: int) -> bool:
    """Return whether a mark that ends at ``end`` ends no sentence: after a short form, or in brackets that close later.

    The sentence begins at ``start``, and the next word at ``following``.
    """
    if ABBREVIATION.search(text, max(start, end - 8), end):
        return True
    if text[following : following + 1].isdecimal() and BEFORE_NUMBER.search(text, max(start, end - 8), end):
        return True
    opened = text.rfind("(", start, end)
    if opened < 0 or text.find(")", opened, end) >= 0:
        return False
    closed = text.find(")", end, end + LONGEST_REMARK)
    return closed >= 0 and text.find("\n", end, closed) < 0


def _score(words: _Words, piece: _Piece) -> float:
    """Return how much a piece says, without what counts against it. Each word counts once."""
    first, last = piece.first, piece.last
    weights = {words.stems[first]: words.first[first]} if words.first[first] else {}
    others = zip(words.stems[first + 1 : last], words.later[first + 1 : last], strict=True)
    weights.update({stem: said for stem, said in others if said})
    score = sum(weights.values()) / sqrt(last - first + 6)
    # A whole sentence reads better than a part of one.
    return score * (0.85 if piece.is_cut_before else 1) * (0.9 if piece.is_cut else 1)


def _drawbacks(text: str, piece: _Piece, gap: str) -> float:
    """Return by how much to divide the score of a piece."""
    divisor = max(1.0, SHORTEST / max(1, piece.last - piece.first))
    if INTRODUCTION.search(text, piece.start, piece.end) or RESULT.match(text, piece.start):
        divisor *= 6
    if piece.last - piece.first < WORDS_OF_A_SENTENCE:
        divisor *= 6
    if ROLL.match(text, piece.start):
        divisor *= 60
    if gap in text[piece.start : piece.end]:
        divisor *= 100
    return divisor


class _Known(NamedTuple):
    """A word: its stem, whether its uses count, and what it says besides, at the beginning of a sentence and later."""

    stem: str
    is_telling: bool
    first: float
    later: float


@lru_cache(maxsize=4096)
def _known(word: str) -> _Known:
    """Return what is known of a word. One that is not everybody's says something, a name or a long word more."""
    # The beginning of a word, which its forms share, is enough to see that a text uses it again.
    stem = word.lower()[:STEM]
    if word.isdecimal():
        return _Known(stem, False, 0.5, 0.5)
    if _is_untelling(word.lower()):
        return _Known(stem, False, 0.0, 0.0)
    more = 0.3 * (len(word) >= LONG_WORD)
    return _Known(stem, True, more, more + 0.5 * (word[0].isupper() and not word.isupper()))


def _is_untelling(word: str) -> bool:
    plain = without_accents(word).replace("’", "'")
    return (
        plain in UNTELLING or (plain.isascii() and len(plain) < SHORTEST_STEM) or plain.partition("'")[0] in UNTELLING
    )


def _piece_as_shown(text: str, piece: _Piece) -> str:
    words = " ".join(text[piece.start : piece.end].split())
    is_cut = piece.is_cut or len(words) > WIDEST
    words = words[:WIDEST]
    opened = words.rfind("(")
    if is_cut and opened > len(words) // 2 and ")" not in words[opened:]:
        words = words[:opened].rstrip()  # rather than a part of a remark
    before = CUT_BEFORE if piece.is_cut_before else ""
    return f"{before}{words}{CUT if is_cut else ''}"
