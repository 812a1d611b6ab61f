"""Whether those on a printed roll are members: of whom the file says that they were there, or whom the board knows."""

import re
from collections.abc import Iterable, Sequence

from archive.ingest.parsed import Entry, Turn, Vote
from archive.ingest.text.speaker_labels import read_label

# Words for nothing but votes. "For", "against", "yes" and "absent" may stand above anything.
OF_VOTES = re.compile(
    r"\b(?:ayes?|yeas?|nays?|noes|tá|níl|abst\w+|staon|recus\w+|dissent\w+|vot(?:e|ed|es|ing|os|ación)|members|councill?ors|"
    r"cllrs|trustees|commissioners|concejal\w*|roll[ -]call|a favor|en contra)\b",
    re.IGNORECASE,
)


def members_in(entries: Sequence[Entry], known: Iterable[str]) -> frozenset[str] | None:
    """Return the family names of those whom the roll call of a file lists; None if it has none that is read.

    Without a roll call, nobody can be told to be no member; ``known`` are folded names of people of the board.
    """
    attendance = [entry for entry in entries if isinstance(entry, Vote) and entry.kind == "roll_call"]
    there = [name for vote in attendance for _, name in vote.roll]
    if not there:
        return None
    labels = [entry.label for entry in entries if isinstance(entry, Turn) and entry.label]
    return frozenset(map(_family, (*there, *known, *labels))) - {""}


def voted_as_members(vote: Vote, members: frozenset[str] | None) -> bool:
    """Return whether a roll is one of members; without a roll call, whether its words are said of votes alone."""
    names = [name for _, name in vote.roll]
    if vote.kind == "roll_call" or not names:
        return True
    movers = {_family(vote.mover), _family(vote.seconder)} - {""}
    if members is not None:
        return all(_family(name) in members | movers for name in names)
    return bool(OF_VOTES.search(vote.text)) or any(_family(name) in movers for name in names)


def _family(name: str) -> str:
    return (" ".join(read_label(name).name)).rpartition(" ")[2]
