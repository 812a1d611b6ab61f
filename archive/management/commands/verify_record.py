"""``manage.py verify_record``: check that the record is still what was published."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from archive.actions.accounts.mails import notify
from archive.citations.verification import WHOLE_TABLE, TableSlice, verify_record
from archive.management.base import UNWRITABLE, SiteCommand
from archive.models import Mail, Revision, Role, Source, User
from archive.upkeep.runs import FIXITY, last_run, note_run

# A night checks about as many revisions as this, which takes some minutes. A larger record takes several nights.
A_NIGHT = 250_000
# A note and an email name no more faults than this. The command prints all.
FAULTS_NAMED = 5


class Command(SiteCommand):
    """Prints each fault on a line; exits with status 1 if there is any."""

    bears = UNWRITABLE
    help = (
        "Check the database's own file, every row, every chain of revisions, every file's checksum, every permanent "
        "address and the public log. Run it every night."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether a part is enough."""
        parser.add_argument("--tonight", action="store_true", help="of a very large record, check tonight's part alone")

    def handle(self, *, tonight: bool, **_: Any) -> None:
        part = tonights_part() if tonight else WHOLE_TABLE
        problems = []
        for problem in verify_record(part):
            problems.append(problem)
            self.stdout.write(problem)
        if problems:
            named = " ".join(problems[:FAULTS_NAMED])
            sentence = (
                f"{len(problems):,} thing{'s are' if len(problems) > 1 else ' is'} wrong with the record. {named}"
            )
            try:
                tell_staff(sentence)
            except DatabaseError as error:
                self.stderr.write(f"No email could be stored about it: {error}")
            note_run(FIXITY, sentence)
            raise CommandError(sentence)
        revisions = sum(map(part.has, Revision.objects.values_list("statement", flat=True).iterator()))
        files = sum(map(part.has, Source.objects.exclude(file="").values_list("pk", flat=True).iterator()))
        note_run(FIXITY, files=files, revisions=revisions, nights=part.of)
        self.stdout.write(f"The record is complete: {revisions:,} revisions and {files:,} files were checked.")


def tonights_part() -> TableSlice:
    """Return the part that is due: all of a record of usual size, and of a larger one another part every night."""
    nights = -(-Revision.objects.count() // A_NIGHT) or 1
    return TableSlice(timezone.now().toordinal() % nights, nights)


def tell_staff(sentence: str) -> None:
    """Send the administrators an email, unless the last check found the same."""
    last = last_run(FIXITY)
    if last is None or last.problem != sentence:
        for account in User.objects.filter(groups__name=Role.ADMINISTRATOR, is_active=True):
            notify(account, Mail.Notice.RECORD_DIFFERS, detail=sentence)
