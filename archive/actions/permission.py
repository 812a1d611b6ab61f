"""Who may act: each action asks for itself, so that no form, page or command goes past the rule."""

from django.core.exceptions import PermissionDenied

from archive.models import User


class NotAllowed(PermissionDenied):
    """The person lacks the permission that the action takes."""


def ask(actor: User | None, *codenames: str) -> None:
    """Raise NotAllowed if the person lacks one of these permissions of the archive.

    Without an actor a command of the site acts, for whoever runs the site.
    """
    if actor is None:
        return
    if missing := next((name for name in codenames if not actor.has_perm(f"archive.{name}")), None):
        raise NotAllowed(f"{actor} cannot do this without the permission “{missing.replace('_', ' ')}”.")
