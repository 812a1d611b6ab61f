"""``manage.py search``."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from archive.search.engines.rebuild import rebuild
from tests.record import make_board, make_speaker, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    make_statement(
        "The bus is late.", board=make_board("North Board"), date="2024-05", speaker=make_speaker("Sample Speaker")
    )
    make_statement("A second bus came; the budget is <b>spent</b>.", title="Buses and money")
    rebuild()


def printed(*arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command("search", *arguments, stdout=out, **options)
    return out.getvalue()


def test_hits_are_printed_with_their_words_in_brackets(archive):
    text = printed("bus -money")
    assert "Statements with “bus”, without “money”, in any form of the words." in text
    assert "Found 1, page 1 of 1." in text
    assert "2024-05  Sample Speaker, North Board" in text
    assert "The [bus] is late." in text


def test_a_script_gets_one_json_object(archive):
    report = json.loads(printed("bus", "--json", "--facets", "--explain", "--sort=oldest", "--page-size=1", "--page=2"))
    assert (report["total"], report["page"], report["pages"]) == (2, 2, 2)
    (hit,) = report["hits"]
    assert hit["passages"] == ["The [bus] is late."]
    assert hit["url"].startswith(f"/statements/{hit['number']}/")
    assert report["facets"]["year"] == [{"value": 2024, "name": "2024", "count": 2}]
    assert report["explanation"]["tree"] == "bus"


def test_a_search_without_hits_is_explained(archive):
    text = printed("budgat")
    assert "Did you mean: budget (1)" in text
    assert "We searched 2 statements from 1 meeting of 2 boards" in text
    assert "There are no statements with “budgat”" in text
    assert "Without “zebra”: bus (2)" in printed("bus zebra")


def test_ignored_parts_of_a_search_are_printed(archive):
    assert "You can only use * at the end of a word. We ignored it elsewhere." in printed("*bus")


def test_an_unreadable_index_is_an_error_that_says_what_to_do():
    with pytest.raises(CommandError, match="rebuild_index"):
        printed("bus")


def test_pages_count_from_one(archive):
    with pytest.raises(CommandError, match="count from 1"):
        printed("bus", page=0)
