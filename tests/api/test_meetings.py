"""What was said at a meeting, what it was about, and what was said around a statement."""

import pytest

from archive.models import Meeting, Statement
from tests.api.client import ApiClient
from tests.record import make_board, make_decision, make_draft, make_meeting, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    """A meeting with seven turns, numbered against their order, two items, and a draft."""
    meeting = make_meeting(make_board())
    items = [
        meeting.agenda_items.create(position=at, label=f"{at}.", title=title) for at, title in ((1, "A"), (2, "B"))
    ]
    for at in range(7, 0, -1):
        item = items[0] if at > 2 else None
        make_statement(f"Turn {at} is as long as {'x' * at}.", meeting=meeting, agenda_item=item, position=at)
    make_draft("Nobody has seen this.", meeting=meeting, agenda_item=items[1], position=4)
    return meeting


def turns(rows: list[dict[str, str]]) -> list[str]:
    """Return the first words of turns."""
    return [row["text"][:6] for row in rows]


def test_a_meeting_is_read_in_its_order_in_parts(api: ApiClient, meeting: Meeting):
    first = api.read(f"meetings/{meeting.pk}/statements/?limit=5")
    assert first["meeting"] == api.read(f"meetings/{meeting.pk}/")
    assert turns(first["results"]) == [f"Turn {at}" for at in range(1, 6)]
    second = api.client.get(first["next"]).json()
    assert (turns(second["results"]), second["next"]) == (["Turn 6", "Turn 7"], None)
    assert turns(api.client.get(second["previous"]).json()["results"]) == turns(first["results"])
    for path in ("statements", "outline"):
        assert api.ask(f"meetings/999/{path}/").status_code == 404
        assert api.ask(f"meetings/999/{path}/?cursor=none").status_code == 404


def test_an_outline_has_the_longest_statements_of_each_item(api: ApiClient, meeting: Meeting):
    outline = api.read(f"meetings/{meeting.pk}/outline/")
    shown = [(row["agenda_item"] and row["agenda_item"]["title"], row["statements"]) for row in outline["results"]]
    assert shown == [(None, 2), ("A", 5), ("B", 0)]
    assert [one["words"][:6] for one in outline["results"][1]["longest"]] == ["Turn 7", "Turn 6"]
    assert all("text" not in one for row in outline["results"] for one in row["longest"])
    second = api.read(f"meetings/{meeting.pk}/outline/?limit=2&page=2")
    assert [row["agenda_item"]["title"] for row in second["results"]] == ["B"]
    assert (second["next"], second["previous"][-6:]) == (None, "page=1")


def test_a_statement_comes_with_those_around_it_if_they_are_wanted(api: ApiClient, meeting: Meeting):
    third = Statement.objects.get(meeting=meeting, position=3)
    assert "before" not in api.read(f"statements/{third.pk}/")
    around = api.read(f"statements/{third.pk}/?around=3&fields=text")
    assert around["text"].startswith("Turn 3")
    assert turns(around["before"]) == ["Turn 1", "Turn 2"]
    assert turns(around["after"]) == ["Turn 4", "Turn 5", "Turn 6"]
    alone = make_statement(board=meeting.board, date="2024-05-06")
    assert api.read(f"statements/{alone.pk}/?around=5")["before"] == []
    assert api.ask(f"statements/{third.pk}/?around=6").status_code == 400


def test_a_decision_says_where_its_exact_words_are(api: ApiClient, meeting: Meeting):
    decision = make_decision("To keep the playground.", meeting=meeting)
    said = api.read(f"statements/{decision.pk}/")
    shown = api.read(f"decisions/{decision.pk}/")
    for name in ("revision", "revision_url", "text_status"):
        assert shown[name] == said[name]
