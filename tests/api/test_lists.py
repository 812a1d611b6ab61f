"""Reading a list to its end returns each row exactly once, whatever is added or deleted meanwhile."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from archive.actions.statements import withdraw
from archive.api.keyset import Ordering, cut
from archive.models import Statement
from tests.api.client import ApiClient
from tests.examples import examples
from tests.record import (
    make_board,
    make_draft,
    make_meeting,
    make_speaker,
    make_statement,
    make_statements,
    make_topic,
    origin,
)

pytestmark = pytest.mark.django_db
LISTS = ["statements", "meetings", "boards", "speakers", "topics", "sources", "corrections", "tombstones"]


@pytest.fixture
def statements() -> list[Statement]:
    """Nine statements, six of them of one day."""
    meetings = [make_meeting(date="2024-03-05"), make_meeting(date="2024-03"), make_meeting(date="2023-01-09")]
    days = [0, 0, 0, 0, 0, 0, 1, 2, 2]
    return [make_statement(f"Statement {number}.", meeting=meetings[day]) for number, day in enumerate(days)]


@pytest.mark.parametrize("sort", ["number", "newest", "oldest"])
@pytest.mark.parametrize("limit", [1, 4, 100])
def test_following_next_links_returns_each_statement_once_in_order(
    api: ApiClient, statements: list, sort: str, limit: int
):
    met = [row["number"] for row in api.all(f"statements/?sort={sort}&limit={limit}")]
    rows = [(one.date.isoformat(), one.pk) for one in Statement.objects.public()]
    in_order = sorted(rows, key=lambda row: row[1:] if sort == "number" else row, reverse=sort == "newest")
    assert met == [number for _, number in in_order]


@pytest.mark.parametrize("sort", ["number", "newest", "oldest"])
def test_following_previous_links_returns_the_same_pages(api: ApiClient, statements: list, sort: str):
    there = list(api.walk(f"statements/?sort={sort}&limit=2"))
    first = there[-1]
    back = [first, *(page for page in api.walk(first["previous"], "previous"))] if first["previous"] else [first]
    assert [page["results"] for page in reversed(back)] == [page["results"] for page in there]
    assert there[0]["previous"] is None


def test_a_statement_withdrawn_between_two_pages_does_not_move_the_others(api: ApiClient, statements: list):
    first = api.read("statements/?sort=newest&limit=3")
    gone = first["results"][1]["number"]
    withdraw(statement=Statement.objects.get(pk=gone), category="privacy", reason="It named a child.")
    rest = api.all(first["next"])
    met = [row["number"] for row in [*first["results"], *rest]]
    assert sorted(met) == sorted(one.pk for one in statements)


def test_a_statement_published_between_two_pages_is_listed_once(api: ApiClient, statements: list):
    first = api.read("statements/?limit=4")
    late = make_statement("Published meanwhile.", board=make_board(), date="1999")
    met = [row["number"] for row in [*first["results"], *api.all(first["next"])]]
    assert met == [*(one.pk for one in statements), late.pk]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_can_be_read_to_its_end(api: ApiClient, name: str):
    for number in range(3):
        one = make_statement(speaker=make_speaker(), topics=[make_topic()], board=make_board(), date="2024")
        if number:
            withdraw(statement=one, category="mistake", reason="Twice.")
    rows = api.all(f"{name}/?limit=1")
    assert rows == api.all(f"{name}/")
    keys = [row.get("number") or row.get("id") or row["slug"] for row in rows]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("empty", ["sort=", "order=", "fields=", "omit=", "cursor=", "board=", "from=", "name="])
def test_an_empty_parameter_means_the_default(api: ApiClient, statements: list, empty: str):
    assert api.read(f"meetings/?{empty}")["results"] == api.read("meetings/")["results"]


@pytest.mark.parametrize("name", ["boards", "speakers", "topics"])
def test_words_have_one_name_in_every_list(api: ApiClient, name: str):
    for called in ("Sample One", "Sample Two"):
        make_statement(
            speaker=make_speaker(called), topics=[make_topic(called)], board=make_board(name=called), date="2024"
        )
    (one,) = api.read(f"{name}/?q=sample+two")["results"]
    assert one["name"] == "Sample Two"
    assert api.read(f"{name}/?name=sample+two")["results"] == [one]
    assert api.read(f"{name}/?q=nobody")["results"] == []


def test_many_statements_are_read_at_once_by_their_numbers(api: ApiClient, statements: list):
    gone, draft = make_statement("Gone."), make_draft("Draft.")
    withdraw(statement=gone, category="mistake", reason="Twice.")
    many = [one.number for one in make_statements(f"More {at}." for at in range(101))]
    asked = [statements[8].number, *many, statements[2].number, gone.number, draft.number, 9_999_999]
    answer = api.read(f"statements/?number={','.join(map(str, asked))},")
    texts = {row["number"]: row["text"] for row in answer["results"]}
    public = Statement.objects.public().filter(pk__in=asked).select_related("current_revision")
    assert texts == {one.number: one.text for one in public}
    assert len(texts) == 103
    assert (answer["missing"], answer["next"]) == (sorted([gone.number, draft.number, 9_999_999]), None)
    few = api.all(f"statements/?number={','.join(map(str, asked))}&limit=50&sort=newest&fields=number")
    assert {row["number"] for row in few} == set(texts)


@pytest.mark.parametrize(
    "wrong", ["", ",", "%20,", "x", "1,x", "-1", "1.5", "9" * 19, "1;2", ",".join(map(str, range(1001)))]
)
def test_numbers_that_cannot_be_read_are_refused(api: ApiClient, wrong: str):
    response = api.ask(f"statements/?number={wrong}")
    assert (response.status_code, response.json()["parameter"]) == (400, "number")
    assert "numbers" in response.json()["detail"]


def test_speakers_are_read_by_their_ids(api: ApiClient):
    first, _, third = speakers = [make_speaker(f"Sample {number}") for number in range(3)]
    for speaker in speakers:
        make_statement("We open.", speaker=speaker)
    rows = api.read(f"speakers/?id={third.pk},{first.pk},9999999")["results"]
    assert [row["id"] for row in rows] == [first.pk, third.pk]


def test_links_are_in_the_header_too(api: ApiClient, statements: list):
    response = api.ask("statements/?limit=3")
    address = response.json()["next"]
    assert response.headers["Link"] == f'<{address}>; rel="next"'
    assert 'rel="prev"' in api.ask(address).headers["Link"]


@pytest.mark.parametrize(
    "cursor",
    ["x", "WyJhZnRlciJd", "bnVsbA", "WyJhZnRlciIsICJ4Il0", "é", "0" * 900, "WzEsMl0", "W3t9LCBbXV0", "W1tdLCAxXQ"],
)
def test_an_invalid_cursor_is_refused(api: ApiClient, cursor: str):
    for sort in ("number", "newest"):
        response = api.ask(f"statements/?sort={sort}&cursor={cursor}")
        assert response.status_code == 400
        assert response.json()["parameter"] == "cursor"


@given(
    days=st.lists(st.sampled_from(["2020-01-01", "2020-01-02", "2020-01", "2020"]), min_size=1, max_size=30),
    limit=st.integers(1, 7),
    descending=st.booleans(),
    gone=st.sets(st.integers(0, 29)),
)
@settings(max_examples=examples(0.25), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_row_is_listed_once_despite_ties_and_withdrawals(
    db: None, django_db_blocker: DjangoDbBlocker, days: list, limit: int, descending: bool, gone: set
):
    """Rows that stay are listed exactly once, and rows that go at most once."""
    Statement.objects.all().delete()
    board = make_board()
    rows = Statement.objects.bulk_create(
        Statement(**origin(), board=board, date=day, position=at) for at, day in enumerate(days)
    )
    leaving = {rows[at].pk for at in gone if at < len(rows)}
    ordering = Ordering(("date", "number"), descending)
    met: list[int] = []
    page = cut(Statement.objects.all(), ordering, limit=limit)
    while True:
        met += [row.pk for row in page.rows]
        Statement.objects.filter(pk__in=leaving - set(met[:1])).delete()
        if not page.next:
            break
        page = cut(Statement.objects.all(), ordering, limit=limit, cursor=page.next)
    assert len(met) == len(set(met))
    assert {row.pk for row in rows} - leaving <= set(met)
