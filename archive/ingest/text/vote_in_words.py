"""A decision in words: as printed, or as the lines that minutes would have."""

from collections.abc import Iterable
from itertools import groupby

from archive.ingest.parsed import Vote
from archive.ingest.text.vote_words import choice_of


def vote_in_words(vote: Vote) -> str:
    """Return a decision as printed, or as the lines that minutes would have."""
    return vote.text or "\n".join(_vote_lines(vote)) or "Vote"


def facts_in_words(vote: Vote) -> str:
    """Return what else is stored of a vote in words: who moved and seconded it, the outcome, and each side's names."""
    sides = groupby(vote.roll, lambda line: line[0])
    roll = (f"{word} {', '.join(name for _, name in lines)}" for word, lines in sides)
    return "\n".join(filter(None, (vote.mover, vote.seconder, vote.outcome, *roll)))


def _vote_lines(vote: Vote) -> Iterable[str]:
    if vote.title:
        yield vote.title
    for word, names, count in (
        ("Ayes", vote.ayes, vote.aye_count),
        ("Noes", vote.noes, vote.no_count),
        ("Abstentions", vote.abstentions, vote.abstention_count),
        *((word, names, None) for word, names in vote.others),
        ("Absent", (), None if any(choice_of(word) == "absent" for word, _ in vote.others) else vote.absent_count),
    ):
        if names or count is not None:
            listed = ", ".join(names)
            yield (
                f"{word}: {listed}" if count is None else f"{word}: {count} ({listed})" if names else f"{word}: {count}"
            )
    if vote.outcome:
        yield vote.outcome
