"""Signing in: password, second factor, recovery codes, lockout, and what is true of every staff page."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from archive.models import AuthenticatorApp, Role
from tests.desk.acting import press
from tests.staff import PASSWORD, code_of, make_app, make_person, signed_in

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("desk:sign-in")
WORK_LIST = reverse("desk:work-list")
SECOND_FACTOR = reverse("desk:second-factor")
ENROL = reverse("desk:second-factor-enrol")


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": username, "password": password}, **extra)


def test_the_sign_in_is_named_for_the_site_and_not_for_its_host(client):
    page = client.get(SIGN_IN).content.decode()
    assert "<title>Sign in – Boardmeetings desk</title>" in " ".join(page.split())
    assert "Sign in to Boardmeetings" in page
    assert "testserver" not in page


def test_a_clerk_signs_in_with_only_a_password_if_the_site_allows_it(client, settings):
    settings.SECOND_FACTOR_FOR = "publishers"
    clerk = make_person(Role.CLERK)
    assert sign_in(client, clerk.username).url == WORK_LIST
    assert client.get(WORK_LIST).status_code == 200


def test_a_person_who_is_not_signed_in_is_sent_to_the_sign_in_and_back(client):
    response = client.get(reverse("desk:audit"))
    assert response.url == reverse("desk:sign-in", query={"next": reverse("desk:audit")})


def test_a_person_without_a_role_is_refused(client):
    assert signed_in(make_person()).get(WORK_LIST).status_code == 403


@pytest.mark.parametrize("role", Role)
def test_staff_have_to_enrol_a_second_factor_before_anything_else(client, role):
    person = make_person(role)
    sign_in(client, person.username)
    assert client.get(WORK_LIST, follow=True).redirect_chain[-1][0].startswith(ENROL)
    page = client.get(ENROL).content.decode()
    assert reverse("desk:second-factor-qr") in page
    assert client.get(reverse("desk:second-factor-qr"))["Content-Type"] == "image/svg+xml"
    response = client.post(ENROL, {"code": code_of(AuthenticatorApp.objects.get(user=person))})
    assert len(re.findall(r"<li><code>[\w-]+</code>", response.content.decode())) == 10
    assert client.get(WORK_LIST).status_code == 200


def test_a_wrong_code_does_not_enrol_a_second_factor(client):
    person = make_person(Role.EDITOR)
    client.force_login(person)
    assert "is wrong" in client.post(ENROL, {"code": "000000"}).content.decode()
    assert not AuthenticatorApp.objects.filter(user=person, confirmed=True).exists()


def test_an_enrolled_person_types_a_code_and_goes_where_they_wanted(client):
    person = make_person(Role.EDITOR)
    app = make_app(person)
    sign_in(client, person.username)
    onward = urlencode({"next": reverse("desk:audit")})
    assert client.get(reverse("desk:audit")).url == f"{SECOND_FACTOR}?{onward}"
    response = client.post(SECOND_FACTOR, {"code": code_of(app), "next": reverse("desk:audit")})
    assert response.url == reverse("desk:audit")
    assert client.get(reverse("desk:audit")).status_code == 200


def test_a_code_works_once(client):
    person = make_person(Role.EDITOR)
    code = code_of(make_app(person))
    client.force_login(person)
    client.post(SECOND_FACTOR, {"code": code})
    other = Client()
    other.force_login(person)
    assert "is wrong" in other.post(SECOND_FACTOR, {"code": code}).content.decode()


def test_a_recovery_code_works_once_with_or_without_spaces(client):
    person = make_person(Role.EDITOR)
    page = press(signed_in(person), "account:recovery-codes").content.decode()
    code = re.search(r"<li><code>([\w-]+)</code>", page)[1]
    client.force_login(person)
    assert client.post(SECOND_FACTOR, {"code": f" {code.replace('-', ' ').upper()} "}).url == WORK_LIST
    other = Client()
    other.force_login(person)
    assert other.post(SECOND_FACTOR, {"code": code}).status_code == 200


def test_after_a_wrong_code_the_next_try_has_to_wait(client):
    person = make_person(Role.EDITOR)
    app = make_app(person)
    # The eighth wrong code, which makes the next try wait for two minutes.
    AuthenticatorApp.objects.update(wrong_codes=7)
    client.force_login(person)
    client.post(SECOND_FACTOR, {"code": "000000"})
    assert "Wait a moment" in client.post(SECOND_FACTOR, {"code": code_of(app)}).content.decode()


def test_a_stolen_password_cannot_replace_the_second_factor(client):
    person = make_person(Role.EDITOR)
    make_app(person)
    client.force_login(person)
    for page in (ENROL, reverse("desk:second-factor-qr")):
        assert client.get(page).url == f"{SECOND_FACTOR}?{urlencode({'next': page})}"
    for door in ("account:recovery-codes", "change-password", "account"):
        assert press(client, door).url.startswith(SECOND_FACTOR)


@pytest.mark.parametrize("second_factor_for", ["everyone", "publishers"])
def test_a_superuser_always_needs_a_second_factor(client, settings, second_factor_for):
    settings.SECOND_FACTOR_FOR = second_factor_for
    client.force_login(make_person(is_superuser=True, is_staff=True))
    assert client.get(WORK_LIST).url.startswith(SECOND_FACTOR)


def test_permissions_and_not_group_names_decide_who_needs_a_second_factor(client, settings):
    settings.SECOND_FACTOR_FOR = "publishers"
    person = make_person(Role.CLERK)
    client.force_login(person)
    assert client.get(WORK_LIST).status_code == 200
    person.user_permissions.add(Permission.objects.get(codename="publish_statement"))
    assert client.get(WORK_LIST).url.startswith(SECOND_FACTOR)


def test_the_next_url_stays_on_the_site(client):
    person = make_person(Role.EDITOR)
    app = make_app(person)
    client.force_login(person)
    response = client.post(SECOND_FACTOR, {"code": code_of(app), "next": "https://elsewhere.example/"})
    assert response.url == WORK_LIST


def test_five_wrong_passwords_lock_the_name_only_at_that_address(client, settings):
    clerk, other = make_person(Role.CLERK), make_person(Role.CLERK)
    for _ in range(5):
        response = sign_in(client, clerk.username, "wrong")
    assert response.status_code == 429
    assert "locked" in response.content.decode()
    assert sign_in(client, clerk.username).status_code == 429
    assert sign_in(Client(), other.username).status_code == 302
    assert sign_in(Client(), clerk.username, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_forged_address_does_not_get_around_the_lock(client):
    clerk = make_person(Role.CLERK)
    for attempt in range(5):
        response = sign_in(client, clerk.username, "wrong", HTTP_X_FORWARDED_FOR=f"198.51.100.{attempt}")
    assert response.status_code == 429


def test_behind_a_proxy_the_address_is_the_one_the_proxy_saw(client, settings):
    settings.TRUSTED_PROXIES = 1
    clerk = make_person(Role.CLERK)
    for attempt in range(5):
        response = sign_in(client, clerk.username, "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{attempt}, 192.0.2.9")
    assert response.status_code == 429


def test_a_session_expires(client, settings):
    clerk = make_person(Role.CLERK)
    sign_in(client, clerk.username)
    assert client.session.get_expire_at_browser_close()
    assert settings.SESSION_COOKIE_AGE <= 12 * 3600


@pytest.mark.parametrize("path", ["/desk/", "/desk/sign-in/", "/desk/audit/"])
def test_staff_pages_are_never_cached_and_never_indexed(client, path):
    for visitor in (client, signed_in(make_person(Role.EDITOR, is_staff=True))):
        response = visitor.get(path)
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_signing_out_needs_a_form_of_the_desk(client):
    client = signed_in(make_person(Role.CLERK))
    assert client.get(reverse("desk:sign-out")).status_code == 405
    assert client.post(reverse("desk:sign-out")).url == SIGN_IN
    assert client.get(WORK_LIST).status_code == 302


def test_the_account_page_shows_roles_and_second_factor(client):
    person = make_person(Role.EDITOR, Role.CLERK)
    page = signed_in(person).get(reverse("desk:account")).content.decode()
    assert "Editor: also publishes" in page
    assert "Clerk: writes drafts" in page
    assert "You can sign in with a one-time code" in page
