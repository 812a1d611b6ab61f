"""Writes and searches the index of a test."""

from collections.abc import Sequence
from typing import Any

from archive.search import SearchRequest
from archive.search.engines import SearchBackend
from archive.search.engines.document import Document
from archive.search.question.grammar.nodes import Words
from archive.search.question.question import Question, QuestionPart


def write(backend: SearchBackend, *documents: Document, gone: Sequence[int] = ()) -> None:
    """Bring documents into the live index."""
    with backend.writing(wait=True) as had:
        assert had
        backend.update(documents=documents, gone=gone)


def build(backend: SearchBackend, *documents: Document) -> None:
    """Replace the live index with an index of the documents."""
    with backend.building() as index:
        index.add(documents)
        with backend.writing(wait=True):
            index.swap()


def parts_of(*words: str) -> tuple[QuestionPart, ...]:
    """Return plain words as parts of a question."""
    return tuple(QuestionPart(Words(word), word) for word in words)


def question_of(*words: str) -> Question:
    """Return a question of plain words."""
    return Question(parts=parts_of(*words))


def numbers(backend: SearchBackend, text: str = "", **request: Any) -> list[int]:
    """Return the numbers found, in order."""
    return [hit.number for hit in backend.search(SearchRequest(text=text, **request)).hits]
