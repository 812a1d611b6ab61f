"""A meeting with its agenda and statements, typed in one form; and its agenda edited by itself."""

import re

import pytest
from django.urls import reverse

from archive.models import Meeting, Statement
from tests.desk.acting import TYPED_ORIGIN, do, send, sentences
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
BY_HAND = "/desk/meetings/by-hand/"


def rows(prefix, *given):
    """Return the fields of some rows as a browser sends them."""
    data = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(given):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def typed(board, **more):
    make_speaker("Robin Sample")
    data = {"board": board.pk, "date": "2024-03-05", "kind": "regular", "status": "held"}
    data |= TYPED_ORIGIN | {"text_status": "minutes"}
    data |= rows("agenda", {"title": "Roll call", "label": "1"}, {"title": "Library hours"}, {})
    said = {"speaker": "Robin Sample", "text": "We open on Saturdays.", "kind": "remark", "under": "2"}
    vote = {"text": "The motion passed.", "kind": "vote", "title": "On hours", "topics": "Libraries"}
    return data | rows("statements", said, vote, {"kind": "remark"}) | more


def test_a_clerk_types_a_draft_meeting_and_an_editor_one_that_is_public_at_once(clerk, editor):
    assert "A meeting by hand" in clerk.get(BY_HAND + f"?board={make_board().pk}").content.decode()
    response = clerk.post(BY_HAND, typed(make_board()), follow=True)
    assert sentences(response) == ["The meeting is saved. 2 statements are drafts. None of them are public yet."]
    meeting = Meeting.objects.get()
    first, second = meeting.statements.order_by("position", "number")
    assert [str(item) for item in meeting.agenda_items.all()] == ["1 Roll call", "Library hours"]
    assert (first.text, first.speaker.name, first.agenda_item.title) == (
        "We open on Saturdays.",
        "Robin Sample",
        "Library hours",
    )
    assert (second.kind, second.current_revision.title, second.text_status) == ("vote", "On hours", "minutes")
    assert [topic.name for topic in second.topics.all()] == ["Libraries"]
    assert not Statement.objects.public().exists()


def test_an_editor_publishes_what_was_just_typed(editor):
    editor.post(BY_HAND, typed(make_board(), then="publish"))
    assert Statement.objects.public().count() == 2


def test_a_clerk_cannot_publish_with_the_form(clerk):
    assert clerk.post(BY_HAND, typed(make_board(), then="publish")).status_code == 403
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"date": "5 March"}, "5 March"),
        ({"statements-0-speaker": "Robyn Sample"}, "Which speaker is “Robyn Sample”?"),
        ({"statements-0-text": " "}, "Type the words of the statement."),
        ({"statements-0-under": "9"}, "The agenda has 2 items."),
        ({"agenda-0-title": ""}, "Type the title of the item"),
    ],
)
def test_errors_are_reported_and_nothing_is_saved_or_lost(clerk, wrong, sentence):
    page = clerk.post(BY_HAND, typed(make_board(), **wrong)).content.decode()
    assert sentence in page
    assert "The motion passed." in page
    assert not Meeting.objects.exists()
    assert not Statement.objects.exists()


@pytest.mark.parametrize(("more", "field"), [("agenda", "agenda-7-title"), ("statements", "statements-7-text")])
def test_asking_for_more_rows_keeps_what_was_typed(clerk, more, field):
    page = clerk.post(BY_HAND, typed(make_board(), more=more)).content.decode()
    assert f'name="{field}"' in page
    assert "The motion passed." in page
    assert not Meeting.objects.exists()


def test_statements_are_added_to_an_existing_meeting(clerk):
    meeting = make_meeting()
    make_draft("First.", meeting=meeting)
    data = rows("statements", {"text": "Second.", "kind": "remark"}, {"text": "Third.", "kind": "remark"})
    send(clerk, "meeting-by-hand", meeting, **TYPED_ORIGIN, **data)
    texts = [statement.text for statement in meeting.statements.order_by("position", "number")]
    assert texts == ["First.", "Second.", "Third."]


def test_an_office_of_a_public_speaker_is_not_added_in_passing(clerk, editor):
    speaker = make_speaker("Kim Example")
    make_statement(speaker=speaker)
    data = typed(make_board(), **{"statements-0-speaker": "Kim Example", "statements-0-office": "Trustee"})
    for person in (clerk, editor):
        page = person.post(BY_HAND, data).content.decode()
        assert "Readers can already see Kim Example." in page
        assert "The motion passed." in page
    assert not speaker.offices.exists()


def agenda(meeting):
    return [str(item) for item in meeting.agenda_items.order_by("position")]


def test_the_agenda_of_a_public_meeting_has_no_fields_for_a_clerk(clerk):
    meeting = make_meeting()
    meeting.agenda_items.create(position=1, title="Roll call")
    make_statement(meeting=meeting)
    page = clerk.get(reverse("desk:meeting-agenda", args=[meeting.pk])).content.decode()
    assert "Roll call" in page
    assert "only an editor can change" in page
    assert "More items" not in page
    assert 'name="agenda-' not in page


def test_an_agenda_is_reordered_renamed_and_shortened(clerk):
    meeting = make_meeting()
    items = [meeting.agenda_items.create(position=place, title=title) for place, title in enumerate("ABC", 1)]
    given = [
        {"item": items[0].pk, "place": "3", "title": "A"},
        {"item": items[1].pk, "place": "1", "title": "Bees"},
        {"item": items[2].pk, "place": "2", "title": "C", "gone": "on"},
        {"title": "D"},
    ]
    send(clerk, "meeting-agenda", meeting, **rows("agenda", *given))
    assert agenda(meeting) == ["Bees", "A", "D"]


def test_the_agenda_of_a_public_meeting_changes_in_public(clerk, editor):
    meeting = make_statement().meeting
    item = meeting.agenda_items.create(position=1, title="Roll call")
    data = rows("agenda", {"item": item.pk, "place": "1", "title": "Opening"})
    assert do(clerk, "meeting-agenda", meeting, **data, reason="So.").status_code == 403
    assert "Give a reason" in do(editor, "meeting-agenda", meeting, **data).content.decode()
    assert agenda(meeting) == ["Roll call"]
    send(editor, "meeting-agenda", meeting, **data, reason="The notice says so.")
    assert agenda(meeting) == ["Opening"]
    assert meeting.corrections.public().get().changes == [["agenda item", "Roll call", "Opening"]]


def test_an_agenda_that_somebody_else_saved_meanwhile_is_not_overwritten(clerk):
    meeting = make_meeting()
    stale = {"seen": "0" * 32} | rows("agenda", {"title": "Mine"})
    page = do(clerk, "meeting-agenda", meeting, **stale).content.decode()
    assert "has changed since you opened the page" in page
    assert 'value="Mine"' in page
    assert agenda(meeting) == []


def test_the_page_links_to_the_new_board_form_if_there_is_no_board(clerk):
    assert "Create the board" in clerk.get(reverse("desk:by-hand")).content.decode()


def summary(page):
    [box] = re.findall(r'<div class="notice notice-wrong" role="alert"[^>]*>(.*?)</div>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", box).split())


def test_what_is_wrong_with_any_row_stands_once_above_the_form(clerk):
    board = make_board()
    wrong = rows("statements", {"text": "We open on Saturdays."}, {"text": "We close.", "outside": "never"})
    page = do(clerk, "by-hand", **typed(board, date="never", **wrong)).content.decode()
    told = summary(page)
    assert "Date: " in told
    assert "Statement 2, Said outside the meeting, on: " in told
    assert page.index('role="alert"') < page.index("the-meeting")


def test_what_is_wrong_with_a_row_of_an_agenda_stands_above_it(clerk):
    page = do(clerk, "meeting-agenda", make_meeting(), **rows("agenda", {"title": "Roll call"}, {"label": "2"}))
    assert summary(page.content.decode()) == "Item 2, Title: Type the title of the item, or remove it."
