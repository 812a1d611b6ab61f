"""Two names that a missing comma joins in a printed roll: "Sample Model". Members whom the file names are evidence.

Where a line break stands in a name, it may be two. Without evidence, the roll stays words.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.ingest.parsed import Entry, Narrative, Turn, Vote
from archive.ingest.text.speaker_labels import read_label
from archive.ingest.text.votes import vote_in_words

FEWEST = 3  # other names of a roll, which show whether it prints given names


def with_names_apart(entries: Sequence[Entry], known: Iterable[str]) -> tuple[Entry, ...]:
    """Return the entries with two names in place of one that is two members' of the meeting, and nobody's.

    ``known`` are folded names of people whom the board knows. Labels and other rolls name members too.
    """
    printed = Counter(_key(name) for entry in entries if isinstance(entry, Vote) for _, name in entry.roll)
    labels = {_key(entry.label) for entry in entries if isinstance(entry, Turn) and entry.label}
    members = {*known, *labels, *(name.rpartition(" ")[2] for name in (*known, *labels))}
    done = (_apart(entry, printed, members) if isinstance(entry, Vote) else entry for entry in entries)
    return tuple(_as_words(entry) if isinstance(entry, Vote) and _may_be_more(entry) else entry for entry in done)


def _may_be_more(vote: Vote) -> bool:
    return any("\n" in name for _, name in vote.roll)


def _as_words(vote: Vote) -> Vote | Narrative:
    """Return a decision without its roll, whose words it has, or the words of a roll alone."""
    if not vote.text:
        return Narrative(vote_in_words(vote), line=vote.line)
    return replace(vote, ayes=(), noes=(), abstentions=(), others=())


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
