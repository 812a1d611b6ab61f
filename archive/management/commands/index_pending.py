"""The old name of ``manage.py work --only outbox``."""

from archive.management.old_name import OldName


class Command(OldName):
    """Does the work and says the new name."""

    help = "The old name of manage.py work --only outbox."
    kind = "outbox"
