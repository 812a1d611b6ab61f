"""Who may act. Each action asks for itself, so that no form, page or command can bypass the rule."""

from django.core.exceptions import PermissionDenied

from archive.models import Role, User


class NotAllowed(PermissionDenied):
    """The person does not have the permission that the action needs."""


def ask(actor: User | None, *codenames: str) -> None:
    """Raise NotAllowed if the person lacks one of these permissions of the archive.

    Without an actor, a command of the site acts, on behalf of the operator.
    """
    if actor is None:
        return
    if missing := next((name for name in codenames if not actor.has_perm(f"archive.{name}")), None):
        raise NotAllowed(f"{actor} cannot do this without the permission “{missing.replace('_', ' ')}”.")


def role_of(actor: User) -> Role:
    """Return the role in which a person who may correct, withdraw or redact decides."""
    return Role.EDITOR if actor.groups.filter(name=Role.EDITOR).exists() else Role.ADMINISTRATOR
