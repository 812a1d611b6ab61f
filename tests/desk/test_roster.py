"""The roster of a board at the desk."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from archive.models import Office, Role, Speaker
from tests.ingest.transcripts import make_batch
from tests.record import make_board, make_meeting, make_speaker, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db

LIST = "Jane Sample, Trustee, 2019, 2024\nKim Example, President, 2023, now"


@pytest.fixture
def desk() -> Client:
    return signed_in(make_person(Role.EDITOR))


def path(board):
    return f"/desk/boards/{board.pk}/roster/"


def test_the_first_file_of_a_new_board_matches_its_roster(desk):
    board = make_board()
    assert "Jane Sample" in desk.post(path(board), {"text": LIST}).getvalue().decode()
    assert not Speaker.objects.exists()
    desk.post(path(board), {"text": LIST, "save": "1"})
    turns = (("Trustee Sample", "Good evening."), ("THE PRESIDENT", "Welcome."), ("Ms. Example", "Thank you."))
    batch = make_batch(make_meeting(board, date="2024-03-05"), turns)
    matched = dict(batch.labels.values_list("text", "speaker__name"))
    assert matched == {"Trustee Sample": "Jane Sample", "THE PRESIDENT": "Kim Example", "Ms. Example": "Kim Example"}


def test_adding_the_same_list_again_changes_nothing(desk):
    board = make_board()
    for _ in range(2):
        desk.post(path(board), {"text": LIST, "save": "1"})
    assert (Speaker.objects.count(), Office.objects.count()) == (2, 2)


def test_a_person_with_the_same_name_at_another_board_raises_a_question(desk):
    board, other = make_board(), make_speaker("Jane Sample")
    Office.objects.create(speaker=other, title="Mayor", board=make_board())
    page = desk.post(path(board), {"text": LIST, "save": "1"}).getvalue().decode()
    assert "Choose who Jane Sample is" in page
    assert not Office.objects.filter(board=board).exists()
    desk.post(path(board), {"text": LIST, "save": "1", "member-0": "new"})
    assert Speaker.objects.filter(name="Jane Sample").count() == 2
    assert not other.offices.filter(board=board).exists()


def test_a_text_file_is_read_and_any_other_refused(desk):
    board = make_board()
    page = desk.post(path(board), {"upload": ContentFile(LIST.encode(), name="list.csv")})
    assert "Kim Example" in page.getvalue().decode()
    page = desk.post(path(board), {"upload": ContentFile(b"\xff\xd8\xff\xe0", name="list.csv")})
    assert "not text in UTF-8" in page.getvalue().decode()


def test_a_clerk_without_the_right_to_add_offices_sees_no_roster():
    assert Client().get(path(make_board())).status_code == 302


def test_an_existing_office_is_given_an_end_date(desk):
    board = make_board()
    for end in ("now", "2025"):
        desk.post(path(board), {"text": f"Jane Sample, Trustee, 2019, {end}", "save": "1"})
    assert [str(office.to_date) for office in Office.objects.all()] == ["2025"]


def test_offices_of_a_speaker_whom_readers_see_change_in_public(desk):
    statement = make_statement(speaker=make_speaker("Jane Sample"))
    given = {"text": LIST, "save": "1"}
    page = desk.post(path(statement.board), given).content.decode()
    assert "Give a reason for the change" in page
    assert 'name="reason"' in page
    assert not Office.objects.exists()
    desk.post(path(statement.board), given | {"reason": "The roster on the site of the board."})
    [correction] = statement.speaker.corrections.public()
    assert correction.reason == "The roster on the site of the board."
    assert Office.objects.count() == 2
