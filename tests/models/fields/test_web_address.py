"""Whatever the door, an address is http or https: readers follow it as a link."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Board
from archive.models.fields import WebAddressField, WebAddressFormField, is_web_address
from tests.record import make_board

FIELDS = [
    field
    for model in apps.get_app_config("archive").get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, models.URLField) or field.name == "url" or field.name.endswith(("_url", "website"))
]
OTHERS = ["javascript:alert(1)", "ftp://example.org/a", " https://example.org/", "//example.org/", "data:text/html,a"]


def put(address: str) -> str:
    """Store an address past all forms and checks of the program, and return what is stored."""
    board = Board.objects.filter(name="Webster Board").first() or make_board("Webster Board")
    Board.objects.filter(pk=board.pk).update(website=address)
    return Board.objects.values_list("website", flat=True).get(pk=board.pk)


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_every_column_with_an_address_is_of_this_kind(field: models.Field) -> None:
    assert isinstance(field, WebAddressField)


@pytest.mark.django_db
@pytest.mark.parametrize("address", OTHERS)
def test_no_other_scheme_is_stored(address: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        put(address)
    with pytest.raises(ValidationError):
        is_web_address(address)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "https://example.org/", "HTTP://example.org", "https://example.org/ä?a=ß#1"])
def test_addresses_of_the_web_and_none_are_stored(address: str) -> None:
    assert put(address) == address


@given(st.from_regex(r"\A[a-zA-Z]{1,12}:(//)?[a-z.]{0,12}\Z"))
def test_a_form_takes_none_that_the_database_refuses(address: str) -> None:
    try:
        is_web_address(address)
    except ValidationError:
        return
    assert address.lower().startswith(("http://", "https://"))


def test_without_a_scheme_https_is_meant() -> None:
    assert WebAddressFormField().clean("example.org/minutes") == "https://example.org/minutes"
