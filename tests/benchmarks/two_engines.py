"""Runs the same searches on the embedded engine and on OpenSearch: python -m tests.benchmarks.two_engines --data FILE

SEARCH_URL names the server. Prints for each class of search how many totals are equal, how many of the first twenty
hits are the same on average, and the processor time of this process for each engine (the server's own is not in it).
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="two-engines-")
os.environ["SEARCH_INDEX"] = f"two-engines-{os.getpid()}"

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from archive.models import Board  # noqa: E402
from archive.search import SearchRequest  # noqa: E402
from archive.search.engines import SearchBackend  # noqa: E402
from archive.search.engines.opensearch import OpenSearchBackend  # noqa: E402
from archive.search.engines.whoosh import WhooshBackend  # noqa: E402
from archive.search.question.natural import understand  # noqa: E402
from tests.benchmarks.engines.embedded import TODAY, NoNames, documents_of, request  # noqa: E402
from tests.benchmarks.queries import QueryMaker  # noqa: E402
from tests.benchmarks.sample import Source, write_sample  # noqa: E402

SHOWN = 20


@dataclass
class Compared:
    """The results of one class of search."""

    asked: int = 0
    equal: int = 0
    same: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=lambda: [0.0, 0.0])


def main() -> None:
    """Build both, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the statements, as JSON Lines, plain or gzipped")
    parser.add_argument("--statements", type=int, default=20_000, help="how many to index")
    parser.add_argument("--queries", type=int, default=50, help="how many of each class")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    Board.objects.create(name="Sample board")
    folder = Path(os.environ["DATA_DIR"])
    engines = (WhooshBackend(str(folder / "index")), OpenSearchBackend(""))
    sample = folder / "sample.jsonl"
    write_sample(Source(options.data), options.statements, sample)
    for engine in engines:
        _, seconds = timed(partial(build, engine, options))
        print(f"{type(engine).__name__}: built in {seconds:.1f} s of processor", flush=True)
    for kind, requests in classes(sample, options.queries):
        print(row(kind, compare(engines, requests)), flush=True)


def build(engine: SearchBackend, options: argparse.Namespace) -> None:
    """Build the index of an engine."""
    with engine.building() as index:
        index.add(documents_of(Source(options.data).statements(options.statements)))
        with engine.writing(wait=True):
            index.swap()


def classes(sample: Path, count: int) -> Iterator[tuple[str, list[SearchRequest]]]:
    """Yield the classes of search, each with its requests."""
    drawn = QueryMaker(sample).queries(count)
    for kind, queries in drawn.items():
        yield kind, [understood(request(query)) for query in queries]
    pairs = (" NEAR/5 ".join(query.words) for query in drawn["2-term AND"])
    yield "near", [SearchRequest(text=text, page_size=SHOWN) for text in pairs]


def understood(asked: SearchRequest) -> SearchRequest:
    """Return the request with its interpretation by the site."""
    return asked.changed(question=understand(asked.text, NoNames(), lambda _word: 0, TODAY).question)


def compare(engines: tuple[SearchBackend, SearchBackend], requests: list[SearchRequest]) -> Compared:
    """Run the requests on both."""
    found = Compared()
    for asked in requests:
        (one, first), (other, second) = (timed(partial(engine.search, asked)) for engine in engines)
        found.asked += 1
        found.equal += one.total == other.total and one.facets == other.facets
        shown = {hit.number for hit in one.hits}
        found.same.append(len(shown & {hit.number for hit in other.hits}) / max(1, len(shown)))
        found.seconds = [found.seconds[0] + first, found.seconds[1] + second]
    return found


def timed(work: Callable[[], object]) -> tuple[object, float]:
    """Run the function. Return its result and the processor seconds that it took."""
    began = time.process_time()
    return work(), time.process_time() - began


def row(kind: str, found: Compared) -> str:
    """Return a line of the table."""
    first, second = (1000 * seconds / found.asked for seconds in found.seconds)
    same = sum(found.same) / found.asked
    return f"| {kind} | {found.equal} of {found.asked} | {same:.0%} | {first:.1f} ms | {second:.1f} ms |"


if __name__ == "__main__":
    main()
