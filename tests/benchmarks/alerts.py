"""Measures processor time of alerts on an import: ``python -m tests.benchmarks.alerts DATA_DIR [alerts] [turns]``.

Each search is two words of one statement of the record; some are quoted or limited to a board. The database and its
index are those of DATA_DIR, to which nothing is written.
"""

import os
import random
import resource
import sys
import time
from urllib.parse import urlencode


def main(folder: str, alerts: int, turns: int) -> None:
    """Measure and print: once cold, once with words cached in the process."""
    os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "boardmeetings.settings"}
    import django

    django.setup()
    from archive.alerts.searches.matching import find
    from archive.models import Board, Statement
    from archive.search.engines.document import documents

    chance = random.Random(16)
    numbers = list(Statement.objects.public().order_by("-number").values_list("number", flat=True)[:turns])
    words = [
        [word for word in text.split() if word.isalpha() and len(word) > 3]
        for text in Statement.objects.public().values_list("current_revision__text", flat=True)[:20_000]
    ]
    words = [some for some in words if len(some) > 5]
    boards = list(Board.objects.public().values_list("slug", flat=True))

    def query() -> str:
        two = " ".join(chance.sample(chance.choice(words), 2))
        form = chance.random()
        if form < 0.05:
            return urlencode({"board": chance.choice(boards)})
        if form < 0.15:
            return urlencode({"q": f'"{two}"'})
        return urlencode({"q": two} | ({"board": chance.choice(boards)} if form > 0.8 else {}))

    asked = [(pk, query(), False) for pk in range(alerts)]
    for name in ("cold", "again"):
        begun = time.process_time()
        found = list(find(documents(numbers), asked))
        seconds = time.process_time() - begun
        hits = sum(len(those) for _, those in found)
        print(f"{name}: {alerts:,} alerts x {len(numbers):,} turns: {seconds:.2f} s, {hits:,} hits")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in [*sys.argv[2:], "10000", "1000"][:2]))
