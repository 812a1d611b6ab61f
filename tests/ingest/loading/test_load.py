"""An import adds new statements, makes revisions of those that changed in the source, and touches nothing else."""

import json
from collections.abc import Iterable

import pytest

from archive.actions.redaction import redact
from archive.actions.statements import change_statement, correct, publish_many, withdraw
from archive.citations.passages.quote_range import from_ends
from archive.ingest.loading import load
from archive.ingest.loading.load import REASON, Load, Outcome
from archive.models import (
    AuditEntry,
    Board,
    Decision,
    Meeting,
    Office,
    OutboxEntry,
    Revision,
    SiteSettings,
    Source,
    Speaker,
    SpeakerName,
    Statement,
    revision_hash,
)
from archive.models.record.gap import GAP
from tests.ingest.loading.sample import entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(load, "BATCH", 3)


def take_in(*entries, text_status: str = "") -> tuple[dict[Outcome, int], list[str]]:
    problems: list[str] = []
    loading = Load(report=problems.append, text_status=text_status)
    loading.run(numbered(entries))
    return +loading.tally, problems


def numbered(entries) -> Iterable[tuple[int, bytes]]:
    for number, one in enumerate(entries, 1):
        yield number, one if isinstance(one, bytes) else json.dumps(one).encode()


def statement(number: int) -> Statement:
    return Statement.objects.get(external_id=f"sample-{number}")


def test_lines_become_published_statements_of_a_public_meeting():
    assert take_in(*(entry(number) for number in range(1, 8))) == ({Outcome.ADDED: 7}, [])
    assert Statement.objects.public().count() == 7
    one = statement(7)
    assert one.text == "We open the library on day 7."
    assert one.position == 7
    assert str(one.agenda_item) == "1 Library hours"
    assert str(one.meeting) == "Sample Town Council, 5 March 2024"
    assert one.board.kind == Board.Kind.COUNCIL
    assert Meeting.objects.public().get() == one.meeting
    assert (one.speaker.name, one.attribution, str(one.office)) == (
        "Ms. Sample",
        "Ms. Sample",
        "Mayor, Sample Town Council",
    )
    assert one.source.licence == "Public domain"
    assert one.source.url == "https://www.example.org/hansard/1"
    assert (one.kind, one.text_status, one.source.kind) == ("remark", "", "other"), "nobody said it"


def test_a_slow_batch_is_followed_by_a_smaller_one(monkeypatch):
    sizes = []

    def publish(**given):
        sizes.append(len(given["statements"]))
        return publish_many(**given)

    monkeypatch.setattr(load, "publish_many", publish)
    monkeypatch.setattr(load, "SMALLEST_BATCH", 2)
    monkeypatch.setattr(load, "BATCH_SECONDS", 0)
    assert take_in(*(entry(number) for number in range(1, 9))) == ({Outcome.ADDED: 8}, [])
    assert sizes == [3, 2, 2, 1]


def test_while_others_wait_to_write_batches_are_short(monkeypatch):
    sizes, waits = [], [True, True, False, False, False]

    def publish(**given):
        sizes.append(len(given["statements"]))
        return publish_many(**given)

    monkeypatch.setattr(load, "publish_many", publish)
    monkeypatch.setattr(load, "others_wait", lambda: waits.pop(0))
    monkeypatch.setattr(load, "SHORT_BATCH", 1)
    monkeypatch.setattr(load, "SHORT_SECONDS", 0)
    monkeypatch.setattr(load, "BATCH_SECONDS", 10**9)
    assert take_in(*(entry(number) for number in range(1, 10))) == ({Outcome.ADDED: 9}, [])
    assert sizes == [3, 1, 1, 3, 1]


def test_every_first_revision_is_published_and_sealed():
    take_in(entry(1, text="One.\r\n\r\nTwo.\n"), entry(2))
    assert statement(1).text == "One.\n\nTwo."
    for revision in Revision.objects.all():
        assert revision.published_at
        assert revision.sha256 == revision_hash(
            salt=revision.salt,
            statement=revision.statement_id,
            number=1,
            previous_hash="",
            title="",
            text=revision.text,
        )


def test_the_audit_trail_names_the_meeting_and_the_number_of_statements():
    take_in(entry(1), entry(2))
    trail = AuditEntry.objects.get(verb=AuditEntry.Verb.IMPORTED)
    assert (trail.name, trail.note, trail.actor) == ("Sample Town Council, 5 March 2024", "2 statements.", None)


def test_a_second_run_adds_nothing():
    lines = [entry(number, body=f"Board {number % 2}") for number in range(1, 6)]
    take_in(*lines)
    models = (Board, Meeting, Speaker, Office, Source, Statement, Revision)
    before = [model.objects.count() for model in models]
    assert take_in(*lines) == ({Outcome.KNOWN: 5}, [])
    assert [model.objects.count() for model in models] == before


def test_a_longer_file_adds_only_the_new_lines():
    take_in(entry(1), entry(2))
    tally, _ = take_in(entry(1), entry(2), entry(3))
    assert tally == {Outcome.KNOWN: 2, Outcome.ADDED: 1}


def test_a_changed_text_becomes_a_new_revision():
    take_in(entry(1), entry(2))
    tally, _ = take_in(entry(1, text="We open it on Saturday."), entry(2))
    assert tally == {Outcome.CHANGED: 1, Outcome.KNOWN: 1}
    assert statement(1).text == "We open it on Saturday."
    first, second = statement(1).revisions.order_by("number")
    assert first.text == "We open the library on day 1."
    assert (second.previous_hash, second.reason) == (first.sha256, REASON)
    assert take_in(entry(1, text="We open it on Saturday."))[0] == {Outcome.KNOWN: 1}
    assert take_in(entry(1))[0] == {Outcome.CHANGED: 1}, "the source went back to its first wording"


def test_a_repeated_id_in_a_file_is_read_once_and_makes_no_public_correction():
    far_apart = [entry(1), *(entry(number) for number in range(2, 9)), entry(1, text="We open it on Saturday.")]
    tally, problems = take_in(*far_apart, entry(9))
    assert tally == {Outcome.ADDED: 9, Outcome.BAD: 1}
    assert problems == ["Line 9: the id “sample-1” is on line 1 already. Each id may occur only once in a file."]
    assert statement(1).revisions.count() == 1


def test_corrections_by_staff_are_not_undone():
    take_in(entry(1))
    correct(statement=statement(1), text="We open the library on day one.", reason="Checked against the recording.")
    assert take_in(entry(1))[0] == {Outcome.KNOWN: 1}
    assert statement(1).text == "We open the library on day one."


def test_statements_that_staff_withdrew_or_are_editing_are_left_alone():
    take_in(entry(1), entry(2))
    withdraw(statement=statement(1), category="privacy", reason="At the speaker's request.")
    change_statement(statement=statement(2), text="Half a correction", reason="A typing error.")
    tally, _ = take_in(entry(1, text="Changed."), entry(2, text="Changed."))
    assert tally == {Outcome.LEFT_ALONE: 2}
    assert statement(2).revisions.get(published_at=None).text == "Half a correction"


def test_objects_that_staff_renamed_or_moved_are_recognised():
    take_in(entry(1))
    Meeting.objects.update(title="Regular meeting", date="2024-03-06")
    Speaker.objects.update(name="Sam Sample", slug="sam-sample")
    take_in(entry(2))
    assert statement(2).speaker.name == "Sam Sample"
    assert statement(2).meeting == statement(1).meeting
    assert statement(2).date.isoformat() == "2024-03-06"


def test_one_name_is_one_speaker_per_board():
    take_in(entry(1), entry(2), entry(3, body="Sample Senate"))
    assert statement(1).speaker == statement(2).speaker
    assert statement(3).speaker != statement(1).speaker
    assert statement(3).speaker.slug == "ms-sample-2"


def test_an_officer_entered_by_staff_is_recognised_by_name():
    board = Board.objects.create(name="Sample Town Council")
    known = Speaker.objects.create(name="Ms. Sample")
    Office.objects.create(speaker=known, board=board, title="Mayor", from_date="2020")
    take_in(entry(1))
    assert statement(1).speaker == known
    assert Office.objects.get().from_date.isoformat() == "2020"


def test_a_second_office_begins_on_the_day_it_first_appears():
    later = entry(2, speaker_role="President", meeting_date="2025-01-10")
    take_in(entry(1), later)
    assert statement(1).office.title == "Mayor"
    assert statement(2).office.title == "President"


def test_a_label_that_names_nobody_stays_a_label():
    take_in(entry(1, speaker="Unidentified speaker", speaker_role=None), entry(2, speaker=None, speaker_role=None))
    assert (statement(1).speaker, statement(1).attribution) == (None, "Unidentified speaker")
    assert (statement(2).speaker, statement(2).attribution) == (None, "")


def test_a_crowd_and_a_voice_do_not_become_people():
    labels = ("Audience (shouting)", "Speaker 1 (male)", "The audience", "the staff member", "Several (laughing)")
    take_in(*(entry(number, speaker=label, speaker_role=None) for number, label in enumerate(labels, 1)))
    assert tuple(statement(number).attribution for number in range(1, 6)) == labels
    assert not Speaker.objects.exists()


def test_a_name_that_two_people_of_the_board_have_is_given_to_neither():
    board = Board.objects.create(name="Sample Town Council")
    for _ in range(2):
        SpeakerName.objects.create(speaker=Speaker.objects.create(name="Ms. Sample"), name="Ms. Sample", board=board)
    take_in(entry(1))
    assert (statement(1).speaker, statement(1).attribution) == (None, "Ms. Sample")
    assert Speaker.objects.count() == 2


@pytest.mark.parametrize(
    ("speaker", "role", "kind"),
    [
        ("Public commenter", "", "public_comment"),
        ("Sample Resident", "Public commenter", "public_comment"),
        ("Ms. Sample", "Mayor", "remark"),
    ],
)
def test_words_of_the_public_are_public_comment(speaker, role, kind):
    take_in(entry(1, speaker=speaker, speaker_role=role))
    assert statement(1).kind == kind
    assert Office.objects.filter(title="Mayor").exists() == (role == "Mayor")
    assert not Office.objects.filter(title="Public commenter").exists()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sample District Board of Education", "school_board"),
        ("City of Sample Council", "council"),
        ("Sample Planning Commission", "commission"),
        ("Sample Market Committee", "committee"),
        ("Sample Senate", "legislature"),
        ("Sample House of Representatives", "legislature"),
        ("Water Authority", "other"),
    ],
)
def test_the_kind_of_a_new_board_follows_from_its_name(name, kind):
    take_in(entry(1, body=name))
    assert statement(1).board.kind == kind


def test_a_new_board_has_the_language_and_the_time_zone_of_the_site():
    SiteSettings(languages=["es", "en"], timezone="America/Lima").save()
    take_in(entry(1))
    board = statement(1).board
    assert (board.language, board.timezone) == ("es", "America/Lima")


def test_meetings_on_one_day_are_distinguished_by_title():
    take_in(entry(1), entry(2, meeting_title="Council meeting (b)"), entry(3, meeting_title="x" * 300))
    assert Meeting.objects.count() == 3
    assert take_in(entry(4, meeting_title="x" * 300))[0] == {Outcome.ADDED: 1}
    assert Meeting.objects.count() == 3


def test_agenda_items_keep_the_order_of_the_file():
    take_in(
        *(entry(number, agenda_item=heading) for number, heading in enumerate(["First", "Second", None, "First"], 1))
    )
    items = list(Meeting.objects.get().agenda_items.values_list("position", "title"))
    assert items == [(1, "First"), (2, "Second")]
    assert statement(4).agenda_item == statement(1).agenda_item


def test_the_text_status_comes_from_the_line_or_the_option():
    sources = {"source": "Minutes of 5 March"}, {"source": "A recording"}, {"source": "Hansard"}
    said = {"text_status": "minutes"}, {}, {"text_status": "verbatim", "source_kind": "transcript"}
    entries = [
        entry(number, **source, **fact) for number, (source, fact) in enumerate(zip(sources, said, strict=True), 1)
    ]
    take_in(*entries, text_status="machine_transcript")
    told = [(statement(number).text_status, statement(number).source.kind) for number in (1, 2, 3)]
    assert told == [("minutes", "minutes"), ("machine_transcript", "machine_transcript"), ("verbatim", "transcript")]


def test_a_bad_line_is_reported_by_its_number_and_the_import_continues():
    tally, problems = take_in(entry(1), b"{", entry(2, seq="two"), entry(3))
    assert tally == {Outcome.ADDED: 2, Outcome.BAD: 2}
    assert problems == [
        "Line 2: It is not JSON that can be stored: Expecting property name enclosed in double quotes: line 1 column 2 "
        "(char 1).",
        'Line 3: field “seq”: expected a whole number from 0 to 2147483647, found "two".',
    ]
    assert statement(3)


def test_an_interruption_keeps_stored_statements_and_their_outbox_rows():
    def interrupted():
        yield from numbered(entry(number) for number in range(1, 6))
        raise KeyboardInterrupt

    loading = Load(report=print)
    with pytest.raises(KeyboardInterrupt):
        loading.run(interrupted())
    assert loading.tally == {Outcome.ADDED: 3}
    assert Statement.objects.public().count() == 3
    assert OutboxEntry.objects.pending().filter(subject="meeting", subject_id=Meeting.objects.get().pk).exists()
    assert take_in(*(entry(number) for number in range(1, 6)))[0] == {Outcome.KNOWN: 3, Outcome.ADDED: 2}


def test_a_batch_that_the_database_refuses_is_not_partly_stored(monkeypatch):
    monkeypatch.setattr(Revision, "seal", lambda _: None)
    with pytest.raises(Exception, match="revision_has_hash"):
        take_in(entry(1))
    assert not Statement.objects.exists()
    assert not OutboxEntry.objects.exists()


SECRET = "Quillifer Zanthrope lives at 8812 Plumtree Court"
TOLD = f"Our neighbour {SECRET} and he agreed."


def redact_in(one: Statement) -> None:
    passage = from_ends(one.text, "Quillifer", "Plumtree Court")
    redact(revision=one.current_revision, passage=passage, category="privacy", reason="It gave a private address.")


def test_importing_a_line_again_does_not_undo_a_redaction():
    take_in(entry(1, text=TOLD))
    redact_in(statement(1))
    assert take_in(entry(1, text=TOLD)) == ({Outcome.KNOWN: 1}, [])
    assert SECRET not in statement(1).text
    assert take_in(entry(1, text=TOLD.replace("agreed", "disagreed"))) == ({Outcome.CHANGED: 1}, [])
    assert statement(1).text == f"Our neighbour {GAP * len(SECRET)} and he disagreed."


def test_no_other_line_brings_redacted_words_back():
    take_in(entry(1, text=TOLD))
    redact_in(statement(1))
    assert take_in(entry(2, text=f"Once more: {SECRET}."), entry(3)) == (
        {Outcome.ADDED: 1, Outcome.REDACTED: 1},
        [],
    )
    assert take_in(entry(3, text=f"As I said, {SECRET}.")) == ({Outcome.REDACTED: 1}, [])
    assert not Revision.objects.filter(text__contains="Zanthrope").exists()


def test_a_heading_and_an_office_with_redacted_words_are_left_out_without_the_statement():
    take_in(entry(1, text=TOLD))
    redact_in(statement(1))
    take_in(entry(2, agenda_item=f"Of {SECRET}"), entry(3, speaker="Mr. Sample", speaker_role=f"Guard of {SECRET}"))
    assert statement(2).agenda_item is None
    assert Office.objects.get().title == "Mayor"


def test_statements_and_objects_of_open_civic_data_may_be_in_one_file():
    held = {"_type": "event", "id": "held", "organization": "Sample Town Council", "start_date": "2024-04-02",
            "agenda": [{"id": "i", "label": "1.", "description": "Roads"}]}  # fmt: skip
    vote = {"_type": "vote_event", "id": "vote", "event": "held", "item": "i", "motion_text": "To pave them.",
            "votes": [{"option": "yes", "voter_name": "Ms. Sample"}]}  # fmt: skip
    lines = [vote, entry(1), {"_type": "bill", "id": "b"}, held, entry(2, speaker_role=None)]
    assert take_in(*lines) == ({Outcome.ADDED: 3}, [])
    decision = Decision.objects.get(statement__external_id="vote")
    assert (decision.statement.position, decision.statement.agenda_item.title) == (1, "Roads")
    assert decision.ballots.get().speaker == statement(1).speaker
    assert take_in(*lines) == ({Outcome.KNOWN: 3}, [])

    held["agenda"].append({"id": "j", "label": "2.", "description": "Bridges"})
    take_in(*lines)
    (logged,) = Meeting.objects.get(external_id="held").corrections.all()
    assert logged.changes == [["agenda item", "", "2. Bridges"]]
    assert take_in({**entry(1), "id": "vote", "text": "To pave them."}) == ({Outcome.KNOWN: 1}, [])


def test_an_address_or_a_date_is_never_cut():
    held = {"_type": "event", "id": "held", "organization": "Sample Town Council", "start_date": "2024-04-02"}
    long = f"https://sample.example/{'a' * 1000}"
    good = "https://sample.example/b"
    vote = {"_type": "vote_event", "id": "vote", "event": "held", "motion_text": "To pave the roads."}
    links = {"media": [{"url": long}], "sources": [{"url": long}, {"url": good}]}
    assert take_in({**held, **links}, vote)[1] == []
    assert Meeting.objects.get(external_id="held").recording_url == ""
    assert Source.objects.get().url == good

    tally, (problem,) = take_in({**held, "id": "other", "start_date": "2024-04-023"})
    assert (tally, Meeting.objects.count()) == ({Outcome.BAD: 1}, 1)
    assert "no start_date" in problem


def test_a_decision_with_the_id_of_another_statement_is_refused():
    held = {"_type": "event", "id": "held", "organization": "Sample Town Council", "start_date": "2024-04-02"}
    take_in(entry(1))
    tally, (problem,) = take_in(held, {"_type": "vote_event", "id": "sample-1", "event": "held", "motion_text": "No."})
    assert tally == {Outcome.BAD: 1}
    assert problem.startswith("Line 2: ")
    assert statement(1).text == "We open the library on day 1."


def test_a_correction_by_staff_stays_even_if_the_source_changes():
    take_in(entry(1))
    correct(statement=statement(1), text="We open the library at noon.", reason="Misheard.")
    assert take_in(entry(1, text="We open the library at nine.")) == ({Outcome.LEFT_ALONE: 1}, [])
    assert statement(1).text == "We open the library at noon."


def test_a_new_heading_of_a_meeting_that_readers_know_is_in_the_corrections_log():
    take_in(entry(1, agenda_item="Roads"), entry(2, agenda_item="Parks"))
    meeting = Meeting.objects.get()
    assert not meeting.corrections.exists()

    take_in(entry(1, agenda_item="Roads"), entry(3, agenda_item="Bridges"))
    assert [correction.changes for correction in meeting.corrections.all()] == [[["agenda item", "", "Bridges"]]]
