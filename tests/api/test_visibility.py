"""Nothing that is not public is in any answer of the API: no word, no number, no name."""

import json

import pytest

from archive.api.docs import SCHEMA
from archive.changes import settle
from archive.models import Board, Correction, Meeting, Revision, Source, Speaker, Statement, Topic
from tests.api.client import ApiClient
from tests.hidden_record import TELLING, make_hidden_record

pytestmark = pytest.mark.django_db


def every_path() -> list[str]:
    """Return the paths of every list, and of every object there is in the database, public or not."""
    described = json.loads(SCHEMA.read_text(encoding="utf-8"))["paths"]
    paths = [path for path, methods in described.items() if "get" in methods and "{" not in path]
    for pk in Statement.objects.values_list("pk", flat=True):
        paths += [f"/api/v1/statements/{pk}/", f"/api/v1/statements/{pk}/revisions/"]
    paths += [f"/api/v1/statements/{r.statement_id}/revisions/{r.number}/" for r in Revision.objects.all()]
    for name, model, key in (
        ("meetings", Meeting, "pk"), ("sources", Source, "pk"), ("corrections", Correction, "pk"),
        ("boards", Board, "slug"), ("speakers", Speaker, "slug"), ("topics", Topic, "slug"),
    ):  # fmt: skip
        paths += [f"/api/v1/{name}/{value}/" for value in model.objects.values_list(key, flat=True)]
    searches = (f"?q={TELLING}&facets=true", f"?q=buses+{TELLING}", f"suggest/?q={TELLING[:4]}", "?facets=true")
    return [*paths, *(f"/api/v1/search/{search}" for search in searches)]


def test_no_answer_holds_a_trace_of_what_is_not_public(api: ApiClient):
    hidden = make_hidden_record()
    settle()
    paths = every_path()
    assert len(paths) > 40
    for path in paths:
        response = api.ask(path)
        assert response.status_code in {200, 404, 410}, path
        asked = TELLING in path
        said = response.content.decode().lower()
        assert asked or TELLING not in said, path
        body = response.json()
        assert not asked or not body.get("count") or "buses" in path, path
        numbers = {row["number"] for row in body.get("results", []) if "number" in row and "revisions" not in path}
        assert not numbers & hidden, path
