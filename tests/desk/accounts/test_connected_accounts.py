"""Accounts are connected to people at the provider, and confirmed there again before a change."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from archive.actions.accounts import invite, send_link
from archive.actions.accounts.passwords import link_token
from archive.models import AccountLink, AuditEntry, Mail, ProviderIdentity, Role, User
from tests.desk.accounts.sign_on import ACCOUNT, SIGN_IN, at_provider, is_in, sign_on
from tests.desk.acting import press
from tests.servers.provider import Person
from tests.staff import PASSWORD, make_person, signed_in

pytestmark = pytest.mark.django_db


def test_an_invited_person_needs_no_password(client, provider):
    link = invite(username="kim", email="kim@example.org", roles=[Role.CLERK], actor=make_person(is_superuser=True))
    page = reverse("desk:choose-password", args=[link_token(link)])
    start = reverse("desk:invitation-sign-on", args=[link_token(link)])
    assert start in client.get(page).content.decode()
    sign_on(client, provider, start=start)
    assert is_in(client)
    kim = User.objects.get(username="kim")
    assert not kim.has_usable_password()
    assert Mail.objects.filter(account=kim, notice="connected").exists()
    assert AuditEntry.objects.filter(verb="connected", actor=kim).exists()
    assert client.get(page).status_code == client.post(start).status_code == 410


def test_an_invitation_of_two_browsers_connects_one_of_them(provider):
    link = invite(username="kim", email="kim@example.org", roles=[Role.CLERK], actor=make_person(is_superuser=True))
    start = reverse("desk:invitation-sign-on", args=[link_token(link)])
    first, second = Client(), Client()
    own = at_provider(provider, first.post(start))
    provider.person = Person("subject-2", "mallory@example.org")
    late = at_provider(provider, second.post(start))
    assert second.get(late).status_code == 302
    provider.person = Person("subject-1", "kim@example.org")
    assert first.get(own).status_code == 410


def test_a_link_for_a_new_password_connects_nobody(client, provider):
    person = make_person(Role.CLERK, email="ann@example.org")
    link = send_link(account=person, actor=make_person(is_superuser=True))
    assert link.purpose == AccountLink.Purpose.PASSWORD
    page = client.get(reverse("desk:choose-password", args=[link_token(link)])).content.decode()
    assert "Sample City" not in page
    assert (
        sign_on(client, provider, start=reverse("desk:invitation-sign-on", args=[link_token(link)])).status_code == 410
    )
    assert not ProviderIdentity.objects.exists()


def test_a_signed_in_person_connects_and_disconnects_their_account(provider):
    person = make_person(Role.CLERK, username="kim", email="kim@example.org")
    client = signed_in(person)
    answer = client.post(reverse("desk:sign-on-connect"))
    assert "Go to Sample City" in answer.content.decode()
    assert client.get(at_provider(provider, answer)).url == ACCOUNT
    assert "(eva@example.org)" in client.get(ACCOUNT).content.decode()
    assert sign_on(Client(), provider).status_code == 302
    press(client, "account:disconnect")
    assert not is_in(client)
    assert sign_on(Client(), provider).status_code == 403


def test_what_one_person_began_another_does_not_finish(provider):
    client = signed_in(make_person(Role.CLERK))
    address = at_provider(provider, client.post(reverse("desk:sign-on-connect")))
    signed_in(make_person(Role.ADMINISTRATOR), client)
    assert client.get(address).status_code == 403
    assert not ProviderIdentity.objects.exists()


def test_a_person_at_the_provider_opens_one_account(provider, eva):
    other = make_person(Role.ADMINISTRATOR)
    client = signed_in(other)
    assert client.get(at_provider(provider, client.post(reverse("desk:sign-on-connect")))).status_code == 403
    assert ProviderIdentity.objects.get().user == eva


def test_nobody_locks_themselves_out(provider, eva, client):
    sign_on(client, provider)
    page = press(client, "account:disconnect", follow=True)
    assert "You have no password" in page.content.decode()
    assert ProviderIdentity.objects.exists()


def test_an_administrator_disconnects_a_person_below_them(provider, eva):
    desk = signed_in(make_person(Role.ADMINISTRATOR))
    assert "Disconnect single sign-on" in desk.get(reverse("desk:person", args=[eva.pk])).content.decode()
    desk.post(reverse("desk:person", args=[eva.pk]), {"act": "disconnect"})
    assert not ProviderIdentity.objects.exists()
    assert AuditEntry.objects.filter(verb="disconnected").exists()


def stale(client: Client) -> None:
    """Let a quarter of an hour pass since the person was last asked."""
    session = client.session
    moment = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() - 3600))
    session["signed_in_at"] = session["confirmed_at"] = moment
    session.save()


def test_the_provider_asks_again_before_a_change_of_how_people_sign_in(client, provider, eva):
    sign_on(client, provider)
    stale(client)
    change = reverse("desk:account-details")
    confirm = client.get(change).url
    assert "Sign in again with Sample City" in client.get(confirm).content.decode()
    again = reverse("desk:confirm-sign-on")
    assert sign_on(client, provider, change, start=again).url == change
    assert provider.asked[-1]["prompt"] == "login"
    assert client.get(change).status_code == 200


def test_a_provider_that_did_not_ask_again_confirms_nothing(client, provider, eva):
    sign_on(client, provider)
    stale(client)
    again = reverse("desk:confirm-sign-on")
    provider.lie = lambda claims: {**claims, "auth_time": claims["iat"] - 3000}
    assert sign_on(client, provider, start=again).status_code == 403
    provider.lie = lambda claims: {name: value for name, value in claims.items() if name != "auth_time"}
    assert sign_on(client, provider, start=again).status_code == 403
    assert client.get(reverse("desk:account-details")).status_code == 302


def test_another_person_at_the_provider_confirms_nothing(client, provider, eva):
    sign_on(client, provider)
    stale(client)
    provider.person = Person("subject-2", "mallory@example.org")
    assert sign_on(client, provider, start=reverse("desk:confirm-sign-on")).status_code == 403
    assert client.get(reverse("desk:account-details")).status_code == 302


@pytest.mark.parametrize("page", ["sign-on", "sign-on-second", "second-factor"])
def test_no_way_to_the_provider_but_that_of_asking_again_confirms_anything(client, provider, eva, page):
    """At a browser that somebody left, the provider signs in whoever comes, without a question."""
    eva.set_password(PASSWORD)
    eva.save()
    signed_in(eva, client)
    stale(client)
    change = reverse("desk:second-factor-enrol")
    assert client.get(reverse(f"desk:{page}"), {"next": change}).url == change
    assert client.get(change).url.startswith(reverse("desk:confirm"))
    assert provider.asked == []


def test_the_second_factor_at_the_provider_needs_a_password_that_was_just_given(client, provider, eva):
    eva.set_password(PASSWORD)
    eva.save()
    client.post(SIGN_IN, {"username": "eva", "password": PASSWORD})
    stale(client)
    second = reverse("desk:sign-on-second")
    assert client.get(second).url.startswith(reverse("desk:confirm"))
    client.post(reverse("desk:confirm"), {"password": PASSWORD})
    sign_on(client, provider, start=second)
    assert is_in(client)
