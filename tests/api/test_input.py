"""One reader for queries, bodies and arguments takes what the schema describes, and refuses the rest in a sentence."""

import json
from typing import Any

import jsonschema
import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from archive.api.input import ChoiceValue, FieldNames, FlagValue, Input, NumberValue, TextValue, several
from archive.api.problems import ApiProblem
from archive.machine.web.whole_number import LARGEST_ID
from tests.examples import examples

TAKES = {
    "words": TextValue("Words.", required=True, min_length=1, max_length=5),
    "page": NumberValue("Which page.", 1, 20, default=1),
    "id": NumberValue("An id.", 0),
    "facets": FlagValue("Whether to count."),
    "sort": ChoiceValue("The order.", ("newest", "oldest"), default="newest"),
    "year": several(NumberValue("Years.", 1, 9999)),
    "from": TextValue("The first day."),
    "fields": FieldNames("Which fields.", ["id", "text"]),
}
VALUES = st.none() | st.booleans() | st.integers(-2, 10**20) | st.floats() | st.text(max_size=7) | st.lists(st.text())


@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("", "words", "“words” is missing. Words."),
        ("words=a&fields=id,title", "fields", "“fields” names no field with “title”. The fields are: id, text."),
        ("words=", "words", "“words” must be text of 1 to 5 characters"),
        ("words=abcdef", "words", "“words” must be text of 1 to 5 characters"),
        ("words=%00", "words", "without NUL"),
        ("words=a&words=b", "words", "Give “words” once."),
        ("words=a&from=2024&from=2025", "from", "Give “from” once."),
        *((f"words=a&page={wrong}", "page", "“page” must be a whole number from 1 to 20.") for wrong in ("", 0, 21)),
        *((f"words=a&id={wrong}", "id", "“id” must be a whole") for wrong in ("-1", "+1", "1.0", "٣", "1_0", 2**63)),
        *((f"words=a&facets={wrong}", "facets", "“facets” must be true or false.") for wrong in ("", "1", "yes")),
        ("words=a&sort=best", "sort", "“sort” must be one of: newest, oldest."),
        ("words=a&year=2024&year=soon", "year", "“year” must be a whole number from 1 to 9,999."),
        ("words=a&year=", "year", "“year” must be a whole number from 1 to 9,999."),
        ("words=a&yeer=2024", "yeer", "This address has no parameter “yeer”. It takes: words, page, id, facets, sort,"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name_and_what_is_expected(query: str, name: str, sentence: str):
    with pytest.raises(ApiProblem) as refusal:
        Input(TAKES).read_query(QueryDict(query))
    assert refusal.value.parameter == name
    assert sentence in refusal.value.sentence


def test_values_come_with_their_kinds_and_defaults():
    read = Input(TAKES).read_query(QueryDict(f"words= a &id={LARGEST_ID}&year=2024&year=2025&sort=&facets=true"))
    assert read == {"words": " a ", "page": 1, "id": LARGEST_ID, "year": [2024, 2025], "sort": "", "facets": True}


def test_another_name_is_read_as_the_field_that_it_means():
    reader = Input(
        {
            "q": TextValue("Words.", required=True, min_length=1, max_length=5),
            "sort": TAKES["sort"],
            "words": TextValue("", means="q"),
            "order": ChoiceValue("", ("newest", "oldest"), means="sort"),
        }
    )
    for sent, read in (
        ({"words": "bus"}, {"q": "bus", "sort": "newest"}),
        ({"q": "bus", "order": "oldest"}, {"q": "bus", "sort": "oldest"}),
        ({"q": "bus", "words": "", "sort": "oldest", "order": ""}, {"q": "bus", "sort": "oldest"}),
        ({"q": "bus", "words": "tram", "sort": "newest", "order": "oldest"}, {"q": "tram", "sort": "oldest"}),
    ):
        assert reader.read(sent) == read
    for wrong, name, sentence in (
        ({"words": "buses and trams"}, "words", "“words” must be text of 1 to 5 characters"),
        ({"q": "bus", "sort": "best", "order": "newest"}, "sort", "“sort” must be one of"),
        ({"q": "bus", "order": "best"}, "order", "“order” must be one of"),
        ({"q": "bus", "word": "x"}, "word", "It takes: q, sort."),
        ({}, "q", "“q” is missing. Words."),
    ):
        with pytest.raises(ApiProblem) as refusal:
            reader.read(wrong)
        assert refusal.value.parameter == name
        assert sentence in refusal.value.sentence
    assert {name for name, one in reader.schema()["properties"].items() if one.get("deprecated")} == {"words", "order"}


@given(sent=st.dictionaries(st.sampled_from(["words", "from", "other"]), VALUES))
@trying(max_examples=examples(1))
def test_an_object_is_read_exactly_if_its_schema_permits_it(sent: dict[str, Any]):
    """Strings of a JSON schema may hold NUL, which the database may not."""
    reader = Input({name: TAKES[name] for name in ("words", "from")})
    fits = jsonschema.Draft202012Validator(reader.schema()).is_valid(sent)
    is_storable = not any("\0" in value for value in sent.values() if isinstance(value, str))
    try:
        assert reader.read(sent) == sent
        is_read = True
    except ApiProblem:
        is_read = False
    assert is_read == (fits and is_storable)


@pytest.mark.django_db
def test_a_name_that_cannot_be_written_is_refused(client: Client):
    sent = json.dumps({"\ud800" * 50: "x"})
    response = client.post("/api/v1/quotes/check", sent, "application/json")
    assert (response.status_code, response.json()["parameter"]) == (400, "\N{REPLACEMENT CHARACTER}" * 40)
