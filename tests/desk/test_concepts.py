"""Editors keep the list of words that mean the same at the desk, and searches use it at once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from archive.actions.rules import version_of
from archive.models import AuditEntry, Concept, Role
from archive.search import SearchRequest, search
from archive.search.engines import outbox
from tests.desk.acting import send
from tests.record import make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


def found(text: str) -> int:
    return search(SearchRequest(text=text)).total


def test_a_first_list_comes_with_the_site_in_english_and_spanish():
    assert Concept.objects.count() >= 100
    for concept in Concept.objects.all():
        concept.full_clean()
    make_statement("The budget of the schools grows again this year.")
    make_statement("Two school resource officers are at the door.")
    outbox.drain()
    assert found("presupuesto") == 1
    assert found("SROs at the door") == 1
    (reading,) = search(SearchRequest(text="sro")).readings
    assert "school resource officer" in reading.said
    assert found(reading.without) == 0
    assert found('"presupuesto"') == 0
    assert search(SearchRequest(text="presupuesto", literal=True)).total == 0


def test_an_editor_adds_changes_and_removes_an_entry_and_searches_follow_at_once():
    editor = signed_in(make_person(Role.EDITOR))
    make_statement("The wobble was discussed.")
    outbox.drain()
    assert found("zigzag") == 0
    editor.post(reverse("desk:concept-new"), {"terms": " zigzag \n\nwobble\nzigzag"})
    concept = Concept.objects.get(terms="zigzag\nwobble")
    assert found("zigzag") == found("wobble") == 1
    editor.post(
        reverse("desk:concept", args=[concept.pk]), {"terms": "zigzag\nto and fro", "seen": version_of(concept)}
    )
    assert found("zigzag") == 0
    assert "zigzag, to and fro" in editor.get(reverse("desk:concepts"), {"q": "zigz"}).text
    send(editor, "concept:delete", concept)
    assert not Concept.objects.filter(pk=concept.pk)
    assert AuditEntry.objects.count() >= 3


def test_a_clerk_may_not_change_the_list():
    clerk = signed_in(make_person(Role.CLERK))
    assert clerk.get(reverse("desk:concepts")).status_code == 403
    assert clerk.post(reverse("desk:concept-new"), {"terms": "a\nb"}).status_code == 403


@pytest.mark.parametrize(
    "terms", ["alone", "\n", "a\n" + "b" * 81, "a\none two three four five six seven", "\n".join("abcdefghijklm")]
)
def test_an_invalid_set_of_terms_is_refused_with_a_message(terms: str):
    with pytest.raises(ValidationError):
        Concept(terms=terms).full_clean()


def test_the_database_refuses_an_entry_with_one_term():
    with pytest.raises(IntegrityError), transaction.atomic():
        Concept.objects.create(terms="alone")
