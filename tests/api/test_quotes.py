"""The quote checker gives programs the same answers as people, and answers bad input with a sentence."""

import json
from typing import Any

import jsonschema
import pytest

from archive.api.docs import SCHEMA
from archive.search.engines import outbox
from tests.api.client import ApiClient
from tests.record import make_speaker, make_statement

pytestmark = pytest.mark.django_db
WORDS = "We will open the library on every Saturday of the year."


@pytest.fixture(autouse=True)
def said() -> None:
    """One statement, of Ada Samplewood."""
    make_statement(WORDS, speaker=make_speaker("Ada Samplewood"))
    outbox.drain()


def post(api: ApiClient, name: str, body: Any) -> Any:
    content = body if isinstance(body, str) else json.dumps(body)
    return api.client.post(f"/api/v1/quotes/{name}", content, content_type="application/json")


@pytest.mark.parametrize("end", ["check", "check/"])
def test_a_quotation_gets_its_verdict_and_its_place(api: ApiClient, end: str):
    body = post(api, end, {"quotation": WORDS, "name": "Ada Samplewood"}).json()
    assert (body["verdict"], body["as_claimed"], body["read_as"]["attribution"]) == ("verbatim", None, None)
    (place,) = body["places"]
    assert place["said_by_the_named"] is True
    assert body["said_by"]["name"] == "Ada Samplewood"
    assert (body["beside"], body["named"]) == (None, [])
    assert place["words"] == WORDS
    assert api.client.get(place["url"].removeprefix("http://testserver")).status_code == 200


def test_the_headline_responds_to_the_claim(api: ApiClient):
    body = post(api, "check", {"quotation": WORDS, "speaker": "Bea Sampleford"}).json()
    assert "said by Ada Samplewood" in body["headline"]
    assert (
        post(api, "check", {"quotation": WORDS, "date": "2 July 2020"}).json()["headline"].endswith("not 2 July 2020")
    )


def test_who_is_named_beside_the_words_is_told(api: ApiClient):
    body = post(api, "check", {"quotation": f"“{WORDS}” Ada Samplewood said on Monday."}).json()
    text, around = body["beside"]["text"], body["beside"]
    assert text[around["start"] : around["end"]] == f"“{WORDS}”"
    (named,) = body["named"]
    assert text[named["start"] : named["end"]] == named["text"] == "Ada Samplewood"
    assert named["is_record_speaker"] is True
    assert named["speaker"]["url"].startswith("http://testserver/speakers/")
    assert body["facts"] == ["Your text names Ada Samplewood beside these words."]
    assert body["read_as"]["outside"] == ["Ada Samplewood said on Monday."]


def test_an_article_returns_one_line_per_quotation(api: ApiClient):
    article = f"“{WORDS}” Samplewood said. “Nobody ever said these very words here,” Samplewood said."
    body = post(api, "article", {"article": article}).json()
    first, second = body["quotations"]
    assert (first["outcome"], first["result"], first["said_by"]["name"]) == (None, "word_for_word", "Ada Samplewood")
    assert [one["is_record_speaker"] for one in first["named"]] == [True]
    assert (second["result"], second["said_by"]) == ("not_on_record", None)
    assert body["counts"]["as_said"] is None
    assert body["results"]["word_for_word"] == 1


@pytest.mark.parametrize(("name", "body"), [("check", {"quotation": WORDS}), ("article", {"article": f"“{WORDS}”"})])
def test_answers_match_the_schema(api: ApiClient, name: str, body: dict):
    description = json.loads(SCHEMA.read_text(encoding="utf-8"))
    operation = description["paths"][f"/api/v1/quotes/{name}"]["post"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(post(api, name, body).json(), {**schema, "components": description["components"]})


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({}, "quotation"),
        ({"quotation": 3}, "quotation"),
        ({"quotation": ""}, "quotation"),
        ({"quotation": "x" * 20_001}, "quotation"),
        ('{"quotation": "\\ud800"}', "quotation"),
        ('{"quotation": "a\\u0000b"}', "quotation"),
        ({"quotation": WORDS, "name": None}, "name"),
        ({"quotation": WORDS, "names": "x"}, "names"),
        ({"quotation": WORDS, "date": "whenever"}, "date"),
    ],
)
def test_what_cannot_be_checked_is_listed(api: ApiClient, body: Any, parameter: str):
    response = post(api, "check", body)
    assert response.status_code == 400
    assert response.json()["parameter"] == parameter


@pytest.mark.parametrize("body", ["", "[]", "{", "null", '"x"', "\\xff"])
def test_a_body_that_is_not_an_object_is_refused(api: ApiClient, body: str):
    assert post(api, "check", body).status_code == 400
    assert api.ask("quotes/check").status_code == 405
