"""Change the roles of an account."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction

from archive.actions.accounts.end_sessions import forget_sessions
from archive.actions.accounts.notify import notify
from archive.actions.accounts.rights import check_may_grant, check_may_manage, check_not_oneself, named, roles_of
from archive.actions.audit import Verb, audit
from archive.models import Mail, Role, User


@transaction.atomic
def change_roles(*, account: User, roles: Iterable[Role], actor: User) -> None:
    """Make these the roles of the account. Other groups that a site has given it stay.

    The account's sessions end, so that new rights begin with a new sign-in. Raise PermissionDenied if the account may
    do more than the actor, before or after the change, and ValidationError if it is the actor's own.
    """
    account = User.objects.select_for_update().get(pk=account.pk)
    check_not_oneself(actor, account)
    check_may_manage(actor, account)
    before, after = set(roles_of(account)), set(roles)
    check_may_grant(actor, after - before)
    if before == after:
        return
    account.groups.remove(*Group.objects.filter(name__in=before - after))
    account.groups.add(*Group.objects.filter(name__in=after - before))
    forget_sessions(account)
    audit(actor=actor, verb=Verb.ROLES_CHANGED, instance=account, note=f"{named(before)} → {named(after)}")
    notify(account, Mail.Notice.ROLES_CHANGED)
