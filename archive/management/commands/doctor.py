"""``manage.py doctor``: say what a site lacks, and what to do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.upkeep.doctor import CHECKS, NOTES


class Command(BaseCommand):
    """Prints a line for each check, and a sentence for each thing that is wrong; ends with 1 where anything is."""

    help = (
        "Check the site: address, TLS, settings, accounts, mail, clock, database, index, disk, permissions, worker, "
        "backups and versions. Says what to do about each thing that is wrong; exits with 1 where anything is."
    )

    def handle(self, **_: Any) -> None:
        """Check, and say what was found."""
        found = 0
        for name, check in CHECKS.items():
            problems = list(check())
            found += len(problems)
            self.stdout.write(f"{name}: {'see below' if problems else 'well'}")
            for problem in problems:
                self.stdout.write(f"  - {problem}")
            if note := NOTES.get(name):
                self.stdout.write(f"  {note()}")
        if found:
            raise CommandError(f"{found} thing{'s need' if found > 1 else ' needs'} attention.")
        self.stdout.write("All is well.")
