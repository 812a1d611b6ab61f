"""A redaction removes a passage from every wording and everything else in the archive; the rest stays verifiable."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from archive.actions.redaction import redact
from archive.actions.removed_words.passages import RepeatedPassage
from archive.actions.removed_words.places import names_of, places
from archive.actions.removed_words.removed import Removed
from archive.actions.removed_words.repeats import repeats
from archive.actions.rules import Verb, Why, audit, version_of
from archive.actions.statements import change_statement, correct, withdraw
from archive.citations.passages.quote_range import QuoteRange, from_ends
from archive.citations.quote_checker import check_quotation
from archive.models import (
    Concept,
    Correction,
    ErrorReport,
    ImportBatch,
    OutboxEntry,
    RedactedPassage,
    Revision,
    Role,
    Source,
    StagedTurn,
    Statement,
    Tombstone,
)
from archive.models.record.gap import GAP
from archive.search import SearchRequest, numbers, search
from archive.search.engines import outbox
from archive.upkeep.backups.making import named_uploads
from tests.ingest.transcripts import make_batch
from tests.management.test_verify_record import tamper, verify
from tests.pages.addresses import every_path
from tests.record import make_meeting, make_report, make_speaker, make_statement
from tests.removing import obstacle
from tests.staff import make_person

SECRET = "Quillifer Zanthrope lives at 8812 Plumtree Court"
TEXT = f"The hearing is open.\n\nOur neighbour {SECRET} and he agreed.\n\nWe will vote tonight."
WHY = Why("It named a private person.")
TELLING = ("quillifer", "zanthrope", "8812", "plumtree")


def take_out(statement: Statement, **fields: Any) -> Tombstone:
    statement.refresh_from_db()
    revision = statement.current_revision
    passage = from_ends(revision.text, "Quillifer Zanthrope", "Plumtree Court")
    fields = {"category": "privacy", "reason": "It gave the address of a private person."} | fields
    return redact(revision=revision, passage=passage, **fields)


@pytest.fixture
def statement() -> Statement:
    return make_statement(TEXT, title="On Quillifer Zanthrope lives at 8812 Plumtree Court")


@pytest.mark.django_db
class TestWords:
    def test_a_redaction_leaves_a_gap_of_the_same_length_in_every_wording(self, statement: Statement) -> None:
        statement = correct(statement=statement, text=TEXT.replace("tonight", "today"), reason="Misheard.")
        change_statement(statement=statement, text=f"{TEXT} Zanthrope’s house.", reason="Better.")
        editor = make_person(Role.EDITOR)
        sealed = list(statement.revisions.published().order_by("number").values_list("sha256", flat=True))
        stone = take_out(statement, seen=version_of(statement), actor=editor)
        first, second, draft = statement.revisions.order_by("number")
        for revision in (first, second, draft):
            assert len(SECRET) * GAP in revision.text
            assert not any(word in f"{revision.title} {revision.text[:100]}".lower() for word in TELLING)
        assert first.text == TEXT.replace(SECRET, GAP * len(SECRET))
        assert [first.sha256, second.sha256] == sealed
        assert first.title == "On " + GAP * len(SECRET)
        assert (stone.category, stone.decided_as, stone.decided_by) == ("privacy", "Editor", editor)
        assert (stone.revision, stone.sha256) == (second, second.sha256)
        assert Correction.objects.public().get(kind="redaction").reason == stone.reason

    def test_words_at_that_place_in_other_wordings_are_redacted_if_the_editor_says_so(self) -> None:
        statement = make_statement(TEXT.replace("Zanthrope", "Xanthippe"))
        statement = correct(statement=statement, text=TEXT, reason="Misheard.")
        revision = statement.current_revision
        passage = from_ends(revision.text, "Quillifer", "Plumtree Court")
        found = places(statement.revisions.order_by("number"), revision, passage)
        assert [(place.revision.number, place.is_same) for place in found] == [(1, False), (2, True)]
        take_out(statement, also=[found[0]])
        assert "Xanthippe" not in statement.revisions.get(number=1).text
        assert RedactedPassage.objects.count() == 2

    def test_redacting_a_passage_keeps_its_paragraph_breaks(self, statement: Statement) -> None:
        start, end = TEXT.index("Our"), TEXT.index("vote")
        redact(
            revision=statement.current_revision,
            passage=QuoteRange(start, end),
            category="law",
            reason="A court ordered it.",
        )
        text = Revision.objects.get().text
        assert [len(line) for line in text.split("\n")] == [len(line) for line in TEXT.split("\n")]
        assert text.endswith(f"{GAP * 7} vote tonight.")

    def test_a_redaction_removes_whole_words(self, statement: Statement) -> None:
        start = TEXT.index("uillifer")
        redact(
            revision=statement.current_revision,
            passage=QuoteRange(start, TEXT.index("Zanth") + 5),
            category="privacy",
            reason="A name.",
        )
        assert f"neighbour {GAP * len('Quillifer Zanthrope')} lives" in Revision.objects.get().text

    def test_a_correction_keeps_the_gap_and_its_tombstone(self, statement: Statement) -> None:
        stone = take_out(statement)
        statement.refresh_from_db()
        text = "Good evening. " + statement.text.replace("tonight", "today")
        correct(statement=statement, text=text, reason="Misheard.")
        kept = RedactedPassage.objects.get(revision__number=2, in_title=False)
        assert kept.tombstone == stone
        assert text[kept.start : kept.end] == GAP * len(SECRET)
        assert "The record is complete" in verify()

    def test_an_impossible_redaction_is_refused(self, statement: Statement) -> None:
        with pytest.raises(ValidationError, match="repeats words to be redacted"):
            take_out(statement, reason="It told where Zanthrope lives.")
        with pytest.raises(ValidationError, match="not a valid choice"):
            take_out(statement, category="whim")
        take_out(statement)
        statement.refresh_from_db()
        passage = QuoteRange(TEXT.index(SECRET), TEXT.index(SECRET) + 9)
        with pytest.raises(ValidationError, match="no words"):
            redact(revision=statement.current_revision, passage=passage, category="law", reason="Again.")
        change_statement(statement=statement, text="Other words.", reason="Better.")
        draft = Revision.objects.get(published_at=None)
        with pytest.raises(ValidationError, match="never published"):
            redact(revision=draft, passage=QuoteRange(0, 5), category="law", reason="A draft.")

    def test_a_withdrawn_statement_can_be_redacted(self, statement: Statement) -> None:
        withdraw(statement=statement, category="law", reason="A court ordered it.")
        take_out(statement)
        assert "Plumtree" not in Revision.objects.get().text


@pytest.mark.django_db
class TestVerifying:
    def test_a_redacted_record_passes_verification(self, statement: Statement) -> None:
        statement = correct(statement=statement, text=f"{TEXT} Thank you.", reason="Cut short.")
        take_out(statement)
        statement.refresh_from_db()
        start = statement.text.index("he agreed")
        redact(
            revision=statement.current_revision,
            passage=QuoteRange(start, start + 9),
            category="safety",
            reason="More of it.",
        )
        assert "The record is complete: 2 revisions" in verify()

    def test_verification_notices_a_change_of_the_remaining_words(self, statement: Statement) -> None:
        take_out(statement)
        revision = statement.revisions.get()
        tamper("archive_revision", "text", revision.text.replace("open", "shut"), revision.pk)
        assert f"{revision} is not the text that its redaction left" in verify()

    def test_verification_notices_words_put_into_a_gap_even_with_a_new_hash(self, statement: Statement) -> None:
        take_out(statement)
        revision = statement.revisions.get()
        revision.text = TEXT.replace("lives", "lived")
        tamper("archive_revision", "text", revision.text, revision.pk)
        tamper("archive_revision", "remaining_sha256", revision.hash_of_words(), revision.pk)
        assert f"{revision} has words where they were redacted." in verify()

    def test_verification_notices_a_change_disguised_as_a_redaction(self, statement: Statement) -> None:
        revision = statement.revisions.get()
        revision.text = f"{GAP * 3} hearing is open."
        tamper("archive_revision", "text", revision.text, revision.pk)
        tamper("archive_revision", "remaining_sha256", revision.hash_of_words(), revision.pk)
        assert f"{revision} was changed as by a redaction, and no tombstone says so." in verify()

    def test_verification_notices_a_changed_hash_of_removed_words(self, statement: Statement) -> None:
        stone = take_out(statement)
        tamper("archive_tombstone", "sha256", "a" * 64, stone.pk)
        assert "names another hash than its text" in verify()


@pytest.mark.django_db(transaction=True)
class TestNowhere:
    """After a redaction the words are in no table, no file of the index or the database, and at no address."""

    @pytest.fixture
    def everywhere(self) -> Statement:
        meeting = make_meeting()
        batch = make_batch(meeting)
        statement = make_statement(TEXT, title=f"On {SECRET}", meeting=meeting)
        StagedTurn.objects.filter(batch=batch).update(text=TEXT, statement=statement)
        batch.undo = {"changed": [{"draft": {"text": TEXT, "title": SECRET}}]}
        batch.problems = [[1, f"Look at “{SECRET}”."]]
        batch.save()
        Path(settings.MEDIA_ROOT, batch.file.name).write_text(TEXT)
        statement = correct(
            statement=statement, text=f"{TEXT} Bye.", reason="Zanthrope was cut short.", evidence="Heard at 8812 again."
        )
        change_statement(statement=statement, text=f"{TEXT} {SECRET}!", reason="More of Zanthrope.")
        make_report(statement, problem=f"Plumtree is wrong. {SECRET}")
        make_statement("Another neighbour speaks.", responds_to=statement, meeting=meeting)
        return statement

    @pytest.mark.slow
    def test_redacted_words_are_stored_nowhere(self, client: Client, everywhere: Statement) -> None:
        assert list(numbers("Zanthrope", 5)) == [everywhere.pk]
        take_out(everywhere)
        assert not remains(dump_of_every_table())
        assert obstacle(everywhere) == ""
        assert not outbox.OutboxEntry.objects.pending().exists()
        for path in Path(settings.SEARCH_INDEX_DIR).rglob("*"):
            assert not path.is_file() or not remains(path.read_bytes().decode("latin-1")), path
        for path in Path(settings.MEDIA_ROOT).rglob("*"):
            assert not path.is_file() or not remains(path.read_bytes().decode("latin-1")), path
        assert list(numbers("Zanthrope", 5)) == []
        assert search(SearchRequest(text='"neighbour and he agreed"')).total == 0
        seen = 0
        for path in sorted({*every_path()}):
            response = client.get(path)
            said = response.getvalue().decode(errors="replace") + response.headers.get("Location", "")
            assert not remains(said), path
            seen += "redacted" in said
        assert seen > 10


def remains(said: str) -> list[str]:
    # A house number can occur by chance in the digits of a time, as in the metrics.
    return [word for word in TELLING if re.search(rf"(?<!\d){re.escape(word)}(?!\d)", said.lower())]


def dump_of_every_table() -> str:
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            # PostgreSQL gives bytes as a view, which would be shown by its address.
            rows += [[bytes(value) if isinstance(value, memoryview) else value for value in row] for row in cursor]
    # Hashes and times can contain any digits.
    return re.sub(r"[0-9a-f]{24,}|datetime\.datetime\([^)]*\)", "", repr(rows))


@pytest.mark.django_db
def test_no_url_and_no_audit_entry_about_a_url_keeps_the_words(statement: Statement) -> None:
    correct(statement=statement, text=f"{TEXT} Bye.", reason="Cut.", evidence_url="https://example.org/Zanthrope")
    take_out(statement)
    assert not remains(dump_of_every_table())
    corrected = statement.corrections.get(evidence_url__startswith="https://example.org")
    assert corrected.evidence_url == "https://example.org/"


def named_in_title(statement: Statement, first: str, last: str) -> list[str]:
    revision = statement.current_revision
    found = places([revision], revision, from_ends(revision.text, first, last))
    return [place.words for place in found if place.in_title and not place.is_same]


@pytest.mark.django_db
def test_a_passage_chosen_with_its_full_stop_is_one_place() -> None:
    revision = make_statement("She lives here. He is Quillifer. It is late.").current_revision
    passage = QuoteRange(16, 32)
    assert [place.passage for place in places([revision], revision, passage)] == [passage]


@pytest.mark.django_db
def test_a_passage_that_repeats_itself_is_removed_wherever_it_begins() -> None:
    revision = make_statement("It was Ann and Ann and Ann.").current_revision
    redact(revision=revision, passage=QuoteRange(7, 18), category="privacy", reason="Private.")
    revision.refresh_from_db()
    assert "Ann" not in revision.text


@pytest.mark.django_db
def test_the_editor_sees_where_else_the_words_occur(statement: Statement) -> None:
    other = make_statement(f"They said: {SECRET.upper()}!")
    item = statement.meeting.agenda_items.create(position=1, title=f"Whether {SECRET}")
    named = make_statement("Quillifer lives elsewhere.")
    meeting = make_meeting(title="The case of Zanthrope")
    speaker = make_speaker("Dr. Quillifer")
    source = Source.objects.create(kind="other", title="A letter about 8812")
    make_statement("A neighbour was here.")
    assert named_in_title(statement, "Our", "agreed.") == ["Quillifer", "Zanthrope", "8812", "Plumtree", "Court"]
    gone = places([statement.current_revision], statement.current_revision, from_ends(TEXT, "Our", "agreed."))
    found = {(repeat.instance, repeat.columns) for repeat in repeats(statement, Removed.from_places(gone))}
    facts = {(item, "title"), (meeting, "title"), (speaker, "name"), (source, "title")}
    facts |= {(Concept.objects.get(terms__contains="court vacancy"), "terms")}
    assert found == {(other.current_revision, "text"), (named.current_revision, "text"), *facts}


@pytest.mark.django_db
def test_a_reason_may_have_other_words_of_the_passage_than_its_names(statement: Statement) -> None:
    stone = take_out(statement, reason="It told where a person lives.")
    assert stone.reason == Tombstone.objects.get().reason == "It told where a person lives."


@pytest.mark.django_db
def test_a_word_that_the_editor_takes_for_no_name_stays_in_what_is_around() -> None:
    statement = make_statement("It is so. Mr. Young came here with Quillifer. Thanks.")
    report = make_report(statement, problem="Young people and Quillifer.")
    whole = QuoteRange(10, statement.text.index(" Thanks"))
    grounds = {"category": "privacy", "reason": "It was about Young."}
    redact(revision=statement.current_revision, passage=whole, names=["quillifer"], **grounds)
    report.refresh_from_db()
    assert report.problem == f"Young people and {GAP * 9}."


@pytest.mark.django_db
def test_words_of_a_title_are_redacted_in_every_wording() -> None:
    statement = make_statement("He lives here.", title="On Quillifer Zanthrope")
    correct(statement=statement, title="On a neighbour", text=statement.text, reason="It named a person.")
    first = statement.revisions.get(number=1)
    redact(revision=first, passage=QuoteRange(3, 22), in_title=True, category="privacy", reason="Private.")
    assert not remains(dump_of_every_table())
    assert "complete" in verify()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("passage", "names"),
    [
        ("Dr. Zanthrope takes it", {"zanthrope"}),
        ("Quillifer Zanthrope takes it", {"quillifer", "zanthrope"}),
        ("The noon train. Nobody came", set()),
    ],
)
def test_a_name_at_the_start_of_a_sentence_is_one(passage: str, names: set[str]) -> None:
    text = f"It is so. {passage}."
    assert {*names_of([RepeatedPassage(Revision(text=text), QuoteRange(10, 10 + len(passage)))])} == names


@pytest.mark.django_db
def test_the_quote_checker_finds_no_quotation_across_a_gap(statement: Statement) -> None:
    take_out(statement)

    def find(*_: Any) -> list[int]:
        return [statement.pk]

    verdicts = {
        quotation: str(check_quotation(quotation, find=find).verdict)
        for quotation in (
            "Our neighbour and he agreed.",
            "The hearing is open. Our neighbour and he agreed. We will vote tonight.",
            f"Our neighbour {SECRET} and he agreed.",
            "The hearing is open.",
            "and he agreed. We will vote tonight.",
        )
    }
    assert [*verdicts.values()] == ["not_found", "partly", "not_found", "verbatim", "verbatim"]


@pytest.mark.django_db
def test_a_report_on_the_passage_shows_the_gap(statement: Statement) -> None:
    passage = from_ends(TEXT, "Quillifer", "Plumtree Court")
    report = make_report(statement, passage=passage)
    take_out(statement)
    assert ErrorReport.objects.get(pk=report.pk).words == "[redacted]"


@pytest.mark.django_db
def test_names_of_files_labels_headings_and_the_audit_trail_lose_the_words() -> None:
    speaker = make_speaker("A neighbour")
    statement = make_statement(TEXT, meeting=make_meeting(), speaker=speaker)
    batch = make_batch(statement.meeting)
    name = f"{SECRET.replace(' ', '_')}.csv"
    ImportBatch.objects.filter(pk=batch.pk).update(file=f"imports/{name}", file_name=name)
    StagedTurn.objects.filter(batch=batch).update(text=TEXT, statement=statement)
    told = {"speaks": [[SECRET, True]], "runs": [["7-60", "before", SECRET]]}
    ImportBatch.objects.filter(pk=batch.pk).update(answers=told)
    batch.labels.create(text="Zanthrope")
    batch.labels.create(text="ZANTHROPE")
    batch.items.create(position=1, title=f"On {SECRET}")
    audit(actor=None, verb=Verb.CHANGED, instance=speaker, note=f"It was {SECRET}.")
    take_out(statement)
    OutboxEntry.objects.all().delete()  # It names the file until it is deleted.
    assert not remains(dump_of_every_table())
    assert named_uploads() == set(), "A backup reports no file that a redaction deleted as missing."
