"""Measures how well readers find a statement by remembered words: python -m tests.benchmarks.known_item

Statements must be loaded and indexed in the database of DATA_DIR (import_statements). Fragments of 6 to 12 consecutive
words are taken from random statements, by seed. Each is searched for

- unchanged: the statement should come first. If several statements contain the fragment, no engine can know which was
  meant: "a statement that holds it word for word is first" says how often that was the only reason for a miss.
- in quotation marks: the statement should be among the hits.
- with one wrong letter in one word of four letters or more: the statement should be on the first page of the "did you
  mean" suggestion, or be found by the unchanged search; and on the first page of the search with a ~ after that word.
"""

import argparse
import random
import statistics
import string
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

import django

FEWEST_WORDS, MOST_WORDS = 6, 12
SHORTEST_MISSPELT = 4


@dataclass(frozen=True)
class Fragment:
    """Consecutive words of a statement, and the same words with one misspelt."""

    number: int
    text: str
    misspelt: str
    misspelt_fuzzy: str


def main() -> None:
    """Draw fragments, search for each, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fragments", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true", help="print the fragments that were not found as they should")
    options = parser.parse_args()
    django.setup()
    fragments = draw(options.fragments, random.Random(options.seed))
    tally: Counter[str] = Counter()
    times: list[float] = []
    for fragment in fragments:
        for figure, held in outcomes(fragment, times).items():
            tally[figure] += held
            if options.misses and not held:
                print(f"{figure}: {fragment}")
    for figure, held in tally.items():
        print(f"{figure:<72} {100 * held / len(fragments):6.1f}%")
    spread = statistics.quantiles(times, n=20)
    print(f"search for a fragment: p50 {spread[9]:.1f} ms, p95 {spread[18]:.1f} ms")


def draw(count: int, rng: random.Random) -> list[Fragment]:
    """Return fragments of random public statements that are long enough."""
    from archive.models import Statement

    numbers = list(Statement.objects.public().order_by("number").values_list("number", flat=True))
    fragments: list[Fragment] = []
    while len(fragments) < count:
        number = rng.choice(numbers)
        words = Statement.objects.public().get(number=number).text.split()
        length = rng.randint(FEWEST_WORDS, MOST_WORDS)
        if len(words) >= length:
            start = rng.randrange(len(words) - length + 1)
            if fragment := slipped(number, words[start : start + length], rng):
                fragments.append(fragment)
    return fragments


def slipped(number: int, words: list[str], rng: random.Random) -> Fragment | None:
    """Return the fragment with one letter of one word changed, or nothing if no word is long enough."""
    places = [place for place, word in enumerate(words) if word.isalpha() and len(word) >= SHORTEST_MISSPELT]
    if not places:
        return None
    place = rng.choice(places)
    word = words[place]
    at = rng.randrange(len(word))
    letter = rng.choice([letter for letter in string.ascii_lowercase if letter != word[at].lower()])
    wrong = word[:at] + letter + word[at + 1 :]
    before, after = words[:place], words[place + 1 :]
    return Fragment(
        number, " ".join(words), " ".join([*before, wrong, *after]), " ".join([*before, f"{wrong}~", *after])
    )


def outcomes(fragment: Fragment, times: list[float]) -> dict[str, bool]:
    """Search for a fragment in each way and return the figures that it counts towards."""
    from archive.search import SearchRequest, did_you_mean, search

    started = time.perf_counter()
    plain = found(fragment.text)
    times.append(1000 * (time.perf_counter() - started))
    quotation = '"' + fragment.text.replace('"', " ") + '"'
    quoted = set(found(quotation, page_size=100_000))
    wrong = search(SearchRequest(text=fragment.misspelt))
    correction = did_you_mean(wrong)
    shown = [hit.number for hit in wrong.hits] + (found(correction.text) if correction else [])
    fuzzy = found(fragment.misspelt_fuzzy)
    return {
        "as it is: the statement is first": plain[:1] == [fragment.number],
        "as it is: a statement that holds it word for word is first": bool(quoted.intersection(plain[:1])),
        "quoted: the statement is in the result": fragment.number in quoted,
        "misspelt: found, or by did you mean": fragment.number in shown,
        "misspelt: found with ~": fragment.number in fuzzy,
        "misspelt: found in one of these ways": fragment.number in {*shown, *fuzzy},
    }


def found(text: str, **request: Any) -> list[int]:
    """Return the numbers of the statements on the first page."""
    from archive.search import SearchRequest, search

    return [hit.number for hit in search(SearchRequest(text=text, **request)).hits]


if __name__ == "__main__":
    main()
