"""The roster of a board at the desk."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from archive.models import Office, Speaker
from tests.ingest.transcripts import make_batch
from tests.record import make_board, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db

LIST = "Jane Sample, Trustee, 2019, 2024\nKim Example, President, 2023, now"


def path(board):
    return f"/desk/boards/{board.pk}/roster/"


def test_the_first_file_of_a_new_board_matches_its_roster(editor):
    board = make_board()
    assert "Jane Sample" in editor.post(path(board), {"text": LIST}).getvalue().decode()
    assert not Speaker.objects.exists()
    editor.post(path(board), {"text": LIST, "save": "1"})
    turns = (("Trustee Sample", "Good evening."), ("THE PRESIDENT", "Welcome."), ("Ms. Example", "Thank you."))
    batch = make_batch(make_meeting(board, date="2024-03-05"), turns)
    matched = dict(batch.labels.values_list("text", "speaker__name"))
    assert matched == {"Trustee Sample": "Jane Sample", "THE PRESIDENT": "Kim Example", "Ms. Example": "Kim Example"}


def test_adding_the_same_list_again_changes_nothing(editor):
    board = make_board()
    for _ in range(2):
        editor.post(path(board), {"text": LIST, "save": "1"})
    assert (Speaker.objects.count(), Office.objects.count()) == (2, 2)


def test_a_person_with_the_same_name_at_another_board_raises_a_question(editor):
    board, other = make_board(), make_speaker("Jane Sample")
    Office.objects.create(speaker=other, title="Mayor", board=make_board())
    page = editor.post(path(board), {"text": LIST, "save": "1"}).getvalue().decode()
    assert "Choose who Jane Sample is" in page
    assert not Office.objects.filter(board=board).exists()
    editor.post(path(board), {"text": LIST, "save": "1", "member-0": "new"})
    assert Speaker.objects.filter(name="Jane Sample").count() == 2
    assert not other.offices.filter(board=board).exists()


def test_a_text_file_is_read_and_any_other_refused(editor):
    board = make_board()
    page = editor.post(path(board), {"upload": ContentFile(LIST.encode(), name="list.csv")})
    assert "Kim Example" in page.getvalue().decode()
    page = editor.post(path(board), {"upload": ContentFile(b"\xff\xd8\xff\xe0", name="list.csv")})
    assert "not text in UTF-8" in page.getvalue().decode()


def test_a_clerk_without_the_right_to_add_offices_sees_no_roster():
    assert Client().get(path(make_board())).status_code == 302


def test_an_existing_office_is_given_an_end_date(editor):
    board = make_board()
    for end in ("now", "2025"):
        editor.post(path(board), {"text": f"Jane Sample, Trustee, 2019, {end}", "save": "1"})
    assert [str(office.to_date) for office in Office.objects.all()] == ["2025"]


def test_offices_of_a_speaker_whom_readers_see_change_in_public(editor):
    statement = make_statement(speaker=make_speaker("Jane Sample"))
    given = {"text": LIST, "save": "1"}
    page = editor.post(path(statement.board), given).content.decode()
    assert "Give a reason for the change" in page
    assert 'name="reason"' in page
    assert not Office.objects.exists()
    editor.post(path(statement.board), given | {"reason": "The roster on the site of the board."})
    [correction] = statement.speaker.corrections.public()
    assert correction.reason == "The roster on the site of the board."
    assert Office.objects.count() == 2
