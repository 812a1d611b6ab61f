"""Emails to staff: a link to choose a password, or a notice that something in their account changed."""

from django.urls import reverse

from archive.actions.accounts.passwords import link_token
from archive.alerts.letter import Letter, link_to
from archive.models import AccountLink, Mail, User, current_site

Notice = Mail.Notice
PAGES = {Notice.PLAN_CANCELLED: "work-list", Notice.REVIEW: "work-list", Notice.RECORD_DIFFERS: "status"}

SAID = {
    Notice.INVITED: "You have an account at the desk of the archive. Open this page and choose a password:",
    Notice.NEW_PASSWORD: "An administrator of the archive has sent you a link to choose a new password:",
    Notice.ASKED_PASSWORD: "Somebody, probably you, asked for a link to choose a new password:",
    Notice.PASSWORD_CHANGED: "The password of your account was changed, and you were signed out everywhere else.",
    Notice.SECOND_FACTOR_CHANGED: (
        "Your second factor was changed: a passkey, an authenticator app or recovery codes."
    ),
    Notice.SECOND_FACTOR_RESET: (
        "An administrator removed the second factor of your account. You must set up a new one when you next sign in."
    ),
    Notice.ROLES_CHANGED: "An administrator changed the roles of your account. Sign in again to use them.",
    Notice.CONNECTED: "Single sign-on was connected with your account: it now opens without its password.",
    Notice.DISCONNECTED: "Single sign-on was disconnected from your account. It opens with its password alone.",
    Notice.WEBHOOK_OFF: (
        "A webhook that you registered was turned off, because its messages could not be delivered for three days or "
        "it asked us to stop. The desk shows the reason, under Webhooks."
    ),
    Notice.PLAN_CANCELLED: (
        "A publication that you planned was cancelled. The work list of the desk says which one and why:"
    ),
    Notice.REVIEW: (
        "Statements were sent back to you, or somebody answered your note about them. The work list of the desk shows "
        "the notes. Under Your account you can turn these emails off."
    ),
    Notice.RECORD_DIFFERS: (
        "The nightly check has found something that is not as it was published. Nothing was taken down. The status "
        "page of the desk says more."
    ),
    Notice.EMAIL_CHANGED: (
        "The email address of your account was changed. We will no longer send emails about the account to this "
        "address."
    ),
}


def letter_for_account(mail: Mail, account: User) -> Letter | None:
    """Return the email as it should be sent now, or None if its link no longer works or the account is closed."""
    link = mail.link
    if not account.is_active or (link and not AccountLink.objects.open().filter(pk=link.pk).exists()):
        return None
    said = " ".join(filter(None, (SAID[Notice(mail.notice)], mail.detail)))
    context = {"account": account, "said": said, "link": _link_in(mail), "is_secret": link}
    return Letter(f"{current_site().name}: {mail.get_notice_display()}", "accounts/mail.txt", context)


def _link_in(mail: Mail) -> str:
    if mail.link:
        path = reverse("desk:choose-password", kwargs={"token": link_token(mail.link)})
    elif page := PAGES.get(Notice(mail.notice)):
        path = reverse(f"desk:{page}")
    else:
        return ""
    return link_to(path)
