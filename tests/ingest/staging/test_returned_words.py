"""Words that were redacted do not come back with a file."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from archive.actions.redaction import redact
from archive.actions.statements import publish, publish_meeting
from archive.citations.passages.quote_range import from_ends
from archive.ingest.parsed import Narrative, ParsedMeeting, Vote
from archive.ingest.staging.commit import save_as_drafts
from archive.ingest.staging.returned_words import confirm_gaps, let_stand, without_removed
from archive.ingest.staging.stage import read_file, upload
from archive.models import GAP, ImportBatch, RemovedWords, Role, StagedTurn
from archive.search import SearchRequest, search
from archive.search.engines import outbox
from tests.ingest.every_format import FORMATS, csv, markdown, plain
from tests.ingest.transcripts import make_batch
from tests.pages.addresses import every_path
from tests.record import make_board, make_meeting, make_statement
from tests.staff import make_person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]

SECRET = "Quillifer Zanthrope lives at 8812 Plumtree Court"
# Only letters, because random keys and times in the database contain digits.
TELLING = ("quillifer", "zanthrope", "plumtree")
SAID = (
    ("Chair Sample", "Good evening, the meeting will come to order."),
    ("Robin Sample", f"Our neighbour {SECRET} and he agreed to the plan."),
    ("Chair Sample", "The motion carries and we are adjourned."),
)
ELSEWHERE = (*SAID, ("Kim Example", f"I say it once more, {SECRET}, and that is that."))


@pytest.fixture
def meeting():
    """A meeting with a public record, in which a passage was redacted."""
    meeting = make_meeting(make_board())
    save_as_drafts(batch=make_batch(meeting, SAID))
    publish_meeting(meeting=meeting)
    take_out(meeting)
    return meeting


def take_out(meeting):
    statement = meeting.statements.order_by("position", "number")[1]
    passage = from_ends(statement.text, "Quillifer Zanthrope", "Plumtree Court")
    redact(
        revision=statement.current_revision, passage=passage, category="privacy", reason="It gave a private address."
    )


def told(text):
    return [telling for telling in TELLING if telling in text.lower()]


def in_database():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if found := told(repr(cursor.fetchall())):
                yield table, found


def on_disk():
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file() and told(path.read_bytes().decode(errors="ignore")):
            yield path.name


def bring(meeting, turns=SAID, name="again.csv", make=csv) -> ImportBatch:
    data = make(turns)
    batch = upload(meeting=meeting, file=ContentFile(data, name=name))
    if batch.asks_for_reading:
        read_file(batch, reading=batch.readings[0]["key"], again=ContentFile(data))
    batch.refresh_from_db()
    return batch


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_no_format_brings_redacted_words_back(meeting, name, client: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        batch = bring(meeting, name=name, make=FORMATS[name])
    assert batch.status == "staged"
    assert batch.returned
    assert not [*in_database()]
    assert not [*on_disk()]
    signed_in(make_person(Role.EDITOR), client)
    for path in (f"/desk/imports/{batch.pk}/", f"/desk/meetings/{meeting.pk}/"):
        assert not told(client.get(path).getvalue().decode()), path
    assert client.get(f"/desk/imports/{batch.pk}/file/").status_code == 404
    if batch.asks_editor:
        confirm_gaps(batch=batch)
    save_as_drafts(batch=batch)
    for statement in meeting.statements.filter(revisions__published_at=None):
        publish(statement=statement)
    outbox.drain()
    assert not [*in_database()]
    assert search(SearchRequest(text="Zanthrope")).total == 0


@pytest.mark.slow
def test_no_page_shows_redacted_words_after_a_file_contained_them(meeting, client: Client):
    save_as_drafts(batch=bring(meeting))
    for statement in meeting.statements.filter(revisions__published_at=None):
        publish(statement=statement)
    outbox.drain()
    for path in {*every_path()}:
        assert not told(client.get(path).getvalue().decode(errors="replace")), path


def test_the_same_file_changes_nothing_and_the_gap_keeps_its_tombstone(meeting):
    batch = bring(meeting)
    assert [entry["as"] for entry in batch.returned] == ["on_gap"]
    assert not batch.asks_editor
    plan = save_as_drafts(batch=batch)
    assert plan.counts["unchanged"] == len(SAID)


def test_a_corrected_text_around_the_gap_is_published_with_its_tombstone(meeting):
    better = [(label, text.replace("agreed to", "agreed with")) for label, text in SAID]
    save_as_drafts(batch=bring(meeting, better))
    statement = publish(statement=meeting.statements.order_by("position", "number")[1])
    assert f"neighbour {GAP * len(SECRET)} and he agreed with" in statement.text
    assert statement.current_revision.redacted_passages.get().tombstone.category == "privacy"


def test_the_same_words_elsewhere_wait_for_an_editor(meeting):
    batch = bring(meeting, ELSEWHERE)
    assert not told(" ".join(batch.turns.values_list("text", flat=True)))
    with pytest.raises(ValidationError, match="An editor must check"):
        save_as_drafts(batch=batch)
    confirm_gaps(batch=batch)
    save_as_drafts(batch=batch)
    last = meeting.statements.order_by("position", "number").last()
    assert last.text == f"I say it once more, {GAP * len(SECRET)}, and that is that."


DISGUISES = {
    "capitals": str.upper,
    "punctuation": lambda words: ", ".join(words.split()),
    "line breaks": lambda words: words.replace(" ", "\n"),
    "cut at a line end": lambda words: words.replace("Plumtree", "Plum-\ntree"),
    "cut by a caption": lambda words: words.replace("Zanthrope", "Zan- thrope"),
    "hyphens": lambda words: words.replace("Plumtree", "Plum-tree").replace("Quillifer", "Quilli‐fer"),
    "soft hyphen": lambda words: words.replace("Plumtree", "Plum\u00adtree"),
    "no-break spaces": lambda words: words.replace(" ", "\u00a0"),
    "accents": lambda words: words.replace("Quillifer", "Quíllifer"),
    "full width": lambda words: words.replace("Plumtree", "Ｐｌｕｍｔｒｅｅ"),
}
LEFT = ("zanthrope", "plumtree", "lives at", "8812")


@pytest.mark.parametrize("disguise", DISGUISES)
def test_no_disguise_brings_redacted_words_back(meeting, disguise):
    words = DISGUISES[disguise](SECRET)
    middle = words.index(words.split()[3])
    halves = [("Kim Example", f"He said that {words[:middle]}"), ("Lee Example", words[middle:])]
    batch = bring(meeting, [*SAID, ("Kim Example", f"I say it once more, {words}, and that is that."), *halves])
    held = " ".join(batch.turns.values_list("text", flat=True)).lower().replace("\u00ad", "")
    assert not [left for left in LEFT if left in held]


def test_words_hyphenated_across_two_turns_do_not_come_back(meeting):
    first, second = SECRET.replace("Plumtree", "Plum-|tree").split("|")
    batch = bring(meeting, [*SAID, ("Kim Example", first), ("Lee Example", second)])
    held = " ".join(batch.turns.values_list("text", flat=True)).lower()
    assert not [left for left in ("zanthrope", "plum", "tree", "8812") if left in held]


def test_redacted_words_in_a_file_of_another_meeting_wait_for_an_editor():
    first, second = make_meeting(), make_meeting()
    save_as_drafts(batch=make_batch(first, SAID))
    publish_meeting(meeting=first)
    take_out(first)
    batch = bring(second, ELSEWHERE[3:])
    assert batch.asks_editor
    assert not told(batch.turns.get().text)


def test_an_editor_allows_other_words_for_this_meeting(meeting):
    batch = bring(meeting, ELSEWHERE)
    let_stand(batch=batch)
    again = bring(meeting, ELSEWHERE)
    assert not again.asks_editor
    assert told(again.turns.last().text) == [*TELLING]
    assert not told(again.turns.all()[1].text)


def test_redacted_words_typed_into_a_turn_become_gaps_on_saving(meeting):
    batch = bring(meeting, [(label, text.replace(SECRET, "that man")) for label, text in SAID])
    turn = batch.turns.last()
    StagedTurn.objects.filter(pk=turn.pk).update(text=f"As I said, {SECRET}.")
    with pytest.raises(ValidationError, match="An editor"):
        save_as_drafts(batch=batch)
    turn.refresh_from_db()
    assert turn.text == f"As I said, {GAP * len(SECRET)}."


def test_labels_and_headings_lose_redacted_words(meeting):
    statement = meeting.statements.order_by("position", "number")[0]
    passage = from_ends(statement.text, "the meeting", "to order")
    redact(revision=statement.current_revision, passage=passage, category="law", reason="A court said so.")
    batch = bring(meeting, [("#", ""), ("The Meeting Will Come To Order", "Yes."), *SAID[2:]], "again.md", markdown)
    assert "meeting will" not in " ".join(batch.labels.values_list("text", flat=True)).lower()


def test_a_file_name_does_not_bring_redacted_words_back(meeting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        batch = bring(meeting, SAID[:1], SECRET.replace(" ", "_") + ".csv")
    save_as_drafts(batch=batch)
    assert not [*in_database()]
    assert not [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if told(path.name)]


def test_an_unreadable_file_with_redacted_words_is_not_kept(meeting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        batch = bring(meeting, name="damaged.xml", make=lambda turns: b"<akomaNtoso><p>" + plain(turns))
    assert batch.status == "refused"
    assert not [*on_disk()]


def test_the_hashes_reveal_nothing_without_their_key(meeting, settings):
    rows = list(RemovedWords.objects.values_list("digest", flat=True))
    assert rows
    settings.REMOVED_WORDS_KEY = "another key"
    assert not bring(make_meeting(), ELSEWHERE[3:]).returned


def test_only_an_editor_can_answer(meeting, client: Client):
    batch = bring(meeting, ELSEWHERE)
    signed_in(make_person(Role.CLERK), client)
    assert "An editor must check" in client.get(f"/desk/imports/{batch.pk}/").getvalue().decode()
    assert client.post(f"/desk/imports/{batch.pk}/", {"act": "returned", "answer": "gaps"}).status_code == 403
    signed_in(make_person(Role.EDITOR), client)
    client.post(f"/desk/imports/{batch.pk}/", {"act": "returned", "answer": "gaps"})
    batch.refresh_from_db()
    assert batch.gaps_confirmed


@pytest.mark.parametrize("answer", [confirm_gaps, let_stand])
def test_an_answer_is_accepted_only_while_the_import_asks(meeting, answer):
    answered = bring(meeting, ELSEWHERE)
    let_stand(batch=answered)
    asks_nothing = bring(make_meeting(), ELSEWHERE[:1])
    assert not asks_nothing.asks_editor
    assert asks_nothing.is_open
    for batch in (answered, asks_nothing):
        with pytest.raises(ValidationError, match="asks nothing"):
            answer(batch=batch)


@pytest.mark.slow
def test_a_file_that_is_not_kept_has_to_be_uploaded_again_to_be_read_differently(meeting, client: Client):
    signed_in(make_person(Role.EDITOR), client)
    data = plain(SAID)
    batch = upload(meeting=meeting, file=ContentFile(data, name="again.txt"))
    assert batch.asks_for_reading
    default_storage.delete(batch.file.name)
    path, way = f"/desk/imports/{batch.pk}/", batch.readings[-1]["key"]
    for name, content in (("other.txt", b"Another file."), ("again.txt", data)):
        client.post(path, {"act": "read", "reading": way, "upload": ContentFile(content, name=name)})
        batch.refresh_from_db()
        assert batch.reading == (way if content == data else "")
    assert not [*in_database()]


def test_words_of_another_length_on_a_gap_leave_the_gap_as_it_was(meeting):
    shorter = [(label, text.replace("8812 Plumtree Court", "8812 Plumtree Ct")) for label, text in SAID]

    batch = bring(meeting, shorter)

    assert [entry["as"] for entry in batch.returned] == ["other_on_gap"]
    assert f"neighbour {GAP * len(SECRET)} and he agreed" in batch.turns.order_by("position")[1].text


@pytest.mark.parametrize("words", [SECRET, "見本太郎は見本町三丁目八番地の家"], ids=["English", "Japanese"])
def test_a_vote_with_redacted_words_becomes_narrative_with_a_gap(words):
    statement = make_statement(f"We know that {words} and so on.", meeting=make_meeting())
    redact(
        revision=statement.current_revision,
        passage=from_ends(statement.text, words, words),
        category="privacy",
        reason="It gave a private address.",
    )
    votes = (Vote(f"{words} and a road", ("Jo Sample",), line=1), Vote("Roads", ("Jo Sample",), line=2))

    kept, told_of = without_removed(ParsedMeeting(format="plain_text", entries=votes), make_meeting())

    gone, stays = kept.entries
    assert len(told_of) == 1
    assert isinstance(gone, Narrative)
    assert (words in gone.text, GAP in gone.text, gone.line) == (False, True, 1)
    assert stays == votes[1]
