"""The role in which a person decides, which readers see."""

from archive.models import Role, User


def role_of(actor: User) -> Role:
    """Return the role in which a person who may correct, withdraw or redact decides."""
    return Role.EDITOR if actor.groups.filter(name=Role.EDITOR).exists() else Role.ADMINISTRATOR
