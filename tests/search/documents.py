"""Documents for an index, and stock Whoosh to try a query on."""

import datetime
from collections.abc import Collection, Mapping
from itertools import count
from typing import Any

from whoosh import query as whoosh
from whoosh.filedb.filestore import RamStorage
from whoosh.index import Index
from whoosh.reading import IndexReader

from archive.search.engines.document import Document
from archive.search.engines.whoosh.schema import make_schema
from archive.search.question.query import Query
from tests.search.stock import in_whoosh

numbers = count(1)


def make_document(*, days: tuple[str, str] = ("2024-03-05", "2024-03-05"), **fields: Any) -> Document:
    """Return the document of a statement, with made-up values for missing arguments."""
    first, last = (datetime.date.fromisoformat(day) for day in days)
    values = {
        "number": next(numbers),
        "title": "",
        "text": "We will open the library on Saturdays.",
        "language": "en",
        "speaker_names": (),
        "board_names": (),
        "topic_names": (),
        "first_day": first,
        "last_day": last,
        "published": datetime.datetime(2024, 4, 1, tzinfo=datetime.UTC),
        "board": 1,
        "meeting": 1,
        "speaker": 0,
        "topics": (),
        "kind": "remark",
        "text_status": "verbatim",
    }
    return Document(**(values | fields))


def stock_index(documents: Collection[Document]) -> Index:
    """Return an index in memory, written by Whoosh itself; all documents are taken for English."""
    index = RamStorage().create_index(make_schema())
    with index.writer() as writer:
        for document in documents:
            writer.add_document(
                title=document.title,
                title_words=document.title,
                text=document.text,
                words=document.text,
                speaker=" ".join(document.speaker_names),
                board=" ".join(document.board_names),
                topic=" ".join(document.topic_names),
                decided=" ".join(document.decided),
                kind=document.kind,
                text_status=document.text_status,
                year=document.first_day.year,
                first_day=_midnight(document.first_day),
                last_day=_midnight(document.last_day),
            )
    return index


def stock_hits(index: Index, documents: Mapping[str, Document], wanted: Query) -> set[str]:
    """Return the names of the documents that stock Whoosh finds."""
    names = list(documents)
    with index.searcher() as searcher:
        runnable = _with_forms_there_are(in_whoosh(wanted), searcher.reader())
        return {names[number] for number in searcher.docs_for_query(runnable)}


def _with_forms_there_are(wanted: whoosh.Query, reader: IndexReader) -> whoosh.Query:
    """Return the query with one form of each word near others: Whoosh cannot tell how near an Or of words is."""
    if not isinstance(wanted, whoosh.SpanNear2):
        return wanted.apply(lambda part: _with_forms_there_are(part, reader))

    def one_form(part: whoosh.Query) -> whoosh.Query:
        forms = part.subqueries if isinstance(part, whoosh.Or) else [part]
        return next((form for form in forms if (form.fieldname, form.text.encode()) in reader), forms[0])

    return wanted.apply(one_form)


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day)  # noqa: DTZ001
