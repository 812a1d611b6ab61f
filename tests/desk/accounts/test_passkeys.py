"""Passkeys: adding one, signing in with it, and every answer that must not count."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as property_tests
from hypothesis import strategies as st

from archive.models import AuditEntry, AuthenticatorApp, Mail, Passkey, RecoveryCode, Role
from tests.desk.accounts.soft_authenticator import SoftAuthenticator
from tests.desk.acting import press, send
from tests.examples import examples
from tests.staff import PASSWORD, make_app, make_person, signed_in

pytestmark = pytest.mark.django_db
SECOND_FACTOR, NEW = reverse("desk:second-factor"), reverse("desk:passkey-new")
WORK_LIST = reverse("desk:work-list")


@pytest.fixture(autouse=True)
def at_a_name_over_tls(settings) -> None:
    settings.ALLOWED_HOSTS = ["archive.example", "other.example", "127.0.0.1", "localhost"]


class Visitor(Client):
    """A test client that uses TLS."""

    def generic(self, *args, **kwargs):
        return super().generic(*args, **kwargs | {"secure": True})


def visitor() -> Client:
    return Visitor(SERVER_NAME="archive.example")


def options(client: Client, page: str) -> str:
    return client.get(page).context["options" if page == NEW else "passkey_options"]


def with_password(person) -> Client:
    client = visitor()
    client.post(reverse("desk:sign-in"), {"username": person.username, "password": PASSWORD})
    return client


def add(client: Client, key: SoftAuthenticator, **how):
    return client.post(NEW, {"name": "Blue key", "credential": key.create(options(client, NEW), **how)})


def show(client: Client, key: SoftAuthenticator, **how):
    return client.post(SECOND_FACTOR, {"credential": key.get(options(client, SECOND_FACTOR), **how)})


@pytest.fixture
def key() -> SoftAuthenticator:
    return SoftAuthenticator()


@pytest.fixture
def person(key):
    """A clerk who has added the key."""
    person = make_person(Role.CLERK, email="ann@example.org")
    add(with_password(person), key)
    assert Passkey.objects.get().user == person
    return person


def test_a_person_who_signs_in_can_add_a_passkey_as_their_first_second_factor(key):
    clerk = make_person(Role.CLERK, email="ann@example.org")
    client = with_password(clerk)
    response = add(client, key)
    assert len(re.findall(r"<li><code>[\w-]+</code>", response.content.decode())) == 10
    assert client.get(WORK_LIST).status_code == 200
    passkey = Passkey.objects.get()
    assert (passkey.name, passkey.transports) == ("Blue key", ["usb"])
    assert [mail.notice for mail in Mail.objects.filter(account=clerk)] == [Mail.Notice.SECOND_FACTOR_CHANGED]
    assert AuditEntry.objects.filter(verb="second_factor_set", actor=clerk, note="passkey Blue key").exists()


def test_a_person_signs_in_with_password_and_passkey(key, person):
    client = with_password(person)
    assert client.get(WORK_LIST).url.startswith(SECOND_FACTOR)
    assert show(client, key).url == WORK_LIST
    assert client.get(WORK_LIST).status_code == 200
    assert "a passkey" in AuditEntry.objects.filter(verb="signed_in", actor=person).first().note
    assert Passkey.objects.get().sign_count == 1


def test_an_answer_made_for_another_origin_is_refused(key, person):
    client = with_password(person)
    assert "not accepted" in show(client, key, origin="https://archive.example.evil.test").content.decode()
    assert client.get(WORK_LIST).status_code == 302
    assert "not accepted" in show(client, SoftAuthenticatorFor("evil.test", key)).content.decode()
    assert client.get(WORK_LIST).status_code == 302


def SoftAuthenticatorFor(site: str, key: SoftAuthenticator) -> SoftAuthenticator:  # noqa: N802 - reads as a kind of key
    """Return a key that answers as if for another site."""
    other = key.clone()
    other.site = site
    return other


def test_a_passkey_made_for_another_origin_is_not_added(key):
    client = with_password(make_person(Role.CLERK))
    assert "could not be added" in add(client, key, origin="http://archive.example").content.decode()
    assert not Passkey.objects.exists()


def test_an_answer_is_accepted_once_and_only_in_the_session_that_asked(key, person):
    client = with_password(person)
    answer = key.get(options(client, SECOND_FACTOR))
    other = with_password(person)
    options(other, SECOND_FACTOR)
    assert other.post(SECOND_FACTOR, {"credential": answer}).status_code == 200
    assert client.post(SECOND_FACTOR, {"credential": answer}).url == WORK_LIST
    again = with_password(person)
    options(again, SECOND_FACTOR)
    assert again.post(SECOND_FACTOR, {"credential": answer}).status_code == 200
    # A refused answer uses the challenge up, too.
    first = options(again, SECOND_FACTOR)
    again.post(SECOND_FACTOR, {"credential": "{}"})
    assert again.post(SECOND_FACTOR, {"credential": key.get(first)}).status_code == 200
    assert again.get(WORK_LIST).status_code == 302


def test_a_copied_key_is_detected_by_its_counter(key, person):
    show(with_password(person), key)
    copied = key.clone()
    assert show(with_password(person), key).url == WORK_LIST
    client = with_password(person)
    assert "may have been copied" in show(client, copied).content.decode()
    assert client.get(WORK_LIST).status_code == 302
    assert AuditEntry.objects.filter(verb="sign_in_refused", note__contains="copied").exists()


def test_the_passkey_of_somebody_else_is_refused(key, person):
    other = make_person(Role.CLERK)
    make_app(other)
    client = with_password(other)
    assert not options(client, SECOND_FACTOR)
    client.post(SECOND_FACTOR, {"credential": key.get(json.dumps({"challenge": "AAAA"}))})
    assert client.get(WORK_LIST).status_code == 302
    Passkey.objects.create(user=other, name="Own", credential_id="AAAA", public_key=b"x")
    assert show(client, key).status_code == 200
    assert client.get(WORK_LIST).status_code == 302


def test_a_wrong_signature_is_refused(key, person):
    client = with_password(person)
    assert show(client, key, signature="AAAA").status_code == 200
    stranger = SoftAuthenticator()
    stranger.credential_id = key.credential_id
    assert show(client, stranger).status_code == 200
    assert client.get(WORK_LIST).status_code == 302


@pytest.mark.slow
@property_tests(max_examples=examples(0.2), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=200),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["id", "rawId", "type", "response", "x"]), inner, max_size=5),
            max_leaves=8,
        ).map(json.dumps),
        st.fixed_dictionaries(
            {name: st.binary(max_size=120).map(lambda data: data.hex()) | st.text(max_size=30) for name in (
                "clientDataJSON", "authenticatorData", "signature", "attestationObject"
            )}
        ),
    )
)  # fmt: skip
def test_any_malformed_answer_is_refused_with_a_message(answer):
    key = SoftAuthenticator()
    person = make_person(Role.CLERK)
    client = with_password(person)
    sent = answer if isinstance(answer, str) else key._credential(answer)
    options(client, NEW)
    assert client.post(NEW, {"name": "Key", "credential": sent}).status_code == 200
    assert not Passkey.objects.filter(user=person).exists()
    add(client, key)
    client = with_password(person)
    options(client, SECOND_FACTOR)
    assert client.post(SECOND_FACTOR, {"credential": sent}).status_code == 200
    assert client.get(WORK_LIST).status_code == 302


def test_a_stolen_password_is_not_enough_to_add_a_passkey(key, person):
    client = with_password(person)
    assert client.get(NEW).url.startswith(SECOND_FACTOR)
    assert client.post(NEW, {"name": "Mine", "credential": "{}"}).url.startswith(SECOND_FACTOR)


def test_adding_another_passkey_needs_a_recent_password_and_second_factor(key, person, settings):
    client = with_password(person)
    show(client, key)
    assert client.get(NEW).status_code == 200
    session = client.session
    session["confirmed_at"] = "2020-01-01T00:00:00+00:00"
    session.save()
    assert client.get(NEW).url.startswith(reverse("desk:confirm"))


def test_the_same_authenticator_is_not_added_twice(key, person):
    client = with_password(person)
    show(client, key)
    assert key.credential_id
    told = json.loads(options(client, NEW))["excludeCredentials"]
    assert len(told) == 1
    assert "already exists" in add(client, key).content.decode()
    assert Passkey.objects.count() == 1


def test_only_the_last_second_factor_cannot_be_removed(key, person):
    client = with_password(person)
    show(client, key)
    remove = {"passkey": Passkey.objects.get().pk}
    assert "only second factor" in press(client, "account:remove-passkey", data=remove, follow=True).content.decode()
    assert Passkey.objects.exists()
    make_app(person)
    press(client, "account:remove-passkey", data=remove)
    assert not Passkey.objects.exists()
    # The session was opened with the removed key.
    assert client.get(WORK_LIST).url.startswith(SECOND_FACTOR)


def test_nobody_can_remove_the_passkey_of_somebody_else(key, person):
    client = signed_in(make_person(Role.ADMINISTRATOR), visitor())
    assert send(client, "account:remove-passkey", Passkey.objects.get()).status_code == 404


def test_an_app_can_be_removed_if_a_passkey_remains(key, person):
    make_app(person)
    client = with_password(person)
    show(client, key)
    press(client, "account:remove-app")
    assert not AuthenticatorApp.objects.filter(user=person).exists()
    assert RecoveryCode.objects.filter(user=person).count() == 10


@pytest.mark.parametrize(("host", "secure", "offered"), [
    ("archive.example", True, True), ("archive.example", False, False), ("127.0.0.1", False, False),
    ("localhost", False, True),
])  # fmt: skip
def test_passkeys_are_offered_only_where_browsers_support_them(host, secure, offered):
    client = Client(SERVER_NAME=host)
    client.post(reverse("desk:sign-in"), {"username": make_person(username="ann").username, "password": PASSWORD})
    page = client.get(reverse("desk:second-factor-enrol"), secure=secure)
    assert (NEW in page.content.decode()) == offered
