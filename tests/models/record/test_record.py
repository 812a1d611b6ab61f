"""Boards, meetings, speakers, sources and statements: what they refuse and what they compute."""

import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import ProtectedError

from archive.models import (
    AgendaItem,
    Board,
    Meeting,
    Office,
    PartialDate,
    Source,
    Speaker,
    Statement,
    Topic,
    fetch_public_offices,
)
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


def make_item(meeting: Meeting, position: int = 1) -> AgendaItem:
    return AgendaItem.objects.create(meeting=meeting, position=position, title="Approval of the minutes")


@pytest.mark.parametrize("model", [Board, Speaker, Topic])
@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ann Lee", "ann-lee"),
        ("Báez & Söhne", "baez-sohne"),
        ("x" * 120, "x" * 112),
        ("東京都議会", None),
        ("--- !", None),
    ],
)
def test_an_empty_slug_is_made_from_the_name(model, name, slug):
    instance = model(name=name)
    instance.full_clean()
    instance.save()
    assert instance.slug == (slug or model._meta.model_name)


def test_equal_names_get_different_slugs():
    assert [Speaker.objects.create(name="李明").slug for _ in range(3)] == ["speaker", "speaker-2", "speaker-3"]
    assert [Speaker.objects.create(name="Ann Lee").slug for _ in range(3)] == ["ann-lee", "ann-lee-2", "ann-lee-3"]


def test_a_slug_does_not_change_with_the_name():
    speaker = Speaker.objects.create(name="Ann Lee")
    speaker.name = "Ann Lee-Burns"
    speaker.save()
    assert speaker.slug == "ann-lee"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "/etc/passwd", "America", "\0"])
def test_a_board_refuses_an_unknown_time_zone(zone):
    with pytest.raises(ValidationError) as refusal:
        Board(name="Board", timezone=zone).full_clean()
    assert "timezone" in refusal.value.message_dict


@pytest.mark.parametrize("language", ["english", "e", "en_US", "en-", "en\n", "<b>"])
def test_a_board_refuses_an_unknown_language(language):
    with pytest.raises(ValidationError) as refusal:
        Board(name="Board", language=language).full_clean()
    assert "language" in refusal.value.message_dict


def test_a_board_cannot_be_a_committee_of_its_own_committee():
    board = make_board("Board")
    committee = make_board("Committee", parent=board)
    board.parent = make_board("Subcommittee", parent=committee)
    with pytest.raises(ValidationError, match="Subcommittee is itself a committee of Board"):
        board.full_clean()
    board.parent = board
    with pytest.raises(ValidationError, match="itself"):
        board.full_clean()


def test_an_office_is_held_from_its_first_to_its_last_possible_day():
    speaker = make_speaker()
    office = Office(speaker=speaker, title="Chair", organisation="Schools", from_date="2016-07", to_date="2017")
    office.full_clean()
    office.save()
    for day, held in {"2016-06-30": False, "2016-07-01": True, "2017-12-31": True, "2018-01-01": False}.items():
        assert speaker.office_on(PartialDate.parse(day).first) == (office if held else None)


def test_the_latest_office_counts():
    speaker = make_speaker()
    speaker.offices.create(title="Member", organisation="Schools", from_date="2010")
    chair = speaker.offices.create(title="Chair", organisation="Schools", from_date="2016-07")
    speaker.offices.create(title="Trustee", organisation="Library")
    statement = make_statement(speaker=speaker, meeting=make_meeting(date="2017-02-23"))
    assert statement.office == chair
    assert str(statement.office) == "Chair, Schools"


@pytest.mark.parametrize(("start", "end", "fine"), [("2017-05", "2017", True), ("2017", "2016-12", False)])
def test_an_office_cannot_end_before_it_begins(start, end, fine):
    office = Office(speaker=make_speaker(), title="Chair", organisation="Schools", from_date=start, to_date=end)
    if fine:
        office.full_clean()
    else:
        with pytest.raises(ValidationError, match="ends before it begins"):
            office.full_clean()


def test_a_statement_takes_board_and_date_from_its_meeting():
    meeting = make_meeting(date="2017-02")
    statement = make_draft(meeting=meeting, board=make_board(), date="1999")
    assert (statement.board, statement.date) == (meeting.board, PartialDate(2017, 2))


def test_a_statement_refuses_an_agenda_item_of_another_meeting():
    with pytest.raises(ValidationError, match="belongs to another meeting"):
        make_draft(meeting=make_meeting(), agenda_item=make_item(make_meeting()))
    with pytest.raises(ValidationError, match="belongs to another meeting"):
        make_draft(board=make_board(), date="2017", agenda_item=make_item(make_meeting()))


def test_two_statements_cannot_respond_to_each_other():
    first = make_draft()
    second = make_draft(responds_to=first)
    first.responds_to = second
    with pytest.raises(ValidationError, match="cannot respond to each other"):
        first.full_clean()


def test_a_statement_refuses_the_words_of_another():
    statement, other = make_draft(), make_draft()
    statement.current_revision = other.current_revision
    with pytest.raises(ValidationError, match="belongs to another statement"):
        statement.clean()


def test_a_statement_whose_title_has_no_latin_letter_still_has_a_path():
    assert make_draft("教育委員会の方針").slug == "statement"
    assert make_draft("We will open " + "the library " * 20).slug.startswith("we-will-open-the-library")


def test_a_deleted_agenda_item_leaves_its_statements():
    meeting = make_meeting()
    statement = make_statement(meeting=meeting, agenda_item=make_item(meeting))
    meeting.agenda_items.all().delete()
    statement.refresh_from_db()
    assert statement.agenda_item is None


@pytest.mark.parametrize("of", ["board", "meeting", "speaker", "source"])
def test_objects_that_a_statement_refers_to_cannot_be_deleted(of):
    source = Source.objects.create(kind=Source.Kind.MINUTES, title="Minutes")
    statement = make_statement(meeting=make_meeting(), speaker=make_speaker(), source=source)
    with pytest.raises(ProtectedError):
        getattr(statement, of).delete()


def test_only_boards_speakers_and_topics_with_published_statements_are_public():
    speaker, topic = make_speaker(), make_topic()
    draft = make_draft(speaker=speaker, topics=[topic])
    assert not Board.objects.public().exists()
    assert not Meeting.objects.public().exists()
    assert not Speaker.objects.public().exists()
    assert not Topic.objects.public().exists()
    published = make_statement(speaker=speaker, topics=[topic], meeting=draft.meeting)
    assert [*Statement.objects.public()] == [published]
    assert [*Board.objects.public()] == [draft.board]
    assert [*Meeting.objects.public()] == [draft.meeting]
    assert [*Speaker.objects.public()] == [speaker]
    assert [*Topic.objects.public()] == [topic]


def test_a_list_with_related_objects_takes_three_queries(django_assert_num_queries):
    for _ in range(5):
        speaker = make_speaker()
        speaker.offices.create(title="Chair", board=make_board())
        make_statement(speaker=speaker, topics=[make_topic()])
    with django_assert_num_queries(4):
        for statement in Statement.objects.public().with_record():
            assert statement.title
            assert str(statement.office)
            assert [str(topic) for topic in statement.topics.all()]
            assert str(statement.meeting)


CONTENT = b"%PDF-1.4 minutes of the meeting"


def make_source(name: str, content: bytes = CONTENT) -> Source:
    source = Source(kind=Source.Kind.MINUTES, title="Minutes", file=SimpleUploadedFile(name, content))
    source.full_clean()
    source.save()
    return source


def test_a_source_file_gets_a_checksum_and_is_stored_unchanged():
    source = make_source("minutes.pdf")
    assert source.file_sha256 == hashlib.sha256(CONTENT).hexdigest()
    with source.file.open() as file:
        assert file.read() == CONTENT


def test_a_new_file_gets_a_new_checksum_and_the_old_one_stays_on_disk():
    source = make_source("minutes.pdf")
    old = Path(source.file.path)
    source.file = SimpleUploadedFile("minutes.pdf", b"other")
    source.save()
    assert source.file_sha256 == hashlib.sha256(b"other").hexdigest()
    assert old.read_bytes() == CONTENT
    source.file = ""
    source.save()
    assert source.file_sha256 == ""


def test_saving_a_source_later_does_not_read_its_file_again():
    source = make_source("minutes.pdf")
    Path(source.file.path).unlink()
    source.title = "Minutes, approved"
    source.save()
    assert source.file_sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_files_with_the_same_name_do_not_replace_each_other():
    first, second = make_source("minutes.pdf", b"first"), make_source("minutes.pdf", b"second")
    assert first.file.name != second.file.name
    assert Path(first.file.path).read_bytes() == b"first"


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "/etc/passwd",
        "a" * 300 + ".pdf",
        "\u202efdp.exe",
        "<script>.html",
        "会議.pdf",
    ],
)
def test_a_hostile_file_name_stays_under_the_uploads(settings, name):
    source = make_source(name)
    path = Path(source.file.path).resolve()
    assert path.is_relative_to(Path(settings.MEDIA_ROOT).resolve() / "sources")
    assert path.read_bytes() == CONTENT


def test_a_file_name_that_leaves_the_uploads_is_refused():
    with pytest.raises(SuspiciousFileOperation), transaction.atomic():
        make_source("..\\..\\boot.ini")
    assert not Source.objects.exists()


def test_public_offices_of_many_speakers_take_one_query(django_assert_num_queries):
    hidden = make_board()
    speakers = [make_statement(speaker=make_speaker()).speaker for _ in range(3)]
    for speaker in speakers[:2]:
        Office.objects.create(speaker=speaker, title="Member", organisation="A union")
        Office.objects.create(speaker=speaker, title="Chair", board=hidden)
    with django_assert_num_queries(1):
        fetch_public_offices([*speakers, None])
        assert [[office.title for office in speaker.offices.all()] for speaker in speakers] == [["Member"]] * 2 + [[]]
    fetch_public_offices([])


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        ({"start_seconds": -1.0}, "The start in the recording is a number of seconds from its beginning"),
        ({"start_seconds": 5.0, "end_seconds": 4.0}, "The end in the recording needs a start, and comes after it"),
    ],
)
def test_times_that_cannot_be_are_refused_in_a_sentence(times, sentence):
    with pytest.raises(ValidationError, match=sentence):
        make_draft(**times)
