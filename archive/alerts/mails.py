"""The texts of emails: plain text, in the language chosen at sign-up, from what is public when they are sent."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from archive.actions.accounts.passwords import link_token
from archive.alerts.letter import Letter, link_to, one_line
from archive.alerts.searches.mails import letter_about_searches
from archive.alerts.signing_up import confirmation_token
from archive.citations.passages.difference import compare, counterpart, excerpt
from archive.citations.passages.permalink import passage_path
from archive.citations.passages.quote_range import QuoteRange, QuoteRangeError
from archive.models import AccountLink, Alert, Correction, Mail, Revision, User, current_site, shown
from archive.text.phrases import text_status_sentence

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
LONGEST_WORDS = 700
LONGEST_TITLE = 80


def compose(mail: Mail) -> EmailMultiAlternatives | None:
    """Return the email as it should be sent now, or None if there is nothing to say any more.

    This is so if the statement was withdrawn since, which another email says, or if a link to confirm was already used.
    The Message-ID belongs to the row, so that an email sent twice is recognised as one.

    Raise SearchUnavailable if it is about a search and the index cannot be read.
    """
    language, address = (mail.alert.language, mail.alert.email) if mail.alert else (mail.language or "en", mail.email)
    with translation.override(language):
        letter = _letter(mail)
        if letter is None:
            return None
        host = urlsplit(settings.SITE_URL).hostname or "localhost"
        message = EmailMultiAlternatives(
            subject=one_line(letter.subject),
            body=render_to_string(letter.template, letter.context),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[address],
            headers={**letter.headers, "Message-ID": f"<{mail.key}@{host}>"},
        )
        if letter.html_template:
            message.attach_alternative(render_to_string(letter.html_template, letter.context), "text/html")
    return message


def _letter(mail: Mail) -> Letter | None:
    if mail.account:
        return letter_for_account(mail, mail.account)
    return _about_passage(mail, mail.alert) if mail.alert else letter_about_searches(mail)


def _about_passage(mail: Mail, alert: Alert) -> Letter | None:
    correction = mail.correction
    is_withdrawal = correction is not None and correction.kind == Correction.Kind.WITHDRAWAL
    if not alert.statement.is_public and not is_withdrawal:
        return None
    if correction is None:
        return None if alert.confirmed_at else _confirmation(alert)
    return _about(mail, correction, {} if is_withdrawal else _changed(mail, correction))


def _confirmation(alert: Alert) -> Letter:
    link = reverse("pages:alert-confirm", kwargs={"token": confirmation_token(alert)})
    context = {
        "alert": alert,
        "words": words_of(alert.revision, _passage(alert.start, alert.end)) or _cut(alert.revision.text),
        "confirm_link": link_to(link),
        "link": link_to(alert.revision.get_absolute_url()),
    }
    subject = _("Confirm your email address: updates to statement %(number)d") % {"number": alert.statement_id}
    return Letter(one_line(subject, LONGEST_TITLE), "alerts/confirm.txt", context)


def _about(mail: Mail, correction: Correction, said: dict[str, str]) -> Letter:
    alert = mail.reader_alert
    stop_link = link_to(reverse("pages:alert-stop", kwargs={"key": alert.key}))
    context = {
        "alert": alert,
        "correction": correction,
        "is_last": mail.is_last,
        "is_withdrawal": correction.kind == Correction.Kind.WITHDRAWAL,
        "entry_link": link_to(correction.get_absolute_url()),
        "stop_link": stop_link,
        **{name: link_to(value) if name.endswith("_link") else value for name, value in said.items()},
    }
    kind = correction.get_kind_display()
    title = said.get("title") or _("Statement %(number)d") % {"number": alert.statement_id}
    return Letter(one_line(f"{kind}: {title}", LONGEST_TITLE), "alerts/changed.txt", context, stop_link=stop_link)


def _changed(mail: Mail, correction: Correction) -> dict[str, str]:
    """Return the old words, the new words, and links to look at."""
    statement = mail.reader_alert.statement
    said = {
        "title": statement.title,
        "text_link": statement.get_absolute_url(),
        "origin": text_status_sentence(statement.text_status),
    }
    revision = correction.revision
    if revision is None:
        return said
    old = Revision.objects.get(statement=statement, number=revision.number - 1)
    numbers = {"number": statement.pk, "old": old.number, "new": revision.number}
    said["compare_link"] = reverse("pages:statement-compare", kwargs=numbers)
    if passage := _passage(mail.start, mail.end):
        said["before"] = words_of(old, passage)
        if said["before"]:
            said["before_link"] = passage_path(old, passage)
            said["after"] = _cut(counterpart(passage, old.text, revision.text))
    else:
        pieces = [*excerpt(compare(old.title, revision.title)), *excerpt(compare(old.text, revision.text))]
        said["before"] = _cut("".join(piece.old for piece in pieces).strip())
        said["after"] = _cut("".join(piece.new for piece in pieces).strip())
    return said


def words_of(revision: Revision, passage: QuoteRange | None) -> str:
    """Return the words of the passage, cut if there are many; empty if the wording does not have the passage."""
    try:
        return _cut(passage.words_in(revision.text)) if passage else ""
    except QuoteRangeError:
        return ""


def _passage(start: int | None, end: int | None) -> QuoteRange | None:
    return None if start is None or end is None else QuoteRange(start, end)


def _cut(text: str) -> str:
    return Truncator(shown(text)).chars(LONGEST_WORDS)


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
