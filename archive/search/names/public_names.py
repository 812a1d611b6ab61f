"""Looks up the names of public speakers, boards and topics by their words, in the database. None are kept in memory.

``archive.search.names.names_kept`` stores them. A look-up reads a bounded number of rows of a database index, however
many names there are. Names are in classes, by kind and roughly by the number of statements of the object. Each class is
read by itself, in the order in which names are suggested, until enough names are found.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import product

from django.db import connection

from archive.language.function_words import TITLES
from archive.machine.database.parts import in_parts
from archive.models import Board, NameWord, Speaker, Topic
from archive.models.upkeep.name_word import LONGEST_NAME, Named
from archive.search.question.natural.people import HONORIFICS

TITLED = HONORIFICS | TITLES
NamedObject = Board | Speaker | Topic
KINDS: dict[str, type[NamedObject]] = {"speaker": Speaker, "board": Board, "topic": Topic}
NAMED_BY_KIND = {"speaker": Named.SPEAKER, "board": Named.BOARD, "topic": Named.TOPIC}

STEP = 16
"""The upper bound of a class is this many times the bound of the class below; the last class has no bound."""

CLASSES = 5
READ_OF_A_CLASS = 1000
"""If more names of a class have such a word, only the first ones in alphabetical order are read."""

MOST = 100
WORDS_COMPARED = 5
# With a space on either side, so that a search for a word can include where it begins and ends.
NAME_AS_WORDS = "' ' || name || ' '"
# Surrogates are halves of other characters. No text contains them.
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
    """Looks up names by their folded words, with one query, or two if several words were typed."""

    def beginning(self, typed: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield kind and id of objects whose name has a word that begins with each typed word, the likeliest first.

        Names that begin as typed come first, then names that contain it; in each group speakers, boards, then topics,
        those with most statements first. At most a hundred names are read, which may belong to fewer objects.
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
        """Yield kind and id of the objects with exactly this name, in the order of ``beginning``."""
        rows = _ask(
            f"SELECT kind, record FROM archive_nameword WHERE {_ALL_RANKS} AND place = 0 AND name = %s"  # noqa: S608 - our own words
            f" ORDER BY rank, statements DESC, record LIMIT {MOST}",
            [" ".join(typed)[:LONGEST_NAME]],
        )
        return _records(rows)

    def having(self, typed: Sequence[str]) -> list[tuple[str, int]]:
        """Return kind and id of the speakers and boards with a name that has all these words, the likeliest first.

        At most a hundred names are read.
        """
        rows = NameWord.objects.filter(word=self._rarest(typed), kind__in=(Named.SPEAKER, Named.BOARD))
        read = rows.order_by("rank", "-statements", "record").values_list("kind", "record", "name")[:MOST]
        return list(_records((kind, pk) for kind, pk, name in read if set(typed) <= set(name.split())))

    def statements_of(self, kind: str, typed: Sequence[str]) -> int:
        """Return the total number of statements of the objects of a kind whose name has all the folded words.

        If more than a thousand names of a class have a single word, only a thousand of them are counted.
        """
        word = self._rarest(typed)
        others = [other for other in dict.fromkeys(typed) if other != word]
        parameters: list[str] = []
        for _ in range(CLASSES):
            parameters += [word, *(f" {other} " for other in others)]
        (row,) = _ask(_sql_of_statements(NAMED_BY_KIND[kind], len(others), connection.vendor), parameters)
        return int(row[0])

    def called_by_title(self, family: str) -> int:
        """Return how many statements the speakers have whose names are this folded word and perhaps titles.

        If more than a thousand names have the word, only a thousand of them are counted.
        """
        rows = NameWord.objects.filter(word=family, kind=Named.SPEAKER).values_list("record", "name", "statements")
        read = rows.distinct()[:READ_OF_A_CLASS]
        return sum({pk: spoken for pk, name, spoken in read if {*name.split()} - {family} <= TITLED}.values())

    def statements_with(self, folded: Collection[str]) -> dict[str, int]:
        """Return for each folded word of a name the total number of statements of the objects of any kind that have it.

        If more than a thousand names have a word, only a thousand of them are counted. Other words are left out.
        """
        totals = dict[str, int]()
        for some in in_parts(folded, MOST):
            (row,) = _ask(_sql_of_totals(len(some)), some)
            totals |= {word: int(total) for word, total in zip(some, row, strict=True) if total is not None}
        return totals

    def known(self, folded: Collection[str]) -> set[str]:
        """Return the folded words that are part of a name."""
        return set(self.statements_with(folded))

    def _rarest(self, typed: Sequence[str]) -> str:
        """Return the typed word that the fewest words of names begin with, as far as reading a few rows can tell."""
        several = sorted(dict.fromkeys(typed), key=len, reverse=True)[:WORDS_COMPARED]
        if len(several) == 1:
            return several[0]
        (counts,) = _ask(
            _sql_of_counts(len(several), connection.vendor), [end for word in several for end in (word, _after(word))]
        )
        return min(zip(counts, several, strict=True), key=lambda pair: pair[0])[1]


class _RememberedNames(PublicNames):
    """Asks the database once for what the searches of one page ask again and again.

    It asks for no name with a word that no name has, as most words of a search are.
    """

    def __init__(self) -> None:
        self._statements: dict[tuple[str, tuple[str, ...]], int] = {}
        self._totals: dict[str, int | None] = {}  # None: no name has the word

    def statements_of(self, kind: str, typed: Sequence[str]) -> int:
        asked = kind, tuple(typed)
        if not self._are_known(typed):
            return 0
        if asked not in self._statements:
            self._statements[asked] = super().statements_of(kind, typed)
        return self._statements[asked]

    def having(self, typed: Sequence[str]) -> list[tuple[str, int]]:
        return super().having(typed) if self._are_known(typed) else []

    def statements_with(self, folded: Collection[str]) -> dict[str, int]:
        if new := set(folded) - self._totals.keys():
            self._totals |= dict.fromkeys(new) | super().statements_with(new)
        return {word: total for word in folded if (total := self._totals[word]) is not None}

    def _are_known(self, typed: Sequence[str]) -> bool:
        return self.known(typed) == set(typed)


_in_this_page: ContextVar[PublicNames | None] = ContextVar("names_in_this_page", default=None)


@contextmanager
def one_look_up() -> Iterator[None]:
    """Look each name up at most once for all searches inside this context."""
    before = _in_this_page.set(_RememberedNames())
    try:
        yield
    finally:
        _in_this_page.reset(before)


def public_names() -> PublicNames:
    """Return the look-up of public names. It may still find a name that was just withdrawn."""
    return _in_this_page.get() or PublicNames()


def rank(kind: int, statements: int) -> int:
    """Return the rank of a name of this kind with this many statements. Smaller ranks are suggested first."""
    size = min((statements.bit_length() + 3) // (STEP.bit_length() - 1), CLASSES - 1)
    return kind * CLASSES + CLASSES - 1 - size


def _records(rows: Iterable[tuple[int, ...]]) -> Iterator[tuple[str, int]]:
    kinds = list(NAMED_BY_KIND)
    yield from dict.fromkeys((kinds[kind], pk) for kind, pk, *_ in rows)


def _ask(sql: str, parameters: Sequence[str | int]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _after(text: str) -> str:
    """Return the text that sorts just after all texts that begin with this one, by code points."""
    last = ord(text[-1]) + 1
    return text[:-1] + chr(AFTER_SURROGATES if last in SURROGATES else last)


def _between(column: str, vendor: str) -> str:
    """Return the SQL condition that a column begins with a text. Its parameters are the text and ``_after(text)``."""
    at_least, before = ("~>=~", "~<~") if vendor == "postgresql" else (">=", "<")
    return f"{column} {at_least} %s AND {column} {before} %s"


def _holds(text: str, vendor: str) -> str:
    """Return the SQL condition that a text contains another. LIKE would not do, because it may ignore case."""
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
    """Return SQL that adds up the statements of a kind. For a single word, it reads a limited number of names."""
    having = " AND ".join(["1 = 1", *[_holds(NAME_AS_WORDS, vendor)] * others])
    bound = "" if others else f" LIMIT {READ_OF_A_CLASS}"
    classes = RANKS[kind * CLASSES : (kind + 1) * CLASSES]
    return _SUM.format(parts=" UNION ".join(_OF_A_CLASS.format(rank=of, having=having, bound=bound) for of in classes))


@cache
def _sql_of_counts(number: int, vendor: str) -> str:
    one = f"(SELECT count(*) FROM (SELECT 1 FROM archive_nameword WHERE {_between('word', vendor)} LIMIT {READ_OF_A_CLASS}) AS c)"  # noqa: S608, E501 - our own words
    return f"SELECT {', '.join([one] * number)}"


@cache
def _sql_of_totals(number: int) -> str:
    """Return SQL that tells of each word how many statements those have whose name has it; NULL if no name has it."""
    named = f"SELECT DISTINCT kind, record, statements FROM archive_nameword WHERE word = %s LIMIT {READ_OF_A_CLASS}"  # noqa: S608 - our own words
    return f"SELECT {', '.join([f'(SELECT sum(statements) FROM ({named}) AS named)'] * number)}"  # noqa: S608 - our own words
