"""Statements that quote earlier ones are found, linked both ways, and unlinked when they no longer do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.html import escape

from archive.actions.redaction import redact
from archive.actions.statements import correct, withdraw
from archive.actions.statements import quotations as action
from archive.citations.passages.quote_range import from_ends
from archive.citations.shared_words.pieces import PIECE, Codes, laid_out
from archive.citations.shared_words.quotations import Text, TextsCompared
from archive.database.locks import named_lock
from archive.models import Quotation, Statement, TextComparison
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
    call_command("work", "--only", "quotations")


def links(client: Client, statement: Statement) -> list[str]:
    """Return the URLs of passages of other statements that the statement's page links to."""
    found = Page(client.get(statement.get_absolute_url()).content.decode()).links()
    return [link for link in found if "?quote=" in link and link.startswith("/statements/")]


def test_each_page_links_to_the_passage_in_the_other_statement(client: Client, capsys: pytest.CaptureFixture[str]):
    early, late = make_pair()
    find()
    assert "Statements: 2, compared now: 2.\nLinks: 1, new: 1, removed: 0." in capsys.readouterr().out
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


@pytest.mark.slow
def test_a_correction_removes_links_until_they_are_found_again(client: Client):
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


def test_withdrawn_statements_are_linked_nowhere(client: Client):
    early, late = make_pair()
    find()
    withdraw(statement=early, category="privacy", reason="It named a child.")
    assert not links(client, late)
    assert "Ana Sample" not in client.get(late.get_absolute_url()).content.decode()
    find()
    assert not Quotation.objects.exists()


@pytest.mark.parametrize("gone", [(0,), (1,), (0, 1)])
def test_links_to_and_from_withdrawn_statements_are_removed(gone: tuple[int, ...]):
    make_statement("Nobody has said this.", meeting=make_meeting(date="2024-07-10"))
    pair = make_pair()
    find()
    for number in gone:
        withdraw(statement=pair[number], category="privacy", reason="It named a child.")
    find()
    assert not Quotation.objects.exists()


def test_drafts_and_votes_are_not_compared():
    make_statement(EARLY, meeting=make_meeting(date="2024-01-10"), kind="vote")
    make_draft(EARLY, meeting=make_meeting(date="2024-02-10"))
    make_statement(LATE, meeting=make_meeting(date="2024-06-10"))
    find()
    assert not Quotation.objects.exists()


def test_an_empty_archive_has_no_quotations(capsys: pytest.CaptureFixture[str]):
    find()
    assert "Statements: 0, compared now: 0.\nLinks: 0, new: 0, removed: 0." in capsys.readouterr().out


def test_statements_are_not_compared_twice(capsys: pytest.CaptureFixture[str]):
    make_pair()
    find()
    make_statement("Nobody has said this.", meeting=make_meeting(date="2024-07-10"))
    find()
    assert capsys.readouterr().out.endswith("Statements: 3, compared now: 1.\nLinks: 1, new: 0, removed: 0.\n")


def test_a_reinstated_statement_is_linked_again(client: Client):
    early, late = make_pair()
    find()
    for status in ("draft", "published"):
        changed = {"status": status, "published_at": early.published_at if status == "published" else None}
        Statement._base_manager.filter(pk=early.pk).update(**changed)
        find()
        assert bool(links(client, late)) == (status == "published")


def test_a_database_that_does_not_match_the_files_is_compared_again():
    """As after restoring a backup from before the current links and files."""
    make_pair()
    find()
    before = [*Quotation.objects.values_list("quoting", "quoted")]
    Quotation.objects.all().delete()
    TextComparison.objects.update(state="of the backup")
    find()
    assert [*Quotation.objects.values_list("quoting", "quoted")] == before


def test_a_run_that_dies_before_it_is_saved_is_repeated(monkeypatch: pytest.MonkeyPatch, settings: LazySettings):
    make_pair()

    def die(_: Any) -> None:
        raise OSError("The disk is gone.")

    monkeypatch.setattr(action, "_there", die)
    with pytest.raises(CommandError, match="disk"):
        find()
    monkeypatch.undo()
    find()
    assert Quotation.objects.count() == 1
    # No files of the first run are left: there is one state and one pair of files.
    assert len([*Path(settings.SHARED_WORDS_DIR).iterdir()]) == 4


def test_two_processes_do_not_compare_at_once():
    with named_lock("shared words"), pytest.raises(CommandError, match="Another process"):
        find()


def test_a_statement_withdrawn_meanwhile_is_linked_nowhere_and_removed_by_the_next_run(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    early, late = make_pair()

    class Slow(TextsCompared):
        def update(self, texts: Iterator[Text], quoting: Any) -> Iterator[Any]:
            yield from super().update(texts, quoting)
            withdraw(statement=early, category="privacy", reason="It named a child.")

    monkeypatch.setattr(action, "TextsCompared", Slow)
    find()
    monkeypatch.undo()
    assert not links(client, late)
    find()
    assert not Quotation.objects.exists()


def test_no_redacted_words_remain_in_the_files(settings: LazySettings):
    early, _ = make_pair()
    find()
    revision = early.published_revision
    passage = from_ends(revision.text, "dam at", "Lake")
    redact(revision=revision, passage=passage, category="privacy", reason="A private place.")
    find()
    codes = Codes(settings.REMOVED_WORDS_KEY)
    layout = laid_out([codes.of("the dam at Sample"), codes.of(LATE)])
    of_the_passage = layout.hashed(PIECE)[0]
    (path,) = Path(settings.SHARED_WORDS_DIR).glob("*.pieces")
    pieces = np.fromfile(path, "<u8")
    assert (pieces == of_the_passage).sum() == 1, "the later statement still has them"
    assert np.isin(layout.hashed(PIECE)[4:], pieces).any()
