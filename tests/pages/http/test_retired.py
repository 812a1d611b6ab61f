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


def test_a_list_of_wordings_leads_to_the_statement(client: Client) -> None:
    statement = make_statement()
    response = client.get(f"/statements/{statement.number}/timemap/")
    assert (response.status_code, response["Location"]) == (301, statement.get_absolute_url())
    assert client.get("/statements/999/timemap/").status_code == 404


def test_a_search_as_pdf_leads_to_the_search(client: Client) -> None:
    response = client.get("/search.pdf?q=buses&speaker=ada-public&sort=newest")
    assert (response.status_code, response["Location"]) == (301, "/search/?q=buses&speaker=ada-public&sort=newest")


@pytest.mark.parametrize(
    ("kind", "table"),
    [("organizations", "boards"), ("people", "speakers"), ("events", "meetings"), ("votes", "decisions")],
)
def test_the_files_of_open_civic_data_lead_to_their_tables(client: Client, kind: str, table: str) -> None:
    response = client.get(f"/data/files/ocd_{kind}.jsonl.gz")
    assert (response.status_code, response["Location"]) == (301, f"/data/files/{table}.jsonl.gz")
