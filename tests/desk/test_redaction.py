"""A passage is redacted at the desk: chosen, shown in every wording, and removed with a reason."""

import pytest
from django.urls import reverse

from archive.actions.correct import correct
from archive.actions.redaction import disk
from archive.actions.version import version_of
from archive.models import AuditEntry, OutboxEntry, Role, Statement, Tombstone
from archive.models.gap import GAP
from tests.record import make_draft, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
TEXT = "My neighbour Quillifer Zanthrope agreed. He will come."


@pytest.fixture
def editor():
    return signed_in(make_person(Role.EDITOR))


@pytest.fixture
def statement() -> Statement:
    first = make_statement(TEXT.replace("Zanthrope", "Xanthippe"))
    second = correct(statement=first, text=TEXT, reason="Misheard.")
    return correct(statement=second, text=f"{TEXT} Quillifer Zanthrope!", reason="Cut short.")


def page_of(statement: Statement, **query: str) -> str:
    return reverse("desk:statement-redact", args=[statement.pk], query=query)


def test_the_page_shows_what_would_be_removed_from_every_wording(editor, statement):
    page = editor.get(page_of(statement, first="Quillifer Zanthrope agreed")).content.decode()
    assert page.count("<del>Quillifer Zanthrope agreed</del>") == 2
    assert "Revision 1: Quillifer Xanthippe agreed" in page
    assert Statement.objects.get(pk=statement.pk).text.startswith(TEXT)


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
    path = page_of(statement, first="Quillifer Zanthrope agreed")
    form = editor.get(path).context["form"]
    data = {"category": "law", "reason": "A court ordered it.", "also": form.fields["also"].initial}
    data["seen"] = form.initial["seen"]
    editor.post(path, data)
    assert "Xanthippe" not in statement.revisions.get(number=1).text


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
    assert sentence in editor.get(page_of(statement, **query)).content.decode()


def test_nothing_is_redacted_without_a_reason(editor, statement):
    path = page_of(statement, first="Quillifer Zanthrope agreed")
    page = editor.post(path, {"category": "", "reason": ""}).content.decode()
    assert "Choose the kind of reason" in page
    assert "It named" not in page
    data = {"category": "law", "reason": "Quillifer Zanthrope agreed to it.", "seen": version_of(statement)}
    page = editor.post(path, data).content.decode()
    assert "repeats words to be redacted" in page
    assert not Tombstone.objects.exists()


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
