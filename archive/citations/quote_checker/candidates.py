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
from archive.language.dates import Day
from archive.machine.database.parts import in_parts
from archive.models import Revision, Statement

# Takes words in the language of the search and a limit, and returns at most that many numbers of statements.
Find = Callable[[str, int], Iterable[int]]

MOST_STATEMENTS = 50
AT_ONCE = 500
MOST_EARLIER_WORDINGS = 200
# The search reads at most this many words of a query.
MOST_WORDS = 30
# Hardly two statements have so many words in a row, and more only take longer.
MOST_IN_A_ROW = 12
# Longer runs distinguish statements better, but in a short quotation one changed word may be in all of them.
WORDS_IN_A_RUN = 4
WORDS_IN_A_SHORT_RUN = 3
SHORT = 14
TELLING_WORDS = 3
NEAR = 3
PLAIN = re.compile(r"[^\W\d_]+")


def strict_query(quotation: PastedQuotation) -> str:
    """Return a search for the first words of a part in a row, for any of the parts."""
    parts = _words_of_parts(quotation)
    each = min(MOST_IN_A_ROW, max(WORDS_IN_A_RUN, MOST_WORDS // len(parts)))
    return _any_of(part[:each] for part in parts)


def loose_query(quotation: PastedQuotation) -> str:
    """Return a search for short runs of words from all parts of the quotation: if some are changed, others are not."""
    parts = [words for part in quotation.parts for words in _between_numbers(part)] or _words_of_parts(quotation)
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
    return _of_public_statements(
        [
            revision
            for some in in_parts(sorted(set(numbers)), AT_ONCE)
            for revision in Revision.objects.published().filter(statement__in=some)
        ]
    )


def earlier_wordings(quotations: Sequence[PastedQuotation]) -> list[list[Revision]]:
    """Return, for each quotation, earlier wordings of public statements with one of its specific words.

    If there are too many to read for all at once, those of each quotation are looked for alone.
    """
    telling = [_telling_words(quotation) for quotation in quotations]
    has_one = Q()
    for word in sorted({word for some in telling for word in some}):
        has_one |= Q(text__icontains=word)
    if not has_one:
        return [[] for _ in quotations]
    corrected = Revision.objects.published().filter(number__gt=1).values("statement")
    wordings = Revision.objects.published().filter(has_one, statement__in=corrected).order_by("-pk")
    most = MOST_EARLIER_WORDINGS * len(quotations)
    newest = list(wordings[:most])
    if len(quotations) > 1 and len(newest) == most:
        return [wordings_of_it for one in quotations for wordings_of_it in earlier_wordings([one])]
    kept = _of_public_statements(newest)
    if len(quotations) == 1:
        return [kept]
    folded = [(revision, revision.text.casefold()) for revision in kept]
    return [
        [revision for revision, text in folded if any(word.casefold() in text for word in some)] for some in telling
    ]


def _telling_words(quotation: PastedQuotation) -> list[str]:
    plain = {word for part in quotation.parts for word in PLAIN.findall(part)}
    return sorted(plain, key=lambda word: (not word.isascii(), -len(word), word))[:TELLING_WORDS]


def _of_public_statements(revisions: list[Revision]) -> list[Revision]:
    """Keep those of public statements, with their statements fetched."""
    if not revisions:
        return []
    numbers = {revision.statement_id for revision in revisions}
    public = Statement.objects.public().select_related("board", "speaker", "meeting")
    statements = {pk: one for some in in_parts(sorted(numbers), AT_ONCE) for pk, one in public.in_bulk(some).items()}
    kept = [revision for revision in revisions if revision.statement_id in statements]
    for revision in kept:
        revision.statement = statements[revision.statement_id]
    return kept


def _words_of_parts(quotation: PastedQuotation) -> list[list[str]]:
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
