"""An administrator, and the desk as they see it."""

from collections.abc import Iterator

import pytest
from django.test import Client

from archive.actions.accounts.single_sign_on import connect
from archive.models import Role, User
from tests.desk.accounts.sign_on import known
from tests.servers import provider as providers
from tests.servers.provider import CLIENT_ID, Provider
from tests.staff import make_person, signed_in


@pytest.fixture
def administrator():
    return make_person(Role.ADMINISTRATOR, username="admin-ann", email="ann@example.org")


@pytest.fixture
def desk(administrator) -> Client:
    return signed_in(administrator)


@pytest.fixture
def mail_server(settings) -> None:
    settings.MAIL_HOST = "mail.example.org"


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
