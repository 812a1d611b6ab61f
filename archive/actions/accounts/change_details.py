"""Change the names and the email address of an account."""

from django.db import transaction

from archive.actions.accounts.notify import notify
from archive.actions.accounts.rights import check_may_manage
from archive.actions.audit import Verb, audit
from archive.models import Mail, User

DETAILS = ("first_name", "last_name", "email")


@transaction.atomic
def change_details(*, account: User, first_name: str, last_name: str, email: str, actor: User) -> None:
    """Save names and email address. If the address changes, the old one gets an email about it.

    Raise PermissionDenied if the account is another person's and may do more than the actor, and ValidationError if the
    address is not valid.
    """
    stored = User.objects.select_for_update().get(pk=account.pk)
    if actor.pk != stored.pk:
        check_may_manage(actor, stored)
    before = {name: getattr(stored, name) for name in DETAILS}
    after = {"first_name": first_name, "last_name": last_name, "email": email}
    changed = [name for name in DETAILS if before[name] != after[name]]
    if not changed:
        return
    for name in changed:
        setattr(stored, name, after[name])
    stored.full_clean()
    stored.save(update_fields=changed)
    audit(actor=actor, verb=Verb.CHANGED, instance=stored, note=", ".join(changed).replace("_", " "))
    if "email" in changed:
        stored.links.filter(used_at=None).delete()
        notify(stored, Mail.Notice.EMAIL_CHANGED, email=before["email"])
