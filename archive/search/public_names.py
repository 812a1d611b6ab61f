"""The names of public speakers, boards and topics, looked up by their words in the database, none kept in memory.

``archive.search.names_kept`` puts them down. A look-up reads a bounded number of rows of an index, however many names
there are: names are in classes by kind and by about how many statements their record has, and each class is read for
itself, the first to be offered first, until enough are found.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from archive.models import Board, NameWord, Speaker, Topic
from archive.models.name_word import LONGEST_NAME, Named
from archive.search.backends import get_backend

SECONDS_KEPT = 60

NamedObject = Board | Speaker | Topic
KINDS: dict[str, type[NamedObject]] = {"speaker": Speaker, "board": Board, "topic": Topic}
NAMED = {"speaker": Named.SPEAKER, "board": Named.BOARD, "topic": Named.TOPIC}

STEP = 16
"""A class has up to so many times the statements of the one below; the last has no bound."""

CLASSES = 5
READ_OF_A_CLASS = 1000
"""Of more names of one class with such a word those are looked at that come first in the alphabet."""

MOST = 100
WORDS_COMPARED = 5
# A space on either side, so that a word can be looked for by where it begins and ends.
NAME_AS_WORDS = "' ' || name || ' '"
# Halves of other characters: no text has them.
SURROGATES, AFTER_SURROGATES = range(0xD800, 0xE000), 0xE000
RANKS = range(len(Named) * CLASSES)
_ALL_RANKS = f"rank IN ({', '.join(map(str, RANKS))})"
_PART = """
    SELECT * FROM (
        SELECT kind, record FROM (
            SELECT kind, record, name, statements FROM archive_nameword
            WHERE rank = {rank} AND {range} ORDER BY {column} LIMIT {read}
        ) AS of_a_class WHERE {has_others} ORDER BY statements DESC, name LIMIT {most}
    ) AS best_{part}"""
_OF_A_CLASS = """
    SELECT * FROM (
        SELECT record, statements FROM archive_nameword WHERE rank = {rank} AND word = %s AND {having}{bound}
    ) AS class_{rank}"""
_SUM = "SELECT coalesce(sum(statements), 0) FROM ({parts}) AS found"


class PublicNames:
    """Looks names up, by their folded words; each look-up is one query, or two where several words were typed."""

    def beginning(self, typed: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield kind and id of names with a word that begins with each of those typed, the likeliest first.

        Those that begin as typed come before those that have it within, speakers before boards before topics, and of
        these those with most statements. A hundred names are looked at, which may be of fewer records.
        """
        word = self._rarest(typed)
        others = [f" {other}" for other in dict.fromkeys(typed) if other != word]
        whole = " ".join(typed)
        parameters: list[str] = []
        for _ in RANKS:
            parameters += [whole, _after(whole)]
        for _ in RANKS:
            parameters += [word, _after(word), *others]
        return _records(_ask(_sql_of_beginning(len(others), connection.vendor), parameters))

    def named(self, typed: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield kind and id of the records of exactly this name, in the order of ``beginning``."""
        found = _ask(
            f"SELECT kind, record FROM archive_nameword WHERE {_ALL_RANKS} AND place = 0 AND name = %s"  # noqa: S608 - our own words
            f" ORDER BY rank, statements DESC, record LIMIT {MOST}",
            [" ".join(typed)[:LONGEST_NAME]],
        )
        return _records(found)

    def statements_of(self, kind: str, typed: Sequence[str]) -> int:
        """Return how many statements the records of a kind have together whose name has each of the folded words.

        Where more than a thousand names of one class have the one word, only so many are counted.
        """
        word = self._rarest(typed)
        others = [other for other in dict.fromkeys(typed) if other != word]
        parameters: list[str] = []
        for _ in range(CLASSES):
            parameters += [word, *(f" {other} " for other in others)]
        (row,) = _ask(_sql_of_statements(NAMED[kind], len(others), connection.vendor), parameters)
        return int(row[0])

    def belongs_to_a_name(self, word: str) -> bool:
        """Return whether a folded word is part of the name of a record that has statements."""
        return NameWord.objects.filter(word=word, statements__gt=0).exists()

    def known(self, folded: Collection[str]) -> set[str]:
        """Return those of the folded words that are part of a name."""
        found = NameWord.objects.filter(word__in=folded).order_by()
        return set(found.values_list("word", flat=True).distinct())

    def _rarest(self, typed: Sequence[str]) -> str:
        """Return which of the words begins the fewest words of names, where that can be told from reading a few."""
        several = sorted(dict.fromkeys(typed), key=len, reverse=True)[:WORDS_COMPARED]
        if len(several) == 1:
            return several[0]
        (counts,) = _ask(
            _sql_of_counts(len(several), connection.vendor), [end for word in several for end in (word, _after(word))]
        )
        return min(zip(counts, several, strict=True), key=lambda pair: pair[0])[1]


def public_names() -> PublicNames:
    """Return what looks up the names of what is public; one that was just withdrawn may still be found."""
    return PublicNames()


def languages() -> list[str]:
    """Return the language tags of the public boards, in order; up to a minute late."""
    version, now = get_backend().version(), monotonic()
    known = _languages.get(str(settings.SEARCH_INDEX_DIR))
    if known is None or (known.version != version and now - known.read_at > SECONDS_KEPT):
        tags = list(Board.objects.public().values_list("language", flat=True).distinct().order_by("language"))
        _languages.clear()
        known = _languages[str(settings.SEARCH_INDEX_DIR)] = _Languages(tags, version, now)
    return known.tags


class _Languages(NamedTuple):
    tags: list[str]
    version: str
    read_at: float


_languages: dict[str, _Languages] = {}


def rank(kind: int, statements: int) -> int:
    """Return how soon a name of the kind with so many statements is offered: smaller is sooner."""
    size = min((statements.bit_length() + 3) // (STEP.bit_length() - 1), CLASSES - 1)
    return kind * CLASSES + CLASSES - 1 - size


def _records(rows: Iterable[tuple[int, ...]]) -> Iterator[tuple[str, int]]:
    kinds = list(NAMED)
    yield from dict.fromkeys((kinds[kind], pk) for kind, pk, *_ in rows)


def _ask(sql: str, parameters: Sequence[str | int]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _after(text: str) -> str:
    """Return what comes after every text that begins with this one, in the order of code points."""
    last = ord(text[-1]) + 1
    return text[:-1] + chr(AFTER_SURROGATES if last in SURROGATES else last)


def _between(column: str, vendor: str) -> str:
    """Return the condition that a column begins with a text, given that text and what comes after it."""
    at_least, before = ("~>=~", "~<~") if vendor == "postgresql" else (">=", "<")
    return f"{column} {at_least} %s AND {column} {before} %s"


def _holds(text: str, vendor: str) -> str:
    """Return the condition that a text holds another as it stands: LIKE may look past capitals."""
    return f"{'strpos' if vendor == 'postgresql' else 'instr'}({text}, %s) > 0"


@cache
def _sql_of_beginning(others: int, vendor: str) -> str:
    ways = [("name", f"place = 0 AND {_between('name', vendor)}", "1 = 1")]
    having = " AND ".join(["1 = 1", *[_holds(NAME_AS_WORDS, vendor)] * others])
    ways.append(("word", _between("word", vendor), having))
    parts = (
        _PART.format(
            rank=of, range=condition, column=column, read=READ_OF_A_CLASS, has_others=has_others, most=MOST, part=part
        )
        for part, ((column, condition, has_others), of) in enumerate(product(ways, RANKS))
    )
    return f"{' UNION ALL '.join(parts)} LIMIT {MOST}"


@cache
def _sql_of_statements(kind: int, others: int, vendor: str) -> str:
    """Return SQL that adds up the statements of a kind; of one word alone so many names of each class are read."""
    having = " AND ".join(["1 = 1", *[_holds(NAME_AS_WORDS, vendor)] * others])
    bound = "" if others else f" LIMIT {READ_OF_A_CLASS}"
    classes = RANKS[kind * CLASSES : (kind + 1) * CLASSES]
    return _SUM.format(parts=" UNION ".join(_OF_A_CLASS.format(rank=of, having=having, bound=bound) for of in classes))


@cache
def _sql_of_counts(number: int, vendor: str) -> str:
    one = f"(SELECT count(*) FROM (SELECT 1 FROM archive_nameword WHERE {_between('word', vendor)} LIMIT {READ_OF_A_CLASS}) AS c)"  # noqa: S608, E501 - our own words
    return f"SELECT {', '.join([one] * number)}"
