"""Guessing is limited by name, address and browser, and locks the right person out only for a while."""

import datetime

import pytest
from django.conf import settings
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.models import AuditEntry, Role, SignInFailure
from tests.staff import PASSWORD, code_of, make_app, make_person

pytestmark = pytest.mark.django_db
SIGN_IN, SECOND_FACTOR = reverse("desk:sign-in"), reverse("desk:second-factor")
QUARTER = datetime.timedelta(minutes=15, seconds=1)
OFFICE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def attempt(name: str, password: str = "wrong", *, client: Client | None = None, address: str = OFFICE):
    return (client or Client()).post(SIGN_IN, {"username": name, "password": password}, REMOTE_ADDR=address)


def pass_time(time: datetime.timedelta = QUARTER) -> None:
    SignInFailure.objects.update(at=F("at") - time)


@pytest.fixture
def clerk():
    return make_person(Role.CLERK)


def known_browser(person) -> Client:
    """Return a browser in which the person has signed in, second factor included, and out again."""
    client, app = Client(), make_app(person)
    attempt(person.username, PASSWORD, client=client)
    client.post(SECOND_FACTOR, {"code": code_of(app)})
    client.post(reverse("desk:sign-out"))
    return client


def test_trying_twenty_names_from_one_address_locks_the_address(clerk):
    answers = [attempt(f"name{number}", "Spring-2026-Spring").status_code for number in range(20)]
    assert answers[0] == 200
    assert answers[-1] == 429
    assert attempt(clerk.username, PASSWORD).status_code == 429
    assert attempt(clerk.username, PASSWORD, address=ELSEWHERE).status_code == 302


def test_trying_one_name_from_many_addresses_locks_the_name(clerk):
    answers = [attempt(clerk.username, address=f"203.0.113.{number}").status_code for number in range(30)]
    assert answers[0] == 200
    assert answers[-1] == 429
    assert attempt(clerk.username, PASSWORD).status_code == 429


def test_an_ipv6_network_counts_as_one_address():
    answers = [attempt(f"name{number}", address=f"2001:db8::{number:x}").status_code for number in range(20)]
    assert answers[-1] == 429
    assert attempt("name", address="2001:db8:0:1::1").status_code == 200


def test_the_mistakes_of_others_never_lock_out_a_known_browser(clerk):
    browser = known_browser(clerk)
    for number in range(30):
        attempt(clerk.username, address=f"203.0.113.{number}")
        attempt(f"name{number}")
    assert attempt(clerk.username, PASSWORD).status_code == 429
    assert attempt(clerk.username, PASSWORD, client=browser).status_code == 302


def test_a_known_browser_counts_only_for_its_person_and_has_its_own_limit(clerk):
    browser = known_browser(clerk)
    for number in range(10):
        attempt(f"name{number}")
    other = make_person(Role.CLERK)
    assert attempt(other.username, PASSWORD, client=browser).status_code == 429
    answers = [attempt(clerk.username, client=browser).status_code for _ in range(10)]
    assert answers[-1] == 429
    assert attempt(clerk.username, PASSWORD, client=browser).status_code == 429
    pass_time()
    assert attempt(clerk.username, PASSWORD, client=browser).status_code == 302


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "é"])
def test_a_forged_cookie_does_not_make_a_browser_known(clerk, value):
    for number in range(10):
        attempt(f"name{number}")
    forger = Client()
    forger.cookies[settings.KNOWN_BROWSER_COOKIE_NAME] = value
    assert attempt(clerk.username, PASSWORD, client=forger).status_code == 429


def test_each_lock_expires_even_if_others_keep_guessing(clerk):
    for _ in range(5):
        attempt(clerk.username)
    for _ in range(50):
        assert attempt(clerk.username).status_code == 429
    assert SignInFailure.objects.count() == 5
    pass_time()
    assert attempt(clerk.username, PASSWORD).status_code == 302


def test_a_sign_in_to_another_account_does_not_undo_the_lock_of_the_address(clerk):
    for number in range(9):
        attempt(f"name{number}")
        attempt(clerk.username, PASSWORD)
    attempt("name9")
    assert attempt("name10").status_code == 429


def test_signing_in_resets_the_count_of_the_persons_own_mistakes(clerk):
    for _ in range(3):
        for _ in range(3):
            attempt(clerk.username)
        assert attempt(clerk.username, PASSWORD).status_code == 302


def test_the_lock_says_when_it_ends_but_not_whether_the_name_exists(clerk, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)  # the minute may end between the two pages
    pages = []
    for name in (clerk.username, "nobody"):
        for _ in range(5):
            response = attempt(name)
        pages.append(response.content.decode().replace(name, ""))
        SignInFailure.objects.all().delete()
    assert "Try again after" in pages[0]
    assert pages[0] == pages[1]


def test_the_typed_name_is_not_stored():
    attempt("my-secret-passphrase")
    rows = [*SignInFailure.objects.values_list("name", "address"), *AuditEntry.objects.values_list("name", "note")]
    assert "my-secret" not in repr(rows)
    assert OFFICE not in repr(list(SignInFailure.objects.values_list("name", "address")))


def test_refused_sign_ins_are_in_the_audit_trail(clerk):
    attempt(clerk.username)
    attempt("nobody")
    notes = list(AuditEntry.objects.filter(verb="sign_in_refused").order_by("id").values_list("name", "note"))
    assert notes == [
        (clerk.username, f"wrong name or password, from {OFFICE}"),
        ("an unknown name", f"wrong name or password, from {OFFICE}"),
    ]


@pytest.mark.slow
def test_wrong_codes_delay_the_next_attempt_by_at_most_a_quarter_of_an_hour(clerk):
    app = make_app(clerk)
    client = Client()
    client.force_login(clerk)
    for _ in range(40):
        app.try_after = None
        app.save()
        client.post(SECOND_FACTOR, {"code": "000000"})
        app.refresh_from_db()
    assert app.wrong_codes == 40
    waited = app.try_after - datetime.timedelta(minutes=15)
    app.try_after = waited
    app.save()
    assert client.post(SECOND_FACTOR, {"code": code_of(app)}).status_code == 302


def test_asking_for_the_password_again_allows_no_more_guesses(clerk):
    from tests.staff import signed_in

    client = signed_in(clerk)
    answers = [client.post(reverse("desk:confirm"), {"password": "wrong"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
