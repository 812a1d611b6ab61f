"""Nothing that a clerk does at the desk changes what readers see. An editor's import is logged."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from archive.actions.rules import version_with_waiting
from archive.actions.statements import withdraw
from archive.desk.asking_first import ANSWER
from archive.ingest.staging.commit import save_as_drafts
from archive.ingest.staging.take_back import take_back
from archive.models import AgendaItem, Correction, Meeting, Office, Role, Source, SpeakerName, StagedLabel, Statement
from archive.models.fields import PublicQuerySet, rules_of
from tests.desk.acting import BY_SOFTWARE, TYPED_ORIGIN, add_row, do, press, send, tick
from tests.ingest.transcripts import make_batch
from tests.record import make_document, make_draft, make_speaker, make_statement, make_topic
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
WHY = {"reason": "The notice says so."}


def seen_by_readers() -> dict[tuple[str, int], dict[str, Any]]:
    """Return every field and row that readers see. For statements, return the order instead of the position."""
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for model in apps.get_app_config("archive").get_models():
        manager = model._default_manager.all()
        if model is AgendaItem:
            public = AgendaItem.objects.filter(meeting__in=Meeting.objects.public())
        elif isinstance(manager, PublicQuerySet) and model not in {Correction}:
            public = manager.public()
        else:
            continue
        fields = [field for field in model._meta.concrete_fields if rules_of(model)[field.name].is_seen]
        for row in public:
            values = {field.name: getattr(row, field.attname) for field in fields}
            values |= {many.name: sorted(values_of(row, many)) for many in model._meta.many_to_many}
            values.pop("position", None)
            rows[model.__name__, row.pk] = values
    for meeting in Meeting.objects.public():
        order = meeting.statements.public().order_by("position", "number").values_list("number", flat=True)
        agenda = meeting.agenda_items.order_by("position").values_list("pk", flat=True)
        rows["order", meeting.pk] = {"statements": list(order), "agenda": list(agenda)}
    return rows


def values_of(row: Any, field: Any) -> list[int]:
    return list(getattr(row, field.name).values_list("pk", flat=True))


class PublicMeeting:
    """A meeting with everything that readers can see, and some drafts."""

    def __init__(self) -> None:
        self.speaker, self.topic = make_speaker("Ann Lee"), make_topic()
        self.source = Source.objects.create(kind="minutes", title="Minutes")
        facts = {"speaker": self.speaker, "topics": [self.topic], "source": self.source}
        self.first = make_statement("We open the library on Saturdays, as we said last year.", **facts)
        self.meeting = self.first.meeting
        self.item = AgendaItem.objects.create(meeting=self.meeting, position=1, title="Roll call")
        self.second = make_statement("We close the swimming pool in the winter months.", meeting=self.meeting, **facts)
        self.office = Office.objects.create(speaker=self.speaker, title="Chair", board=self.meeting.board)
        self.name = SpeakerName.objects.create(speaker=self.speaker, name="A. Lee")
        self.document = make_document(self.meeting)
        self.draft = make_draft("A draft of no importance.", meeting=self.meeting, responds_to=self.first)
        self.withdrawn = withdraw(
            statement=make_statement("Not for long.", meeting=self.meeting), category="privacy", reason="A child."
        )

    def better_transcript(self) -> tuple[tuple[str, str], ...]:
        """Return turns with other words, one more turn, and headings that the agenda does not have."""
        return (
            ("#", "1. Libraries"),
            ("Annie Lee", f"{self.first.text} And Sundays."),
            ("Annie Lee", "Let me add a word on the books."),
            ("#", "2. Swimming"),
            ("Annie Lee", self.second.text),
        )


def save_an_import(client: Client, public: PublicMeeting) -> Any:
    batch = make_batch(public.meeting, public.better_transcript())
    batch.labels.update(speaker=public.speaker, certainty=StagedLabel.Certainty.DECIDED)
    return press(client, "import:save", batch.pk, BY_SOFTWARE, follow=True)


def take_an_import_back(client: Client, public: PublicMeeting) -> Any:
    saved = save_an_import(client, public)
    batch = public.meeting.imports.get()
    press(client, "import:take-back", batch.pk, {ANSWER: "yes"})
    return saved


def type_by_hand(client: Client, public: PublicMeeting) -> Any:
    data = {"speaker": "Ann Lee", "text": "By hand.", "topics": "Another topic", "agenda_item": "1", **TYPED_ORIGIN}
    for then in ("publish", "all"):
        add_row(client, public.meeting, **data, then=then, **{"waiting-seen": version_with_waiting(public.meeting)})
    return add_row(client, public.meeting, **data)


def edit_a_draft(client: Client, public: PublicMeeting) -> Any:
    facts = {"speaker": "Ann Lee", "position": 1, "kind": "motion", "text_status": "minutes", "agenda_item": ""}
    return do(client, "statement", public.draft, text="Now a motion.", then="save", **facts)


def edit_what_is_published(client: Client, public: PublicMeeting) -> Any:
    facts = {"speaker": "", "position": 9, "kind": "motion", "text_status": "minutes", "topics": "Pools"}
    send(client, "statement", public.first, text="Never.", then="save", **facts, **WHY)
    return do(client, "statement", public.first, text="Never.", then="correct", **facts, **WHY)


def act_on_many(client: Client, public: PublicMeeting) -> Any:
    ticked = tick(public.first, public.second, public.withdrawn, public.draft)
    for action in ("publish", "submit", "return", "withdraw", "delete"):
        given = {"action": action, "category": "privacy", "statements": ticked}
        press(client, "meeting:ticked", public.meeting.pk, given | WHY)


def change_agenda_and_documents(client: Client, public: PublicMeeting) -> Any:
    send(client, "item-add", public.meeting, title="Another", **WHY)
    send(client, "meeting:document", public.meeting, kind="packet", title="P", url="https://example.org/", **WHY)
    send(client, "meeting:remove-document", public.meeting, document=public.document.pk, **WHY)


def save_a_roster(client: Client, public: PublicMeeting) -> Any:
    roster = reverse("desk:board-roster", args=[public.meeting.board_id])
    return client.post(roster, {"text": "Ann Lee, President, 2020, now", "save": "1", **WHY})


def change_every_object(client: Client, public: PublicMeeting) -> Any:
    board = public.meeting.board_id
    send(client, "meeting-edit", public.meeting, board=board, date="2019-01-01", kind="special", status="held", **WHY)
    send(client, "speaker", public.speaker, name="Zoe", kind="person", **WHY)
    send(client, "speaker:add-name", public.speaker, name="Z.", **WHY)
    send(client, "speaker:add-office", public.speaker, title="Clerk", organisation="A club", **WHY)
    send(client, "office", public.office, title="Clerk", organisation="A club", **WHY)
    send(client, "topic", public.topic, name="Parks", **WHY)
    send(client, "source", public.source, kind="other", title="Rumour", **WHY)
    send(client, "board", public.meeting.board, name="Another", **WHY)
    send(client, "speaker:merge", public.speaker, kept=make_speaker("Somebody").name)
    send(client, "speaker-split", public.speaker, name="Somebody", statements=[public.first.pk])


def delete_every_object(client: Client, public: PublicMeeting) -> Any:
    for page, instance in (
        ("statement:delete", public.first),
        ("meeting-edit:delete", public.meeting),
        ("speaker:delete", public.speaker),
        ("speaker:remove-name", public.name),
        ("office:delete", public.office),
        ("topic:delete", public.topic),
        ("source:delete", public.source),
    ):
        send(client, page, instance, **WHY)
    send(client, "statement:withdraw", public.first, category="privacy", **WHY)


@pytest.mark.parametrize(
    "act",
    [
        save_an_import,
        take_an_import_back,
        type_by_hand,
        edit_a_draft,
        edit_what_is_published,
        act_on_many,
        change_agenda_and_documents,
        save_a_roster,
        change_every_object,
        delete_every_object,
    ],
)
def test_a_clerk_changes_nothing_that_readers_see(act):
    public, client = PublicMeeting(), signed_in(make_person(Role.CLERK))
    before = seen_by_readers()
    assert len(before) > 10
    act(client, public)
    assert seen_by_readers() == before
    assert not Correction.objects.public().exclude(kind="withdrawal").exists()


def test_a_clerks_import_is_saved_and_says_what_an_editor_has_to_add():
    public, client = PublicMeeting(), signed_in(make_person(Role.CLERK))
    said = save_an_import(client, public).content.decode()
    assert "Headings that the public agenda does not have: 2." in said
    assert public.first.revisions.filter(published_at=None).exists()
    later = make_batch(public.meeting, (("Annie Lee", "Good evening again."),), name="later.txt")
    assert later.labels.get().speaker == public.speaker


@pytest.mark.slow
def test_the_agenda_from_an_editors_import_is_in_the_log():
    public, client = PublicMeeting(), signed_in(make_person(Role.EDITOR))
    before = seen_by_readers()
    save_an_import(client, public)
    [correction] = public.meeting.corrections.public()
    assert [after for _, _, after in correction.changes] == ["1. Libraries", "2. Swimming"]
    assert correction.reason == "Headings of the transcript transcript.txt."
    press(client, "import:take-back", public.meeting.imports.get().pk, {ANSWER: "yes"})
    assert public.meeting.corrections.public().count() == 2
    assert seen_by_readers() == before


def test_undoing_an_import_keeps_what_became_public_meanwhile():
    clerk, statement = make_person(Role.CLERK), make_draft("We open the library on Saturdays.")
    meeting = statement.meeting
    batch = make_batch(meeting, (("#", "1. Swimming"), ("Annie Lee", "We close the pool.")))
    batch.labels.update(speaker=make_speaker("Ann Lee"), certainty=StagedLabel.Certainty.DECIDED)
    save_as_drafts(batch=batch, actor=clerk)
    other = make_statement("Before all others.", meeting=meeting, position=1, speaker=batch.labels.get().speaker)
    Statement.objects.filter(pk=statement.pk).update(position=5)
    before = seen_by_readers()
    assert before["order", meeting.pk] == {"statements": [other.pk], "agenda": [meeting.agenda_items.get().pk]}
    take_back(batch=batch, actor=clerk)
    assert seen_by_readers() == before
