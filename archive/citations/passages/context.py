"""The words around a passage, so that a shared passage is not torn from its context."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.citations.passages.quote_range import QuoteRange
from archive.language.abbreviations import ABBREVIATIONS, LEGISLATORS, RANKS
from archive.models import Revision, shown

# Marks that end a sentence in any script, and the quotation marks and brackets that may follow. A full stop needs a
# space after it: "3.5" and "Sec.4" do not end a sentence.
SENTENCE_END = re.compile(r"(?:[.?!…؟۔।]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”’）]*|\n)")
ABBREVIATED = re.compile(
    rf"(?:[^\W\d_]|{ABBREVIATIONS}|{LEGISLATORS}|{RANKS}|prof|sra|messrs|gov|inc|corp|co|ltd|dept)",
    re.IGNORECASE,
)
# The last letter of "don't." is no initial, and "No." is an abbreviation before a number only.
LAST_WORD = re.compile(r"(?:\w+['’])?\w+$")
NUMBERED = re.compile(r"\bno\.\s?\d", re.IGNORECASE)
LONGEST_ABBREVIATION = 10
LONGEST_CONTEXT = 400
# Speech without full stops has no sentences: then so much is taken on either side, in whole words.
LONGEST_SIDE = 200
# Far enough to find the end of a sentence. A longer one is cut anyway.
FAR = 4 * LONGEST_CONTEXT
ELLIPSIS = "…"


@dataclass(frozen=True)
class Context:
    """The text before and after a passage: ``before`` begins with a sentence, ``after`` ends with one.

    If the passage begins a sentence, ``before`` is the previous sentence; otherwise it is the beginning of the same
    sentence. ``after`` is the rest of the sentence in which the passage ends. Both are on one line and, if long, cut at
    the end of a word.
    """

    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Surroundings:
    """The sentence around a passage, and the sentences next to it.

    ``start`` and ``rest`` are the parts of the sentence before and after the passage; ``before`` and ``after`` are the
    previous and the next sentence. All are unchanged, including spaces, and empty if there is none.
    """

    before: str = ""
    start: str = ""
    rest: str = ""
    after: str = ""

    @property
    def lead(self) -> str:
        """All text before the passage."""
        return self.before + self.start

    @property
    def tail(self) -> str:
        """All text after the passage."""
        return self.rest + self.after


def context_of(text: str, passage: QuoteRange) -> Context:
    """Return the words around the passage; raise OutsideText if it is not in the text."""
    around = surroundings(text, passage)
    return Context(
        shortened_start(around.start if around.start.strip() else around.before, LONGEST_CONTEXT),
        shortened(around.rest, LONGEST_CONTEXT),
    )


def surroundings(text: str, passage: QuoteRange) -> Surroundings:
    """Return the whole sentence around the passage and the ones next to it; raise OutsideText if it is not in the text.

    Look at no more than FAR characters on either side.
    """
    passage.words_in(text)
    lead = text[max(0, passage.start - FAR) : passage.start]
    ends, last = list(sentence_ends(lead)), len(lead.rstrip())
    starts = [end for end in ends if end < last]
    first = starts[-1] if starts else 0
    if last and last in ends:
        before, start = lead[first:], ""
    else:
        earlier = starts[-2] if len(starts) > 1 else 0
        before, start = lead[earlier:first], lead[first:]
    tail = text[passage.end : passage.end + FAR]
    rest = _rest_of_sentence(text, passage)
    following = tail[len(rest) :]
    after = following[: next((end for end in sentence_ends(following) if following[:end].strip()), len(following))]
    return Surroundings(before, start, rest, after)


def sentence_around(text: str, passage: QuoteRange) -> QuoteRange:
    """Return the whole sentence around the passage with its last marks, or the nearest words of a very long one.

    Raise OutsideText if the passage is not in the text.
    """
    start, rest = surroundings(text, passage).start.lstrip(), _up_to_its_end(text, passage).rstrip()
    if len(start) > LONGEST_SIDE:
        start = start[-LONGEST_SIDE:].partition(" ")[2]
    if len(rest) > LONGEST_SIDE:
        rest = rest[:LONGEST_SIDE].rpartition(" ")[0]
    return QuoteRange(passage.start - len(start), passage.end + len(rest))


def _rest_of_sentence(text: str, passage: QuoteRange) -> str:
    rest = _up_to_its_end(text, passage)
    return rest if any(character.isalnum() for character in rest) else ""


def _up_to_its_end(text: str, passage: QuoteRange) -> str:
    """Return what follows the passage in its sentence, even if that is a mark alone."""
    tail = text[max(passage.start, passage.end - LONGEST_CONTEXT) : passage.end].rstrip()
    if len(tail) in sentence_ends(tail):
        return ""
    rest = text[passage.end : passage.end + FAR]
    return rest[: next(sentence_ends(rest), len(rest))]


def sentence_ends(text: str) -> Iterator[int]:
    """Yield where sentences end: after their marks, and at the end of a paragraph."""
    return (match.end() for match in SENTENCE_END.finditer(text) if not _is_abbreviation(text, match))


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    if match[0] != ".":
        return False
    word = LAST_WORD.search(text[max(0, match.start() - LONGEST_ABBREVIATION) : match.start()])
    is_numbered = bool(NUMBERED.match(text, max(0, match.start() - len("no"))))
    return is_numbered or (word is not None and ABBREVIATED.fullmatch(word[0]) is not None)


def shortened(text: str, length: int) -> str:
    """Return the words on one line with at most that many characters, cut at the end of a word, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    at_word = cut if line[length - 1] == " " else cut.rpartition(" ")[0]
    # A text without spaces, or one endless word, is cut anywhere.
    return (at_word or cut).rstrip(" ,;:") + ELLIPSIS


def shortened_start(text: str, length: int) -> str:
    """Return the last words on one line with at most that many characters, with an ellipsis in place of the first."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[-(length - 1) :]
    at_word = cut if line[-length] == " " else cut.partition(" ")[2]
    return ELLIPSIS + (at_word or cut)


@dataclass(frozen=True)
class TextExcerpt:
    """The words to show on one line, with their context.

    ``before`` and ``after`` are empty if the whole statement is shared. ``is_cut`` says that not all words are shown.
    """

    words: str
    before: str = ""
    after: str = ""
    is_cut: bool = False


def excerpt_of(revision: Revision, passage: QuoteRange | None, length: int) -> TextExcerpt:
    """Return at most ``length`` characters of the passage, or of the text, and as many of the text around it.

    Raise OutsideText if the passage is not in the text. If the words are cut, nothing follows them.
    """
    whole = passage.words_in(revision.text) if passage else revision.text
    words = shortened(whole, length)
    is_cut = words != " ".join(whole.split())
    around = context_of(revision.text, passage) if passage else Context()
    after = "" if is_cut else shortened(around.after, length)
    return TextExcerpt(shown(words), shown(shortened_start(around.before, length)), shown(after), is_cut)
