"""The official document of a decision: beside the decision and its item, and nowhere that the meeting's are not."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from archive.actions.meetings import add_document, remove_document
from archive.actions.objects import save_object
from archive.actions.redaction import redact
from archive.actions.rules import Why, version_of
from archive.actions.statements import NewDecision, correct
from archive.citations.passages.quote_range import QuoteRange
from archive.log.changes import settle
from archive.models import AgendaItem, Change, Correction, Decision, Meeting, Role, Source, Statement
from archive.pages.meetings.transcript import TURNS_A_PART
from tests.desk.test_decisions import sent
from tests.record import make_decision, make_document, make_meeting, make_statement, make_statements
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting()


@pytest.fixture
def item(meeting: Meeting) -> AgendaItem:
    return AgendaItem.objects.create(meeting=meeting, position=1, label="8.D.", title="Library hours")


@pytest.fixture
def editor(client: Client) -> Client:
    return signed_in(make_person(Role.EDITOR), client)


def decide(meeting: Meeting, document: Source, **fields) -> Statement:
    return make_decision(meeting=meeting, facts={"result": "carried", "document": document}, **fields)


def shown(client: Client, path: str) -> list[str]:
    """Return the addresses of the official documents of a page."""
    page = " ".join(client.get(path, follow=True).content.decode().split())
    return re.findall(r'Official document: <a href="([^"]*)"', page)


def test_it_stands_beside_the_decision_and_its_item(client: Client, meeting: Meeting, item: AgendaItem):
    kept = make_document(meeting, "Resolution 12")
    linked = meeting.documents.create(kind="other", title="Ordinance 3", url="https://example.org/ordinance-3")
    decided = decide(meeting, kept, agenda_item=item)
    decide(meeting, linked, agenda_item=item)
    loose = decide(meeting, linked)
    file = f"/meetings/{meeting.pk}/documents/{kept.pk}/"
    # Of each decision, then beside the item.
    assert shown(client, meeting.get_absolute_url()) == [file, linked.url, linked.url, file, linked.url]
    assert shown(client, decided.get_absolute_url()) == [file]
    assert shown(client, loose.get_absolute_url()) == [linked.url]
    assert sorted(shown(client, "/decisions/")) == sorted([file, linked.url, linked.url])
    sent_file = client.get(file)
    assert sent_file.getvalue()
    assert sent_file["Content-Disposition"].startswith("attachment")


def test_every_part_of_a_transcript_has_it_once_beside_the_item(client: Client, meeting: Meeting, item: AgendaItem):
    document = make_document(meeting)
    make_statements((f"Sentence {number}." for number in range(TURNS_A_PART)), meeting=meeting, agenda_item=item)
    decide(meeting, document, agenda_item=item, position=TURNS_A_PART)
    decide(meeting, document, agenda_item=item, position=TURNS_A_PART + 1)
    assert len(shown(client, meeting.get_absolute_url())) == 3
    assert len(shown(client, f"{meeting.get_absolute_url()}?page=2")) == 1


def test_that_of_a_draft_is_beside_no_item(client: Client, meeting: Meeting, item: AgendaItem):
    make_decision(meeting=meeting, agenda_item=item)
    draft = decide(meeting, make_document(meeting), agenda_item=item)
    Statement.objects.filter(pk=draft.pk).update(status="draft", published_at=None)
    assert not shown(client, meeting.get_absolute_url())


def test_a_decision_has_only_a_document_of_its_own_meeting(meeting: Meeting):
    with pytest.raises(ValidationError, match="is not a document of its meeting"):
        decide(meeting, make_document(make_meeting()))


def test_the_desk_offers_the_documents_of_the_meeting_and_says_what_changed(editor: Client, meeting: Meeting):
    elsewhere, document = make_document(make_meeting()), make_document(meeting, "Resolution 12")
    decided = make_decision("To open.", meeting=meeting, title="Hours", facts={"method": "voice"})
    path = f"/desk/statements/{decided.pk}/"
    assert list(editor.get(path).context["form"]["document"].field.queryset) == [document]
    form = sent(title="Hours", text="To open.", method="voice", result="", reason="It was signed.", then="correct")
    refused = editor.post(path, form | {"document": elsewhere.pk, "seen": version_of(decided)})
    assert "document" in refused.context["form"].errors
    editor.post(path, form | {"document": document.pk, "seen": version_of(decided)})
    assert decided.corrections.get().changes == [["decision: official document", "", "Resolution 12"]]
    assert shown(editor, decided.get_absolute_url()) == [f"/meetings/{meeting.pk}/documents/{document.pk}/"]


def test_a_document_stays_with_its_meeting_while_it_is_that_of_a_decision(meeting: Meeting):
    document = make_document(meeting)
    decided = decide(meeting, document)
    with pytest.raises(ValidationError, match=f"official document of statement {decided.pk}"):
        remove_document(meeting=meeting, document=document)
    assert meeting.documents.get() == document


def test_a_redaction_takes_it_from_the_decision_too(client: Client, meeting: Meeting):
    document = make_document(meeting, "The illness of Zanthrope")
    decided = decide(meeting, document)
    said = make_statement("Zanthrope is ill.", meeting=meeting)
    passage = QuoteRange(0, 9)
    revision = said.current_revision
    redact(revision=revision, passage=passage, category="privacy", reason="A person asked.", documents=[document])
    assert Decision.objects.get(pk=decided.pk).document is None
    settle()
    change = Change.objects.filter(subject=Change.Subject.STATEMENT, subject_id=decided.pk).latest("pk")
    assert change.kind == Change.Kind.REDACTED
    for path in (decided.get_absolute_url(), meeting.get_absolute_url(), f"/api/v1/decisions/{decided.pk}/"):
        assert "Zanthrope" not in client.get(path).content.decode()


def test_no_correction_has_the_title_of_a_document_that_a_redaction_took_out(client: Client, meeting: Meeting):
    document = Source(
        kind="other", title="Letter of Zanthrope’s doctor", publisher="Clinic", url="https://example.org/a"
    )
    add_document(meeting=meeting, document=document, why=Why("It was handed out."))
    elsewhere = make_meeting(date="2015-05-05")
    add_document(meeting=elsewhere, document=document, why=Why("It was handed out."))
    remove_document(meeting=elsewhere, document=document, why=Why("It was of another meeting."))
    said = make_statement("She is ill.", meeting=meeting)
    decided = make_decision(meeting=meeting)
    for facts in ({"document": document}, {"document": None}, {"document": document}):
        correct(statement=decided, decision=NewDecision(facts), reason="It was signed.")
    document.title = "A letter"
    save_object(instance=document, why=Why("Shorter."))
    passage, told = QuoteRange(0, 3), Correction.objects.public().count()
    revision = said.current_revision
    redact(revision=revision, passage=passage, category="privacy", reason="A person asked.", documents=[document])
    pages = [client.get(one.get_absolute_url(), follow=True).content.decode() for one in Correction.objects.public()]
    assert len(pages) > told
    kept = json.dumps([one.changes for one in Correction.objects.all()], ensure_ascii=False)
    for words in ("Zanthrope", "A letter", "Clinic"):
        assert words not in kept
        assert not [page for page in pages if words in page]
    assert "Other document" in kept


def test_the_api_names_it(client: Client, meeting: Meeting):
    document = make_document(meeting, "Resolution 12")
    told = client.get(f"/api/v1/decisions/{decide(meeting, document).pk}/").json()["document"]
    assert (told["id"], told["title"]) == (document.pk, "Resolution 12")
