"""The archive as a Django app."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Boards, meetings, speakers and what they said."""

    name = "archive"
    verbose_name = "The record"

    def ready(self) -> None:
        """Wire the signal receivers."""
        from archive import signals

        signals.connect()
