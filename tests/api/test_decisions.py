"""Decisions in the API."""

import pytest
from django.test import Client

from tests.record import make_decision, make_draft, make_speaker

pytestmark = pytest.mark.django_db


def test_a_decision_is_given_with_its_roll_and_unknown_counts_as_null(client: Client):
    kim = make_speaker("Kim Example")
    put = make_draft()
    facts = {"result": "carried", "yes_count": 2, "mover": kim, "put_in": put}
    statement = make_decision("To open.", ballots=["Kim Example: yes", "A guest: no"], speakers=[kim], facts=facts)
    found = client.get(f"/api/v1/decisions/{statement.pk}/").json()
    assert (found["number"], found["text"], found["result"]) == (statement.pk, "To open.", "carried")
    assert (found["yes_count"], found["no_count"], found["put_in"]) == (2, None, None)
    assert found["mover"]["slug"] == kim.slug
    assert [(line["name"], line["choice"], line["speaker"] is None) for line in found["roll"]] == [
        ("Kim Example", "yes", False),
        ("A guest", "no", True),
    ]


def test_the_list_is_filtered_and_a_wrong_value_is_refused(client: Client):
    carried = make_decision()
    make_decision(facts={"result": "failed"})
    found = client.get("/api/v1/decisions/?result=carried").json()
    assert [row["number"] for row in found["results"]] == [carried.pk]
    refused = client.get("/api/v1/decisions/?result=approved")
    assert refused.status_code == 400
    assert "Use one of these: carried, failed, tied" in refused.json()["detail"]


def test_a_draft_is_not_given(client: Client):
    draft = make_draft(kind="decision")
    assert client.get(f"/api/v1/decisions/{draft.pk}/").status_code == 404
    assert client.get("/api/v1/decisions/").json()["results"] == []
