"""The texts of emails: plain text, in the language chosen at sign-up, from what is public when they are sent."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from archive.alerts.account_mails import compose_for_account
from archive.alerts.searches.mails import compose_about_searches
from archive.alerts.signing_up import confirmation_token
from archive.citations.difference import compare, counterpart, excerpt
from archive.citations.permalink import passage_path
from archive.citations.quote_range import QuoteRange, QuoteRangeError
from archive.models import Alert, Correction, Mail, Revision, shown
from archive.phrases import text_status_sentence

LONGEST_WORDS = 700
LONGEST_TITLE = 80


def compose(mail: Mail) -> EmailMessage | None:
    """Return the email as it should be sent now, or None if there is nothing to say any more.

    This is so if the statement was withdrawn since, which another email says, or if a link to confirm was already used.
    The Message-ID belongs to the row, so that an email sent twice is recognised as one.
    """
    if mail.account:
        message = compose_for_account(mail, mail.account)
    else:
        message = _for_reader(mail, mail.alert) if mail.alert else compose_about_searches(mail)
    if message:
        message.extra_headers["Message-ID"] = f"<{mail.key}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"
    return message


def _for_reader(mail: Mail, alert: Alert) -> EmailMessage | None:
    correction = mail.correction
    is_withdrawal = correction is not None and correction.kind == Correction.Kind.WITHDRAWAL
    if not alert.statement.is_public and not is_withdrawal:
        return None
    with translation.override(alert.language):
        if correction is None:
            return None if alert.confirmed_at else _confirmation(alert)
        return _about(mail, correction, {} if is_withdrawal else _changed(mail, correction))


def _confirmation(alert: Alert) -> EmailMessage:
    link = reverse("pages:alert-confirm", kwargs={"token": confirmation_token(alert)})
    context = {
        "alert": alert,
        "words": words_of(alert.revision, _passage(alert.start, alert.end)) or _cut(alert.revision.text),
        "confirm_link": f"{settings.SITE_URL}{link}",
        "link": f"{settings.SITE_URL}{alert.revision.get_absolute_url()}",
    }
    subject = _("Confirm your email address: updates to statement %(number)d") % {"number": alert.statement_id}
    return _message(alert, subject, "alerts/confirm.txt", context)


def _about(mail: Mail, correction: Correction, said: dict[str, str]) -> EmailMessage:
    alert = mail.reader_alert
    stop_link = f"{settings.SITE_URL}{reverse('pages:alert-stop', kwargs={'key': alert.key})}"
    context = {
        "alert": alert,
        "correction": correction,
        "is_last": mail.is_last,
        "is_withdrawal": correction.kind == Correction.Kind.WITHDRAWAL,
        "entry_link": f"{settings.SITE_URL}{correction.get_absolute_url()}",
        "stop_link": stop_link,
        **{name: f"{settings.SITE_URL}{value}" if name.endswith("_link") else value for name, value in said.items()},
    }
    kind = correction.get_kind_display()
    title = said.get("title") or _("Statement %(number)d") % {"number": alert.statement_id}
    subject = f"{kind}: {one_line(title)}"
    headers = {"List-Unsubscribe": f"<{stop_link}>"}
    if stop_link.startswith("https://"):  # The only value that RFC 8058 allows.
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return _message(alert, subject, "alerts/changed.txt", context, headers)


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


def one_line(text: str) -> str:
    """Return a text that is allowed in a header: one line of printable characters, not too long."""
    return Truncator(" ".join("".join(c if c.isprintable() else " " for c in text).split())).chars(LONGEST_TITLE)


def _passage(start: int | None, end: int | None) -> QuoteRange | None:
    return None if start is None or end is None else QuoteRange(start, end)


def _cut(text: str) -> str:
    return Truncator(shown(text)).chars(LONGEST_WORDS)


def _message(
    alert: Alert, subject: str, template: str, context: dict, headers: dict[str, str] | None = None
) -> EmailMessage:
    return EmailMessage(
        subject=one_line(subject),
        body=render_to_string(template, context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[alert.email],
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    )
