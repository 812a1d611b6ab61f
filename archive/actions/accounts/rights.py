"""Who may change whose account: nobody grants more rights than they have or changes an account above their own."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError

from archive.models import Role, User

MAY_INVITE, MAY_CHANGE = "archive.add_user", "archive.change_user"


def may_manage(actor: User, account: User) -> bool:
    """Return whether the actor may change the account: if they have all its rights, or are a superuser."""
    if not actor.is_active or not actor.has_perm(MAY_CHANGE):
        return False
    return actor.is_superuser or (not account.is_superuser and _rights(account) <= actor.get_all_permissions())


def check_may_manage(actor: User, account: User) -> None:
    """Raise PermissionDenied if the actor may not change the account."""
    if not may_manage(actor, account):
        raise PermissionDenied("You cannot change this account, because it has more rights than yours.")


def check_may_invite(actor: User) -> None:
    """Raise PermissionDenied if the actor may not invite people."""
    if not actor.is_active or not actor.has_perm(MAY_INVITE):
        raise PermissionDenied("You cannot invite people.")


def check_not_oneself(actor: User, account: User) -> None:
    """Raise ValidationError if the account is the actor's own."""
    if actor.pk == account.pk:
        raise ValidationError("Another administrator must do this to your own account.")


def grantable_roles(actor: User) -> list[Role]:
    """Return the roles that the actor may give: those with no more rights than the actor has."""
    held = actor.get_all_permissions()
    groups = {group.name: group for group in Group.objects.prefetch_related("permissions__content_type")}
    return [role for role in Role if role in groups and (actor.is_superuser or _granted_by(groups[role]) <= held)]


def check_may_grant(actor: User, roles: Iterable[Role]) -> None:
    """Raise PermissionDenied if one of the roles has more rights than the actor."""
    if not set(roles) <= set(grantable_roles(actor)):
        raise PermissionDenied("You cannot give a role that has more rights than you have.")


def roles_of(account: User) -> list[Role]:
    """Return the roles of the account, the one with the fewest rights first."""
    held = set(account.groups.values_list("name", flat=True))
    return [role for role in Role if role in held]


def named(roles: Iterable[Role]) -> str:
    """Return the names of the roles for the audit trail."""
    held = set(roles)
    return ", ".join(role.value for role in Role if role in held) or "none"


def _rights(account: User) -> set[str]:
    """Return the rights of the account; of a closed account, those it would have if it were open."""
    fresh = User.objects.get(pk=account.pk)
    fresh.is_active = True
    return fresh.get_all_permissions()


def _granted_by(group: Group) -> set[str]:
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in group.permissions.all()}
