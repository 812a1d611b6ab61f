"""What the rest of a file says about a printed roll. Members whom the file names are evidence.

Two names that a missing comma joins ("Sample Model") are two people. Where a line break stands in a name, it may be
two. "For: Parks, Roads" may list anything. Without evidence, the roll stays words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from archive.ingest.parsed import Entry, Narrative, Turn, Vote
from archive.ingest.text.motion_words import ASKS_WHO
from archive.ingest.text.printed_rolls import PLURAL_OFFICE, is_plainly_of_a_vote
from archive.ingest.text.speaker_labels import read_label
from archive.ingest.text.votes import vote_in_words

FEWEST = 3  # other names of a roll, which show whether it prints given names
OF_AN_OFFICE = re.compile(rf":\s*{PLURAL_OFFICE.pattern.lstrip('^')}", re.IGNORECASE)


def with_names_apart(entries: Sequence[Entry], known: Iterable[str]) -> tuple[Entry, ...]:
    """Return the entries with two names in place of one that is two members' of the meeting, and nobody's.

    ``known`` are folded names of people whom the board knows. Labels and other rolls name members too.
    """
    printed = Counter(_key(name) for entry in entries if isinstance(entry, Vote) for _, name in entry.roll)
    labels = {_key(entry.label) for entry in entries if isinstance(entry, Turn) and entry.label}
    members = {*known, *labels, *(name.rpartition(" ")[2] for name in (*known, *labels))}
    done = (_apart(entry, printed, members) if isinstance(entry, Vote) else entry for entry in entries)
    return tuple(_as_words(entry) if isinstance(entry, Vote) and _may_be_more(entry) else entry for entry in done)


def with_rolls_of_people(entries: Sequence[Entry], known: Iterable[str]) -> tuple[Entry, ...]:
    """Return the entries with lists of what may be no members as words alone: "For: Parks, Roads. Against: Libraries".

    A list under words for nothing but votes is one, unless the file names who was there and nobody of the list. Half
    a tally alone may count what stands below it. ``known`` are folded names of people whom the board knows.
    """
    votes = [entry for entry in entries if isinstance(entry, Vote) and entry.kind != "roll_call"]
    attendance = [entry for entry in entries if isinstance(entry, Vote) and entry.kind == "roll_call"]
    labels = (entry.label for entry in entries if isinstance(entry, Turn))
    movers = (name for vote in votes for name in (vote.mover, vote.seconder))
    there = (name for vote in attendance for _, name in vote.roll)
    members = frozenset(map(_family, (*known, *labels, *movers, *there))) - {""}

    def is_sure(vote: Vote) -> bool:
        return is_plainly_of_a_vote(vote) and not (attendance and _has_none(vote, members))

    named = members | {_family(name) for vote in votes if is_sure(vote) for _, name in vote.roll}

    def is_doubtful(vote: Vote) -> bool:
        return bool(ASKS_WHO.search(vote.text)) or not (is_sure(vote) or _is_certain(vote, named, bool(attendance)))

    return tuple(
        _without_roll(entry) if isinstance(entry, Vote) and entry.kind != "roll_call" and is_doubtful(entry) else entry
        for entry in entries
    )


def _has_none(vote: Vote, members: Set[str]) -> bool:
    names = [name for _, name in vote.roll]
    return bool(names) and not any(_family(name) in members or read_label(name).addressed for name in names)


def _is_certain(vote: Vote, members: Set[str], is_told: bool) -> bool:
    """Return whether a list is of members: most of its names are theirs. Without names, its counts must be whole.

    The mover is enough, unless ``is_told`` says that the file names who was there.
    """
    names = [name for _, name in vote.roll]
    if not names:
        return bool(vote.outcome) or None not in {vote.aye_count, vote.no_count}
    known = [name for name in names if _family(name) in members or read_label(name).addressed]
    movers = {_family(vote.mover), _family(vote.seconder)} & {_family(name) for name in names}
    return 2 * len(known) > len(names) or bool(OF_AN_OFFICE.search(vote.text)) or bool(movers - {""} and not is_told)


def _family(name: str) -> str:
    return _key(name).rpartition(" ")[2]


def _may_be_more(vote: Vote) -> bool:
    return any("\n" in name for _, name in vote.roll)


def _as_words(vote: Vote) -> Vote | Narrative:
    """Return a decision without its roll, whose words it has, or the words of a roll alone."""
    if not (vote.text and (vote.mover or vote.outcome or vote.aye_count is not None)):
        return Narrative(vote_in_words(vote), start=vote.start, line=vote.line)
    return replace(vote, ayes=(), noes=(), abstentions=(), others=())


def _without_roll(vote: Vote) -> Vote | Narrative:
    """Return a decision without a list that may be no roll, and without the counts, which may be of the list."""
    return _as_words(replace(vote, aye_count=None, no_count=None, abstention_count=None, absent_count=None))


def _apart(vote: Vote, printed: Counter[str], members: set[str]) -> Vote:
    sizes = Counter(len(_key(name).split()) for _, name in vote.roll)
    usual, count = sizes.most_common(1)[0] if sizes else (0, 0)
    if count < FEWEST:
        return vote

    def is_member(name: str) -> bool:
        key = _key(name)
        return len(key.split()) == usual and (key in members or printed[key] > 0)

    voted = Counter(word for _, name in vote.roll for word in {*_key(name).split()})

    def parts(name: str) -> tuple[str, ...]:
        words = name.split()
        is_of_another = any(voted[word] > 1 for word in _key(name).split())  # nobody votes twice
        if printed[_key(name)] > 1 or _key(name) in members:
            return (" ".join(words),)
        if is_of_another:
            return (name,)
        pairs = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(usual, len(words)))
        return next((pair for pair in pairs if all(map(is_member, pair))), (name,))

    def names(side: Sequence[str]) -> tuple[str, ...]:
        return tuple(part for name in side for part in parts(name))

    others = tuple((word, names(side)) for word, side in vote.others)
    return replace(
        vote, ayes=names(vote.ayes), noes=names(vote.noes), abstentions=names(vote.abstentions), others=others
    )


def _key(name: str) -> str:
    return " ".join(read_label(name).name)
