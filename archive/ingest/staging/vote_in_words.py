"""A recorded vote in words, for a turn."""

from collections.abc import Iterable

from archive.ingest.parsed import Vote


def vote_in_words(vote: Vote) -> str:
    """Return a recorded vote as the lines that minutes would have."""
    return "\n".join(_vote_lines(vote)) or "Vote"


def _vote_lines(vote: Vote) -> Iterable[str]:
    if vote.title:
        yield vote.title
    for word, names, count in (
        ("Ayes", vote.ayes, vote.aye_count),
        ("Noes", vote.noes, vote.no_count),
        ("Abstentions", vote.abstentions, vote.abstention_count),
    ):
        if names or count is not None:
            number = len(names) if count is None else count
            yield f"{word}: {number}" + (f" ({', '.join(names)})" if names else "")
    if vote.outcome:
        yield vote.outcome
