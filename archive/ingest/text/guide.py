"""What is known about a file before it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOT_SPEECH, OF_THE_SPEAKER_BEFORE = "nobody", "before"
# By the key of each run: the answer, and the label that the question gave to the speaker before.
RunAnswers = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Guide:
    """What the desk knows about a file, and what a person has answered.

    ``reading`` is the key of the reading that a person chose, ``known`` are folded names that the board knows.
    ``speaks`` says of labels whether they speak, ``runs`` of words without a speaker whose they are.
    """

    reading: str = ""
    known: frozenset[str] = frozenset()
    speaks: Mapping[str, bool] = field(default_factory=dict)
    runs: RunAnswers = field(default_factory=dict)


NO_GUIDE = Guide()
