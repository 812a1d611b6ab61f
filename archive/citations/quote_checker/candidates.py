"""Finds texts to compare: the search says where the words may be, and the database has the words.

The search only knows current wordings, so earlier ones are looked up in the database by their longest words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.db.models import Q

from archive.citations.passages.words import keys, words
from archive.citations.quote_checker import near
from archive.citations.quote_checker.quotation import PastedQuotation
from archive.citations.quote_checker.spoken import spoken_words
from archive.dates import Day
from archive.models import Revision, Statement

# Takes words in the language of the search and a limit, and returns at most that many numbers of statements.
Find = Callable[[str, int], Iterable[int]]

MOST_STATEMENTS = 50
MOST_EARLIER_WORDINGS = 200
# The search reads at most this many words of a query.
MOST_WORDS = 30
# Longer runs distinguish statements better, but in a short quotation one changed word may be in all of them.
WORDS_IN_A_RUN = 4
WORDS_IN_A_SHORT_RUN = 3
SHORT = 14
TELLING_WORDS = 3
NEAR = 3
PLAIN = re.compile(r"[^\W\d_]+")


def strict_query(quotation: PastedQuotation) -> str:
    """Return a search for the words of a part in a row, for any of the parts."""
    parts = _parts(quotation)
    each = max(WORDS_IN_A_RUN, MOST_WORDS // len(parts))
    return _any_of(part[:each] for part in parts)


def loose_query(quotation: PastedQuotation) -> str:
    """Return a search for short runs of words from all parts of the quotation: if some are changed, others are not."""
    parts = [words for part in quotation.parts for words in _between_numbers(part)] or _parts(quotation)
    if len(parts) == 1 and near.FEWEST_WORDS <= len(parts[0]) <= near.MOST_WORDS:
        return _around_each_word(parts[0])
    size = WORDS_IN_A_SHORT_RUN if sum(map(len, parts)) < SHORT else WORDS_IN_A_RUN
    runs = [part[start : start + size] for part in parts for start in range(max(1, len(part) - size + 1))]
    return _any_of(_spread(runs, MOST_WORDS // size))


def narrowed(query: str, families: Sequence[str], days: Sequence[Day]) -> str:
    """Return the search among the statements of the people or the day named; empty without either."""
    if families:
        return f"({query}) ({' OR '.join(f'speaker:{family}' for family in families)})"
    if days and days[0].iso:
        return f"({query}) date:{days[0].iso}"
    return ""


def _around_each_word(part: list[str]) -> str:
    """Return a search for a short quotation with any one of its words different."""
    around = []
    is_shortest = len(part) == near.FEWEST_WORDS
    # If the second word is wrong, the rest of a longer quotation is specific enough, and the first search covers it.
    for at in range(len(part)) if is_shortest else range(1, len(part) - 1):
        before, after = part[:at], part[at + 1 :]
        # The search compares only a few places. In the shortest quotations, one word besides the rest is specific.
        sides = [f'"{" ".join(side)}"' for side in (before, after) if len(side) > 1 or (side and is_shortest)]
        around.append(f" NEAR/{NEAR} ".join(sides))
    return " OR ".join(around)


def current_and_earlier(numbers: Iterable[int]) -> list[Revision]:
    """Return every published wording of the public ones of the statements."""
    revisions = list(Revision.objects.published().filter(statement__in=list(numbers)))
    return _of_public_statements(revisions)


def earlier_wordings(quotation: PastedQuotation) -> list[Revision]:
    """Return earlier wordings of public statements with one of the quotation's specific words."""
    plain = {word for part in quotation.parts for word in PLAIN.findall(part)}
    telling = sorted(plain, key=lambda word: (not word.isascii(), -len(word), word))[:TELLING_WORDS]
    if not telling:
        return []
    has_one = Q()
    for word in telling:
        has_one |= Q(text__icontains=word)
    corrected = Revision.objects.published().filter(number__gt=1).values("statement")
    wordings = Revision.objects.published().filter(has_one, statement__in=corrected)
    return _of_public_statements(list(wordings.order_by("-pk")[:MOST_EARLIER_WORDINGS]))


def _of_public_statements(revisions: list[Revision]) -> list[Revision]:
    """Keep those of public statements, with their statements fetched."""
    numbers = {revision.statement_id for revision in revisions}
    statements = Statement.objects.public().select_related("board", "speaker", "meeting").in_bulk(numbers)
    kept = [revision for revision in revisions if revision.statement_id in statements]
    for revision in kept:
        revision.statement = statements[revision.statement_id]
    return kept


def _parts(quotation: PastedQuotation) -> list[list[str]]:
    """Return the words of each part."""
    return [part for part in map(_searched, quotation.parts) if part] or [[quotation.text]]


def _between_numbers(part: str) -> Iterator[list[str]]:
    """Yield the words of a part between numbers, which the record may write in another way."""
    at = 0
    for word in [*spoken_words(part), None]:
        if word and keys(part[word.start : word.end]) == [word.key]:
            continue
        if len(searched := _searched(part[at : word.start if word else len(part)])) > 1:
            yield searched
        at = word.end if word else at


def _searched(part: str) -> list[str]:
    """Return the words as written, without signs, which the search does not know."""
    return [part[word.start : word.end] for word in words(part) if any(map(str.isalnum, word.key))]


def _spread(runs: list[list[str]], most: int) -> list[list[str]]:
    """Return at most that many of the runs, evenly spread from the first to the last."""
    if len(runs) <= most:
        return runs
    return [runs[index * (len(runs) - 1) // (most - 1)] for index in range(most)]


def _any_of(phrases: Iterable[list[str]]) -> str:
    return " OR ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
