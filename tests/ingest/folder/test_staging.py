"""Each file of a folder finds its meeting, or asks; it goes on after a kill, and nothing is imported twice."""

import pytest
from django.core.management import call_command

from archive.actions.redaction import redact
from archive.actions.rules import NotAllowed
from archive.citations.passages.quote_range import QuoteRange
from archive.ingest.folder.given import Given
from archive.ingest.folder.opened import FolderFile
from archive.ingest.folder.questions import LabelQuestion, answer, answer_label, leave_out, open_questions
from archive.ingest.folder.staging import Asked, stage_waiting
from archive.ingest.folder.taking_in import TakenIn, take_in
from archive.models import Board, ImportBatch, IncomingFile, Meeting, Role
from tests.record import make_board, make_meeting, make_speaker, make_statement
from tests.staff import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]
SRT = "1\n00:00:01,000 --> 00:00:04,000\n[{label}] Good evening, the meeting number {number} will come to order.\n"
TABLE = "body,meeting_title,meeting_date,speaker,text\n"


def srt(number: int = 1, label: str = "Robin Sample") -> bytes:
    return SRT.format(label=label, number=number).encode()


def imported(name: str, data: bytes = b"", actor=None, **given) -> IncomingFile:
    row, _ = take_in(FolderFile(name, data or srt()), Given(**given), actor)
    list(stage_waiting())
    row.refresh_from_db()
    return row


def asked() -> list[tuple[str, str, int]]:
    return [(str(one.what), one.said, len(one.files)) for one in open_questions() if not isinstance(one, LabelQuestion)]


def test_the_names_of_folders_and_files_say_board_and_date():
    board = make_board("Sample Elm School Board")

    row = imported("sample-elm-school-board/Work_Session_2024-03-05.srt")

    batch = ImportBatch.objects.get()
    assert (row.status, row.file.name) == ("staged", "")
    assert (batch.meeting.board, batch.meeting.date.isoformat(), batch.meeting.kind) == (
        board,
        "2024-03-05",
        "work_session",
    )
    assert (batch.status, batch.file_name, batch.turns.count()) == ("staged", "Work_Session_2024-03-05.srt", 1)
    assert batch.file_is_there


def test_a_file_whose_words_and_name_have_different_days_is_filed_under_neither_without_an_answer():
    make_board("Sample Elm School Board")
    text = b"[0:10] Robin Sample: Good evening. Today is March 6, 2024.\n\n[0:20] Kim Example: I second that.\n"

    row = imported("sample-elm-school-board/2024-03-05.txt", text)
    assert (row.status, Meeting.objects.count()) == ("asks", 0)
    assert asked() == [("date", "", 1)]
    answer(files=[row], what=Asked.DATE, value="2024-03-06", actor=make_person(Role.EDITOR))
    list(stage_waiting())
    assert ImportBatch.objects.get().meeting.date.isoformat() == "2024-03-06"


def speech(head: str) -> bytes:
    said = "".join(f"{who}: We say {n} to all of you.\n" for n, who in enumerate(("Jo Sample", "Kim Example") * 3))
    return f"{head}\n\n{said}".encode()


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("2024-03-05.txt", "Sample Elm School Board\nSample Oak Library Board\nMeeting of March 5, 2024"),
        ("sample-elm-school-board/2024-03-05.txt", "Minutes of the Sample Oak Library Board"),
    ],
)
def test_a_file_that_names_two_boards_is_filed_under_neither_without_an_answer(name: str, head: str):
    oak = make_board("Sample Oak Library Board")
    make_board("Sample Elm School Board")
    row = imported(name, speech(head))

    both = "Sample Elm School Board or Sample Oak Library Board"
    assert (asked(), Meeting.objects.count()) == ([("board", both, 1)], 0)
    answer(files=[row], what=Asked.BOARD, said=both, value=str(oak.pk), actor=make_person(Role.EDITOR))
    list(stage_waiting())
    assert ImportBatch.objects.get().meeting.board == oak


def test_a_committee_is_the_board_of_a_file_that_names_its_parent_too():
    council = make_board("Sample Oak City Council")
    committee = make_board("Sample Parks Committee", parent=council)
    imported("2024-03-05.txt", speech("Sample Oak City Council\nSample Parks Committee"))
    assert ImportBatch.objects.get().meeting.board == committee


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("sample-elm-school-board.txt", "Meeting of March 5, 2024\n\nMeeting of March 12, 2024"),
        ("sample-elm-school-board.txt", "March 5, 2024\n\nMarch 12, 2024"),
        ("sample-elm-school-board/2024-03-12.txt", "Meeting of March 5, 2024\n\nMeeting of March 12, 2024"),
    ],
)
def test_two_days_of_a_file_are_asked_about(name: str, head: str):
    make_board("Sample Elm School Board")
    imported(name, speech(head))
    assert (asked(), Meeting.objects.count()) == ([("date", "", 1)], 0)


def test_a_manifest_says_more_than_the_name_and_may_name_a_new_board():
    row = imported(
        "2024-03-05.srt",
        board="Sample Oak City Council",
        date="2024-03-06",
        kind="captions",
        publisher="Oak",
        url="https://oak.example/1",
    )

    batch = ImportBatch.objects.get()
    assert row.status == "staged"
    assert (str(batch.meeting.board), batch.meeting.board.kind) == ("Sample Oak City Council", "council")
    assert batch.meeting.date.isoformat() == "2024-03-06"
    assert (batch.source_kind, batch.text_status) == ("captions", "verbatim")
    assert (batch.source_publisher, batch.source_url) == ("Oak", "https://oak.example/1")


def test_a_file_joins_the_meeting_of_its_board_and_date():
    board = make_board("Sample Elm School Board")
    meeting = make_meeting(board, "2024-03-05")

    imported("sample elm school board 2024-03-05.srt")
    imported("sample elm school board 2024-03-05.second.srt", srt(2))

    assert [batch.meeting for batch in ImportBatch.objects.all()] == [meeting, meeting]


def test_two_meetings_of_one_day_are_told_apart_by_their_kind_or_asked_about():
    board = make_board("Sample Elm School Board")
    regular = make_meeting(board, "2024-03-05")
    hearing = make_meeting(board, "2024-03-05", kind=Meeting.Kind.HEARING)
    make_meeting(board, "2024-03-06")
    again = make_meeting(board, "2024-03-06")

    imported("sample elm school board 2024-03-05 public hearing.srt")
    imported("sample elm school board 2024-03-05.srt", srt(2))
    row = imported("sample elm school board 2024-03-06.srt", srt(3))

    assert [batch.meeting for batch in ImportBatch.objects.order_by("id")] == [hearing, regular]
    assert asked() == [("meeting", f"{board.pk} 2024-03-06", 1)]
    answer(files=[row], what=Asked.MEETING, value=str(again.pk))
    list(stage_waiting())
    assert again.imports.count() == 1


def test_a_board_is_asked_once_for_all_files_that_name_it_and_most_files_come_first():
    board = make_board("Sample Elm School Board")
    for day in (1, 2, 3):
        imported(f"minutes/2024-03-0{day}.srt", srt(day))
    imported("other/2024-03-09.srt", srt(9))

    assert asked() == [("board", "minutes/", 3), ("board", "other/", 1)]
    answer(files=open_questions()[0].files, what=Asked.BOARD, said="minutes/", value=str(board.pk))
    list(stage_waiting())

    assert [meeting.date.isoformat() for meeting in board.meetings.order_by("date")] == [
        "2024-03-01",
        "2024-03-02",
        "2024-03-03",
    ]
    assert asked() == [("board", "other/", 1)]


def test_a_date_that_nothing_says_is_asked():
    board = make_board("Sample Elm School Board")
    row = imported("sample elm school board.srt")

    assert asked() == [("date", "", 1)]
    answer(files=[row], what=Asked.DATE, value="2024-03-05")
    list(stage_waiting())
    assert board.meetings.get().date.isoformat() == "2024-03-05"


def test_a_table_of_many_meetings_is_as_many_meetings_of_its_boards():
    elm, oak = make_board("Sample Elm School Board"), make_board("Sample Oak City Council")
    rows = [
        (board.name, f"Meeting {day}", f"2024-03-{day:02}", "Kim Example", f"It is day {day}.")
        for day in range(1, 16) for board in (elm, oak)
    ]  # fmt: skip

    row = imported("all.csv", (TABLE + "".join(",".join(cells) + "\n" for cells in rows)).encode())

    assert row.status == "staged"
    assert elm.meetings.count() == oak.meetings.count() == 15
    batches = ImportBatch.objects.all()
    assert {batch.meeting.title for batch in batches} == {f"Meeting {day}" for day in range(1, 16)}
    assert {batch.turns.count() for batch in batches} == {1}
    assert len({batch.file.name for batch in batches}) == 1
    assert not any(batch.asks_for_reading for batch in batches)


def test_a_table_stages_the_meetings_that_are_clear_and_asks_for_the_others():
    elm = make_board("Sample Elm School Board")
    table = (
        f"{TABLE}{elm},Budget,2024-03-01,Kim Example,One.\nSample Oak,Roads,2024-03-02,Kim Example,Two.\n"
        f"{elm},Parks,,Kim Example,Three.\n"
    )
    row = imported("all.csv", table.encode())
    assert [batch.meeting.title for batch in ImportBatch.objects.all()] == ["Budget"]
    assert asked() == [("board", "Sample Oak", 1), ("date", "Sample Elm School Board · Parks", 1)]

    answer(files=[row], what=Asked.BOARD, said="Sample Oak", value=str(make_board("Oak").pk))
    list(stage_waiting())
    row.refresh_from_db()
    answer(files=[row], what=Asked.DATE, said="Sample Elm School Board · Parks", value="2024-03-03")
    list(stage_waiting())

    row.refresh_from_db()
    assert (row.status, ImportBatch.objects.count(), Board.objects.get(name="Oak").meetings.count()) == ("staged", 3, 1)


def test_the_same_bytes_are_imported_once_whatever_their_name_and_again_only_if_discarded():
    make_board("Sample Elm School Board")
    imported("sample elm school board 2024-03-05.srt")

    file = FolderFile("again/sample elm school board 2024-03-06.srt", srt())
    assert take_in(file, Given())[1] is TakenIn.KNOWN
    ImportBatch.objects.update(status=ImportBatch.Status.DISCARDED)
    assert take_in(file, Given())[1] is TakenIn.NEW
    list(stage_waiting())
    assert ImportBatch.objects.exclude(status=ImportBatch.Status.DISCARDED).count() == 1


def test_a_second_run_says_again_what_was_refused_and_why(tmp_path, capsys):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "picture.vtt").write_bytes(b"\x89PNG\r\n\x1a\n picture")
    call_command("import_files", folder)
    refusal = IncomingFile.objects.get().refusal
    capsys.readouterr()

    call_command("import_files", folder)
    told = capsys.readouterr()
    assert "Files: 1 refused before." in told.out
    assert f"picture.vtt: {refusal}" in told.err


def test_what_could_not_be_read_says_why_and_may_be_left_out():
    row = imported("picture.vtt", b"\x89PNG\r\n\x1a\n picture")

    assert (row.status, ImportBatch.objects.count(), Meeting.objects.count()) == ("refused", 0, 0)
    assert "picture" in row.refusal
    assert row.file.storage.exists(row.file.name)
    leave_out(row=row)
    assert not IncomingFile.objects.exists()


def test_a_manifest_that_is_given_later_answers_what_was_asked():
    row = imported("elm.srt")
    assert [what for what, _, _ in asked()] == ["board", "date"]

    imported("elm.srt", board="Sample Elm School Board", date="2024-03-05")

    row.refresh_from_db()
    assert row.status == "staged"


def test_a_label_is_asked_once_for_a_board_and_decided_in_all_its_files():
    board, person = make_board("Sample Elm School Board"), make_speaker("Lee Partree")
    make_speaker("Jo Partree")
    for day in (1, 2, 3):
        imported(f"sample elm school board 2024-03-0{day}.srt", srt(day, "Mr. Partree"))
    imported("sample elm school board 2024-03-04.srt", srt(4, "Robin Sampel"))

    first, second = open_questions()
    assert [(one.board, one.text, one.unlocks) for one in (first, second)] == [
        (board, "Mr. Partree", (3, 3)), (board, "Robin Sampel", (1, 1)),
    ]  # fmt: skip
    answer_label(question=first, speaker=person)

    decided = {
        label.speaker for batch in ImportBatch.objects.all() for label in batch.labels.filter(text="Mr. Partree")
    }
    assert decided == {person}
    assert [question.text for question in open_questions()] == ["Robin Sampel"]


def test_somebody_who_may_not_add_boards_is_asked_which_board_a_manifest_means():
    clerk = make_person(Role.CLERK)
    imported("2024-03-05.srt", actor=clerk, board="Sample Elm School Board")

    assert asked() == [("board", "Sample Elm School Board", 1)]
    assert not Board.objects.exists()


def test_nobody_imports_without_the_permission():
    with pytest.raises(NotAllowed):
        take_in(FolderFile("one.srt", srt()), Given(), make_person())


def test_a_redaction_deletes_the_files_that_wait_for_a_meeting_and_have_the_words(django_capture_on_commit_callbacks):
    statement = make_statement("The number of the child is twelve quokkas and a heron.")
    going = imported("one.srt", srt(1, "Kim Example").replace(b"Good evening", b"twelve quokkas and a heron"))
    staying = imported("two.srt", srt(2))

    with django_capture_on_commit_callbacks(execute=True):
        passage = QuoteRange(27, 53)
        redact(revision=statement.current_revision, passage=passage, category="privacy", reason="A child.")

    assert list(IncomingFile.objects.all()) == [staying]
    assert not going.file.storage.exists(going.file.name)
    assert staying.file.storage.exists(staying.file.name)
