"""What a redaction takes out of logs and addresses beside the statement, and what it leaves there."""

import pytest
from django.test import Client

from archive.actions.meetings import AgendaLine, save_agenda
from archive.actions.objects import delete_object, save_object
from archive.actions.redaction import redact
from archive.actions.removed_words.memory import without_removed
from archive.actions.rules import SaidBy
from archive.actions.statements import correct, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.models import GAPS, AuditEntry, Correction, FormerSlug, Meeting, Source, Topic
from tests.actions.redaction.test_redact import SECRET, TEXT, WHY, dump_of_every_table, remains, take_out
from tests.management.test_verify_record import verify
from tests.record import (
    make_board,
    make_meeting,
    make_report,
    make_speaker,
    make_statement,
    make_topic,
)


@pytest.mark.django_db
def test_repeated_words_that_are_changed_by_hand_stay_in_no_log() -> None:
    topic = make_topic(f"The case of {SECRET}", slug="")
    speaker = make_speaker(f"Friend of {SECRET}", slug="")
    source = Source.objects.create(kind="minutes", title=f"On {SECRET}")
    facts = {"topics": [topic], "speaker": speaker, "source": source, "attribution": f"Friend of {SECRET}"}
    statement = make_statement(TEXT, meeting=make_meeting(title=f"Hearing on {SECRET}"), **facts)
    item = statement.meeting.agenda_items.create(position=1, title=f"Whether {SECRET}")
    unused, elsewhere = make_topic(SECRET), make_topic(f"{SECRET} garden", slug="")
    take_out(statement)
    save_agenda(meeting=statement.meeting, lines=[AgendaLine("Whether they moved", item=item.pk)], why=WHY)
    for instance, name, value in (
        (topic, "name", "A case"),
        (speaker, "name", "A friend"),
        (elsewhere, "name", "A garden"),
        (source, "title", "Minutes"),
        (statement.meeting, "title", "Hearing"),
    ):
        stored = type(instance)._base_manager.get(pk=instance.pk)
        setattr(stored, name, value)
        save_object(instance=stored, why=WHY)
    assert {*Topic.objects.exclude(pk=unused.pk).values_list("slug", flat=True)} == {"a-case", "a-garden"}
    delete_object(instance=unused)
    speaker.refresh_from_db()
    assert speaker.slug == "a-friend"
    correct(statement=statement, kind="attribution", reason="His name.", said_by=SaidBy(speaker, "A friend"))
    assert Correction.objects.public().count() == 7
    assert not remains(dump_of_every_table())


@pytest.mark.django_db
@pytest.mark.parametrize("is_redacted_first", [True, False])
@pytest.mark.parametrize("said", [SECRET, "Quillifer Zanthrope", "Zanthrope"])
def test_no_log_keeps_a_name_that_was_changed_by_hand(said: str, is_redacted_first: bool) -> None:
    topic, speaker = make_topic(f"The case of {said}", slug="zanthrope-2"), make_speaker(said, slug="zanthrope")
    meeting, source = make_meeting(title=f"Hearing on {said}"), Source.objects.create(kind="minutes", title=said)
    statement = make_statement(TEXT, meeting=meeting, topics=[topic], speaker=speaker, source=source)
    if is_redacted_first:
        take_out(statement)
    changes = {topic: ("name", "A case"), speaker: ("name", "A friend"), meeting: ("title", ""), source: ("title", "M")}
    for instance, (name, value) in changes.items():
        stored = type(instance)._base_manager.get(pk=instance.pk)
        setattr(stored, name, value)
        if name == "name":
            stored.slug = ""
        save_object(instance=stored, why=WHY)
    if not is_redacted_first:
        take_out(statement)
    assert Correction.objects.public().count() == 5
    assert not remains(dump_of_every_table())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "typed", "former"),
    [
        ("Dr. Robin Zanthrope", "", []),
        ("Dr. Robin Zanthrope", "dr-robin-zanthrope", ["robin-zanthrope"]),
        ("A neighbour", "lane-hearing", []),
    ],
)
def test_an_address_ends_only_where_the_new_one_drops_the_words(name: str, typed: str, former: list[str]) -> None:
    speaker = make_speaker("Robin Zanthrope", slug="robin-zanthrope")
    take_out(make_statement(TEXT, speaker=speaker))
    speaker.refresh_from_db()
    speaker.name, speaker.slug = name, typed or speaker.slug
    save_object(instance=speaker, why=WHY)
    assert speaker.slug == (typed or "robin-zanthrope")
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == former


@pytest.mark.django_db
def test_what_other_statements_say_about_themselves_loses_a_whole_passage() -> None:
    statement, other = make_statement(TEXT), make_statement("No.")
    beside = make_statement("No.", meeting=statement.meeting)
    named = make_report(other, problem="Another Zanthrope.")
    for its, said in ((other, SECRET), (beside, "Zanthrope")):
        correct(statement=its, text="Not now.", reason=f"Not {said}.", evidence=f"He is {said}.")
        make_report(its, problem=f"But {said}")
        address = f"https://news.example/{said.replace(' ', '-')}"
        AuditEntry(
            verb="deleted", subject="citinglink", subject_id=its.pk, name=said, note=f"Listed: {address} (2026)"
        ).save()
        withdraw(statement=its, category="privacy", reason=f"It named {said}.")
    take_out(statement)
    named.refresh_from_db()
    assert named.problem == "Another Zanthrope.", "Elsewhere, a name may be anyone's."
    named.delete()
    assert not remains(dump_of_every_table())
    assert "complete" in verify()


@pytest.mark.django_db
def test_other_words_of_a_passage_stay_in_what_is_about_other_statements() -> None:
    statement, other = make_statement("Hello. Thank you very much for coming!"), make_statement("No.")
    correct(statement=other, text="Not now.", reason="I heard thank you very much.")
    redact(revision=statement.current_revision, passage=QuoteRange(7, 37), category="other", reason="A test.")
    assert other.revisions.last().reason == "I heard thank you very much."


def redact_in(meeting: Meeting, passage: str, *names: str) -> None:
    text = f"The hearing is open. Our neighbour {passage} last year, we heard."
    place = QuoteRange(text.index(passage), text.index(passage) + len(passage))
    spoken = make_statement(text, meeting=meeting)
    why = {"category": "privacy", "reason": "A private matter."}
    redact(revision=spoken.current_revision, passage=place, names=names, **why)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("passage", "said", "is_left"),
    [
        ("Hope Quillifer", "Hope Quillifer asked for it.", "asked for it."),
        ("Hope Quillifer", "People hope that Mr. Quillifer comes.", "People hope that Mr. comes."),
        ("Hope Quillifer", "See quillifer-petition", "See -petition"),
        ("lost his job", "We read that he lost his job because of it.", "We read that he because of it."),
        ("broke her arm at home", "They said she BROKE her arm, at home.", "They said she ."),
        ("Quillifer Young lives on Long Street", "A young speaker on the street and a long bridge.", None),
        ("thank you", "We thank you for it.", None),
        ("Dr. Quillifer of NY came at PM", "Dr. Burns of NY told us at PM.", None),
    ],
)
def test_the_log_of_the_meeting_loses_names_and_passages_but_no_ordinary_words(
    passage: str, said: str, is_left: str | None
) -> None:
    meeting = make_meeting()
    other = make_statement("The library opens soon.", meeting=meeting)
    correct(statement=other, text="The library opens now.", reason=said)
    redact_in(meeting, passage, "quillifer")
    for text in (Correction.objects.get(statement=other).reason, other.revisions.last().reason):
        assert " ".join(GAPS.sub("", text).split()) == (is_left or said)


@pytest.mark.django_db
def test_addresses_and_later_logs_that_share_an_ordinary_word_or_a_figure_stay(client: Client) -> None:
    board = make_board("Streets Committee", slug="streets-committee")
    meeting = make_meeting(board)
    for slug in ("street-committee", "road-40", "street-of-quillifer"):
        FormerSlug.objects.create(kind="board", record_id=board.pk, slug=slug)
    other = make_statement("No.", meeting=meeting)
    correct(statement=other, text="Not now.", reason="Misheard.", evidence_url="https://news.example/40-Main-Street")
    redact_in(meeting, "Quillifer Young paid 40 dollars on Long Street", "quillifer")
    assert other.corrections.get().evidence_url == "https://news.example/40-Main-Street"
    assert set(FormerSlug.objects.values_list("slug", flat=True)) == {"street-committee", "road-40"}
    assert client.get("/boards/street-committee/").status_code == 301
    assert without_removed("Street Committee", board) == "Street Committee"
    assert without_removed("A young speaker.", meeting) == "A young speaker."
    assert GAPS.sub("", without_removed("It is Mr. Quillifer.", meeting)) == "It is Mr. ."


@pytest.mark.django_db
def test_no_log_says_that_something_elsewhere_was_called_by_two_names_in_a_row() -> None:
    """The page of the redaction lists it, so that somebody changes it."""
    topic = make_topic("The Quillifer Zanthrope fund", slug="fund")
    make_statement("A neighbour was here.", topics=[topic])
    take_out(make_statement(TEXT, meeting=make_meeting()))
    topic.name = "A fund"
    save_object(instance=topic, why=WHY)
    ((_, was, now),) = Correction.objects.get(topic=topic).changes
    assert (" ".join(GAPS.sub("", was).split()), now) == ("The fund", "A fund")
    assert not remains(str([entry.note for entry in AuditEntry.objects.filter(subject="topic")]))
