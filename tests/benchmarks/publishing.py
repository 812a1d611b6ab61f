"""Times how soon a published statement is found, including database and outbox: python -m tests.benchmarks.publishing

Uses the archive of DATA_DIR (a copy: it publishes into it). Two processes search 25 times a second each, as the workers
of a server would. This one publishes statements, each with a unique word, and each process reports when its search
first finds it. The time runs from the call of ``actions.publish`` until the last process has found it.
"""

import argparse
import multiprocessing
import random
import secrets
import statistics
import time
from multiprocessing.connection import Connection

import django

WORKERS = 2
SEARCHES_A_SECOND = 25
WORDS = ("committee", "budget", "policy", "rates", "school", "chairman", "question", "thank", "percent", "public")


def main() -> None:
    """Publish, wait for every process to find it, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100, help="how many to publish")
    options = parser.parse_args()
    django.setup()
    from archive.models import Statement

    held = Statement.objects.public().count()
    context = multiprocessing.get_context("spawn")
    pipes = [context.Pipe() for _ in range(WORKERS)]
    workers = [context.Process(target=worker, args=(theirs,), daemon=True) for _, theirs in pipes]
    for process in workers:
        process.start()
    ends = [ours for ours, _ in pipes]
    searched = [end.recv() for end in ends]
    took = [published_and_found(ends) for _ in range(options.statements)]
    for end in ends:
        end.send("")
    searched = [end.recv() for end in ends]
    spread = statistics.quantiles(took, n=20)
    print(f"{held:,} public statements; {WORKERS} processes made {sum(searched):.0f} searches a second meanwhile")
    print(f"published and found in every process: p50 {spread[9]:.1f} ms, p95 {spread[18]:.1f} ms, {len(took)} times")


def published_and_found(ends: list[Connection]) -> float:
    """Publish a statement and return the milliseconds until every process found it."""
    from archive.actions.statements import create_statement, publish
    from archive.models import Meeting
    from tests.record import origin

    word = f"fresh{secrets.token_hex(6)}"
    draft = create_statement(
        **origin(), text=f"Published to be found by {word}.", meeting=Meeting.objects.public().first()
    )
    for end in ends:
        end.send(word)
    started = time.monotonic()
    publish(statement=draft)
    return 1000 * (max(end.recv() for end in ends) - started)


def worker(pipe: Connection) -> None:
    """Search at a steady rate, look for the named word in between, and report when it is first found."""
    django.setup()
    from archive.search import SearchRequest, search

    draw = random.Random()
    search(SearchRequest(text="ready", with_facets=True))
    pipe.send(0)
    began = due = time.monotonic()
    made, sought = 0, None
    while True:
        if pipe.poll(0 if sought else max(0.0, due - time.monotonic())):
            sought = pipe.recv()
            if not sought:
                pipe.send(made / (time.monotonic() - began))
                return
        if time.monotonic() >= due:
            search(SearchRequest(text=draw.choice(WORDS), with_facets=True))
            made, due = made + 1, due + 1 / SEARCHES_A_SECOND
        if sought and search(SearchRequest(text=sought, page_size=1)).total:
            # The clock of the system, which all its processes share.
            pipe.send(time.monotonic())
            sought = None


if __name__ == "__main__":
    main()
