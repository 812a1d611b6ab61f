"""Which word of a staged turn is said at a second of the recording.

If the times of the words are known, they decide. Otherwise the words are assumed to be evenly spaced from the start of
the turn to its end. All other code uses ``place_at``.
"""

import re

from django.core.exceptions import ValidationError

from archive.language.timed_words import TimedWord
from archive.models import StagedTurn
from archive.models.incoming.transcription import words_standing_in

WORD_OF_TURN = re.compile(r"\S+")
SENTENCE_START = re.compile(r"(?<=[.?!…])\s+(?=\S)")
NEAR = 60  # if a sentence starts within this many characters, its start is meant


def place_at(turn: StagedTurn, second: float) -> int:
    """Return the offset of the word said at that second, or of a sentence that begins near it.

    Raise ValidationError if the times of the turn are not known, or do not include the second.
    """
    if words := words_standing_in(turn.text, turn.word_times):
        return _timed_place(words, second)
    start, end = turn.start_seconds, turn.end_seconds
    if start is None or end is None:
        raise ValidationError("The turn has no times. Split it in its text.")
    if not start < second < end:
        raise ValidationError("The recording is not at this turn. Play the turn first.")
    guess = round((second - start) / (end - start) * len(turn.text))
    sentences = [match.end() for match in SENTENCE_START.finditer(turn.text) if abs(match.end() - guess) <= NEAR]
    places = sentences or [match.start() for match in WORD_OF_TURN.finditer(turn.text) if match.start()]
    if not places:
        raise ValidationError("The turn is a single word.")
    return min(places, key=lambda place: abs(place - guess))


def _timed_place(words: list[TimedWord], second: float) -> int:
    """Return the offset of the word that starts nearest to the second. The first word of a turn cannot split it."""
    if not words[0].start < second < words[-1].end:
        raise ValidationError("The recording is not at this turn. Play the turn first.")
    later = [word for word in words if word.offset]
    if not later:
        raise ValidationError("The turn is a single word.")
    return min(later, key=lambda word: abs(word.start - second)).offset
