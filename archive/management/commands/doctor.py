"""``manage.py doctor``: say what a site lacks, and what to do."""

from argparse import ArgumentParser
from typing import Any

from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError

from archive.models import current_site
from archive.upkeep.doctor import CHECKS, NOTES


class Command(BaseCommand):
    """Prints a line for each check, and a sentence for each thing that is wrong; ends with 1 where anything is."""

    help = (
        "Check the site: address, TLS, settings, accounts, mail, clock, database, index, disk, permissions, worker, "
        "backups and versions. Says how to fix each problem. Exits with 1 if there is any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take an address to which a mail is sent."""
        parser.add_argument("--mail-to", metavar="ADDRESS", help="send a mail there, too, to see whether it arrives")

    def handle(self, *, mail_to: str | None, **_: Any) -> None:
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
        if mail_to:
            self.send(mail_to)
        if found:
            raise CommandError(f"{found} thing{'s need' if found > 1 else ' needs'} attention.")
        self.stdout.write("No problems found.")

    def send(self, address: str) -> None:
        """Send a mail to the address; raise CommandError if the mail server does not take it."""
        name = current_site().name
        try:
            send_mail(f"{name} sends mails", f"This mail was sent by manage.py doctor of {name}.\n", None, [address])
        except (OSError, ValueError) as error:
            raise CommandError(f"No mail could be sent to {address}: {error}") from error
        self.stdout.write(f"A mail was sent to {address}. If it does not arrive, check the spam folder.")
