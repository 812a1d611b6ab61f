"""Create an account for a person, who chooses a password through an emailed link."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.accounts.rights import check_may_grant, check_may_invite
from archive.actions.accounts.send_link import mail_link
from archive.actions.audit import Verb, audit
from archive.database import one_at_a_time
from archive.models import AccountLink, Role, User


@transaction.atomic
def invite(
    *,
    username: str,
    email: str,
    roles: Iterable[Role],
    actor: User,
    first_name: str = "",
    last_name: str = "",
) -> AccountLink:
    """Create an account with these roles and without a password; email its owner a link to choose one.

    Raise PermissionDenied if the actor may not invite people or has fewer rights than a role gives, and ValidationError
    if the name is taken.
    """
    roles = list(roles)
    check_may_invite(actor)
    check_may_grant(actor, roles)
    one_at_a_time(f"account {username.casefold()}")
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": "Someone already has this name."})
    account = User(username=username, email=email, first_name=first_name, last_name=last_name)
    account.set_unusable_password()
    account.full_clean()
    if not email:
        raise ValidationError({"email": "The invitation is sent by email, so an address is needed."})
    account.save()
    account.groups.set(Group.objects.filter(name__in=roles))
    audit(actor=actor, verb=Verb.INVITED, instance=account, note=", ".join(role.value for role in roles))
    return mail_link(account=account, purpose=AccountLink.Purpose.INVITATION, actor=actor)
