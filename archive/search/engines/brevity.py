"""How much a word of a statement counts: less in a long statement, which has more words of every kind."""

MOST = 1_000
USUAL_WORDS = 60
"""Roughly the number of distinct words in a turn of a hundred words."""
SHARE = 0.25


def brevity(distinct_words: int) -> int:
    """Return a whole number of at most ``MOST``, so that every engine computes the same scores."""
    return round(MOST / (1 + SHARE * distinct_words / USUAL_WORDS))
