"""What a test of a restore compares of the pages: all that the record decides, and nothing that the index does."""

import pytest
from django.test import Client

from archive.actions.statements import correct
from archive.pages.http.caching.middleware import kept_pages
from archive.pages.statements.related import Candidates
from archive.search.engines import outbox
from archive.upkeep.backups.answers import answers
from tests.record import make_statement

pytestmark = pytest.mark.django_db
ALIKE = "The glacial moraine beside the reservoir needs a culvert before winter."


def test_related_statements_are_not_compared(client: Client, monkeypatch: pytest.MonkeyPatch):
    statement, _ = make_statement(ALIKE), make_statement(f"I agree. {ALIKE}")
    outbox.keep_up()
    assert "Related statements" in client.get(statement.get_absolute_url()).content.decode()
    before = answers([statement.pk])
    kept_pages.clear()
    monkeypatch.setattr("archive.pages.statements.beside.candidates", lambda _statement: Candidates())
    assert "Related statements" not in client.get(statement.get_absolute_url()).content.decode()
    assert answers([statement.pk]) == before
    assert len(before) == 2


def test_any_other_words_of_a_page_are_compared():
    statement = make_statement(ALIKE, title="Culverts")
    before = answers([statement.pk])
    correct(statement=statement, text=ALIKE.replace("winter", "spring"), reason="Misheard.")
    after = answers([statement.pk])
    assert after[statement.get_absolute_url()] != before[statement.get_absolute_url()]
