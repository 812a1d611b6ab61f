"""The base of the project's commands."""

from django.core.checks import Tags
from django.core.management.base import BaseCommand

# All checks with a tag but those of the URLs. They import every page, which takes longer than the rest of a short
# command. ``manage.py check`` makes them all.
CHECKS = (
    Tags.admin,
    Tags.caches,
    "commands",  # Tags.commands is missing in django-stubs.
    Tags.compatibility,
    Tags.files,
    Tags.models,
    Tags.security,
    Tags.staticfiles,
    Tags.templates,
    Tags.translation,
)


class SiteCommand(BaseCommand):
    """A command that makes Django's checks before it runs, except for those of the URLs."""

    requires_system_checks = CHECKS
