"""``manage.py verify_index``: check that the search index is whole, and holds what is public and nothing else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.models import Statement
from archive.search import numbers, outbox
from archive.search.backends import get_backend
from archive.search.rebuild import RebuildUnderway, rebuild
from archive.search.results import SearchUnavailable


class Command(BaseCommand):
    """Rebuilds the index where anything is wrong with it; ends with status 1 then."""

    help = (
        "Read every file of the search index and compare its statements with the public ones. A damaged or "
        "wrong index is rebuilt. Run it every night."
    )

    def handle(self, **_: Any) -> None:
        """Check, fix and say so."""
        try:
            problem = get_backend().verify() or self.difference()
            if not problem:
                self.stdout.write(f"The index is complete. Statements in it: {Statement.objects.public().count():,}.")
                return
            self.stderr.write(problem)
            number = rebuild()
        except (RebuildUnderway, SearchUnavailable, OSError) as error:
            raise CommandError(str(error)) from error
        raise CommandError(f"The index was wrong and has been rebuilt. Statements in it: {number:,}.")

    def difference(self) -> str:
        """Return how the index differs from the record once it is up to date; nothing if it does not."""
        if not (wrong := wrong_numbers()):
            return ""
        # What is published or withdrawn between two looks is not wrong, and is in the index after a drain.
        outbox.drain()
        if not (wrong := wrong & wrong_numbers()):
            return ""
        some = ", ".join(map(str, sorted(wrong)[:5]))
        return f"The index and the record differ in {len(wrong):,} statements, among them {some}."


def wrong_numbers() -> set[int]:
    """Return the numbers of statements that are public and not in the index, or in it and not public."""
    public = set(Statement.objects.public().values_list("number", flat=True))
    return public ^ set(numbers("", limit=len(public) + 1_000))
