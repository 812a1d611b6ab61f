"""``manage.py doctor``: say what is wrong with a site, and what to do."""

from argparse import ArgumentParser
from typing import Any

from django.core.mail import EmailMessage
from django.core.management.base import CommandError

from archive.alerts.mail_server import mail_server
from archive.machine.database.fit import DatabaseState, fit_of
from archive.management.base import ANY, UNWRITABLE, SiteCommand
from archive.models import current_site
from archive.upkeep import keys
from archive.upkeep.doctor import CHECKS, NOTES
from archive.upkeep.watching import sentences_of


class Command(SiteCommand):
    """Prints a line for each check and a sentence for each fault; exits with 1 if there is any."""

    bears = ANY
    help = (
        "Check the site: address, TLS, settings, accounts, mail, clock, database, index, disk, permissions, worker, "
        "backups and versions. Says how to fix each problem. Exits with 1 if there is any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take an address for a test email."""
        parser.add_argument("--mail-to", metavar="ADDRESS", help="also send an email there, to see whether it arrives")

        parser.add_argument(
            "--accept-keys",
            action="store_true",
            help="use the present keys, because earlier ones are lost",
        )

    def handle(self, *, mail_to: str | None, accept_keys: bool, **_: Any) -> None:
        """Check, and print the results."""
        fit = fit_of()
        if fit.state not in UNWRITABLE | {DatabaseState.FITS, DatabaseState.OLDER}:
            raise CommandError(fit.sentence, returncode=fit.state.value)
        if accept_keys:
            keys.accept_keys()
        to_mend = 0
        for name, check in CHECKS.items():
            problems = sentences_of(check)
            to_mend += len(problems)
            self.stdout.write(f"{name}: {'see below' if problems else 'in order'}")
            for problem in problems:
                self.stdout.write(f"  - {problem}")
            if name in NOTES and not problems and (note := NOTES[name]()):
                self.stdout.write(f"  {note}")
        if mail_to:
            self.send(mail_to)
        if to_mend:
            raise CommandError(f"{to_mend} thing{'s need' if to_mend > 1 else ' needs'} attention.")
        self.stdout.write("No problems found.")

    def send(self, address: str) -> None:
        """Send an email to the address; raise CommandError if the mail server refuses it."""
        name = current_site().name
        try:
            text = f"This email was sent by manage.py doctor of {name}.\n"
            mail_server().send_messages([EmailMessage(f"{name} sends mails", text, to=[address])])
        except (OSError, ValueError) as error:
            raise CommandError(f"No email could be sent to {address}: {error}") from error
        self.stdout.write(f"An email was sent to {address}. If it does not arrive, check the spam folder.")
