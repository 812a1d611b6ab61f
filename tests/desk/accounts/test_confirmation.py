"""Every way to change how people sign in asks for password and second factor again."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from archive.desk.accounts import urls
from archive.models import AuthenticatorApp, Passkey, RecoveryCode, Role, User
from tests.desk.acting import doors
from tests.staff import PASSWORD, code_of, make_app, make_person, signed_in

pytestmark = pytest.mark.django_db
CONFIRM, SECOND_FACTOR, ENROL = (
    reverse("desk:confirm"),
    reverse("desk:second-factor"),
    reverse("desk:second-factor-enrol"),
)
DOORS = doors(urls.urlpatterns)
# Account pages that need no recent confirmation, and why.
OPEN = {
    "sign-in": "leads whoever is signed in to the work list",
    "sign-out": "takes rights away and gives none",
    "confirm": "is where the password is asked for",
    "choose-password": "the link from the mail is the permission, and it is cut off here",
    "second-factor": "leads whoever has shown theirs on, and notes nothing",
    "forgotten-password": "emails a link to the owner of an address, who need not be signed in",
    "invitation-sign-on": "the link from the mail is the permission, and it is cut off here",
    "sign-on": "leads whoever is signed in to the work list",
    "sign-on-answer": "believes nothing without the cookie of the browser that asked",
    "sign-on-second": "is where the provider asks for the second factor",
    "confirm-sign-on": "is where the provider asks for the password",
    "session": "says who is signed in, and nothing else",
    "account": "shows what there is; what changes it asks",
    "account:emails": "turns emails about notes on or off, and gives nothing",
    "accounts": "shows who has an account; what changes one asks",
    "person": "shows an account; what changes it asks",
}  # fmt: skip


def grown_stale(client: Client, minutes: int = 16) -> Client:
    """Make the session that many minutes older."""
    session = client.session
    for name in ("signed_in_at", "confirmed_at", "password_again_at"):
        if name in session:
            session[name] = (timezone.now() - datetime.timedelta(minutes=minutes)).isoformat()
    session.save()
    return client


def path_of(pattern: URLPattern, person: User) -> str:
    values = {"pk": person.pk, "token": "cut", "name": "elsewhere"}
    return reverse(f"desk:{pattern.name}", kwargs={name: values[name] for name in pattern.pattern.converters})


def factors() -> list[object]:
    """Return everything that people sign in with."""
    tables = (AuthenticatorApp, Passkey, RecoveryCode, User)
    return [sorted(table.objects.values_list("pk", *table_fields)) for table, table_fields in zip(
        tables, (("key", "confirmed"), ("credential_id",), ("hashed",), ("password", "email", "is_active")), strict=True
    )]  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_account_page_asks_for_the_password_again_or_the_test_says_why_not(method):
    other = make_person(Role.CLERK, email="ann@example.org")
    client = grown_stale(signed_in(make_person(Role.ADMINISTRATOR)))
    confirmed_at, before = client.session["confirmed_at"], factors()
    open_pages = set()
    for door in sorted(DOORS, key=lambda door: door.name == "sign-out"):
        path, wrong = path_of(door.pattern, other), {"code": "123456", "password": "wrong"}
        response = client.get(path, wrong) if method == "get" else door.send(client, path, wrong)
        if response.status_code == 405:
            continue
        if not getattr(response, "url", "").startswith(CONFIRM):
            open_pages.add(door.name if method == "post" else door.pattern.name)
        assert factors() == before, door.name
        if door.name != "sign-out":
            assert client.session.get("confirmed_at") == confirmed_at, door.name
    assert open_pages <= set(OPEN)


def test_an_old_session_cannot_add_an_app_or_confirm_itself_with_one():
    person = make_person(Role.EDITOR)
    client = signed_in(person)
    client.get(ENROL)
    secret = AuthenticatorApp.objects.get(user=person, confirmed=False)
    grown_stale(client)
    for response in (client.get(ENROL), client.post(ENROL, {"code": code_of(secret)})):
        assert response.url.startswith(CONFIRM)
    assert AuthenticatorApp.objects.filter(user=person, confirmed=True).get() != secret
    assert client.get(reverse("desk:change-password")).url.startswith(CONFIRM)


def test_moving_to_another_app_does_not_confirm_the_session():
    person = make_person(Role.EDITOR)
    client = grown_stale(signed_in(person), minutes=14)
    confirmed_at = client.session["confirmed_at"]
    client.get(ENROL)
    new = AuthenticatorApp.objects.get(user=person, confirmed=False)
    assert client.post(ENROL, {"code": code_of(new)}).url == reverse("desk:account")
    assert AuthenticatorApp.objects.get(user=person) == new
    assert client.get(reverse("desk:work-list")).status_code == 200
    assert client.session["confirmed_at"] == confirmed_at


def test_the_first_second_factor_has_to_be_set_up_soon_after_the_password(client):
    person = make_person(Role.EDITOR)
    client.post(reverse("desk:sign-in"), {"username": person.username, "password": PASSWORD})
    grown_stale(client)
    assert client.get(SECOND_FACTOR, follow=True).redirect_chain[-1][0].startswith(CONFIRM)
    assert client.post(CONFIRM, {"password": PASSWORD, "next": ENROL}).url.startswith(SECOND_FACTOR)
    assert client.get(SECOND_FACTOR, follow=True).redirect_chain[-1][0].startswith(ENROL)
    client.post(ENROL, {"code": code_of(AuthenticatorApp.objects.get(user=person))})
    assert client.get(reverse("desk:change-password")).status_code == 200


def test_a_code_does_not_confirm_a_session_long_after_the_password(client):
    person = make_person(Role.EDITOR)
    app = make_app(person)
    client.post(reverse("desk:sign-in"), {"username": person.username, "password": PASSWORD})
    grown_stale(client)
    assert client.post(SECOND_FACTOR, {"code": code_of(app)}).url.startswith(CONFIRM)
    assert "confirmed_at" not in client.session
    client.post(CONFIRM, {"password": PASSWORD})
    assert client.post(SECOND_FACTOR, {"code": code_of(app)}).url == reverse("desk:work-list")


def test_an_old_session_adds_no_second_factor_even_if_the_password_is_enough(settings):
    settings.SECOND_FACTOR_FOR = "publishers"
    client = Client()
    client.post(reverse("desk:sign-in"), {"username": make_person(Role.CLERK).username, "password": PASSWORD})
    assert client.get(ENROL).status_code == 200
    assert grown_stale(client).get(ENROL).url.startswith(CONFIRM)


def test_a_form_is_accepted_for_as_long_as_its_page_opens():
    person = make_person(Role.EDITOR, first_name="Ann")
    client = signed_in(person)
    details = reverse("desk:account-details")
    assert client.get(details).status_code == 200
    grown_stale(client, minutes=14)
    assert client.post(details, {"first_name": "Bea", "email": "bea@example.org"}).url == reverse("desk:account")
    grown_stale(client, minutes=16)
    kept = client.post(details, {"first_name": "Cat", "email": "c@example.org"})
    assert CONFIRM in kept.content.decode()
    assert User.objects.get(pk=person.pk).first_name == "Bea"
    person.refresh_from_db()
    assert person.first_name == "Bea"


def test_a_form_that_asks_for_the_password_again_keeps_what_was_typed():
    client = grown_stale(signed_in(make_person(Role.EDITOR)))
    typed = "a.very.long.address@example.org"
    response = client.post(reverse("desk:account-details"), {"email": typed, "new_password1": "otter violin harbour"})
    page = response.content.decode()
    assert response.status_code == 403
    assert typed in page
    assert "otter" not in page
    assert re.search(rf'href="{CONFIRM}\?next=', page)


def test_the_second_factor_without_the_password_is_not_enough():
    person = make_person(Role.EDITOR)
    app = make_app(person)
    client = grown_stale(signed_in(person))
    session = client.session
    del session[DEVICE_ID_SESSION_KEY]
    session.save()
    assert client.post(SECOND_FACTOR, {"code": code_of(app)}).url.startswith(CONFIRM)
