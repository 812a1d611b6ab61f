"""The base of the project's commands."""

from typing import Any

from django.core.checks import Tags
from django.core.checks.registry import registry
from django.core.management.base import BaseCommand


class SiteCommand(BaseCommand):
    """A command that makes Django's checks before it runs, those of newer versions too, except for those of the URLs.

    These import every page, which takes longer than the rest of a short command. ``manage.py check`` makes them all.
    """

    # Checks that need a database.
    checks_database = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        left_out = {Tags.urls} if self.checks_database else {Tags.urls, Tags.database}
        self.requires_system_checks = sorted(registry.tags_available() - left_out)
        super().__init__(*args, **kwargs)
