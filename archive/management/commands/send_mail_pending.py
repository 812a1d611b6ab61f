"""``manage.py send_mail_pending``: send the waiting emails."""

import threading
from argparse import ArgumentParser
from typing import Any

from django.db import DatabaseError, close_old_connections

from archive.alerts import outbox
from archive.alerts.webhooks.delivery import deliver_due
from archive.management.base import SiteCommand
from archive.management.stopping import until_stopped
from archive.models import Mail

SECONDS = 30.0


class Command(SiteCommand):
    """Sends what is due. Several processes may run at once; none sends what another is sending."""

    help = (
        "Send the emails in the outbox that are due. The site does this automatically after each change. Use this "
        "command to retry failed emails, and on sites with SEND_MAIL_IN_SITE=0."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option to keep watching."""
        parser.add_argument("--watch", action="store_true", help="run until stopped, checking every few seconds")
        parser.add_argument(
            "--every", type=float, default=SECONDS, metavar="SECONDS", help=f"how often --watch checks ({SECONDS:g})"
        )

    def handle(self, *_args: Any, watch: bool, every: float, **_options: Any) -> None:
        """Send once, or until the process is told to stop; then finish the current email if that is quick."""
        if not watch:
            self.drain(threading.Event())
            return
        with until_stopped() as stopped:
            while True:
                try:
                    self.drain(stopped)
                except DatabaseError as error:
                    self.stderr.write(str(error))
                if stopped.wait(every):
                    return
                close_old_connections()

    def drain(self, stopped: threading.Event) -> None:
        """Send what is due, and print what is left."""
        if sent := outbox.drain(should_stop=stopped.is_set):
            self.stdout.write(f"{sent:,} mail{'' if sent == 1 else 's'} sent.")
        deliver_due(should_stop=stopped.is_set)
        if refused := Mail.objects.exclude(last_error="").order_by("-id").first():
            self.stderr.write(f"{Mail.objects.count():,} waiting. The last problem was: {refused.last_error}")
