"""Compares the evaluator with stock Whoosh on real statements: python -m tests.benchmarks.agreement --data FILE

Both get random queries of the statements' own words, on one index of several segments with some statements replaced and
some removed. Prints each query for which they find different statements or scores, and how many agree.
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from archive.search.question import query
from tests.benchmarks.engines.embedded import documents_of
from tests.benchmarks.sample import SEED, Source
from tests.search.oracle import POSITIONAL, Index, disagreement, trees

SEGMENTS = 5
COMMONEST = 300


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the statements, as JSON Lines, plain or gzipped")
    parser.add_argument("--statements", type=int, default=5_000, help="how many to index")
    parser.add_argument("--queries", type=int, default=1_000, help="how many to compare")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = make_index(Path(folder) / "index", options.data, options.statements)
        found = compare(index, options.queries)
    print(f"{found['agree']} of {found.total()} queries find the same statements with the same scores.")


def make_index(folder: Path, data: Path, count: int) -> Index:
    """Return an index of the statements in several segments, with deletions."""
    documents = list(documents_of(Source(data).statements(count)))
    index = Index(folder)
    index.folder.create()
    index.folder.commit([])
    for start in range(SEGMENTS):
        index.update(documents[start::SEGMENTS], gone=[])
    index.update(documents[:: SEGMENTS * 7], gone=[document.number for document in documents[1 :: SEGMENTS * 3]])
    return index


def compare(index: Index, queries: int) -> Counter[str]:
    """Run random queries on both, and count on how many they agree."""
    terms = {field: commonest(index, field) for field in (*POSITIONAL, "text", "title")}
    counts: Counter[str] = Counter()

    @seed(SEED)
    @settings(
        max_examples=queries,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(trees(terms))
    def ask(wanted: query.Query) -> None:
        problem = disagreement(index, wanted)
        counts["differ" if problem else "agree"] += 1
        if problem:
            print(problem)

    ask()
    return counts


def commonest(index: Index, field: str) -> list[str]:
    """Return the terms of a field that are in most statements."""
    counts: Counter[str] = Counter()
    for _, reader in index.snapshot().fields(field):
        counts.update(dict(zip(map(bytes.decode, reader.terms()), reader.document_counts.tolist(), strict=True)))
    return [term for term, _ in counts.most_common(COMMONEST)] or ["nothing"]


if __name__ == "__main__":
    main()
