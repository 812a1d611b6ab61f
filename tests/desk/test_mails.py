"""Administrators see the emails that wait, and have one tried again now."""

import datetime

import pytest
from django.core import mail as mailbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.alerts.outbox import drain
from archive.models import AuditEntry, Mail, Role
from tests.alerts.reader import sign_up
from tests.desk.acting import do, send
from tests.record import make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused() -> Mail:
    """Return an email to a reader that the server refused and that waits for a day."""
    sign_up(make_statement(), email="reader@example.org")
    later = timezone.now() + datetime.timedelta(days=1)
    Mail.objects.update(attempts=3, try_at=later, last_error="SMTPRecipientsRefused: no such user")
    return Mail.objects.get()


def test_emails_that_wait_are_listed_with_their_address_their_tries_and_what_was_wrong(
    administrator: Client, refused: Mail
) -> None:
    person = make_person(Role.CLERK, email="kim@example.org")
    Mail.objects.create(account=person, address=person.email, notice=Mail.Notice.INVITED)
    page = administrator.get(reverse("desk:mails")).content.decode()
    for said in ("reader@example.org", "An alert", "3 times", "SMTPRecipientsRefused: no such user"):
        assert said in page
    for said in ("kim@example.org", "You have an account", "not yet", "in a moment"):
        assert said in page
    assert page.index("reader@example.org") < page.index("kim@example.org")
    assert page.count("Try now") == 1


def test_an_email_that_waits_for_a_day_is_tried_at_once(administrator: Client, refused: Mail) -> None:
    assert drain() == 0
    assert "tried again in a moment" in do(administrator, "mails:try", refused).content.decode()
    assert drain() == 1
    assert [message.to for message in mailbox.outbox] == [["reader@example.org"]]


def test_who_had_an_email_tried_again_is_in_the_audit_trail_without_the_address(
    administrator: Client, refused: Mail
) -> None:
    send(administrator, "mails:try", refused)
    entry = AuditEntry.objects.latest("id")
    assert (entry.subject, entry.subject_id, entry.note) == ("mail", refused.pk, "To be tried now.")
    assert entry.actor is not None
    assert "reader@" not in f"{entry.name} {entry.note}"


def test_an_email_that_is_being_sent_is_left_to_its_process(administrator: Client, refused: Mail) -> None:
    Mail.objects.update(claimed_until=timezone.now() + datetime.timedelta(minutes=5))
    send(administrator, "mails:try", refused)
    assert Mail.objects.get().try_at == refused.try_at
    assert not AuditEntry.objects.filter(subject="mail").exists()


@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR])
def test_only_administrators_see_addresses_of_readers(role: Role, refused: Mail) -> None:
    client = signed_in(make_person(role))
    assert client.get(reverse("desk:mails")).status_code == 403
    assert send(client, "mails:try", refused).status_code == 403
    assert "Emails that wait" not in client.get(reverse("desk:work-list")).content.decode()
