"""Finds places in the text of a turn without a speaker where somebody else seems to begin.

Each place is only a suggestion: a person accepts or ignores it. When captions are read, a pause of two seconds after a
sentence separates turns (``archive.ingest.text.captions``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from archive.ingest.text.joining import sentences
from archive.models import StagedLabel, StagedTurn, Statement

ANSWERED, REPLY = "question and answer", "a short reply"
LONGEST_REPLY, LONGEST_ALONE = 6, 4  # words of a reply after others, and of one that ends a turn
FEWEST = 12  # characters between two places
TITLE = (
    r"(?:trustees?|council ?(?:members?|man|woman|or)|commissioners?|directors?|members?|mayor|vice mayor|supervisors?|"
    r"alder(?:man|woman|person)?|president|vice president|chair(?:man|woman|person)?|superintendent|secretary|"
    r"treasurer|senators?|representatives?|delegate|judge|chief|captain|attorney|mr|mrs|ms|miss|dr|madam|sir)"
)
TITLE_AND_NAME = rf"{TITLE}\b\.?(?:\s+[a-z'’-]+){{0,2}}"
CHEVRONS = re.compile(r">{2,}\s*(?=\S)")
ANSWER = re.compile(
    r"(?:yes|yeah|yep|no|nope|sure|correct|right|absolutely|exactly|certainly|of course|well|so|that'?s correct|"
    r"that is correct|i (?:think|believe|would|don'?t|do)|thank you|thanks|good (?:question|evening|morning)|"
    r"great question)\b",
    re.IGNORECASE,
)
# The chair comes back: "Thank you, Trustee Sample."
THANKS = re.compile(
    rf"(?:okay|all right|alright|great)?[,.]?\s*thank(?:s| you)(?: (?:so|very) much)?,? {TITLE_AND_NAME}", re.I
)
# The floor goes to somebody: "Trustee Sample?" "Go ahead, Mr. Sample."
FLOOR = re.compile(
    rf"(?:(?:yes|okay|and|go ahead|please)[, ]+)?{TITLE_AND_NAME}(?:,? (?:go ahead|please|you have the floor))?[.?,]?$",
    re.I,
)
MOTION = re.compile(
    r"(?:so moved|i(?:'ll| will)? (?:so )?move|moved|second(?:ed)?|i(?:'ll| will)? second|support(?:ed)?|aye|"
    r"motion (?:by|carries|passes)|all in favor|all those in favor|any (?:opposed|discussion)|here|present)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TurnPiece:
    """A part of a turn's text, and the suggested split after it, if any."""

    text: str
    split: "ProposedSplit | None"
    start: int = 0


@dataclass(frozen=True)
class ProposedSplit:
    """A place in the text before which somebody else seems to begin, and the evidence."""

    at: int
    why: str


def proposed_splits(turn: StagedTurn) -> list[ProposedSplit]:
    """Return the places of a turn, in order; none if its speaker is known, or nobody speaks."""
    named = turn.label is not None and turn.label.certainty != StagedLabel.Certainty.UNIDENTIFIED
    if named or turn.kind in {Statement.Kind.NARRATIVE, Statement.Kind.VOTE, Statement.Kind.DECISION}:
        return []
    return splits_of(turn.text)


def splits_of(text: str) -> list[ProposedSplit]:
    """Return the places of a text, in order, each far enough from the previous one and from the ends."""
    splits: list[ProposedSplit] = []
    last = 0
    for split in sorted(_places(text), key=lambda split: split.at):
        shortest = 1 if split.why in {REPLY, ">>"} else FEWEST
        if split.at - last >= shortest and split.at < len(text.rstrip()):
            splits.append(split)
            last = split.at
    return splits


def _places(text: str) -> Iterator[ProposedSplit]:
    for match in CHEVRONS.finditer(text):
        if match.start():
            yield ProposedSplit(match.start(), ">>")
    before, at, answers = "", 0, bool(ANSWER.match(text)) and not THANKS.match(text)
    for sentence in sentences(text):
        at = text.index(sentence, at)
        if before and (why := _why(before, sentence, answers=answers)):
            yield ProposedSplit(at, why)
            answers = why == ANSWERED
        before, at = sentence.rstrip(), at + len(sentence)


def _why(before: str, sentence: str, *, answers: bool) -> str:
    """Return the evidence that another person says a sentence than the one before; empty if there is none.

    ``answers`` says that the speaker is answering a question, so that a question is likely somebody else's.
    """
    is_floor = FLOOR.fullmatch(before) or FLOOR.search(before.rpartition(", ")[2])
    signs = (
        ("thanks by name", THANKS.match(sentence)),
        ("the floor is given", is_floor and not THANKS.match(before)),
        (ANSWERED, before.endswith("?") and ANSWER.match(sentence)),
        ("the next question", answers and sentence.rstrip().endswith("?")),
        (REPLY, _is_reply(sentence, LONGEST_REPLY) or _is_reply(before, LONGEST_ALONE)),
    )
    return next((why for why, shows in signs if shows), "")


def _is_reply(sentence: str, longest: int) -> bool:
    return MOTION.match(sentence) is not None and len(sentence.split()) <= longest


def in_pieces(turn: StagedTurn) -> list[TurnPiece]:
    """Return the text of a turn as parts with the suggested splits between them."""
    splits = proposed_splits(turn)
    bounds = [0, *(split.at for split in splits), len(turn.text)]
    after = [*splits, None]
    return [
        TurnPiece(turn.text[one:other], split, one) for (one, other), split in zip(pairwise(bounds), after, strict=True)
    ]
