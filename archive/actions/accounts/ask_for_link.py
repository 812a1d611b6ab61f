"""A person who is not signed in asks for a link to choose a new password."""

import datetime

from django.db import transaction
from django.utils import timezone

from archive.actions.accounts.send_link import mail_link
from archive.actions.audit import Verb, audit
from archive.database import one_at_a_time
from archive.models import AccountLink, ProviderIdentity, User

# A link this young is not replaced. Otherwise, a stranger could fill a mailbox, or make each link useless.
KEPT_FOR = datetime.timedelta(minutes=15)


@transaction.atomic
def ask_for_link(*, email: str, client: str) -> None:
    """Email a link to the owner of each open account with this address, if there is any. Nobody learns whether.

    Accounts that open with single sign-on alone get none. ``client`` is the network address that asked.
    """
    one_at_a_time(f"link to {email.casefold()}")
    for account in User.objects.filter(email__iexact=email, is_active=True):
        if not account.has_usable_password() and ProviderIdentity.objects.filter(user=account).exists():
            continue
        if AccountLink.objects.open().filter(account=account, created_at__gt=timezone.now() - KEPT_FOR).exists():
            continue
        invited = not account.has_usable_password()
        purpose = AccountLink.Purpose.INVITATION if invited else AccountLink.Purpose.PASSWORD
        audit(actor=None, verb=Verb.LINK_SENT, instance=account, note=f"asked for at the sign-in, from {client}")
        mail_link(account=account, purpose=purpose)
