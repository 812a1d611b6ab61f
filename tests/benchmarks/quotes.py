"""Measures the quote checker on generated cases: python -m tests.benchmarks.quotes --data statements.jsonl.gz

The statements of the file must be loaded and indexed in the database of DATA_DIR (import_statements). Of each kind the
same number of cases is made from them, by seed: exact, punctuation (marks and capitals changed), one word changed, a
clause dropped, two places spliced, and invented (a chain of pairs of words that do follow each other somewhere, the
nearest that nonsense comes to the record). A verdict "verbatim" is checked against the text it points to by a
comparison of its own.
"""

import argparse
import gzip
import json
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import django

KINDS = ("exact", "punctuation", "changed", "dropped", "spliced", "invented")
LETTERS_ONLY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


@dataclass(frozen=True)
class Case:
    """A quotation, how it was made, and the texts it was made from."""

    kind: str
    quotation: str
    sources: tuple[str, ...]


def main() -> None:
    """Make the cases, check them, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the cases that went wrong")
    options = parser.parse_args()
    django.setup()
    chance = random.Random(options.seed)
    texts = [row["text"] for row in rows(options.data)]
    cases = [case for kind in KINDS for case in make(kind, texts, -(-options.cases // len(KINDS)), chance)]
    chance.shuffle(cases)
    report(cases[: options.cases], show=options.show)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the statements of a JSON Lines file, plain or compressed."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        yield from map(json.loads, lines)


def make(kind: str, texts: list[str], number: int, chance: random.Random) -> Iterator[Case]:
    """Yield cases of one kind."""
    if kind == "invented":
        follow = defaultdict(list)
        for text in chance.sample(texts, min(len(texts), 20_000)):
            words = text.split()
            for word, following in pairwise(words):
                follow[word].append(following)
        yield from (Case(kind, chain(follow, chance), ()) for _ in range(number))
        return
    long_enough = [text for text in texts if len(text.split()) >= 30]
    vocabulary = list({word for text in chance.sample(texts, min(len(texts), 2000)) for word in text.split()})
    alter: dict[str, Callable[[str], str]] = {
        "exact": lambda text: span(text, chance, 6, 25),
        "punctuation": lambda text: repunctuated(span(text, chance, 6, 25), chance),
        "changed": lambda text: one_changed(span(text, chance, 8, 25), vocabulary, chance),
        "dropped": lambda text: one_dropped(span(text, chance, 16, 30), chance),
    }
    for _ in range(number):
        if kind == "spliced":
            sources = tuple(chance.sample(long_enough, 2))
            yield Case(kind, " ".join(span(text, chance, 7, 12) for text in sources), sources)
        else:
            source = chance.choice(long_enough)
            yield Case(kind, alter[kind](source), (source,))


def span(text: str, chance: random.Random, least: int, most: int) -> str:
    """Return some whole words of a text, as they stand."""
    words = text.split()
    size = min(len(words), chance.randint(least, most))
    first = chance.randint(0, len(words) - size)
    return " ".join(words[first : first + size])


def repunctuated(text: str, chance: random.Random) -> str:
    """Return the words with other marks and capitals."""
    words = [word.strip(",;:.") for word in text.split()]
    at = chance.randrange(len(words))
    words[at] = words[at].swapcase()
    return " ".join(words) + chance.choice([",", "!", ";", ""])


def one_changed(text: str, vocabulary: list[str], chance: random.Random) -> str:
    """Return the words with one of them replaced."""
    words = text.split()
    words[chance.randrange(len(words))] = chance.choice(vocabulary)
    return " ".join(words)


def one_dropped(text: str, chance: random.Random) -> str:
    """Return the words without three to eight of them in the middle."""
    words = text.split()
    size = chance.randint(3, min(8, len(words) - 8))
    first = chance.randint(4, len(words) - size - 4)
    return " ".join(words[:first] + words[first + size :])


def chain(follow: dict[str, list[str]], chance: random.Random) -> str:
    """Return a sentence in which each word follows the one before it somewhere in the record."""
    words = [chance.choice(list(follow))]
    for _ in range(chance.randint(9, 24)):
        words.append(chance.choice(follow.get(words[-1]) or list(follow)))
    return " ".join(words)


def report(cases: list[Case], *, show: bool) -> None:
    """Check the cases and print verdicts, what was found, and times."""
    from archive.citations.quote_checker import Verdict, check_quotation
    from archive.search import numbers

    verdicts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    found, false_verbatim, times = Counter(), 0, []
    for case in cases:
        start = time.perf_counter()
        answer = check_quotation(case.quotation, find=numbers)
        times.append(1000 * (time.perf_counter() - start))
        verdicts[case.kind][answer.verdict] += 1
        published = {place.revision.text for place in answer.places}
        has_sources = all(any(same(source, text) for text in published) for source in case.sources)
        is_false = answer.verdict == Verdict.VERBATIM and not any(
            plain(case.quotation) in plain(text) for text in published
        )
        false_verbatim += is_false
        is_found = answer.verdict != Verdict.NOT_FOUND and has_sources
        found[case.kind] += is_found
        if show and (is_false or is_found == (case.kind == "invented")):
            print(f"{case.kind} -> {answer.verdict}: {case.quotation}")
    print(f"{'kind':12} {'cases':>5} {'found':>7}  verdicts")
    for kind in KINDS:
        total = sum(verdicts[kind].values())
        told = ", ".join(f"{verdict} {count}" for verdict, count in verdicts[kind].most_common())
        print(f"{kind:12} {total:5} {found[kind] / max(1, total):7.1%}  {told}")
    quantiles = statistics.quantiles(times, n=100)
    print(f"false verbatim: {false_verbatim}")
    print(f"milliseconds an answer: p50 {quantiles[49]:.0f}, p95 {quantiles[94]:.0f}, p99 {quantiles[98]:.0f}")


def plain(text: str) -> str:
    """Return the text with one shape for quotation marks and dashes, and single spaces."""
    return " ".join(text.translate(LETTERS_ONLY).split())


def same(source: str, text: str) -> bool:
    """Say whether a stored text is the source, however its spaces and line ends were tidied."""
    return source.split() == text.split()


if __name__ == "__main__":
    main()
