"""An administrator, and the desk as they see it."""

import pytest
from django.test import Client

from archive.models import Role
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
