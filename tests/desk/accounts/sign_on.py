"""Going to the provider of single sign-on and coming back, as a browser does."""

from urllib.parse import parse_qsl, urlsplit

from django.test import Client
from django.urls import reverse

from archive.actions.accounts.provider import KnownPerson
from archive.models import AuditEntry
from tests.servers.provider import Provider

START, ANSWER, WORK_LIST = reverse("desk:sign-on"), reverse("desk:sign-on-answer"), reverse("desk:work-list")
ACCOUNT, SIGN_IN, SECOND_FACTOR = reverse("desk:account"), reverse("desk:sign-in"), reverse("desk:second-factor")


def known(provider: Provider) -> KnownPerson:
    return KnownPerson(provider.issuer, provider.person.subject, provider.person.email, None)


def at_provider(provider: Provider, answer) -> str:
    """Go to the provider, where the person is signed in, and return the address that it sends the browser to."""
    address = urlsplit(answer.headers["Refresh"].partition("url=")[2])
    assert f"{address.scheme}://{address.netloc}" == provider.issuer
    return provider.authorize(dict(parse_qsl(address.query))).removeprefix("http://testserver")


def sign_on(client: Client, provider: Provider, onward: str = "", start: str = START):
    return client.get(at_provider(provider, client.post(start, {"next": onward} if onward else {})))


def refusals() -> list[str]:
    return list(AuditEntry.objects.filter(verb="sign_in_refused").values_list("note", flat=True))


def is_in(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200
