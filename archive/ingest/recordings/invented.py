"""Removes words that software invents where nobody says them: over silence, repeated lines, the ends of films.

Models that learnt from subtitles write typical phrases over silence and music, and are certain of them. What is left
out is listed with its place, so that a person can listen and put it back.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from archive.ingest.recordings.heard import HeardSegment, HeardSpan, HeardWord, LeftOut

# Seconds around speech in which a word may be said, because detectors find its middle better than its ends.
NEAR = 0.4
LOOP = 2.4  # above this compression, a text repeats itself more than people do
MOST_IN_A_ROW, SHORTEST_LINE = 2, 3  # how often people repeat a line of that many words
MOST_OF_A_PHRASE, LONGEST_PHRASE = 4, 8

SILENCE = "nobody speaks there"
BOILERPLATE = "software writes this over silence and music"
REPEATED = "the same line came again and again"

LINES = re.compile(
    r"(?:(?:thanks|thank you)(?: (?:so|very) much)? for (?:watching|listening|viewing)(?: (?:this|the|my|our) \w+)?|"
    r"(?:please |don'?t forget to )?(?:like,? (?:and )?)?subscribe(?: to (?:my|our|the|this) channel)?|"
    r"(?:see you|i'?ll see you)(?: \w+)? (?:in the )?next (?:video|time|episode)|bye[- ]?bye|"
    r"(?:sub)?(?:titles|captions?|captioning|transcript(?:ion)?|transcribed|translated|translation)"
    r" (?:created |provided |made |edited )?(?:by|:) .{1,60}|.{0,40}\bamara\.org\b.{0,20}|.{0,20}\bwww\.\S+.{0,20}|"
    r"subt[ií]tulos (?:realizados |hechos )?por .{1,60}|gracias por (?:ver|vernos)(?: \w+){0,3}|"
    r"sous-titr(?:es|age)\b.{0,60}|untertitel\b.{0,60}|"
    r"[\[(♪*]?\s*(?:music|musik|música|applause|silence|blank_audio|♪+)[^\w]*)",
    re.IGNORECASE,
)


def without_invented(
    segments: Sequence[HeardSegment], speech: Sequence[HeardSpan]
) -> tuple[tuple[HeardWord, ...], tuple[LeftOut, ...]]:
    """Return the words that were said, and what was left out of the segments, both in order."""
    kept: list[HeardWord] = []
    left_out: list[LeftOut] = []
    for segment in _once(segments, left_out):
        if LINES.fullmatch(segment.text.strip(" .!?…-\"'“”")):
            left_out.append(_left_out(segment.words, BOILERPLATE))
            continue
        said = [(is_over_speech(word, speech), word) for word in segment.words]
        for is_said, group in groupby(said, key=itemgetter(0)):
            words = tuple(word for _, word in group)
            if is_said:
                kept += words
            else:
                left_out.append(_left_out(words, SILENCE))
    return tuple(kept), tuple(sorted(left_out, key=lambda one: one.start))


def is_over_speech(word: HeardSpan, speech: Iterable[HeardSpan]) -> bool:
    """Return whether somebody speaks at the time of the word."""
    near = HeardSpan(word.start - NEAR, word.end + NEAR)
    return any(near.shared_with(span) > 0 for span in speech)


def _once(segments: Sequence[HeardSegment], left_out: list[LeftOut]) -> Iterator[HeardSegment]:
    """Yield the sentences of the segments, with repeated lines and phrases reduced to what people say."""
    lines = [line for segment in segments for line in _lines(segment)]
    for key, same in groupby(lines, key=lambda line: _key(line.text)):
        row = list(same)
        most = MOST_IN_A_ROW if len(key.split()) >= SHORTEST_LINE else len(row)
        is_loop = any(line.compression > LOOP for line in row)
        most = 1 if is_loop and len(row) > MOST_IN_A_ROW else most
        left_out += [_left_out(line.words, REPEATED) for line in row[most:]]
        for line in row[:most]:
            yield _without_loop(line, left_out) if line.compression > LOOP else line


def _lines(segment: HeardSegment) -> Iterator[HeardSegment]:
    """Yield the sentences of a segment, each with the compression of the whole segment."""
    words: list[HeardWord] = []
    for word in segment.words:
        words.append(word)
        if word.text.endswith((".", "?", "!", "…")):
            yield replace(segment, words=tuple(words))
            words = []
    if words:
        yield replace(segment, words=tuple(words))


def _without_loop(line: HeardSegment, left_out: list[LeftOut]) -> HeardSegment:
    """Return a line with a phrase that repeats at its end kept only once."""
    keys = [_key(word.text) for word in line.words]
    for size in range(1, LONGEST_PHRASE + 1):
        phrase, times = keys[-size:], 1
        while keys[-size * (times + 1) : -size * times] == phrase:
            times += 1
        if times > MOST_OF_A_PHRASE:
            first = len(keys) - size * (times - 1)
            left_out.append(_left_out(line.words[first:], REPEATED))
            return replace(line, words=line.words[:first])
    return line


def _left_out(words: Sequence[HeardWord], why: str) -> LeftOut:
    return LeftOut(words[0].start, " ".join(word.text for word in words), why)


def _key(text: str) -> str:
    return re.sub(r"[^\w\s]+", "", text).casefold().strip()
