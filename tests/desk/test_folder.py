"""Import a folder at the desk: many files at once, and the one list of what a person must decide."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.ingest.folder.staging import stage_waiting
from archive.models import Board, ImportBatch, IncomingFile, Role, Speaker
from tests.desk.acting import press
from tests.ingest.folder.test_staging import srt
from tests.record import make_board, make_speaker
from tests.staff import make_person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]
ELM = "Sample Elm School Board"


def hand_over(client, *files: tuple[str, bytes], **fields):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    response = client.post(reverse("desk:folder"), {"uploads": sent} | fields, follow=True)
    list(stage_waiting())
    return response


def send(client, door, **fields):
    return press(client, door, data=fields, follow=True)


def zip_of(*files: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return packed.getvalue()


def test_many_files_are_handed_over_at_once_and_staged_for_their_meetings(clerk):
    board = make_board(ELM)

    page = hand_over(clerk, *((f"Sample Elm School Board 2024-03-0{day}.srt", srt(day)) for day in (1, 2, 3)))

    assert "Files: 3 new." in page.text
    assert board.meetings.count() == ImportBatch.objects.filter(status="staged").count() == 3


def test_a_zip_and_a_manifest_are_taken_together(clerk):
    make_board(ELM)
    manifest = SimpleUploadedFile("list.csv", f"file,board,date\nx/one.srt,{ELM},2024-03-01\n".encode())

    hand_over(clerk, ("all.zip", zip_of(("x/one.srt", srt(1)), ("x/two.srt", srt(2)))), manifest=manifest)

    assert [batch.meeting.date.isoformat() for batch in ImportBatch.objects.all()] == ["2024-03-01"]
    assert [row.name for row in IncomingFile.objects.asking()] == ["x/two.srt"]


def test_a_zip_that_leaves_its_folder_is_refused_in_a_sentence(clerk):
    page = hand_over(clerk, ("all.zip", zip_of(("../one.srt", srt()))))

    assert "outside its folder" in page.text
    assert not IncomingFile.objects.exists()


def test_a_wrong_manifest_stores_nothing(clerk):
    page = hand_over(clerk, ("one.srt", srt()), manifest=SimpleUploadedFile("list.csv", b"board\nx\n"))

    assert "no column “file”" in page.text
    assert not IncomingFile.objects.exists()


def test_a_board_and_a_date_are_answered_on_the_page(clerk):
    board = make_board(ELM)
    hand_over(clerk, ("one.srt", srt(1)), ("two 2024-03-02.srt", srt(2)))
    page = clerk.get(reverse("desk:folder")).text
    assert page.index("Which board do these files belong to?") < page.index("When was the meeting in one.srt?")
    work = clerk.get(reverse("desk:work-list")).text
    assert "2 files wait for an answer" in work
    assert "nothing to do" not in work

    one, two = IncomingFile.objects.order_by("name")
    answered = send(clerk, "folder:answer", what="board", said="", value=board.pk, file=[one.pk, two.pk])
    assert "Answered for 2 files" in answered.text
    list(stage_waiting())
    assert "is not a date" in send(clerk, "folder:answer", what="date", value="soon", file=one.pk).text
    send(clerk, "folder:answer", what="date", value="1 March 2024", file=one.pk)
    list(stage_waiting())

    assert sorted(meeting.date.isoformat() for meeting in board.meetings.all()) == ["2024-03-01", "2024-03-02"]
    assert "was answered meanwhile" in send(clerk, "folder:answer", what="date", value="2024", file=one.pk).text


def test_who_may_add_boards_adds_the_one_that_a_file_names(clerk):
    table = b"body,meeting_date,speaker,text\nSample Oak Council,2024-03-01,Kim Example,One.\n"
    hand_over(clerk, ("oak.csv", table))
    row = IncomingFile.objects.get()
    fields = {"what": "board", "said": "Sample Oak Council", "value": "new", "file": row.pk}

    assert "A new board" not in clerk.get(reverse("desk:folder")).text
    assert press(clerk, "folder:answer", data=fields).status_code == 403
    administrator = signed_in(make_person(Role.ADMINISTRATOR))
    assert "A new board, “Sample Oak Council”" in administrator.get(reverse("desk:folder")).text
    send(administrator, "folder:answer", **fields)
    list(stage_waiting())

    board = Board.objects.get()
    assert (board.name, board.kind, board.meetings.count()) == ("Sample Oak Council", "council", 1)


@pytest.mark.parametrize("answer", ["suggested", "typed", "new", "nobody"])
def test_a_label_is_answered_once_for_all_files_of_its_board(clerk, answer):
    make_board(ELM)
    known = make_speaker("Robin Sampel")
    hand_over(clerk, *((f"{ELM} 2024-03-0{day}.srt", srt(day)) for day in (1, 2, 3)))
    label = ImportBatch.objects.first().labels.get(text="Robin Sample")
    page = clerk.get(reverse("desk:folder")).text
    assert "Who is “Robin Sample” at Sample Elm School Board?" in page

    fields = {"suggested": {"speaker": known.pk}, "typed": {"name": "robin sampel"}}.get(answer, {"speaker": answer})
    send(clerk, "folder:label", label=label.pk, **fields)

    meant = {row.speaker for batch in ImportBatch.objects.all() for row in batch.labels.filter(text="Robin Sample")}
    new = Speaker.objects.filter(name="Robin Sample").first()
    assert meant == {{"new": new, "nobody": None}.get(answer, known)}
    assert "Who is “Robin Sample”" not in clerk.get(reverse("desk:folder")).text


def test_a_label_without_an_answer_stays_open(clerk):
    make_board(ELM)
    hand_over(clerk, (f"{ELM} 2024-03-01.srt", srt()))
    label = ImportBatch.objects.get().labels.get()

    assert "Choose or type who" in send(clerk, "folder:label", label=label.pk).text
    label.refresh_from_db()
    assert label.is_open


def test_what_could_not_be_read_is_listed_with_the_reason_and_can_be_left_out(
    clerk, django_capture_on_commit_callbacks
):
    hand_over(clerk, ("picture.vtt", b"\x89PNG\r\n\x1a\n picture"))
    row = IncomingFile.objects.get()
    assert "This is a picture" in clerk.get(reverse("desk:folder")).text

    with django_capture_on_commit_callbacks(execute=True):
        assert "is left out" in send(clerk, "folder:leave-out", file=row.pk).text
    assert not IncomingFile.objects.exists()
    assert not row.file.storage.exists(row.file.name)
