"""Single sign-on: who gets in with the provider, and who does not, however the provider or a stranger lies."""

import base64
import json
import re
import time
from collections.abc import Iterator
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from archive.actions.accounts import close_account, invite, send_link
from archive.actions.accounts.passwords import link_token
from archive.actions.accounts.rights import roles_of
from archive.actions.accounts.single_sign_on import connect
from archive.desk.accounts.single_sign_on import TIMES_A_MINUTE
from archive.models import AccountLink, AuditEntry, Mail, ProviderIdentity, Role, StaffSession, User
from archive.single_sign_on import KnownPerson
from archive.upkeep.doctor import check_single_sign_on
from tests.servers import provider as providers
from tests.servers.provider import CLIENT_ID, Person, Provider
from tests.staff import PASSWORD, code_of, make_app, make_person, signed_in

pytestmark = pytest.mark.django_db
START, ANSWER, WORK_LIST = reverse("desk:sign-on"), reverse("desk:sign-on-answer"), reverse("desk:work-list")
ACCOUNT, SIGN_IN, SECOND_FACTOR = reverse("desk:account"), reverse("desk:sign-in"), reverse("desk:second-factor")
STRANGER_KEY = RSAKey.generate_key(2048, {"kid": "one"})


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    with providers.running() as running:
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_NAME = running.issuer, CLIENT_ID, "Sample City"
        settings.OIDC_IS_SECOND_FACTOR = True
        yield running


@pytest.fixture
def eva(provider) -> User:
    """A clerk without a password, whom the provider knows."""
    eva = make_person(Role.CLERK, username="eva", email="eva@example.org")
    eva.set_unusable_password()
    eva.save()
    connect(account=eva, person=known(provider))
    return eva


def known(provider: Provider) -> KnownPerson:
    return KnownPerson(provider.issuer, provider.person.subject, provider.person.email, None)


def at_provider(provider: Provider, answer) -> str:
    """Go to the provider, where the person is signed in, and return the address that it sends the browser to."""
    address = urlsplit(answer.url if answer.status_code == 302 else answer.headers["Refresh"].partition("url=")[2])
    assert f"{address.scheme}://{address.netloc}" == provider.issuer
    return provider.authorize(dict(parse_qsl(address.query))).removeprefix("http://testserver")


def sign_on(client: Client, provider: Provider, onward: str = "", start: str = START):
    return client.get(at_provider(provider, client.get(start, {"next": onward} if onward else {})))


def refusals() -> list[str]:
    return list(AuditEntry.objects.filter(verb="sign_in_refused").values_list("note", flat=True))


def is_in(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


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
    assert client.get(START).status_code == 404
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
    address = at_provider(provider, thief.get(second))
    provider.person = Person("subject-2", "mallory@example.org")
    assert thief.get(address).status_code == 403
    assert not is_in(thief)
    provider.person = Person("subject-1", "eva@example.org")
    assert thief.get(at_provider(provider, thief.get(second))).url == "/desk/meetings/"
    assert is_in(thief)


def test_a_network_goes_to_the_provider_only_so_often(client, provider, eva, monkeypatch):
    monkeypatch.setattr("archive.allowance.time", SimpleNamespace(time=lambda: 1e9))
    answers = {client.get(ANSWER).status_code for _ in range(2 * TIMES_A_MINUTE)}
    assert answers == {403}
    assert client.get(START).status_code == client.get(ANSWER).status_code == 429
    assert len(refusals()) == 2 * TIMES_A_MINUTE
    assert client.get(START, REMOTE_ADDR="192.0.2.1").status_code == 302


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
    address = at_provider(provider, client.get(START))
    assert client.get(re.sub(r"state=[^&]+", "state=forged", address)).status_code == 403
    assert not is_in(client)
    assert "forged state" in refusals()[0]


def test_an_answer_that_a_stranger_planted_signs_nobody_in(provider, eva):
    stranger, victim = Client(), Client()
    address = at_provider(provider, stranger.get(START))
    assert victim.get(address).status_code == 403
    assert not is_in(victim)


def test_an_answer_is_taken_once(client, provider, eva):
    address = at_provider(provider, client.get(START))
    client.get(address)
    client.logout()
    assert client.get(address).status_code == 403


def test_an_answer_of_another_issuer_is_refused(client, provider, eva):
    address = at_provider(provider, client.get(START))
    assert client.get(re.sub(r"iss=[^&]+", "iss=https%3A%2F%2Fevil.example", address)).status_code == 403


def test_a_code_for_another_browser_is_useless(provider, eva):
    """Whoever steals a code lacks the verifier of the browser that asked for it."""
    thief = Client()
    code = re.search(r"code=([^&]+)", at_provider(provider, Client().get(START)))[1]
    own = at_provider(provider, thief.get(START))
    assert thief.get(re.sub(r"code=[^&]+", f"code={code}", own)).status_code == 403
    assert not is_in(thief)


def test_a_provider_that_refuses_or_is_down_is_a_page(client, provider, eva, settings):
    answer = client.get(START)
    state = dict(parse_qsl(urlsplit(answer.url).query))["state"]
    page = client.get(ANSWER, {"error": "access_denied", "state": state})
    assert (page.status_code, "Sample City did not sign you in" in page.content.decode()) == (403, True)
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    assert "cannot be asked now" in client.get(START).content.decode()


@pytest.mark.parametrize("changed", [
    {"issuer": "https://evil.example"},
    {"token_endpoint": "http://provider.example/token"},
    {"authorization_endpoint": "javascript:alert(1)"},
])  # fmt: skip
def test_a_provider_that_describes_itself_wrongly_is_not_asked(client, provider, changed):
    provider.metadata = changed
    assert client.get(START).status_code == 403
    assert list(check_single_sign_on())


def test_a_closed_account_opens_no_more_and_its_identity_is_gone(client, provider, eva):
    sign_on(client, provider)
    close_account(account=eva, actor=make_person(is_superuser=True))
    assert not is_in(client)
    assert sign_on(Client(), provider).status_code == 403
    assert not ProviderIdentity.objects.exists()


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
    assert client.get(page).status_code == client.get(start).status_code == 410


def test_an_invitation_of_two_browsers_connects_one_of_them(provider):
    link = invite(username="kim", email="kim@example.org", roles=[Role.CLERK], actor=make_person(is_superuser=True))
    start = reverse("desk:invitation-sign-on", args=[link_token(link)])
    first, second = Client(), Client()
    own = at_provider(provider, first.get(start))
    provider.person = Person("subject-2", "mallory@example.org")
    late = at_provider(provider, second.get(start))
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
    client.post(reverse("desk:sign-on-disconnect"))
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
    page = client.post(reverse("desk:sign-on-disconnect"), follow=True)
    assert "You have no password" in page.content.decode()
    assert ProviderIdentity.objects.exists()


def test_an_administrator_disconnects_a_person_below_them(provider, eva):
    desk = signed_in(make_person(Role.ADMINISTRATOR))
    assert "Disconnect single sign-on" in desk.get(reverse("desk:person", args=[eva.pk])).content.decode()
    desk.post(reverse("desk:person-disconnect", args=[eva.pk]))
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
