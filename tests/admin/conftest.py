"""Who works in the admin."""

import pytest
from django.test import Client

from tests.staff import make_person, signed_in


@pytest.fixture
def staff(db: None) -> Client:
    """Return a client in which a superuser is signed in."""
    return signed_in(make_person(username="keeper", is_staff=True, is_superuser=True))
