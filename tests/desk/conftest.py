"""People at the desk."""

import pytest
from django.test import Client

from archive.models import Role
from tests.staff import make_person, signed_in


@pytest.fixture
def clerk() -> Client:
    return signed_in(make_person(Role.CLERK))


@pytest.fixture
def editor() -> Client:
    return signed_in(make_person(Role.EDITOR))


@pytest.fixture
def administrator() -> Client:
    return signed_in(make_person(Role.ADMINISTRATOR))
