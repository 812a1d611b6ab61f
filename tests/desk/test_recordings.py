"""Recordings at the desk: requested, followed, cancelled; doubtful words, corrected words, checked turns."""

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.actions.rules import NotAllowed
from archive.actions.statements import check_by_hand
from archive.desk import recordings
from archive.ingest.recordings import asking
from archive.ingest.staging.staged_turns import TurnEdit, edit_turn
from archive.language.timed_words import TimedWord, pack, unpack
from archive.models import ImportBatch, Role, Statement, Transcription, WordFix
from tests.desk.acting import do, send, sentences, tick
from tests.ingest.transcripts import make_batch
from tests.record import make_draft, make_meeting, make_speaker, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
Purpose, Status = Transcription.Purpose, Transcription.Status


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (asking, recordings):
        monkeypatch.setattr(module, "what_is_missing", lambda: "")


def a_recording() -> SimpleUploadedFile:
    return SimpleUploadedFile("council.mp3", b"sound", "audio/mpeg")


def ask(client: Client, meeting, **data):
    data = {"purpose": Purpose.TRANSCRIBE, "upload": a_recording()} | data
    return client.post(reverse("desk:meeting-recording", args=[meeting.pk]), data, follow=True)


def test_without_the_extra_only_the_operator_reads_how_to_install_it(clerk: Client, settings: LazySettings) -> None:
    settings.TRANSCRIBE_MODEL = ""
    meeting = make_meeting()
    page = clerk.get(reverse("desk:meeting-recording", args=[meeting.pk])).content.decode()
    assert "This site does not transcribe recordings." in page
    assert "requirements" not in page
    operator = signed_in(make_person(is_superuser=True, is_staff=True))
    assert "docs/transcribe.md" in operator.get(reverse("desk:meeting-recording", args=[meeting.pk])).content.decode()
    assert "Transcribe" not in clerk.get(reverse("desk:meeting", args=[meeting.pk])).content.decode()
    assert 'type="file"' not in page
    ask(clerk, meeting)
    assert not Transcription.objects.exists()


@pytest.mark.usefixtures("installed")
def test_a_request_waits_on_the_work_list_and_can_be_cancelled(clerk: Client) -> None:
    meeting = make_meeting()
    page = ask(clerk, meeting).content.decode()
    row = Transcription.objects.get()
    assert (row.status, row.file_name, row.meeting) == (Status.WAITING, "council.mp3", meeting)
    assert "Cancel" in page
    Transcription.objects.update(
        status=Status.RUNNING, seconds=7200, done_seconds=1800, outcome={"pace": 18.0}, started_at=timezone.now()
    )
    work = clerk.get(reverse("desk:work-list")).content.decode()
    assert "council.mp3" in work
    assert "25% heard" in " ".join(work.split())
    assert "about 5 minutes left" in " ".join(work.split())
    send(clerk, "recording:cancel", row)
    row.refresh_from_db()
    assert (row.status, row.file.name) == (Status.CANCELLED, "")
    assert "council.mp3" not in clerk.get(reverse("desk:work-list")).content.decode()


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"upload": ""}, "Choose the file of the recording, or give its address."),
        ({"upload": "", "url": "https://example.org/a.mp4"}, "does not fetch recordings from example.org"),
        ({"upload": "", "url": "https://www.youtube.com/watch?v=1"}, "forbid copies"),
        ({"upload": "", "url": "http://media.example.org/a.mp4"}, "must begin with https://"),
        ({"purpose": Purpose.ALIGN}, "There is no transcript yet"),
    ],
)
def test_a_refused_request_is_explained_and_stores_nothing(clerk, settings, data, sentence: str) -> None:
    settings.RECORDING_HOSTS = ["media.example.org"]
    assert sentence in ask(clerk, make_meeting(), **data).content.decode()
    assert not Transcription.objects.exists()


@pytest.mark.usefixtures("installed")
def test_a_clerk_can_align_drafts_and_an_editor_public_statements(clerk: Client) -> None:
    meeting = make_meeting()
    make_draft(meeting=meeting)
    ask(clerk, meeting, purpose=Purpose.ALIGN, aligns="statements")
    assert Transcription.objects.get().batch is None
    make_statement(meeting=meeting)
    assert ask(clerk, meeting, purpose=Purpose.ALIGN, aligns="statements").status_code == 403
    editor = signed_in(make_person(Role.EDITOR))
    assert ask(editor, meeting, purpose=Purpose.ALIGN, aligns="statements").status_code == 200


def test_the_result_names_the_turns_that_were_not_found(clerk: Client) -> None:
    statement = make_draft("Nobody said this.")
    row = Transcription.objects.create(
        meeting=statement.meeting,
        purpose=Purpose.ALIGN,
        status=Status.DONE,
        file_name="a.mp3",
        ended_at=timezone.now(),
        outcome={"placed": 3, "unplaced": [statement.pk]},
    )
    page = clerk.get(reverse("desk:recording", args=[row.pk])).content.decode()
    assert "3 turns got their times" in " ".join(page.split())
    assert reverse("desk:statement", args=[statement.pk]) in page


def test_doubtful_words_are_marked_with_their_time_until_the_turn_is_checked(clerk: Client) -> None:
    batch = make_batch(make_meeting(), [("Robin Sample", "We open the libary on Saturdays.")])
    turn = batch.turns.get()
    at = turn.text.index("libary")
    turn.word_times = pack([TimedWord(0, 1.0, 1.2, 0.9), TimedWord(at, 2.5, 3.0, 0.2)])
    turn.save()
    page = clerk.get(reverse("desk:import", args=[batch.pk])).content.decode()
    assert page.count("<mark") == 1
    assert 'data-second="2.5"' in page
    send(clerk, "import:turns", batch, turns=[turn.pk], action="checked")
    turn.refresh_from_db()
    assert turn.checked_at
    page = clerk.get(reverse("desk:import", args=[batch.pk])).content.decode()
    assert "<mark" not in page
    assert "checked by hand" in page


AYE = ("Kim Example", "Aye.")


def corrected(times: int, wrong: str = "libary", right: str = "library") -> ImportBatch:
    """Correct a word by hand that many times, and return a new import of the same board with the wrong word."""
    said = [turn for n in range(times) for turn in (("Robin Sample", f"We open the {wrong}, number {n}."), AYE)]
    first = make_batch(make_meeting(), said)
    for turn in first.turns.filter(text__contains=wrong):
        edit_turn(turn=turn, edit=TurnEdit(turn.text.replace(wrong, right), turn.label))
    said = [("Robin Sample", f"The {wrong.capitalize()}! A {wrong} too.")]
    return make_batch(make_meeting(first.meeting.board), said)


def test_a_word_corrected_three_times_is_proposed_and_accepted_place_by_place(clerk: Client) -> None:
    batch = corrected(3)
    turn = batch.turns.get()
    turn.word_times = pack([TimedWord(0, 1, 2), TimedWord(4, 2, 3), TimedWord(turn.text.index("too"), 5, 6)])
    turn.save()
    page = clerk.get(reverse("desk:import", args=[batch.pk]))
    fixes = page.context["fixes"]
    assert [(fix.wrong, fix.right) for fix in fixes] == [("Libary", "library"), ("libary", "library")]
    send(clerk, "import:fixes", batch, fix=[fixes[1].key])
    turn.refresh_from_db()
    assert turn.text == "The Libary! A library too."
    assert [turn.text[word.offset :].split()[0] for word in unpack(turn.word_times)] == ["The", "Libary!", "too."]


def heard(text: str, speaker: str, made_with: str = "software 1, model of tests") -> ImportBatch:
    """Return an import of a board at which that person speaks."""
    meeting = make_statement("We begin.", speaker=make_speaker(speaker)).meeting
    batch = make_batch(make_meeting(meeting.board), [("Voice 1", text)])
    batch.made_with = made_with
    batch.save()
    return batch


@pytest.mark.parametrize(
    ("text", "fixes"),
    [
        ("I thank Ms. Samplle for it.", [("Samplle", "Sample")]),
        ("Trustee Sampel, then Samplee.", [("Sampel", "Sample"), ("Samplee", "Sample")]),
        ("Thank you, Ms. Sample. We saw a samples list of Simpler things.", []),
        ("Robyn and Rubin spoke.", [("Robyn", "Robin"), ("Rubin", "Robin")]),
    ],
)
def test_a_heard_word_that_is_a_letter_off_a_name_of_the_board_is_proposed(
    clerk: Client, text: str, fixes: list[tuple[str, str]]
) -> None:
    batch = heard(text, "Robin Sample")
    page = clerk.get(reverse("desk:import", args=[batch.pk]))
    assert [(fix.wrong, fix.right) for fix in page.context["fixes"]] == fixes


def test_words_that_a_person_wrote_are_not_compared_with_names(clerk: Client) -> None:
    batch = heard("I thank Ms. Samplle for it.", "Robin Sample", made_with="")
    assert not clerk.get(reverse("desk:import", args=[batch.pk])).context["fixes"]


def test_a_word_corrected_twice_or_in_two_ways_is_not_proposed(clerk: Client) -> None:
    batch = corrected(2)
    assert not clerk.get(reverse("desk:import", args=[batch.pk])).context["fixes"]
    board = batch.meeting.board
    WordFix.objects.bulk_create(WordFix(board=board, wrong="libary", right=right) for right in ("library", "Libby") * 4)
    assert not clerk.get(reverse("desk:import", args=[batch.pk])).context["fixes"]


def test_a_check_by_hand_stores_who_and_when_but_readers_see_only_the_check() -> None:
    editor = make_person(Role.EDITOR)
    statement = make_statement(text_status=Statement.TextStatus.MACHINE_TRANSCRIPT)
    page = Client().get(statement.get_absolute_url()).content.decode()
    assert "nobody has checked these words" in page
    response = do(signed_in(editor), "meeting:ticked", statement.meeting, action="checked", statements=tick(statement))
    assert "1 checked by hand." in sentences(response)
    statement.refresh_from_db()
    assert statement.checked_by == editor
    page = Client().get(statement.get_absolute_url()).content.decode()
    assert "A person has checked these words" in page
    assert str(editor) not in page
    meeting = Client().get(statement.meeting.get_absolute_url()).content.decode()
    assert "A person has checked the only statement transcribed by machine" in meeting


def test_only_editors_can_mark_public_words_as_checked() -> None:
    clerk = make_person(Role.CLERK)
    with pytest.raises(NotAllowed):
        check_by_hand(statement=make_statement(), actor=clerk, seen="x")
