"""In which role a person decides: what the public is told of who decided."""

from archive.models import Role, User


def role_of(actor: User) -> Role:
    """Return the role in which someone who may correct, withdraw or redact decides."""
    return Role.EDITOR if actor.groups.filter(name=Role.EDITOR).exists() else Role.ADMINISTRATOR
