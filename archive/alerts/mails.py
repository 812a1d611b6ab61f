"""Emails, in the language chosen at sign-up, from what is public when they are sent: which letter, and to whom."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from archive.actions.accounts.passwords import link_token
from archive.alerts.letter import LONGEST_TITLE, Letter, link_to, one_line
from archive.alerts.passage_mails import letter_about_passage, passage_of, words_of
from archive.alerts.searches.asked import asked, name_of_search
from archive.alerts.searches.mails import all_link, letter_about_results
from archive.alerts.sign_up import confirmation_token, token_of
from archive.alerts.webhooks.signature import secret_of
from archive.exports.phrases import text_status_sentence
from archive.machine.web.whole_number import whole_number
from archive.models import AccountLink, Alert, AuditEntry, Mail, Statement, User, current_site

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
        "all notes. Under Your account you can turn these emails off."
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


def compose(mail: Mail) -> EmailMultiAlternatives | None:
    """Return the email as it should be sent now, or None if there is nothing to say any more.

    This is so if the statement was withdrawn since, which another email says, or if a link to confirm was already used.
    The Message-ID belongs to the row, so that an email sent twice is recognised as one.

    Raise SearchUnavailable if it is about a search and the index cannot be read.
    """
    with translation.override(mail.alert.language if mail.alert else mail.language or "en"):
        letter = letter_of(mail)
        if letter is None:
            return None
        host = urlsplit(settings.SITE_URL).hostname or "localhost"
        message = EmailMultiAlternatives(
            subject=one_line(letter.subject),
            body=render_to_string(letter.template, letter.context),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[mail.receiver],
            headers={**letter.headers, "Message-ID": f"<{mail.key}@{host}>"},
        )
        if letter.html_template:
            message.attach_alternative(render_to_string(letter.html_template, letter.context), "text/html")
    return message


def letter_of(mail: Mail) -> Letter | None:
    """Return what an email or a message should say now, or None. Raise SearchUnavailable."""
    if mail.account:
        return letter_for_account(mail, mail.account)
    if mail.alert is None:
        return _link_to_all(mail) if mail.notice == Notice.ALL_ALERTS else letter_about_results(mail)
    return letter_about_passage(mail, mail.correction) if mail.correction else _confirmation(mail.alert)


def _confirmation(alert: Alert) -> Letter | None:
    followed = _search_to_confirm(alert) if alert.query else _passage_to_confirm(alert)
    if alert.confirmed_at or not followed:
        return None
    link = link_to(reverse("pages:alert-confirm", kwargs={"token": confirmation_token(alert)}))
    context = {"alert": alert, **followed, "confirm_link": link, "token": token_of(alert)}
    data = {"alert": alert.pk, "confirm_url": link, "token": token_of(alert), "secret": secret_of(alert.key)}
    subject = one_line(followed["subject"], LONGEST_TITLE)
    return Letter(subject, "alerts/confirm.txt", context, kind="alert.confirm", key=alert.key, data=data)


def _passage_to_confirm(alert: Alert) -> dict[str, str]:
    revision = alert.revision
    if alert.statement is None or revision is None or not alert.statement.is_public:
        return {}
    return {
        "subject": _("Confirm your email address: updates to statement %(number)d") % {"number": alert.statement_id},
        "followed": f"“{words_of(revision, passage_of(alert))}”",
        "origin": text_status_sentence(alert.statement.text_status),
        "link": link_to(revision.get_absolute_url()),
    }


def _search_to_confirm(alert: Alert) -> dict[str, str]:
    if asked(alert.query, with_procedural=alert.with_procedural) is None:
        return {}
    return {
        "subject": _("Confirm your email address: new results"),
        "followed": f"{name_of_search(alert)} ({alert.get_frequency_display()})",
        "link": link_to(f"{reverse('pages:search')}?{alert.query}"),
    }


def _link_to_all(mail: Mail) -> Letter | None:
    alert = Alert.objects.confirmed().filter(address=mail.address).first()
    if alert is None:
        return None
    return Letter(
        _("Your email alerts"), "alerts/all_mail.txt", {"link": all_link(alert.key), "token": token_of(alert)}
    )


def letter_for_account(mail: Mail, account: User) -> Letter | None:
    """Return the email as it should be sent now, or None if its link no longer works or the account is closed."""
    link = mail.link
    if not account.is_active or (link and not AccountLink.objects.open().filter(pk=link.pk).exists()):
        return None
    detail = _first_note(mail) if mail.notice == Notice.REVIEW else mail.detail
    said = " ".join(filter(None, (SAID[Notice(mail.notice)], detail)))
    context = {"account": account, "said": said, "link": _link_in(mail), "is_secret": link}
    return Letter(f"{current_site().name}: {mail.get_notice_display()}", "accounts/mail.txt", context)


def _first_note(mail: Mail) -> str:
    """Return the note of a review that the email is about, as it is now, and of which meeting it is."""
    note = (
        AuditEntry.objects.filter(pk=whole_number(mail.detail) or 0, subject="statement")
        .select_related("actor")
        .first()
    )
    about = note and Statement.objects.filter(pk=note.subject_id).select_related("meeting__board", "board").first()
    if not note or not about:
        return ""
    who = note.actor.get_full_name() or note.actor.username if note.actor else "The site"
    return f"\n\n{about.meeting or about.board}, statement {about.pk}. {who}: “{note.note}”"


def _link_in(mail: Mail) -> str:
    if mail.link:
        path = reverse("desk:choose-password", kwargs={"token": link_token(mail.link)})
    elif page := PAGES.get(Notice(mail.notice)):
        path = reverse(f"desk:{page}")
    else:
        return ""
    return link_to(path)
