"""Measures the processor time of suggesting names: ``python -m tests.benchmarks.names DATA_DIR [names]``.

Adds that many invented speakers with one statement each to the names of the record, all with one word in common, in a
transaction that is rolled back.
"""

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable

TYPED = ["s", "sp", "speaker", "speaker 000", "speaker 00017", "00017 speaker", "b", "bern", "chair b", "zzz"]
TIMES = 30


def main(folder: str, names: int) -> None:
    """Measure and print."""
    os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "boardmeetings.settings"}
    import django

    django.setup()
    from django.db import transaction

    from archive.models import NameWord
    from archive.models.upkeep.name_word import Named
    from archive.search import suggest
    from archive.search.names import names_kept
    from archive.search.names.public_names import PublicNames
    from archive.search.question.analysis import words

    names_kept.update_names()
    with transaction.atomic():
        made = {(10**9 + number, f"Speaker {number:05}") for number in range(names)}
        rows = names_kept.rows(Named.SPEAKER, made, {pk: 1 for pk, _ in made})
        NameWord.objects.bulk_create(
            (NameWord(**dict(zip(names_kept.FIELDS, row, strict=True))) for row in rows), batch_size=2000
        )
        print(f"{NameWord.objects.count():,} words of names")
        for typed in TYPED:
            looked_up = _median(lambda typed=typed: list(PublicNames().beginning(words(typed))))
            suggested = _median(lambda typed=typed: suggest(typed))
            print(f"{typed:15} names looked up {looked_up:6.2f} ms, whole suggestion {suggested:6.2f} ms")
        said = _median(lambda: PublicNames().statements_of("speaker", ["speaker"]))
        print(f"statements of everybody called Speaker {said:.2f} ms")
        transaction.set_rollback(True)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")


def _median(work: Callable[[], object]) -> float:
    work()
    taken = []
    for _ in range(TIMES):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in [*sys.argv[2:], "100000"][:1]))
