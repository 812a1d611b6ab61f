"""Single sign-on: who gets in with the provider, and who does not, however the provider or a stranger lies."""

import base64
import json
import re
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.conf import settings as settings_of_site
from django.test import Client
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from archive.actions.accounts import close_account
from archive.actions.accounts.mails import mail_link
from archive.actions.accounts.passwords import link_token
from archive.actions.accounts.rights import roles_of
from archive.desk.accounts.single_sign_on import TIMES_A_MINUTE
from archive.models import AuditEntry, ProviderIdentity, Role, StaffSession, User
from archive.upkeep.doctor import check_single_sign_on
from tests.as_browser import browser, forms_of, submit
from tests.desk.accounts.sign_on import (
    ANSWER,
    SECOND_FACTOR,
    SIGN_IN,
    START,
    WORK_LIST,
    at_provider,
    is_in,
    refusals,
    sign_on,
)
from tests.servers import provider as providers
from tests.servers.provider import CLIENT_ID, Person
from tests.staff import PASSWORD, code_of, make_app, make_person

pytestmark = pytest.mark.django_db
STRANGER_KEY = RSAKey.generate_key(2048, {"kid": "one"})


def test_a_known_person_signs_in_and_comes_to_the_page_they_wanted(client, provider, eva):
    assert "Sign in with Sample City" in client.get(f"{SIGN_IN}?next=/desk/meetings/").content.decode()
    assert sign_on(client, provider, "/desk/meetings/").url == "/desk/meetings/"
    assert is_in(client)
    entry = AuditEntry.objects.get(verb="signed_in")
    assert (entry.actor, entry.note.startswith("with single sign-on, from")) == (eva, True)
    asked = provider.asked[-1]
    assert asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "openid email profile"
    assert StaffSession.objects.get().user == eva


def test_a_site_without_a_provider_offers_none(client):
    assert "Or with a password" not in client.get(SIGN_IN).content.decode()
    assert client.post(START).status_code == 404
    assert client.get(ANSWER).status_code == 404
    assert refusals() == []


def test_a_secret_is_sent_if_there_is_one(client, provider, eva, settings):
    provider.secret = settings.OIDC_CLIENT_SECRET = "a sample secret"
    sign_on(client, provider)
    assert is_in(client)
    settings.OIDC_CLIENT_SECRET = "a wrong one"
    assert sign_on(Client(), provider).status_code == 403


def test_the_second_factor_is_still_asked_for_unless_the_site_says_otherwise(client, provider, eva, settings):
    settings.OIDC_IS_SECOND_FACTOR = False
    app = make_app(eva)
    sign_on(client, provider)
    assert client.get(WORK_LIST).url.startswith(SECOND_FACTOR)
    client.post(SECOND_FACTOR, {"code": code_of(app)})
    assert is_in(client)
    assert AuditEntry.objects.get(verb="signed_in").note.startswith("with single sign-on and a one-time code")


def test_a_password_alone_cannot_set_up_a_second_factor_beside_the_provider(client, provider, eva):
    """Otherwise a stolen password would be enough for an account whose second factor is at the provider."""
    eva.set_password(PASSWORD)
    eva.save()
    thief = Client()
    thief.post(SIGN_IN, {"username": "eva", "password": PASSWORD})
    for page in ("desk:second-factor-enrol", "desk:passkey-new", "desk:account"):
        assert thief.get(reverse(page)).url.startswith(SECOND_FACTOR)
    second = thief.get(f"{SECOND_FACTOR}?next=/desk/meetings/").url
    assert second.startswith(reverse("desk:sign-on-second"))
    address = at_provider(provider, thief.post(second))
    provider.person = Person("subject-2", "mallory@example.org")
    assert thief.get(address).status_code == 403
    assert not is_in(thief)
    provider.person = Person("subject-1", "eva@example.org")
    assert thief.get(at_provider(provider, thief.post(second))).url == "/desk/meetings/"
    assert is_in(thief)


def test_single_sign_on_begins_only_with_a_press_on_a_page_of_the_site(client, provider, eva):
    """Otherwise, any page elsewhere could sign people in, or begin what only they should begin."""
    eva.set_password(PASSWORD)
    eva.save()
    invitation = reverse("desk:invitation-sign-on", args=[link_token(mail_link(account=eva, purpose="invitation"))])
    signed_in = Client()
    signed_in.post(SIGN_IN, {"username": "eva", "password": PASSWORD})
    for person, name in ((client, START), (client, invitation), (signed_in, reverse("desk:sign-on-second"))):
        page = person.get(name, {"next": "/desk/meetings/"}, headers={"origin": "https://evil.example"})
        assert page.status_code == 200, name
        assert "Go to Sample City" in page.content.decode()
        assert "Refresh" not in page.headers
        assert settings_of_site.SINGLE_SIGN_ON_COOKIE_NAME not in page.cookies
        assert browser().post(name, {}, headers={"origin": "https://evil.example"}).status_code == 403
    assert provider.asked == []
    visitor = browser()
    page = visitor.get(START, {"next": "/desk/meetings/"})
    (form,) = [form for form in forms_of(page) if "next" in form.fields]
    assert visitor.get(at_provider(provider, submit(visitor, page, form))).url == "/desk/meetings/"


def test_a_network_goes_to_the_provider_only_so_often(client, provider, eva, monkeypatch):
    monkeypatch.setattr("archive.machine.web.allowance.time", SimpleNamespace(time=lambda: 1e9))
    answers = {client.get(ANSWER).status_code for _ in range(2 * TIMES_A_MINUTE)}
    assert answers == {403}
    assert client.post(START).status_code == client.get(ANSWER).status_code == 429
    assert len(refusals()) == 2 * TIMES_A_MINUTE
    assert "Refresh" in client.post(START, REMOTE_ADDR="192.0.2.1").headers


def test_an_unknown_person_gets_in_nowhere(client, provider, eva):
    provider.person = Person("subject-2", "mallory@example.org")
    page = sign_on(client, provider)
    assert page.status_code == 403
    assert "no account here does" in page.content.decode()
    assert not is_in(client)
    assert "mallory@example.org" in refusals()[0]
    assert User.objects.count() == 1


def test_an_address_that_changes_hands_opens_nothing(client, provider, eva):
    provider.person = Person("subject-of-her-successor", eva.email)
    assert sign_on(client, provider).status_code == 403
    provider.person = Person("subject-1", "eva.married@example.org")
    sign_on(client, provider)
    assert is_in(client)


def test_the_address_of_an_account_that_was_never_connected_opens_nothing(client, provider):
    make_person(Role.ADMINISTRATOR, email="eva@example.org")
    assert sign_on(client, provider).status_code == 403


LIES = {
    "another issuer": lambda claims: {**claims, "iss": "https://evil.example"},
    "another audience": lambda claims: {**claims, "aud": "another-client"},
    "another party among several": lambda claims: {**claims, "aud": [CLIENT_ID, "other"], "azp": "other"},
    "another nonce": lambda claims: {**claims, "nonce": "replayed"},
    "no nonce": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "expired": lambda claims: {**claims, "iat": claims["iat"] - 4000, "exp": claims["exp"] - 4000},
    "no expiry": lambda claims: {name: value for name, value in claims.items() if name != "exp"},
    "not yet": lambda claims: {**claims, "nbf": claims["iat"] + 4000},
    "no subject": lambda claims: {name: value for name, value in claims.items() if name != "sub"},
    "an empty subject": lambda claims: {**claims, "sub": ""},
    "a subject that is a list": lambda claims: {**claims, "sub": ["subject-1"]},
}


def part(data: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


FORGERIES = {
    "no signature": lambda claims: f"{part({'alg': 'none'})}.{part(claims)}.",
    "a secret anybody knows": lambda claims: jwt.encode(
        {"alg": "HS256", "kid": "one"}, claims, OctKey.import_key(CLIENT_ID.ljust(32, "0")), algorithms=["HS256"]
    ),
    "the public key as a secret": lambda claims: jwt.encode(
        {"alg": "HS256", "kid": "one"},
        claims,
        OctKey.import_key(providers.KEY.as_pem(private=False)),
        algorithms=["HS256"],
    ),
    "another key": lambda claims: jwt.encode({"alg": "RS256", "kid": "one"}, claims, STRANGER_KEY),
    "an unknown key": lambda claims: jwt.encode({"alg": "RS256", "kid": "two"}, claims, STRANGER_KEY),
    "a key in its own header": lambda claims: jwt.encode(
        {"alg": "RS256", "jwk": STRANGER_KEY.as_dict(private=False)}, claims, STRANGER_KEY
    ),
    "not a token": lambda _: "a.b",
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_with_a_wrong_claim_opens_nothing(client, provider, eva, lie):
    provider.lie = LIES[lie]
    assert sign_on(client, provider).status_code == 403
    assert not is_in(client)
    assert len(refusals()) == 1


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_token_that_the_provider_did_not_sign_opens_nothing(client, provider, eva, forgery):
    provider.sign = FORGERIES[forgery]
    assert sign_on(client, provider).status_code == 403
    assert not is_in(client)


def test_an_answer_with_a_forged_state_is_refused(client, provider, eva):
    address = at_provider(provider, client.post(START))
    assert client.get(re.sub(r"state=[^&]+", "state=forged", address)).status_code == 403
    assert not is_in(client)
    assert "forged state" in refusals()[0]


def test_an_answer_that_a_stranger_planted_signs_nobody_in(provider, eva):
    stranger, victim = Client(), Client()
    address = at_provider(provider, stranger.post(START))
    assert victim.get(address).status_code == 403
    assert not is_in(victim)


def test_an_answer_is_taken_once(client, provider, eva):
    address = at_provider(provider, client.post(START))
    client.get(address)
    client.logout()
    assert client.get(address).status_code == 403


def test_an_answer_of_another_issuer_is_refused(client, provider, eva):
    address = at_provider(provider, client.post(START))
    assert client.get(re.sub(r"iss=[^&]+", "iss=https%3A%2F%2Fevil.example", address)).status_code == 403


def test_a_code_for_another_browser_is_useless(provider, eva):
    """Whoever steals a code lacks the verifier of the browser that asked for it."""
    thief = Client()
    code = re.search(r"code=([^&]+)", at_provider(provider, Client().post(START)))[1]
    own = at_provider(provider, thief.post(START))
    assert thief.get(re.sub(r"code=[^&]+", f"code={code}", own)).status_code == 403
    assert not is_in(thief)


def test_a_provider_that_refuses_or_is_down_is_a_page(client, provider, eva, settings):
    answer = client.post(START)
    state = dict(parse_qsl(urlsplit(answer.headers["Refresh"].partition("url=")[2]).query))["state"]
    page = client.get(ANSWER, {"error": "access_denied", "state": state})
    assert (page.status_code, "Sample City did not sign you in" in page.content.decode()) == (403, True)
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    assert "cannot be asked now" in client.post(START).content.decode()


@pytest.mark.parametrize("changed", [
    {"issuer": "https://evil.example"},
    {"token_endpoint": "http://provider.example/token"},
    {"authorization_endpoint": "javascript:alert(1)"},
])  # fmt: skip
def test_a_provider_that_describes_itself_wrongly_is_not_asked(client, provider, changed):
    provider.metadata = changed
    assert client.post(START).status_code == 403
    assert list(check_single_sign_on())


def test_a_closed_account_opens_no_more_and_its_identity_is_gone(client, provider, eva):
    sign_on(client, provider)
    close_account(account=eva, actor=make_person(is_superuser=True))
    assert not is_in(client)
    assert sign_on(Client(), provider).status_code == 403
    assert not ProviderIdentity.objects.exists()


def test_groups_give_no_roles_unless_the_site_says_which(client, provider, eva):
    provider.person.more = {"groups": ["archive-leads", "Administrator"]}
    sign_on(client, provider)
    assert roles_of(eva) == [Role.CLERK]


def test_groups_give_and_take_the_roles_that_the_site_names(provider, eva, settings):
    settings.OIDC_ROLES = {"archive-leads": "Editor", "archive-staff": "Clerk"}
    provider.person.more = {"groups": ["archive-leads", "Administrator"]}
    earlier = Client()
    sign_on(earlier, provider)
    assert roles_of(eva) == [Role.EDITOR]
    assert "Clerk → Editor" in AuditEntry.objects.get(verb="roles_changed").note
    provider.person.more = {"groups": []}
    client = Client()
    sign_on(client, provider)
    assert roles_of(eva) == []
    assert not is_in(earlier)
    assert client.get(WORK_LIST).status_code == 403
    # A provider that has more groups than fit into a token sends none at all.
    provider.person.more = {"_claim_names": {"groups": "src1"}}
    assert sign_on(Client(), provider).status_code == 403


def test_a_sign_in_leads_to_no_other_site(client, provider, eva):
    assert sign_on(client, provider, "https://evil.example/").url == WORK_LIST


def test_the_doctor_says_what_is_wrong_with_the_provider(provider, settings):
    assert list(check_single_sign_on()) == []
    settings.OIDC_CLIENT_ID = ""
    assert "OIDC_CLIENT_ID" in next(check_single_sign_on())
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    assert "cannot be used" in list(check_single_sign_on())[-1]
    settings.OIDC_ISSUER = ""
    assert list(check_single_sign_on()) == []


def test_a_password_still_opens_an_account_that_has_one(client, provider):
    person = make_person(Role.CLERK)
    client.post(SIGN_IN, {"username": person.username, "password": PASSWORD})
    client.post(SECOND_FACTOR, {"code": code_of(make_app(person))})
    assert is_in(client)
