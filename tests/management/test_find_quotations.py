"""Statements that have words of earlier ones are found, linked both ways, and unlinked when that no longer holds."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.html import escape

from archive.actions.correct import correct
from archive.actions.withdraw import withdraw
from archive.models import Quotation, Statement
from tests.pages.page import Page
from tests.record import make_draft, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db

EARLY = "I said: the dam at Sample Lake will not hold another winter without new gates."
LATE = "She told us that the dam at Sample Lake will not hold another winter without new gates, and it did not."
WORDS = "the dam at Sample Lake will not hold another winter without new gates"


def make_pair() -> tuple[Statement, Statement]:
    early = make_statement(EARLY, meeting=make_meeting(date="2024-01-10"), speaker=make_speaker("Ana Sample"))
    late = make_statement(LATE, meeting=make_meeting(date="2024-06-10"), speaker=make_speaker("Bo Sample"))
    return early, late


def find() -> None:
    call_command("find_quotations")


def links(client: Client, statement: Statement) -> list[str]:
    """Return the addresses of passages that the statement's page links to beside its own."""
    found = Page(client.get(statement.get_absolute_url()).content.decode()).links()
    return [link for link in found if "?quote=" in link and link.startswith("/statements/")]


def test_both_pages_link_to_the_passage_in_the_other(client: Client, capsys: pytest.CaptureFixture[str]):
    early, late = make_pair()
    find()
    assert "Statements compared: 2.\nLinks: 1, new: 1, removed: 0." in capsys.readouterr().out
    for here, other, heading in (
        (late, early, "Words from earlier statements"),
        (early, late, "Quoted in later statements"),
    ):
        html = client.get(here.get_absolute_url()).content.decode()
        assert heading in html
        assert f"“{WORDS}”" in html
        assert escape(f"{other.speaker.name}") in html
        (link,) = links(client, here)
        page = Page(client.get(link).content.decode())
        assert page.all("mark")[0].text == WORDS


def test_a_second_run_changes_nothing():
    make_pair()
    find()
    before = [*Quotation.objects.values_list()]
    find()
    assert [*Quotation.objects.values_list()] == before


def test_nothing_stands_after_a_correction_until_it_is_found_again(client: Client):
    early, late = make_pair()
    find()
    correct(statement=early, text="I said: " + WORDS + ", I am afraid.", reason="Misheard.")
    assert not links(client, late)
    assert not links(client, early)
    find()
    (link,) = links(client, late)
    assert link.startswith(f"/statements/{early.number}/r/2/?quote=")
    assert Quotation.objects.count() == 1
    correct(statement=Statement.objects.get(pk=early.number), text="I said nothing.", reason="Misheard.")
    find()
    assert not Quotation.objects.exists()


def test_what_is_withdrawn_is_quoted_nowhere(client: Client):
    early, late = make_pair()
    find()
    withdraw(statement=early, category="privacy", reason="It named a child.")
    assert not links(client, late)
    assert "Ana Sample" not in client.get(late.get_absolute_url()).content.decode()
    find()
    assert not Quotation.objects.exists()


def test_drafts_and_votes_take_no_part():
    make_statement(EARLY, meeting=make_meeting(date="2024-01-10"), kind="vote")
    make_draft(EARLY, meeting=make_meeting(date="2024-02-10"))
    make_statement(LATE, meeting=make_meeting(date="2024-06-10"))
    find()
    assert not Quotation.objects.exists()


def test_an_empty_archive_has_none(capsys: pytest.CaptureFixture[str]):
    find()
    assert "Statements compared: 0.\nLinks: 0, new: 0, removed: 0." in capsys.readouterr().out
