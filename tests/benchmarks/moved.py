"""Moves a site to PostgreSQL and OpenSearch and compares what it shows: python -m tests.benchmarks.moved --data FILE

Imports real statements into SQLite with the embedded index, moves them to a separate PostgreSQL with ``manage.py
move_database``, then builds the index in a separate OpenSearch. After each step it queries the site for the hash of
every revision, for pages and for searches page by page, and prints how many of the answers are the same.
``--differences FILE`` writes each line of a page that differs.
"""

import argparse
import difflib
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.servers import opensearch, postgresql
from tests.servers.own_site import OwnSite

WORD = re.compile(r"[a-z]{4,}")
# Different in every answer.
CHANGING = re.compile(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"')
PAGES, SEARCHES, SHOWN, DEEPEST = 300, 200, 20, 10
STEPS = ("SQLite, embedded index", "PostgreSQL, embedded index", "PostgreSQL, OpenSearch")
Told = dict[str, dict[str, Any]]


def main() -> None:
    """Move a site in two steps and print how much stayed the same after each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the statements, as JSON Lines, plain or gzipped")
    parser.add_argument("--statements", type=int, default=2_000)
    parser.add_argument("--differences", type=Path, help="where to write the lines of pages that differ")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, postgresql.running() as address, opensearch.running() as cluster:
        folder = Path(name)
        Path(folder).chmod(0o755)
        old, new = OwnSite("", folder), OwnSite(address, folder).another("moved", folder)
        old.run("migrate")
        old.run("collectstatic", "--no-input")
        old.run("import_statements", str(options.data.resolve()), "--limit", str(options.statements))
        before = report(STEPS[0], old, None)
        new.run("move_database")
        report(STEPS[1], new, before)
        server = {"SEARCH_BACKEND": "opensearch", "SEARCH_URL": ",".join(cluster.addresses)}
        new.run("rebuild_index", **server)
        after = report(STEPS[2], new, before, **server)
        if options.differences:
            options.differences.write_text("\n".join(differences(before["pages"], after["pages"])))


def report(step: str, site: OwnSite, before: Told | None, **variables: str) -> Told:
    """Query the site, print how much is unchanged, and return its answers."""
    asked = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.moved", "tell"],
        env=site.environment(**variables),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: Told = json.loads(asked.stdout)
    for kind, answers in told.items():
        then = (before or told)[kind]
        others = [name for name in then if answers.get(name) != then[name]]
        print(f"{step}: {len(then) - len(others)} of {len(then)} {kind} the same. {' | '.join(others[:5])}", flush=True)
    return told


def differences(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    """Yield the URL of each page that differs, and the lines that differ."""
    for path, body in before.items():
        if (now := after.get(path, "")) != body:
            yield path
            yield from difflib.unified_diff(body.splitlines(), now.splitlines(), lineterm="", n=0)


def tell() -> None:
    """Print what this site shows."""
    import django

    django.setup()

    told = {"revisions": dict(hashes()), "pages": dict(pages()), "searches": dict(searches())}
    json.dump(told, sys.stdout)


def hashes() -> Iterator[tuple[str, str]]:
    """Yield each revision with its hash."""
    from archive.models import Revision

    for statement, number, digest in Revision.objects.values_list("statement_id", "number", "sha256"):
        yield f"{statement}.{number}", digest


def pages() -> Iterator[tuple[str, str]]:
    """Yield URLs of the site, each with its status and page."""
    from django.test import Client

    from archive.models import Board, Meeting, Speaker, Statement

    client, draw = Client(HTTP_HOST="127.0.0.1"), random.Random(1)
    numbers = sorted(Statement.objects.values_list("number", flat=True))
    some = draw.sample(numbers, min(PAGES, len(numbers)))
    paths = ["/", "/boards/", "/speakers/", "/meetings/", "/statements/", "/corrections/"]
    paths += [f"/api/v1/statements/{number}/" for number in some]
    paths += [Statement.objects.get(number=number).get_absolute_url() for number in some]
    for model in (Board, Meeting, Speaker):
        paths += [row.get_absolute_url() for row in model.objects.public().order_by("pk")[:50]]
    for path in paths:
        answer = client.get(path)
        yield path, f"{answer.status_code} {CHANGING.sub('', answer.content.decode())}"


def searches() -> Iterator[tuple[str, Any]]:
    """Yield searches for words, pairs, phrases and prefixes, each with its total and the numbers on each page."""
    from archive.models import Statement
    from archive.search import SearchRequest, Sort, search

    draw = random.Random(2)
    texts = [WORD.findall(one.text.lower()) for one in Statement.objects.public().order_by("pk")]
    texts = [words for words in texts if len(words) > 8]
    for serial in range(SEARCHES):
        words = draw.choice(texts)
        at = draw.randrange(len(words) - 2)
        text = (words[at], f"{words[at]} {words[-1]}", f'"{words[at]} {words[at + 1]}"', f"{words[at][:4]}*")[
            serial % 4
        ]
        asked = SearchRequest(text=text, sort=Sort.NEWEST, page_size=SHOWN, with_facets=True)
        results = search(asked)
        last = min(DEEPEST, -(-results.total // SHOWN))
        listed = [[hit.number for hit in search(asked.changed(page=page)).hits] for page in range(1, last + 1)]
        counts = {
            facet.value: sorted((str(entry.value), entry.count) for entry in found)
            for facet, found in results.facets.items()
        }
        yield text, [results.total, listed, counts]


if __name__ == "__main__":
    tell() if sys.argv[1:] == ["tell"] else main()
