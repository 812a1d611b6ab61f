"""Prints how well several ways rank: python -m tests.benchmarks.relevance [--set needs] [--each]

The figures are nDCG@10, MRR, and the share of searches with a relevant statement first, and among the first ten.

The judged statements must be loaded and indexed in the database of DATA_DIR (import_statements). A statement that
nobody judged counts as 0. MRR uses the first statement with a grade of 2 or more.
"""

import argparse
import math
import sqlite3
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import django

FOLDER = Path(__file__).parent
DEPTH = 10
RELEVANT = 2
KEPT_OUT = {"first": 3, "needs": 3, "drawn": 2}
"""Of each set, one search in so many has no part in tuning."""
SETS = {"n": "needs", "y": "drawn"}
"""The sets by the first letter of their searches. All others are the first set."""
Ranker = Callable[[str], list[int]]


class Judged(NamedTuple):
    """A search, and the grades of statements by their number in this database."""

    name: str
    set: str
    text: str
    grades: Mapping[int, int]
    kept_out: bool


def main() -> None:
    """Rank with each method and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", action="store_true", help="print each search that had a part in tuning too")
    parser.add_argument("--set", choices=KEPT_OUT, help="only one of the sets of searches")
    options = parser.parse_args()
    django.setup()
    searches = [one for one in judged() if options.set in {None, one.set}]
    print(f"{len(searches)} searches, {sum(len(one.grades) for one in searches):,} judgements")
    print(f"{'':<30}{'all':<27}{'tuned on':<27}kept out\n{'':<30}" + "  nDCG   MRR   @1  @10 " * 3)
    for name, rank in rankers().items():
        ranked = {one.name: rank(one.text) for one in searches}
        rows = [f"{name:<28}"]
        for some in (searches, [one for one in searches if not one.kept_out], [o for o in searches if o.kept_out]):
            gain = statistics.mean(ndcg(ranked[one.name], one.grades) for one in some)
            first = [reciprocal(ranked[one.name], one.grades) for one in some]
            found = statistics.mean(rank > 0 for rank in first)
            rows.append(f"  {gain:.3f} {statistics.mean(first):.3f} {first.count(1) / len(first):.2f} {found:.2f}")
        print(" ".join(rows))
        if options.each:
            for one in [one for one in searches if not one.kept_out]:
                print(f"    {ndcg(ranked[one.name], one.grades):.2f}  {one.name}  {one.text}")


def judged() -> Iterator[Judged]:
    """Yield the searches with their judgements."""
    from archive.models import Statement

    numbers = dict(Statement.objects.values_list("external_id", "number"))
    grades = dict(line.split("\t") for line in (FOLDER / "judgements.tsv").read_text().splitlines())
    for place, line in enumerate((FOLDER / "queries.tsv").read_text().splitlines(), 1):
        name, _who, text = line.split("\t")
        own = SETS.get(name[0], "first")
        pairs = (pair.rsplit(":", 1) for pair in grades[name].split())
        known = {numbers[key]: int(grade) for key, grade in pairs if key in numbers}
        if any(known.values()):
            yield Judged(name, own, text, known, place % KEPT_OUT[own] == 0)


def rankers() -> dict[str, Ranker]:
    """Return the ranking methods, each a function from words to numbers of statements."""
    from archive.search import SearchRequest, search
    from archive.search.answer.asking import numbers
    from archive.search.question.analysis import words

    database = fts5()

    def every_word(text: str) -> list[int]:
        return numbers(text, DEPTH)

    def any_word(text: str) -> list[int]:
        return numbers(" OR ".join(words(text)), DEPTH)

    def filled(text: str) -> list[int]:
        return list(dict.fromkeys([*every_word(text), *any_word(text)]))[:DEPTH]

    def sqlite(text: str) -> list[int]:
        match = " OR ".join(f'"{word}"' for word in words(text))
        rows = database.execute("SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?", (match, DEPTH))
        return [number for (number,) in rows]

    def now(text: str) -> list[int]:
        return [hit.number for hit in search(SearchRequest(text=text)).hits][:DEPTH]

    return {
        "every word (before)": every_word,
        "BM25 alone, any word": any_word,
        "every word, filled with any": filled,
        "SQLite FTS5, any word": sqlite,
        "now": now,
    }


def fts5() -> sqlite3.Connection:
    """Return a database with the statements in SQLite's own full-text search."""
    from archive.models import Statement

    database = sqlite3.connect(":memory:")
    columns = ("current_revision__title", "current_revision__text", "speaker__name", "board__name")
    database.execute(
        "CREATE VIRTUAL TABLE found USING fts5 (title, text, speaker, board, tokenize = 'porter unicode61')"
    )
    rows = Statement.objects.public().values_list("number", *columns).iterator()
    database.executemany("INSERT INTO found (rowid, title, text, speaker, board) VALUES (?, ?, ?, ?, ?)", rows)
    return database


def ndcg(ranked: Sequence[int], grades: Mapping[int, int]) -> float:
    """Return the normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002) of the places ranked."""
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    return _gain([grades.get(number, 0) for number in ranked[:DEPTH]]) / _gain(best)


def reciprocal(ranked: Sequence[int], grades: Mapping[int, int]) -> float:
    """Return one divided by the rank of the first relevant statement, or 0."""
    places = (place for place, number in enumerate(ranked, 1) if grades.get(number, 0) >= RELEVANT)
    return 1 / next(places, math.inf)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


if __name__ == "__main__":
    main()
