"""Which emails readers get, when, and how they stop them."""

import datetime

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from archive.actions.redaction import redact
from archive.actions.rules import SaidBy
from archive.actions.statements import correct, withdraw
from archive.alerts import outbox
from archive.citations.passages.quote_range import QuoteRange
from archive.models import Alert, Correction, CorrectionToTell, Mail, Statement
from tests.alerts.reader import ADDRESS, delivered, link_in, sign_up, text_of, told_of
from tests.pages.page import Page
from tests.record import make_speaker, make_statement

pytestmark = pytest.mark.django_db
WORDS = "We open on Saturdays. We close on Sundays."
SATURDAYS = "?quote=11-20"


def change(statement: Statement, old: str, new: str, **fields) -> Correction:
    statement.refresh_from_db()
    fields = {"reason": "Misheard."} | fields
    return correct(statement=statement, text=statement.text.replace(old, new), **fields).corrections.first()


def test_a_changed_passage_is_emailed_once_with_both_wordings_the_reason_and_links(client):
    statement = make_statement(WORDS)
    told_of(statement, SATURDAYS)
    correction = change(
        statement, "Saturdays", "Fridays", evidence="The recording.", evidence_url="https://example.org/recording"
    )
    (message,) = delivered()
    text = text_of(message)
    for said in (
        "“Saturdays”",
        "“Fridays”",
        "Transcription error. Misheard.",
        "The recording.",
        "example.org/recording",
    ):
        assert said in text
    number = statement.pk
    assert link_in(message, f"/statements/{number}/compare/") == f"/statements/{number}/compare/1/2/"
    assert link_in(message, "quote=") == f"/statements/{number}/r/1/?quote=11-20"
    assert link_in(message, "/corrections/") == correction.get_absolute_url()
    for part in ("quote=", "/compare/", "/corrections/", "/stop/"):
        assert client.get(link_in(message, part)).status_code == 200
    assert (message["To"], message["Auto-Submitted"]) == (ADDRESS, "auto-generated")
    assert not message.is_multipart()
    assert message.get_content_type() == "text/plain"
    assert not delivered()


def test_a_correction_elsewhere_sends_no_email_and_the_alert_keeps_its_passage():
    statement = make_statement(WORDS)
    told_of(statement, SATURDAYS)
    change(statement, "We open", "Good evening. We usually open")
    change(statement, "Sundays", "Mondays")
    assert not delivered()
    change(statement, "Saturdays", "Fridays")
    (message,) = delivered()
    assert "“Saturdays”" in text_of(message)
    # From then on, the alert follows the replacement.
    change(statement, "Mondays", "Tuesdays")
    assert not delivered()
    change(statement, "Fridays", "Thursdays")
    (message,) = delivered()
    assert "“Fridays”" in text_of(message)
    assert "“Thursdays”" in text_of(message)


def test_an_alert_without_a_passage_emails_every_change_with_its_context():
    statement = make_statement(f"{WORDS} {'More. ' * 500}", title="Hours")
    told_of(statement)
    change(statement, "Sundays", "Mondays")
    change(statement, "x", "x", title="Opening hours")
    texts = [text_of(message) for message in delivered()]
    assert len(texts) == 2
    assert "We close on Sundays." in texts[0]
    assert "We close on Mondays." in texts[0]
    assert "“Opening hours”" in texts[1]
    assert all(len(text) < 2500 for text in texts)


def test_every_alert_emails_a_change_of_speaker():
    statement = make_statement(WORDS, speaker=make_speaker("Sample Speaker"))
    told_of(statement, SATURDAYS)
    said_by = SaidBy(make_speaker("Other Speaker"))
    correct(statement=statement, said_by=said_by, kind=Correction.Kind.ATTRIBUTION, reason="Another voice.")
    (message,) = delivered()
    assert "Speaker before: Sample Speaker\nSpeaker now: Other Speaker" in text_of(message)


def test_a_withdrawal_is_emailed_without_the_text_and_ends_the_alert():
    statement = make_statement(WORDS, title="Opening hours")
    told_of(statement, SATURDAYS)
    change(statement, "Saturdays", "Fridays")
    withdraw(statement=statement, category="privacy", reason="It named a child.")
    # The email about the correction was not sent in time, and its words are gone.
    (message,) = delivered()
    assert "It named a child." in text_of(message)
    for word in ("Saturdays", "Fridays", "Misheard", "hours"):
        assert word not in text_of(message) + message["Subject"]
    assert not Alert.objects.exists()
    assert not Mail.objects.exists()


def test_removing_the_words_sends_a_last_email():
    statement = make_statement("We open on Saturdays.\n\nThank you all.")
    told_of(statement, "?quote=23-37")
    change(statement, "\n\nThank you all.", "")
    change(statement, "Saturdays", "Fridays")
    (message,) = delivered()
    assert "These words have been removed." in text_of(message)
    assert "the last email" in text_of(message)
    assert not Alert.objects.exists()


def test_one_click_stops_the_emails_and_deletes_the_address(settings):
    settings.SITE_URL = "https://archive.example"
    statement = make_statement(WORDS)
    told_of(statement, SATURDAYS)
    change(statement, "Saturdays", "Fridays")
    (message,) = delivered()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message["List-Unsubscribe"]
    assert link.startswith("<https://archive.example/alerts/stop/")
    path = link[1:-1].removeprefix("https://archive.example")
    program = Client(enforce_csrf_checks=True)
    page = Page(program.get(path).content.decode())
    assert not page.faults
    assert page.one("button", class_="button").text == "Stop these emails"
    assert Alert.objects.exists()
    change(statement, "Fridays", "Thursdays")
    for _ in range(2):
        response = program.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert response.status_code == 200
        assert not response.cookies
    assert not Alert.objects.exists()
    assert not delivered()
    assert "Emails stopped" in program.get(path).content.decode()


def test_a_site_without_tls_offers_no_one_click_unsubscribe():
    statement = make_statement(WORDS)
    Client().post(f"/statements/{statement.pk}/alert/", {"email": ADDRESS, "website": ""})
    Alert.objects.update(confirmed_at=timezone.now())
    change(statement, "Saturdays", "Fridays")
    (message,) = delivered()
    assert message["List-Unsubscribe"].startswith("<http://testserver/")
    assert "List-Unsubscribe-Post" not in message


def test_no_title_or_reason_can_add_a_header(settings):
    settings.SITE_URL = "https://archive.example"
    hostile = "Hours\tof  <b> \x85Bcc: x@example.org\u2028\x01\u202e" + "x" * 200
    statement = make_statement(WORDS, title=hostile[:300])
    told_of(statement)
    change(statement, "Saturdays", "Fridays\n\nSubject: y", reason="So.\r\nBcc: y@example.org", evidence="a\nBcc: z")
    (message,) = delivered()
    wanted = {"Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe"}
    standard = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "List-Unsubscribe-Post"}
    assert {*message.keys()} == wanted | standard
    assert message["To"] == ADDRESS


def test_emails_are_in_the_chosen_language(settings):
    statement = make_statement(WORDS)
    told_of(statement)
    Alert.objects.update(language="de")
    change(statement, "Saturdays", "Fridays")
    outbox.drain()
    assert mail.outbox  # A language without a translation is no obstacle.


def test_emails_are_kept_and_retried_at_growing_intervals_if_the_server_fails(settings, monkeypatch):
    statement = make_statement(WORDS)
    told_of(statement)
    settings.MAILERS = {"default": {"BACKEND": "tests.alerts.backends.Unreachable"}}
    change(statement, "Saturdays", "Fridays")
    waits = []
    for _ in range(3):
        before = timezone.now()
        assert outbox.drain() == 0
        row = Mail.objects.get()
        waits.append(round((row.try_at - before).total_seconds() / 60))
        assert "ConnectionRefusedError" in row.last_error
        assert outbox.drain() == 0  # Not due yet.
        assert Mail.objects.get().attempts == len(waits)
        Mail.objects.update(try_at=timezone.now())
    assert waits == [1, 2, 4]
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    assert len(delivered()) == 1


def test_a_refused_address_does_not_delay_other_readers(settings):
    statement = make_statement(WORDS)
    told_of(statement, email="refused@example.org")
    told_of(statement, email="reader@example.org")
    settings.MAILERS = {"default": {"BACKEND": "tests.alerts.backends.RefusesOne"}}
    change(statement, "Saturdays", "Fridays")
    assert outbox.drain() == 1
    assert [message.to for message in mail.outbox] == [["reader@example.org"]]
    assert "SMTPRecipientsRefused" in Mail.objects.get().last_error


def test_an_email_sent_by_a_killed_process_is_sent_again_with_the_same_id(monkeypatch):
    statement = make_statement(WORDS)
    told_of(statement)
    change(statement, "Saturdays", "Fridays")

    class Killed(BaseException):
        """The process ends after the server has accepted the email and before the row is deleted."""

    def dies(_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("archive.models.alerts.mail.MailQuerySet.delete", dies)
        with pytest.raises(Killed):
            outbox.drain()
    first = [message.message()["Message-ID"] for message in mail.outbox]
    mail.outbox.clear()
    assert not delivered()  # Another process may have it in hand.
    Mail.objects.update(claimed_until=timezone.now() - datetime.timedelta(seconds=1))
    assert [message["Message-ID"] for message in delivered()] == first
    assert not delivered()


def test_an_email_failure_does_not_affect_a_correction(settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.alerts.backends.Unreachable"}}
    statement = make_statement(WORDS)
    sign_up(statement)
    change(statement, "Saturdays", "Fridays")
    assert CorrectionToTell.objects.count() == 1


def test_a_redaction_of_the_passage_sends_an_email_and_one_elsewhere_does_not():
    statement = make_statement(WORDS)
    told_of(statement, SATURDAYS)
    revision = Statement.objects.get(pk=statement.pk).current_revision
    start = WORDS.index("Sundays")
    redact(revision=revision, passage=QuoteRange(start, start + 7), category="law", reason="A court ordered it.")
    assert not delivered()
    revision.refresh_from_db()
    redact(revision=revision, passage=QuoteRange(8, 20), category="privacy", reason="It was private.")
    (message,) = delivered()
    assert "Redaction. It was private." in text_of(message)
    assert "Saturdays" not in text_of(message)
