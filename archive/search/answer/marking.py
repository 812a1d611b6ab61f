"""Finds the words of a search in a text, so that a page can mark them.

This module makes no HTML. A text becomes segments, marked or not, which a template escapes one by one.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import NamedTuple

from whoosh.lang import NoStopWords, stopwords_for_language

from archive.language.function_words import FUNCTION_WORDS, QUESTION_WORDS, SAYING
from archive.models import GAP, GAPS
from archive.search.engines.results import MarkedSegment
from archive.search.question.analysis import fold, follows, has_unspaced, raw_tokens, raw_tokens_with_initial, stems
from archive.search.question.grammar import parse
from archive.search.question.grammar.highlighting import Highlight
from archive.search.question.misspelling import one_letter_apart

RUNS = re.compile(f"({GAPS.pattern})")


class Span(NamedTuple):
    """Words to mark, from ``start`` to ``end`` (code points, end excluded), and what part of the search they match."""

    start: int
    end: int
    answer: str


class _Word(NamedTuple):
    """A word that the search may want: what it matches alone (or None), and whether it means anything alone."""

    folded: str
    answer: str
    meaningful: bool


class _Found(NamedTuple):
    """A word that is wanted, and its place in the text (code points, end excluded)."""

    word: _Word
    start: int
    end: int


class Marker:
    """Marks the words of a search in texts of one language (a BCP 47 tag); one marker can be used for many texts.

    The words of a phrase are marked only if the whole phrase occurs. Words such as "the" and "what" are marked only
    next to another word of the search, unless the search has no other words.
    """

    def __init__(self, highlight: Highlight, language: str) -> None:
        self._highlight = highlight
        self._language = language
        self._known: dict[str, _Word | None] = {}
        # Stemmers, except the Arabic one, only cut the ends of words. So a word with another beginning has none of the
        # stems.
        self._stemmed = None if language.lower().startswith("ar") else {stem[0] for stem in highlight.stems}
        self._of_phrases = {word for phrase in highlight.phrases for word in phrase}
        self._common = _common_words(language)
        wanted = {*highlight.words, *highlight.stems, *highlight.prefixes, *highlight.misspelt, *highlight.phrases}
        # What a word must begin with. Any beginning may be misspelt.
        self._initials = frozenset(word[0] for word in {*highlight.words, *highlight.stems, *highlight.prefixes})
        self._initials |= {word[0] for word in self._of_phrases}
        self._any_initial = bool(highlight.misspelt) or (self._stemmed is None and bool(highlight.stems))
        if not wanted - self._common - {stem for word in self._common for stem in stems(word, language)}:
            self._common = frozenset()

    def spans(self, text: str) -> list[Span]:
        """Return where the words of the search are, in order and without overlaps."""
        every = self._any_initial or has_unspaced(text)
        words = self._among_all(text) if every else self._among_likely(text)
        return _merged(sorted([*self._phrases(words), *self._single_words(words)]))

    def _among_all(self, text: str) -> dict[int, _Found]:
        """Return the words that are wanted, by their places among the words of the text."""
        known = self._known
        looked_at = (
            (place, known[raw] if raw in known else self._look_at(raw), start, end)
            for place, (raw, start, end) in enumerate(raw_tokens(text))
        )
        return {place: _Found(word, start, end) for place, word, start, end in looked_at if word}

    def _among_likely(self, text: str) -> dict[int, _Found]:
        """Return the words that are wanted, by numbers of which two follow each other if the words do."""
        known = self._known
        words: dict[int, _Found] = {}
        place = last = 0
        for raw, start, end in raw_tokens_with_initial(text, self._initials):
            word = known[raw] if raw in known else self._look_at(raw)
            if word:
                place += 1 if follows(text, last, start) else 2
                words[place] = _Found(word, start, end)
                last = end
        return words

    def segments(self, text: str, start: int = 0, end: int | None = None) -> list[MarkedSegment]:
        """Return the text, or the part of it from start to end, in segments."""
        return segments(text, self.spans(text), start, len(text) if end is None else end)

    def _look_at(self, raw: str) -> _Word | None:
        folded = fold(raw)
        answer = self._matched_part(raw, folded)
        wanted = answer or folded in self._of_phrases
        word = self._known[raw] = _Word(folded, answer, folded not in self._common) if wanted else None
        return word

    def _matched_part(self, raw: str, folded: str) -> str:
        """Return what part of the search the word matches by itself, or an empty text."""
        asked = self._highlight
        if folded in asked.words:
            return folded
        if self._stemmed is None or folded[:1] in self._stemmed:
            stem = next((stem for stem in stems(raw, self._language) if stem in asked.stems), "")
            if stem:
                return stem
        if prefix := next((prefix for prefix in asked.prefixes if folded.startswith(prefix)), ""):
            return prefix
        return next((word for word in asked.misspelt if one_letter_apart(word, folded)), "")

    def _phrases(self, words: dict[int, _Found]) -> Iterable[Span]:
        for phrase in self._highlight.phrases:
            for place, (word, start, _) in words.items():
                if word.folded != phrase[0]:
                    continue
                run = [words[at] for at in range(place, place + len(phrase)) if at in words]
                if tuple(word.folded for word, _, _ in run) == phrase:
                    yield Span(start, run[-1][2], " ".join(phrase))

    def _single_words(self, words: dict[int, _Found]) -> Iterable[Span]:
        single = [place for place, (word, _, _) in words.items() if word.answer]
        for _, numbered in groupby(enumerate(single), key=lambda pair: pair[1] - pair[0]):
            run = [words[place] for _, place in numbered]
            telling = [word.answer for word, _, _ in run if word.meaningful]
            # A word that means little alone adds nothing to the passage of its neighbour.
            for word, start, end in run if telling else ():
                yield Span(start, end, word.answer if word.meaningful else telling[0])


def marker_of(search: str, language: str) -> Marker:
    """Return a marker for the words of a reader's search in texts of a language (a BCP 47 tag)."""
    return Marker(parse(search, languages=[language]).highlight, language)


def segments(text: str, spans: Iterable[Span], start: int, end: int) -> list[MarkedSegment]:
    """Return the part of a text from start to end, with the spans marked."""
    pieces: list[MarkedSegment] = []
    at = start
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        if first < last:
            pieces += [MarkedSegment(text[at:first], False), MarkedSegment(text[first:last], True)]
            at = last
    pieces.append(MarkedSegment(text[at:end], False))
    return [piece for segment in pieces if segment.text for piece in _parted(segment)]


def _parted(segment: MarkedSegment) -> list[MarkedSegment]:
    """Return the segment with each gap in it as its own segment."""
    if GAP not in segment.text:
        return [segment]
    return [segment._replace(text=text) for text in RUNS.split(segment.text) if text]


def _merged(spans: list[Span]) -> list[Span]:
    """Return the spans without overlaps. Two that overlap become one, from the first start to the later end."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = last._replace(end=max(last.end, span.end))
        else:
            merged.append(span)
    return merged


@cache
def _common_words(language: str) -> frozenset[str]:
    """Return the words of a language that mean little alone, and those of how a question is asked, folded."""
    asking = FUNCTION_WORDS | QUESTION_WORDS | SAYING
    try:
        return asking.union(map(fold, stopwords_for_language(language.lower().partition("-")[0])))
    except NoStopWords:
        return asking
