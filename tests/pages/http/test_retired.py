"""Addresses of pages that the site no longer has lead to what took their place."""

import pytest
from django.test import Client

from archive.actions.statements import withdraw
from tests.record import make_statement

pytestmark = pytest.mark.django_db


def test_where_a_statement_was_quoted_leads_to_the_statement(client: Client) -> None:
    statement = make_statement()
    response = client.get(f"/statements/{statement.number}/cited-by/?sent=1")
    assert (response.status_code, response["Location"]) == (301, statement.get_absolute_url())
    withdraw(statement=statement, category="privacy", reason="It names a private person.")
    assert client.get(f"/statements/{statement.number}/cited-by/").status_code == 410
