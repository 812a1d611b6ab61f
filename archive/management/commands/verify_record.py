"""``manage.py verify_record``: check that the record is still what was published."""

from typing import Any

from django.core.management.base import CommandError

from archive.citations.verification import verify_record
from archive.management.base import SiteCommand
from archive.models import Revision, Source
from archive.upkeep.runs import FIXITY, note_run


class Command(SiteCommand):
    """Prints each fault on a line; exits with status 1 if there is any."""

    help = (
        "Check the database's own file, every row, every chain of revisions, every file's checksum and every permanent "
        "address. Run it every night."
    )

    def handle(self, **_: Any) -> None:
        problems = 0
        for problem in verify_record():
            problems += 1
            self.stdout.write(problem)
        if problems:
            sentence = f"{problems:,} thing{'s are' if problems > 1 else ' is'} wrong with the record."
            note_run(FIXITY, sentence)
            raise CommandError(sentence)
        note_run(FIXITY)
        revisions, files = Revision.objects.count(), Source.objects.exclude(file="").count()
        self.stdout.write(f"The record is complete: {revisions:,} revisions and {files:,} files were checked.")
