"""A passage is redacted at the desk: chosen, shown in every wording, and removed with a reason."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.urls import reverse

from archive.actions.redaction import Removal, removals_so_far, remove_again
from archive.actions.removed_words import disk
from archive.actions.rules import version_of
from archive.actions.statements import change_statement, correct
from archive.models import (
    AgendaItem,
    AuditEntry,
    Ballot,
    Board,
    Concept,
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
    Tombstone,
    Topic,
    Transcription,
)
from archive.models.fields.described import TextKind, texts_of_kind
from archive.models.record.gap import GAP
from archive.upkeep.backups.uploads import stored_names
from tests.as_browser import forms_of
from tests.ingest.documents import docx, paragraph
from tests.record import (
    make_board,
    make_concept,
    make_decision,
    make_document,
    make_draft,
    make_meeting,
    make_report,
    make_speaker,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db
TEXT = "My neighbour Quillifer Zanthrope agreed. He will come."


@pytest.fixture
def statement() -> Statement:
    first = make_statement(TEXT.replace("Zanthrope", "Xanthippe"))
    second = correct(statement=first, text=TEXT, reason="Misheard.")
    return correct(statement=second, text=f"{TEXT} Quillifer Zanthrope!", reason="Cut short.")


def page_of(statement: Statement, **query: str) -> str:
    return reverse("desk:statement-redact", args=[statement.pk], query=query)


def chosen(editor, statement: Statement, **typed: str) -> str:
    """Type which passage it is, and return the address of the page that shows what would be removed."""
    return editor.post(page_of(statement), typed).url


def test_no_address_has_the_words(editor, statement):
    address = chosen(editor, statement, first="My neighbour Quillifer", last="agreed")
    assert re.fullmatch(rf"{page_of(statement)}\?quote=0-\d+&r=3", address)
    page = editor.get(address).content.decode()
    for form in re.findall("<form[^>]*>", page):
        assert 'method="post"' in form
    first = chosen(editor, statement, first="Quillifer Xanthippe", r="1")
    assert "<del>Quillifer Xanthippe</del>" in editor.get(first).content.decode()


def test_the_page_shows_what_would_be_removed_from_every_wording(editor, statement):
    page = editor.get(chosen(editor, statement, first="Quillifer Zanthrope agreed")).content.decode()
    assert page.count("<del>Quillifer Zanthrope agreed") == page.count("<del>") == 2
    assert "Revision 1: Quillifer Xanthippe agreed" in page
    assert Statement.objects.get(pk=statement.pk).text.startswith(TEXT)


def test_words_of_an_older_title_can_be_chosen(editor):
    statement = correct(statement=make_statement(TEXT, title="On Ann Nuvel"), title="On her", text=TEXT, reason="So.")
    assert "?r=1" in editor.get(page_of(statement)).content.decode()
    address = chosen(editor, statement, first="Nuvel", r="1")
    assert address.endswith("quote=title%3A7-12&r=1")
    assert "<del>Nuvel</del>" in editor.get(address).content.decode()
    editor.post(address, {"category": "privacy", "reason": "It named her.", "seen": version_of(statement)})
    assert statement.revisions.get(number=1).title == f"On Ann {5 * GAP}"


def test_shown_words_are_redacted_and_unticked_ones_stay(editor, statement):
    path = page_of(statement, quote=f"{TEXT.index('Quill')}-{TEXT.index(' agreed')}")
    data = {"category": "privacy", "reason": "It named a private person.", "seen": version_of(statement)}
    response = editor.post(path, data, follow=True)
    assert "Redacted in 3 places." in response.content.decode()
    first, second, third = (revision.text for revision in statement.revisions.order_by("number"))
    assert "Xanthippe" in first
    assert "Zanthrope" not in second + third
    assert third.count(GAP * len("Quillifer Zanthrope")) == 2
    assert AuditEntry.objects.about(statement).first().verb == "redacted"


def test_different_words_at_the_same_place_are_redacted_if_ticked(editor, statement):
    path = chosen(editor, statement, first="Quillifer Zanthrope agreed")
    form = editor.get(path).context["form"]
    data = {"category": "law", "reason": "A court ordered it.", "also": form.fields["also"].initial}
    data["seen"] = form.initial["seen"]
    editor.post(path, data)
    assert "Xanthippe" not in statement.revisions.get(number=1).text


@pytest.mark.parametrize("ticked", [["quillifer", "zanthrope"], ["zanthrope"], []])
def test_ticked_names_of_the_passage_leave_what_is_about_the_statement(editor, ticked):
    statement = make_statement(TEXT)
    report = make_report(statement, problem="Quillifer, a neighbour of Zanthrope.")
    path = chosen(editor, statement, first="My neighbour Quillifer Zanthrope agreed")
    form = editor.get(path).context["form"]
    assert sorted(form.initial["names"]) == ["quillifer", "zanthrope"]
    data = {"category": "law", "reason": "The court named a neighbour.", "seen": form.initial["seen"], "names": ticked}
    editor.post(path, data)
    report.refresh_from_db()
    left = [word for word in ("quillifer", "neighbour", "zanthrope") if word in report.problem.lower()]
    assert left == [word for word in ("quillifer", "neighbour", "zanthrope") if word not in ticked]


@pytest.mark.parametrize("is_ticked", [True, False])
def test_names_of_other_wordings_leave_with_them(editor, is_ticked):
    first = make_statement(TEXT.replace("Zanthrope", "Xanthippe"))
    statement = correct(statement=first, text=TEXT, reason="Misheard.")
    report = make_report(statement, problem="He means Xanthippe.")
    form = editor.get(path := chosen(editor, statement, first="Quillifer Zanthrope agreed")).context["form"]
    assert "xanthippe" in form.initial["names"]
    data = {"category": "law", "reason": "A court ordered it.", "seen": form.initial["seen"]}
    data |= {"names": form.initial["names"], "also": form.fields["also"].initial if is_ticked else []}
    editor.post(path, data)
    report.refresh_from_db()
    assert ("Xanthippe" in report.problem) != is_ticked
    assert ("Xanthippe" in statement.revisions.get(number=1).text) != is_ticked


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"first": "Nowhere"}, "is not in this text"),
        ({"quote": "5-9999"}, "outside the text"),
        ({"quote": "x"}, "is not a passage"),
        ({"first": " "}, "type how the passage begins"),
    ],
)
def test_an_invalid_passage_is_reported(editor, statement, query, sentence):
    assert sentence in editor.post(page_of(statement), query).content.decode()


def test_nothing_is_redacted_without_a_reason(editor, statement):
    path = chosen(editor, statement, first="Quillifer Zanthrope agreed")
    page = editor.post(path, {"category": "", "reason": ""}).content.decode()
    assert "Choose the kind of reason" in page
    assert "It named" not in page
    data = {"category": "law", "reason": "Quillifer Zanthrope agreed to it.", "seen": version_of(statement)}
    page = editor.post(path, data).content.decode()
    assert re.search("repeats words to be redacted: [^.]*“Quillifer Zanthrope agreed”", page)
    assert not Tombstone.objects.exists()


def test_an_agenda_in_word_that_has_the_words_is_ticked(editor, statement):
    agenda = make_document(statement.meeting, "Agenda in Word", docx(paragraph(f"4. {TEXT}")), file_name="a.docx")
    make_document(statement.meeting, "Slides", docx(paragraph("4. Roll call")), file_name="b.docx")
    page = editor.get(chosen(editor, statement, first="Quillifer Zanthrope agreed")).content.decode()
    file = reverse("desk:document-file", args=[statement.meeting_id, agenda.pk])
    assert re.search(rf'<input[^>]* checked>\s*<a href="{file}">Agenda in Word</a>', page)
    assert "Slides" not in page


def test_what_repeats_the_words_stands_above_the_button(editor, statement):
    make_statement("Another says that Quillifer Zanthrope agreed.", meeting=statement.meeting)
    page = editor.get(chosen(editor, statement, first="Quillifer Zanthrope agreed")).content.decode()
    assert 0 < page.find("These repeat the words") < page.index("revision: text") < page.index("Redact permanently")


def row_with(statement: Statement, table: type[models.Model], name: str) -> models.Model:
    """Return a stored row of the table that has the words in the column."""
    words = "Quillifer Zanthrope"
    if isinstance(table._meta.get_field(name), models.URLField):
        words = "https://example.org/Quillifer/Zanthrope"
    typed: dict[str, Any] = {"slug": {name: "quillifer-zanthrope"}, "file": {name: ContentFile(b"x", f"{words}.txt")}}
    return ROWS[table](statement, typed.get(name, {name: words}))


def changed_wording(_: Statement, typed: dict[str, str]) -> Revision:
    published = make_statement(kind="policy_statement", title="On it")
    change_statement(statement=published, **{"text": "So.", "title": "On it", "reason": "", **typed})
    return published.revisions.get(published_at=None)


def vote(_: Statement, typed: dict[str, str]) -> Ballot:
    ballots = make_decision(ballots=["Jo: yes"]).decision.ballots
    ballots.update(**({"choice": "other"} if "word" in typed else {}), **typed)
    return ballots.get()


ROWS: dict[type[models.Model], Callable[[Statement, dict[str, Any]], models.Model]] = {
    AgendaItem: lambda told, typed: told.meeting.agenda_items.create(position=9, **{"title": "Buses", **typed}),
    Ballot: vote,
    Board: lambda _, typed: make_board(**typed),
    Concept: lambda _, typed: make_concept(typed["terms"], "a"),
    Decision: lambda _, typed: make_decision(facts={"result": "carried", **typed}).decision,
    Meeting: lambda told, typed: make_meeting(told.board, "2024-03-09", **typed),
    Office: lambda _, typed: make_speaker().offices.create(**{"title": "Chair", "organisation": "A union", **typed}),
    Revision: changed_wording,
    SiteSettings: lambda _, typed: SiteSettings.objects.create(**typed),
    Source: lambda _, typed: Source.objects.create(**{"kind": "other", "title": "Letter", **typed}),
    Speaker: lambda _, typed: make_speaker(**typed),
    SpeakerName: lambda _, typed: make_speaker().names.create(**typed),
    Statement: lambda told, typed: make_draft(meeting=told.meeting, **typed),
    Topic: lambda _, typed: make_topic(**typed),
    Transcription: lambda _, typed: Transcription.objects.create(meeting=make_meeting(), **typed),
}
REPEATING = [(table, name) for table, names in texts_of_kind(TextKind.FACT, TextKind.OTHER).items() for name in names]


@pytest.mark.parametrize(("table", "name"), REPEATING, ids=lambda part: getattr(part, "__name__", part))
def test_what_repeats_the_words_leads_to_the_page_where_it_is_changed(administrator, table, name):
    statement = make_statement(TEXT)
    row = row_with(statement, table, name)
    page = administrator.get(chosen(administrator, statement, first="Quillifer Zanthrope"))
    ((repeat, address),) = page.context["repeats"]
    assert (repeat.instance, repeat.columns) == (row, name)
    assert f'<a href="{address}">' in page.content.decode()
    shown = administrator.get(address)
    assert shown.status_code == 200
    if name not in {"slug", "file"}:  # These follow a name, or go with what they belong to.
        assert "quillifer" in shown.content.decode().lower()
        assert any(form.method == "post" for form in forms_of(shown))


def test_an_editor_is_told_what_only_an_administrator_can_change(editor):
    statement = make_statement(TEXT)
    make_board("Zanthrope Board")
    page = editor.get(chosen(editor, statement, first="Quillifer Zanthrope")).content.decode()
    assert "ask an administrator" in page


def test_a_draft_is_edited_instead_of_redacted(editor):
    assert editor.get(page_of(make_draft())).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_page_says_while_the_words_are_still_on_the_disk(editor, monkeypatch):
    statement = make_statement(TEXT)
    monkeypatch.setattr(disk, "clear_deleted", lambda *_, **__: "A reader of the database holds its log open.")
    OutboxEntry.objects.write_removals(statement.pk, [])
    disk.drain()
    page = editor.get(reverse("desk:statement", kwargs={"number": statement.pk})).content.decode()
    assert "still on the server's disk" in page.replace("&#x27;", "'")
    assert "A reader of the database holds its log open." in page
    monkeypatch.undo()
    disk.drain(patient=True)
    page = editor.get(reverse("desk:statement", kwargs={"number": statement.pk})).content.decode()
    assert "still on the server" not in page


@pytest.mark.usefixtures("read_here")
def test_documents_with_the_words_or_that_cannot_be_read_are_taken_out(editor, django_capture_on_commit_callbacks):
    meeting = make_meeting()
    statement = make_statement(TEXT, meeting=meeting)
    named = make_document(meeting, "Letter", b"A letter of Mr. Zanthrope", file_name="letter.txt")
    unreadable = make_document(meeting, "Scan", b"%PDF-1.7 \x00\x01", file_name="scan.pdf")
    other = make_document(meeting, "Agenda", b"1. Roll call")
    path = chosen(editor, statement, first="My", last="agreed.")
    form = editor.get(path).context["form"]
    assert [*form.fields["documents"].queryset] == [named, unreadable]
    assert form.fields["documents"].initial == [named.pk]
    data = {"category": "privacy", "reason": "It told of a private person.", "documents": [named.pk, unreadable.pk]}
    with transaction.atomic():
        editor.post(path, {**data, "seen": form.initial["seen"]})
        assert [*meeting.documents.all()] == [other]
        removals = removals_so_far()
        transaction.set_rollback(True)
    assert meeting.documents.count() == 3
    with django_capture_on_commit_callbacks(execute=True):
        for removal in [*removals, *removals]:
            remove_again(Removal.read(json.loads(json.dumps(removal.written()))))
    assert [*meeting.documents.all()] == [other]
    assert removals_so_far() == removals
    for document in (named, unreadable):
        document.refresh_from_db()
        assert (document.file.name, document.file_sha256) == ("", "")
    assert not [name for name in stored_names() if "letter" in name or "scan" in name]
