"""The best few passages of a statement for a search: whole words, in segments for a template to mark."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.search.answer.marking import Marker, Span, segments
from archive.search.engines.results import MarkedSegment
from archive.search.question.analysis import is_unspaced

PASSAGE_LENGTH = 150
"""How many characters a passage has if a snippet has several. A single one has twice as many."""

MOST_PASSAGES = 4

LEAD = 60
"""How far before the first marked word a passage may begin, at the start of a sentence if there is one."""

MOST_COUNTED = 6
"""More matches than this do not make a passage better."""

LONGEST_WORD = 100
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n\s*")


@dataclass(frozen=True)
class SnippetPassage:
    """A part of a text in segments, its place in the text (code points), and whether the text continues around it."""

    segments: list[MarkedSegment]
    start: int
    end: int
    cut_before: bool
    cut_after: bool

    @property
    def first_marked(self) -> tuple[int, int] | None:
        """Where the first marked words are in the text; None if none are marked."""
        at = self.start
        for segment in self.segments:
            if segment.marked:
                return at, at + len(segment.text)
            at += len(segment.text)
        return None


def snippet(text: str, marker: Marker) -> list[SnippetPassage]:
    """Return the passages of a text that match most of a search, in the order of the text.

    Return one passage if it matches all that the text matches, else as many as match all, at most four; if nothing
    matches, the beginning of the text. No word shorter than 100 characters is cut.
    """
    spans = marker.spans(text)
    if not spans:
        return beginning(text)
    answers = {span.answer for span in spans}
    best = best_run(spans)
    if {span.answer for span in best} == answers:
        return _passages(text, spans, [_passage_around(text, best, 2 * PASSAGE_LENGTH)])
    runs: list[Sequence[Span]] = []
    shown = set[str]()
    while shown < answers and len(runs) < MOST_PASSAGES:
        runs.append(_best(spans, PASSAGE_LENGTH - LEAD, shown))
        shown.update(span.answer for span in runs[-1])
    return _passages(text, spans, [_passage_around(text, run, PASSAGE_LENGTH) for run in runs])


def beginning(text: str) -> list[SnippetPassage]:
    """Return the passage at the beginning of a text, with nothing marked."""
    return _passages(text, [], [(0, 2 * PASSAGE_LENGTH)])


def best_run(spans: Sequence[Span]) -> Sequence[Span]:
    """Return the marked words near each other that match most of a search; there must be some."""
    return _best(spans, 2 * PASSAGE_LENGTH - LEAD, set())


def _best(spans: Sequence[Span], room: int, answered: set[str]) -> Sequence[Span]:
    """Return the run of spans within the length that adds most new matches; of equal ones, the first."""
    return max(
        _runs(spans, room),
        key=lambda run: (len({span.answer for span in run} - answered), min(len(run), MOST_COUNTED)),
    )


def _runs(spans: Sequence[Span], room: int) -> Iterator[Sequence[Span]]:
    """Yield for each span the longest run within the length that begins with it."""
    end = 0
    for start, span in enumerate(spans):
        end = max(end, start + 1)
        while end < len(spans) and spans[end].end - span.start <= room:
            end += 1
        yield spans[start:end]


def _passage_around(text: str, run: Sequence[Span], length: int) -> tuple[int, int]:
    """Return start and end of a passage with the run of spans, before words are completed."""
    first, last = run[0].start, run[-1].end
    whole_from = len(text) - length
    earliest = min(first - LEAD, whole_from)
    if earliest <= 0:
        return 0, max(last, length)
    sentence = SENTENCE_END.search(text, earliest, first)
    start = sentence.end() if sentence else min(first - LEAD // 2, whole_from)
    return start, max(last, start + length)


def _passages(text: str, spans: Sequence[Span], places: list[tuple[int, int]]) -> list[SnippetPassage]:
    whole: list[tuple[int, int]] = []
    for start, end in sorted((_back(text, start), _on(text, end)) for start, end in places):
        before = whole.pop() if whole and start <= whole[-1][1] else (start, end)
        whole.append((before[0], max(end, before[1])))
    return [
        SnippetPassage(
            segments=segments(text, spans, start, end),
            start=start,
            end=end,
            cut_before=bool(text[:start].strip()),
            cut_after=bool(text[end:].strip()),
        )
        for start, end in whole
    ]


def _back(text: str, place: int) -> int:
    """Return the start of the word at a place of the text."""
    at = min(place, len(text))
    while 0 < at < len(text) and place - at < LONGEST_WORD and not _may_cut_before(text, at):
        at -= 1
    return at


def _on(text: str, place: int) -> int:
    """Return the end of the word at a place of the text."""
    at = min(place, len(text))
    while at < len(text) and at - place < LONGEST_WORD and not _may_cut_before(text, at):
        at += 1
    return at


def _may_cut_before(text: str, at: int) -> bool:
    """Return whether a text may be cut before a character: next to white space, or in a script without spaces."""
    before, after = text[at - 1], text[at]
    if unicodedata.category(after).startswith("M"):
        return False
    return before.isspace() or after.isspace() or (is_unspaced(before) and is_unspaced(after))
