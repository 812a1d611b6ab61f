"""One quotation gets the same facts at each door: both pages, the API, the assistant and both commands."""

import html
import json
import random
from collections.abc import Callable
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests.record import make_board, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
PROMISE = "We will not share that information with the federal immigration services"
BUDGET = "The library budget grows by two million dollars over the next three years"
MARKS = ("“{}”", '"{}"', "« {} »", "„{}“", "»{}«")
# Words as they are, altered, of nobody, cut behind a word that reverses them, and as a question.
SAID = (
    f"{PROMISE}.",
    f"{BUDGET}.",
    BUDGET.replace("two", "nine"),
    "Everybody wants the old bridge back by Christmas",
    PROMISE.removeprefix("We will not "),
    f"{BUDGET}?",
)
AROUND = (
    "{} said Darienne Driver.",
    "Driver said: {}",
    "{} said Sample Treasurer on Tuesday.",
    "{} a neighbour said after Driver had answered the superintendent.",
    "{}",
)
ALL = [around.format(marks.format(said)) for around, marks, said in product(AROUND, MARKS, SAID)]
TEXTS = random.Random(42).sample(ALL, 50)
FACTS = ("verdict", "headline", "said_by", "beside", "named", "names_another", "facts")


@pytest.fixture(autouse=True)
def record(django_capture_on_commit_callbacks: Callable) -> None:
    """Two statements at a meeting; one speaker holds an office."""
    with django_capture_on_commit_callbacks(execute=True):
        board = make_board("Troy School Board")
        driver = make_speaker("Darienne Driver")
        driver.offices.create(title="Superintendent", board=board)
        meeting = make_meeting(board)
        make_statement(f"{PROMISE}.", meeting=meeting, speaker=driver)
        make_statement(f"{BUDGET}.", meeting=meeting, speaker=make_speaker("Sample Treasurer"))


def without_empty(value: Any) -> Any:
    """Return a value as the assistant gets it: what has no value is left out."""
    if isinstance(value, dict):
        return {name: without_empty(one) for name, one in value.items() if one not in (None, "")}
    return [without_empty(one) for one in value] if isinstance(value, list) else value


def of_the_api(client: Client, text: str) -> Any:
    answer = client.post("/api/v1/quotes/check", json.dumps({"quotation": text}), content_type="application/json")
    return answer.json()


def of_the_assistant(client: Client, text: str) -> Any:
    call = {"name": "check_quotation", "arguments": {"quotation": text}}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    return client.post("/mcp/", json.dumps(message), "application/json").json()["result"]["structuredContent"]


def of_the_command(*words: str) -> Any:
    out = StringIO()
    call_command(*words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_fifty_texts_have_the_same_facts_at_each_door(tmp_path: Path) -> None:
    assert len(TEXTS) == 50
    warned, verdicts = 0, set()
    for number, text in enumerate(TEXTS):
        # Each from another address: none asks for too many.
        client = Client(REMOTE_ADDR=f"10.0.0.{number}")
        answer = of_the_api(client, text)
        expected = {name: answer[name] for name in FACTS}
        told = of_the_assistant(client, text)
        assert {name: told[name] for name in FACTS if name in told} == without_empty(expected), text
        assert {name: of_the_command("check_quote", text)[name] for name in FACTS} == expected, text

        (tmp_path / "article.txt").write_text(text)
        (of_article,) = of_the_command("check_article", str(tmp_path / "article.txt"))["quotations"]
        assert {name: of_article[name] for name in FACTS} == expected, text
        in_form = {"article": text, "format": "json"}
        assert client.post("/quotes/article/", in_form).json()["quotations"] == [of_article], text

        for page in (client.post("/quotes/", {"q": text}), client.post("/quotes/article/", {"article": text})):
            shown = html.unescape(page.content.decode())
            speaker = [answer["said_by"]["name"]] if answer["said_by"] else []
            assert [one for one in (answer["headline"], *answer["facts"], *speaker) if one not in shown] == [], text
        warned += answer["names_another"]
        verdicts.add(answer["verdict"])
    assert warned > 3
    assert verdicts >= {"verbatim", "altered", "not_found"}
