"""A person who forgot their password gets a link by email. Nobody learns who has an account."""

import datetime
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from archive.actions.accounts.mails import mail_link
from archive.actions.accounts.passwords import link_token
from archive.actions.accounts.provider import KnownPerson
from archive.actions.accounts.single_sign_on import connect
from archive.alerts.outbox import drain
from archive.desk.accounts.links import LINKS_A_DAY, LINKS_AN_HOUR
from archive.models import AccountLink, AuditEntry, Mail, Role, User
from tests.as_browser import browser, forms_of, submit
from tests.desk.accounts.test_people import NEW_PASSWORD, mailed_path
from tests.staff import make_app, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_server")]
FORGOTTEN, SIGN_IN = reverse("desk:forgotten-password"), reverse("desk:sign-in")
ADDRESS = "ada@example.org"


@pytest.fixture(autouse=True)
def one_hour(monkeypatch) -> None:
    """Let no hour or day end within a test."""
    monkeypatch.setattr("archive.machine.web.allowance.time", SimpleNamespace(time=lambda: 1e9))


@pytest.fixture
def ada() -> User:
    return make_person(Role.CLERK, username="ada", email=ADDRESS)


def ask(client, email: str = ADDRESS, **extra):
    return client.post(FORGOTTEN, {"email": email}, **extra)


def test_a_link_sets_a_new_password_and_leaves_the_second_factor(ada):
    app = make_app(ada)
    visitor = browser()
    page = visitor.get(FORGOTTEN)
    assert FORGOTTEN in visitor.get(SIGN_IN).content.decode()
    sent = visitor.get(submit(visitor, page, forms_of(page)[0], email=ADDRESS.upper()).url)
    assert "an email with a link is on its way" in sent.content.decode()
    page = visitor.get(mailed_path())
    assert "Somebody, probably you, asked" in mail.outbox[-1].body
    typed = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    assert submit(visitor, page, forms_of(page)[0], **typed).url == SIGN_IN
    ada.refresh_from_db()
    assert ada.check_password(NEW_PASSWORD)
    assert type(app).objects.filter(user=ada, confirmed=True).exists()
    entry = AuditEntry.objects.get(verb="link_sent")
    assert (entry.actor, entry.subject_id) == (None, ada.pk)


def test_the_answer_is_the_same_for_an_address_that_nobody_has(client, ada):
    own, unknown = ask(client), ask(client, "nobody@example.org")
    assert (own.status_code, own.url) == (unknown.status_code, unknown.url)
    assert client.get(own.url).content == client.get(unknown.url).content
    assert [str(link.account) for link in AccountLink.objects.all()] == ["ada"]
    drain()
    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_a_closed_account_and_one_of_single_sign_on_get_no_link(client, ada):
    ada.is_active = False
    ada.save()
    other = make_person(Role.CLERK, email=ADDRESS)
    other.set_unusable_password()
    other.save()
    connect(account=other, person=KnownPerson("https://provider.example", "subject", ADDRESS, None))
    ask(client)
    assert not AccountLink.objects.exists()


def test_an_invited_person_can_ask_for_the_invitation_again(client, ada):
    ada.set_unusable_password()
    ada.save()
    ask(client)
    assert AccountLink.objects.get().purpose == AccountLink.Purpose.INVITATION


def test_asking_again_neither_fills_the_mailbox_nor_ends_the_link(client, ada):
    ask(client)
    link = AccountLink.objects.get()
    ask(client)
    assert AccountLink.objects.get() == link
    assert Mail.objects.count() == 1
    AccountLink.objects.update(created_at=link.created_at - datetime.timedelta(minutes=16))
    ask(client)
    assert AccountLink.objects.get() != link


def test_asking_is_counted(client, ada):
    for _ in range(LINKS_AN_HOUR):
        assert ask(client, "nobody@example.org").status_code == 302
    assert ask(client).status_code == 429
    assert not AccountLink.objects.exists()
    assert ask(client, REMOTE_ADDR="192.0.2.1").status_code == 302
    assert AccountLink.objects.exists()


def ask_in_turn(client, times: int, person: User) -> int:
    """Ask from other networks, each time when the last link is old enough; return how many links were sent."""
    before = AuditEntry.objects.filter(verb="link_sent").count()
    for number in range(times):
        assert ask(client, REMOTE_ADDR=f"192.0.2.{number}").status_code == 302
        for link in AccountLink.objects.filter(account=person):
            AccountLink.objects.update(created_at=link.created_at - datetime.timedelta(minutes=16))
    return AuditEntry.objects.filter(verb="link_sent").count() - before


def known_browser(person: User, password: str = NEW_PASSWORD) -> Client:
    """Return a browser in which the person has chosen a password before."""
    visitor = Client()
    link = mail_link(account=person, purpose=AccountLink.Purpose.PASSWORD)
    typed = {"new_password1": password, "new_password2": password}
    assert visitor.post(reverse("desk:choose-password", args=[link_token(link)]), typed).url == SIGN_IN
    return visitor


def test_strangers_use_up_a_part_of_the_links_of_an_address_and_the_last_one_is_for_a_known_browser(client, ada):
    own, of_another = known_browser(ada), known_browser(make_person(Role.CLERK, email="eva@example.org"))
    assert ask_in_turn(client, LINKS_A_DAY + 5, ada) == LINKS_A_DAY - 1
    assert ask_in_turn(of_another, 2, ada) == 0
    assert ask_in_turn(own, LINKS_A_DAY, ada) == 1
    assert ask_in_turn(client, 2, ada) == 0
    assert AccountLink.objects.open().filter(account=ada).count() == 1


def test_one_address_gets_a_few_links_a_day_from_a_known_browser_too_and_the_last_one_works_on(ada):
    own = known_browser(ada)
    Mail.objects.all().delete()
    assert ask_in_turn(own, LINKS_A_DAY + 5, ada) == LINKS_A_DAY
    assert Mail.objects.count() == 1
    assert AccountLink.objects.open().filter(account=ada).count() == 1


def test_an_address_that_cannot_be_one_is_refused(client):
    assert "valid email address" in ask(client, "ada").content.decode()
    assert ask(client, "ada\0@example.org").status_code in {200, 400}
