"""Tell the owner of an account by email what was changed."""

from archive.models import Mail, User


def notify(account: User, notice: Mail.Notice, *, email: str = "") -> None:
    """Put an email in the outbox, to the account's address or the given one. Without an address, send none."""
    if to := email or account.email:
        Mail.objects.create(account=account, notice=notice, email=to)
