"""Prints pairs of common words with one stem and little else in common: python -m tools.stem_exceptions [--least 60]

The words are those of the English statements in the database of DATA_DIR. Two forms of one word keep the company of the
same words, as "meeting" and "meetings" do; "news" and "new" do not. The likeness is the cosine of what a word's
neighbours tell about it (positive pointwise mutual information). Regular endings of verbs and nouns must be less alike
than other ones to be listed. Those that mean two things belong into ``archive/search/question/stem_exceptions.txt``.
"""

import argparse
from collections import Counter, defaultdict
from itertools import combinations

import django
import numpy as np

NEIGHBOURS = 12
"""How many words away a neighbour may be."""

TOO_COMMON, MOST_NEIGHBOURS = 200, 3000
ALIKE, FORMS_ALIKE = 0.25, 0.08


def main() -> None:
    """Print the pairs, the least alike first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=int, default=60, help="how often each word must occur")
    options = parser.parse_args()
    django.setup()
    from archive.models import Statement
    from archive.search.question.analysis import stems, words

    texts = Statement.objects.public().filter(board__language__startswith="en").order_by()
    spoken = [words(text) for text in texts.values_list("current_revision__text", flat=True).iterator()]
    counts = Counter(word for text in spoken for word in text)
    families: defaultdict[str, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= options.least and word.isalpha():
            families[stems(word, "en")[0]].append(word)
    wanted = sorted(word for family in families.values() if len(family) > 1 for word in family)
    company = dict(zip(wanted, vectors(spoken, counts, wanted), strict=True))
    pairs = [pair for family in families.values() for pair in combinations(sorted(family), 2)]
    for likeness, one, two in sorted((float(company[one] @ company[two]), one, two) for one, two in pairs):
        if likeness < (FORMS_ALIKE if is_form(one, two) else ALIKE):
            print(f"{likeness:.2f} {one} {counts[one]} {two} {counts[two]}")


def is_form(one: str, two: str) -> bool:
    """Return whether one of the words is the other with the ending of another number, tense or adverb."""
    short, long = sorted((one, two), key=len)
    roots = {short, short.removesuffix("e"), short.removesuffix("y") + "i", short + short[-1]}
    endings = {"s", "es", "d", "ed", "ing", "ly"}
    return any(long == root + ending for root in roots for ending in endings)


def vectors(spoken: list[list[str]], counts: Counter[str], wanted: list[str]) -> np.ndarray:
    """Return for each wanted word what its neighbours tell about it, as a vector of length 1."""
    neighbours = {word: number for number, (word, _) in enumerate(counts.most_common()[TOO_COMMON:][:MOST_NEIGHBOURS])}
    row_of = {word: number for number, word in enumerate(wanted)}
    apart = [""] * NEIGHBOURS
    run = [word for text in spoken for word in (*text, *apart)]
    rows = np.array([row_of.get(word, -1) for word in run])
    columns = np.array([neighbours.get(word, -1) for word in run])
    seen = np.zeros((len(wanted), MOST_NEIGHBOURS))
    for offset in range(1, NEIGHBOURS + 1):
        for ours, theirs in ((rows[offset:], columns[:-offset]), (rows[:-offset], columns[offset:])):
            both = (ours >= 0) & (theirs >= 0)
            np.add.at(seen, (ours[both], theirs[both]), 1)
    expected = seen.sum(1, keepdims=True) * seen.sum(0, keepdims=True) / seen.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        told = np.nan_to_num(np.maximum(np.log(seen / expected), 0), posinf=0.0)
    return np.asarray(told / np.maximum(np.linalg.norm(told, axis=1, keepdims=True), 1e-9))


if __name__ == "__main__":
    main()
