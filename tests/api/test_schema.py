"""The committed description of the API is the one that the views make, and answers match it."""

import json

import jsonschema
import pytest
from django.test import Client

from archive.actions.statements import withdraw
from archive.api.docs import SCHEMA
from archive.models import Source
from archive.search.engines import outbox
from tests.api.client import ApiClient
from tests.api.schema import written
from tests.record import make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db
LOG = ["corrections", "tombstones", "citing-links"]
PATHS = ["statements", "meetings", "boards", "speakers", "topics", "sources", *LOG]


def test_the_committed_schema_is_current():
    assert SCHEMA.read_text(encoding="utf-8") == written(), "Run: python -m tests.api.schema"


def test_the_schema_is_served(client: Client):
    response = client.get("/api/v1/openapi.json")
    assert response.json()["openapi"].startswith("3.1")


@pytest.mark.parametrize("name", [*PATHS, "search", "search/suggest"])
def test_answers_match_the_schema(api: ApiClient, name: str):
    make_statement(
        speaker=make_speaker(),
        topics=[make_topic()],
        start_seconds=3,
        source=Source.objects.create(kind="minutes", title="Minutes"),
    )
    withdraw(statement=make_statement(), category="mistake", reason="Twice.")
    outbox.drain()
    description = json.loads(SCHEMA.read_text(encoding="utf-8"))
    operation = description["paths"][f"/api/v1/{name}/"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    body = api.read(f"{name}/?q=library" if "search" in name else f"{name}/")
    jsonschema.validate(body, {**schema, "components": description["components"]})
    # Pages that quoted statements are not kept any more.
    assert name in {"search", "search/suggest", "citing-links"} or body["results"]
