"""``manage.py verify_index``: check that the search index is intact and has exactly the public statements."""

from typing import Any

from django.core.management.base import CommandError

from archive.management.base import UNWRITABLE, SiteCommand
from archive.models import Statement
from archive.search import RebuildUnderway, SearchUnavailable, numbers, rebuild
from archive.search.engines import get_backend, outbox


class Command(SiteCommand):
    """Rebuilds the index if anything is wrong with it, and then exits with status 1."""

    help = (
        "Read every file of the search index and compare its statements with the public ones. A damaged or "
        "wrong index is rebuilt. Run it every night."
    )

    bears = UNWRITABLE

    def handle(self, **_: Any) -> None:
        """Check, fix and print the result."""
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
        """Return how the updated index differs from the record, or an empty text if it does not."""
        outbox.drain()
        # A statement published or withdrawn while the numbers are read is not a fault: it differs only once.
        if not (wrong := wrong_numbers()) or not (wrong := wrong & wrong_numbers()):
            return ""
        some = ", ".join(map(str, sorted(wrong)[:5]))
        return f"The index and the record differ in {len(wrong):,} statements, among them {some}."


def wrong_numbers() -> set[int]:
    """Return the numbers of public statements that are not in the index, and of others that are.

    What another process is writing to the index just now is left out. A change leaves its row with its commit, and the
    row waits until the index has it, so the rows are read between the record and the index.
    """
    public = set(Statement.objects.public().values_list("number", flat=True))
    underway = outbox.underway()
    return (public ^ set(numbers("", limit=len(public) + 1_000))) - underway
