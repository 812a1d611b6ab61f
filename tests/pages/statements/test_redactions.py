"""A statement with a gap: the page says when and why, links still mark the same words, and nothing crosses the gap."""

import re

import pytest
from django.test import Client

from archive.actions.redaction import redact
from archive.actions.rules import version_of
from archive.actions.statements import correct
from archive.citations.passages.quote_range import QuoteRange, from_ends
from archive.models import Role, Statement, Tombstone
from tests.pages.page import Page
from tests.record import make_statement
from tests.staff import make_person

pytestmark = pytest.mark.django_db
TEXT = "The hearing is open.\n\nMy neighbour Quillifer Zanthrope agreed at once. Thank you.\n\nWe will vote tonight."
REASON = "It named a private person."


@pytest.fixture
def statement() -> Statement:
    statement = make_statement(TEXT.replace("vote", "sing"))
    statement = correct(statement=statement, text=TEXT, reason="Misheard.")
    revision = statement.current_revision
    redact(
        revision=revision,
        passage=from_ends(revision.text, "Quillifer", "Zanthrope"),
        category="privacy",
        reason=REASON,
        seen=version_of(statement),
        actor=make_person(Role.EDITOR, username="editor.name"),
    )
    return Statement.objects.get(pk=statement.pk)


def page_of(client: Client, path: str, status: int = 200) -> Page:
    response = client.get(path)
    assert response.status_code == status, path
    page = Page(response.content.decode())
    assert not page.faults
    assert "anthrope" not in page.html
    return page


def link_to(statement: Statement, words: str, revision: int = 1) -> str:
    start = TEXT.index(words)
    return f"/statements/{statement.pk}/r/{revision}/?quote={start}-{start + len(words)}"


def test_the_gap_shows_the_day_in_the_language_of_the_page(client: Client, statement: Statement):
    gap = page_of(client, f"/es{statement.get_absolute_url()}").one("span", class_="gap")
    assert re.fullmatch(r"\[suprimido el \d+ de [a-z]+ de \d{4}: privacidad de una persona\]", gap.text)


@pytest.mark.parametrize("path", ["", "r/1/", "r/2/"])
def test_the_gap_says_when_and_why_in_every_wording(client: Client, statement: Statement, path: str):
    page = page_of(client, f"/statements/{statement.pk}/{path}" if path else statement.get_absolute_url())
    day = Tombstone.objects.get().decided_at.strftime("%-d %B %Y")
    gap = page.one("span", class_="gap")
    assert gap.text == f"[redacted on {day}: personal privacy]"
    assert gap.attributes["data-gap"] == str(len("Quillifer Zanthrope"))
    for words in (f"Part of this was redacted on {day}.", REASON, "An archive editor", "SHA-256 of the remaining text"):
        assert words in page.text
    assert "editor.name" not in page.html
    assert [element.attributes["data-start"] for element in page.all("p") if "data-start" in element.attributes] == [
        "0",
        str(TEXT.index("My")),
        str(TEXT.index("We")),
    ]


@pytest.mark.parametrize("words", ["The hearing is open.", "agreed at once.", "Thank you."])
def test_links_to_words_around_the_gap_still_mark_them(client: Client, statement: Statement, words: str):
    page = page_of(client, link_to(statement, words))
    assert [mark.text for mark in page.all("mark")] == [words]
    assert "was redacted on" in page.text
    assert "Words in this passage" not in page.text


def test_a_link_across_the_gap_says_what_was_redacted_and_why(client: Client, statement: Statement):
    page = page_of(client, link_to(statement, "neighbour Quillifer Zanthrope agreed"))
    assert [mark.text.strip() for mark in page.all("mark")] == ["neighbour", "agreed"]
    assert "Words in this passage were redacted on" in page.text
    assert f"Personal privacy: {REASON}" in page.text
    gone = page_of(client, link_to(statement, "Zanthrope"))
    assert "Words in this passage were redacted on" in gone.text
    assert not gone.all("mark")


@pytest.mark.parametrize("name", ["text", "markdown", "html", "bibtex", "ris", "csl-json", "ap"])
def test_citations_show_the_gap(client: Client, statement: Statement, name: str):
    query = link_to(statement, "neighbour Quillifer Zanthrope agreed").partition("?")[2]
    said = client.get(f"/statements/{statement.pk}/cite/{name}/?r=1&{query}").content.decode()
    assert "neighbour [redacted] agreed" in said.replace("\\", "")
    assert "\u2588" not in said


def test_the_comparison_shows_the_gap_as_common_to_both_wordings(client: Client, statement: Statement):
    page = page_of(client, f"/statements/{statement.pk}/compare/1/2/")
    assert "neighbour [redacted] agreed" in page.text
    changed = [element.text.strip() for element in page.all("del") + page.all("ins")]
    assert changed == ["struck through", "sing", "underlined", "vote"]


def test_no_page_of_the_statement_shows_the_placeholder(client: Client, statement: Statement):
    meeting = statement.meeting.get_absolute_url()
    for path in (statement.get_absolute_url(), meeting, "/", "/statements/", f"/statements/{statement.pk}/r/1/quote/"):
        page = page_of(client, path)
        assert "\u2588" not in page.html, path
    assert "[redacted]" in page_of(client, meeting).text


def test_a_link_to_a_passage_beside_the_gap_uses_words_that_the_page_shows(client: Client, statement: Statement):
    response = client.get(f"/statements/{statement.pk}/r/1/quote/?first=agreed&last=once")
    passage = QuoteRange(TEXT.index("agreed"), TEXT.index("once") + 5)
    assert f"quote={passage}" in response["Location"]
    assert "%E2%96%88" not in response["Location"]
    across = client.get(f"/statements/{statement.pk}/r/1/quote/?first=My+neighbour&last=agreed")
    assert "#" not in across["Location"]


def test_the_log_of_corrections_lists_the_redaction(client: Client, statement: Statement):
    assert REASON in page_of(client, "/corrections/").text
    assert "Redaction" in page_of(client, statement.get_absolute_url()).text


def test_redacting_keeps_the_urls_of_mementos(client: Client, statement: Statement):
    response = client.get(f"/statements/{statement.pk}/r/1/")
    first = statement.revisions.get(number=1)
    assert response["Memento-Datetime"] == first.published_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert len(re.findall("memento", response["Link"])) >= 2
