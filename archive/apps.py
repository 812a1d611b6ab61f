"""The archive as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArchiveConfig(AppConfig):
    """Boards, meetings, speakers and what they said."""

    name = "archive"
    verbose_name = "The record"

    def ready(self) -> None:
        """Connect the signal receivers and the rules of what is public."""
        from archive.actions import signals
        from archive.models import visibility  # noqa: F401 - the rules register themselves
        from archive.models.upkeep import name_word, public_count, record_version
        from archive.upkeep import waking

        signals.connect()
        waking.connect()
        post_migrate.connect(record_version.prepare, sender=self, dispatch_uid="prepare the record version")
        post_migrate.connect(public_count.prepare, sender=self, dispatch_uid="prepare the kept counts")
        post_migrate.connect(name_word.prepare, sender=self, dispatch_uid="prepare the kept names")
