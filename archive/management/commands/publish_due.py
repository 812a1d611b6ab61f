"""``manage.py publish_due``: publish what was planned, once its time has come."""

from typing import Any

from archive.actions.schedule import publish_due
from archive.management.base import SiteCommand


class Command(SiteCommand):
    """For a timer, every minute or so. The desk does the same whenever someone opens it."""

    help = "Publish the meetings and statements whose planned time has come. Run it from a timer, every minute."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Publish and say how much."""
        done = publish_due()
        self.stdout.write(f"{done} publication{'' if done == 1 else 's'} done.")
