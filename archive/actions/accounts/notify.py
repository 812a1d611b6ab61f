"""Tell the owner of an account by mail what was changed of it."""

from archive.models import Mail, User


def notify(account: User, notice: Mail.Notice, *, email: str = "") -> None:
    """Leave a mail in the outbox, to the account's address or the one given; none where there is no address."""
    if to := email or account.email:
        Mail.objects.create(account=account, notice=notice, email=to)
