"""Any list can be downloaded. The file has the rows of the page, all of them or with a note about the rest."""

import csv
import io
import json
import re

import pytest
from django.http import HttpResponse
from django.test import Client

from archive.exports import tables
from archive.models import Statement
from archive.pages.files import lists
from archive.upkeep.drain import drain
from tests.record import make_board, make_decision, make_draft, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


def rows_of(response: HttpResponse) -> list[dict[str, str]]:
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"), newline="")))


@pytest.fixture
def statements() -> list[Statement]:
    board, ada = make_board("Open Board", slug="open-board"), make_speaker("Ada Public", slug="ada-public")
    roads = make_topic("Roads", slug="roads")
    texts = ("The buses run.", "=cmd|' /C calc'!A0 buses", "The library opens.")
    made = [
        make_statement(text, board=board, date=f"2024-03-0{day}", speaker=ada, topics=[roads])
        for day, text in enumerate(texts, 1)
    ]
    drain()
    return made


def test_a_file_has_the_rows_of_the_list_on_its_page(client: Client, statements: list):
    rows = rows_of(client.get("/statements.csv?to=2024-03-02"))
    assert [row["number"] for row in rows] == [str(statements[1].pk), str(statements[0].pk)]
    assert rows[0]["text"].startswith("'=cmd")
    assert rows[1]["url"] == f"http://testserver{statements[0].get_absolute_url()}"
    assert rows[1]["topics"] == "Roads"


def test_a_file_of_a_search_has_the_order_of_its_page(client: Client, statements: list):
    rows = rows_of(client.get("/search.csv?q=buses"))
    assert {row["number"] for row in rows} == {str(statements[0].pk), str(statements[1].pk)}
    same = json.loads(client.get("/search.json?q=buses").getvalue())
    assert [str(row["number"]) for row in same["rows"]] == [row["number"] for row in rows]
    assert same["complete"] is True


@pytest.mark.parametrize("path", ["boards/open-board", "speakers/ada-public", "topics/roads"])
def test_the_statements_of_a_subject_can_be_downloaded(client: Client, statements: list, path: str):
    assert len(rows_of(client.get(f"/{path}.csv"))) == 3
    assert client.get("/boards/none-such.csv").status_code == 404


@pytest.mark.parametrize("path", ["statements", "search"])
def test_an_incomplete_file_says_so(client: Client, statements: list, monkeypatch, path: str):
    for module in (tables, lists):
        monkeypatch.setattr(module, "ROWS_AT_MOST", 2)
    rows = rows_of(client.get(f"/{path}.csv"))
    assert len(rows) == 3
    assert rows[-1]["number"].startswith("Only the first 2 rows")
    assert json.loads(client.get(f"/{path}.json").getvalue())["complete"] is False


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/search.csv", "/search.json", "/search/feed/", "/statements.csv", "/meetings.json"])
def test_an_order_that_there_is_not_is_refused_like_any_filter(client: Client, path: str):
    drain()
    answer = client.get(f"{path}?sort=longest")
    assert answer.status_code == 400
    assert b"applied" not in answer.content
    assert client.get(f"{path}?sort=newest").status_code == 200


def test_decisions_have_their_rolls_by_choice_and_no_count_that_is_not_printed(client: Client):
    kim = make_speaker("Kim Example")
    make_decision("To open.", ballots=["Kim Example: yes", "A guest: no"], speakers=[kim], facts={"yes_count": 4})
    make_decision("To close.", facts={"result": "failed"})
    make_draft(kind="decision")

    rows = {row["text"]: row for row in json.loads(client.get("/decisions.json").getvalue())["rows"]}
    assert rows.keys() == {"To open.", "To close."}
    told = rows["To open."]
    assert (told["yes_count"], told["no_count"], told["yes"], told["no"]) == (4, None, ["Kim Example"], ["A guest"])
    failed = client.get("/decisions.csv?result=failed").getvalue().decode()
    assert "To close." in failed
    assert "To open." not in failed
    assert "To open." in client.get(f"/decisions.csv?member={kim.slug}&voted=yes").getvalue().decode()
    assert b'href="/decisions.csv?result=failed"' in client.get("/decisions/?result=failed").content


def test_a_name_with_a_semicolon_is_one_vote(client: Client):
    make_decision(ballots=["Lee; Sample: yes", "Kim Example: yes"])
    (row,) = rows_of(client.get("/decisions.csv"))
    assert row["yes"] == "Lee, Sample; Kim Example"
    (told,) = json.loads(client.get("/decisions.json").getvalue())["rows"]
    assert told["yes"] == ["Lee; Sample", "Kim Example"]


def test_who_moved_is_in_the_file_as_on_the_page(client: Client):
    kim = make_speaker("Kim Example")
    make_decision(facts={"mover": kim, "seconder": kim, "seconder_name": "Example"})
    (row,) = rows_of(client.get("/decisions.csv"))
    assert (row["mover"], row["seconder"]) == ("Kim Example", "Example")
    text = " ".join(re.sub("<[^>]+>", " ", client.get("/decisions/").content.decode()).split())
    assert "Moved by Kim Example Seconded by Example" in text


@pytest.mark.parametrize("name", ["sort", "order"])
@pytest.mark.parametrize("path", ["decisions", "statements", "meetings"])
def test_a_list_and_its_file_have_the_order_that_was_asked_for(client: Client, path: str, name: str):
    for date in ("2024-03-05", "2020-01-01"):
        make_decision(f"To open in {date[:4]}.", meeting=make_meeting(date=date))
    content = client.get(f"/{path}/?{name}=oldest").content.decode()
    assert content.index("1 January 2020") < content.index("5 March 2024")
    assert f'href="/{path}.csv?sort=oldest"' in content
    assert rows_of(client.get(f"/{path}.csv?sort=oldest"))[0]["date"] == "2020-01-01"
