"""The index is rebuilt next to the live one, and nothing that happens meanwhile is lost."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from archive.actions.redaction import redact
from archive.actions.statements import correct, withdraw
from archive.citations.passages.quote_range import from_ends
from archive.models import OutboxEntry, Statement
from archive.search import Facet, SearchRequest, SearchUnavailable, search
from archive.search.engines import document, get_backend, outbox
from archive.search.engines.rebuild import RebuildUnderway, rebuild
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


def found(text: str) -> set[int]:
    return {hit.number for hit in search(SearchRequest(text=text)).hits}


def test_the_new_index_holds_every_public_statement_and_nothing_else():
    numbers = {make_statement(f"Word {number}").number for number in range(5)}
    withdraw(statement=make_statement("Word withdrawn"), category="privacy", reason="At the speaker's request.")
    make_draft("Word in a draft")
    assert rebuild() == 5
    assert found("word") == numbers
    assert not OutboxEntry.objects.pending().exists(), "what waited is in it"


def test_changes_during_a_rebuild_are_in_the_new_index(monkeypatch):
    monkeypatch.setattr(document, "CHUNK", 1)
    first, second, third = (make_statement(f"The word {name}") for name in ("early", "middle", "late"))
    outbox.drain()
    published = []

    def meanwhile(documents):
        yield next(documents)
        published.append(make_statement("A word published meanwhile"))
        withdraw(statement=first, category="privacy", reason="At the speaker's request.")
        correct(statement=third, text="The phrase late", reason="Checked against the recording.")
        outbox.drain()
        assert found("word") == {second.number, published[0].number}, "readers see the live index, up to date"
        published.append(make_statement("A word that still waits"))
        yield from documents

    rebuild(meanwhile)
    assert found("word") == {second.number, *(statement.number for statement in published)}
    assert found("phrase") == {third.number}
    assert not OutboxEntry.objects.pending().exists()


def test_a_board_renamed_during_a_rebuild_has_its_new_name_in_the_index():
    board = make_board("Sample Board Alpha")
    numbers = {make_statement(meeting=make_meeting(board)).number for _ in range(3)}
    outbox.drain()

    def meanwhile(documents):
        yield from list(documents)
        board.name = "Sample Board Omega"
        board.save()

    rebuild(meanwhile)
    assert found("board:Omega") == numbers


def index_files_with(word: bytes) -> list[Path]:
    """Return the files of the index, at any depth, that contain the word."""
    return [path for path in folder().rglob("*") if path.is_file() and word in path.read_bytes()]


def folder() -> Path:
    return Path(settings.SEARCH_INDEX_DIR)


def test_words_redacted_during_a_rebuild_are_in_none_of_its_files():
    statement = make_statement("He named Quillifer Zanthrope of Plumtree Court.")
    make_statement("Another word")
    outbox.drain()

    def meanwhile(documents):
        yield from list(documents)
        revision = statement.current_revision
        passage = from_ends(revision.text, "Quillifer", "Zanthrope")
        redact(revision=revision, passage=passage, category="privacy", reason="It named a private person.")
        outbox.drain()

    rebuild(meanwhile)
    assert index_files_with(b"plumtree")
    assert not index_files_with(b"zanthrope")


def test_redacted_words_are_in_no_old_index_and_no_unfinished_build():
    statement = make_statement("He named Quillifer Zanthrope of Plumtree Court.")
    outbox.drain()
    shutil.copytree(folder(), folder() / "build")
    for path in folder().glob("*.toc"):
        path.write_bytes(b"damaged")
    assert get_backend().check()
    with pytest.raises(SearchUnavailable):
        found("plumtree")
    revision = statement.current_revision
    passage = from_ends(revision.text, "Quillifer", "Zanthrope")
    redact(revision=revision, passage=passage, category="privacy", reason="It named a private person.")
    assert index_files_with(b"zanthrope")
    outbox.drain()
    assert index_files_with(b"plumtree")
    assert not index_files_with(b"zanthrope")


def test_readers_never_see_half_an_index():
    numbers = {make_statement("The same word").number for _ in range(4)}
    outbox.drain()

    def watched(documents):
        for one in documents:
            assert found("word") == numbers
            yield one

    rebuild(watched)
    assert found("word") == numbers


def test_a_failed_build_keeps_the_old_index_and_can_be_repeated():
    statement = make_statement("A levy for the library")
    outbox.drain()

    def failing(documents):
        yield next(documents)
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        rebuild(failing)
    assert found("levy") == {statement.number}
    assert rebuild() == 1


def test_two_processes_do_not_build_at_once():
    with get_backend().building(), pytest.raises(RebuildUnderway, match="Another process"):
        rebuild()


def test_statements_are_read_in_chunks_with_four_queries_each(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(document, "CHUNK", 4)
    speaker, topics = make_speaker(), [make_topic(), make_topic()]
    for _ in range(8):
        make_statement(speaker=speaker, topics=topics)
    with django_assert_num_queries(4 + 4 + 1):
        read = list(document.all_documents())
    assert [one.number for one in read] == list(Statement.objects.order_by("number").values_list("number", flat=True))
    assert read[0].values[Facet.TOPIC] == tuple(sorted(topic.pk for topic in topics))
