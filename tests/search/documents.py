"""Documents for an index."""

import datetime
from itertools import count
from typing import Any

from archive.search.engines.document import Document
from archive.search.question import Facet

numbers = count(1)


def make_document(*, days: tuple[str, str] = ("2024-03-05", "2024-03-05"), **fields: Any) -> Document:
    """Return the document of a statement, with made-up values for missing arguments; facets are given by name."""
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
        "meeting": 1,
    }
    given = {Facet.BOARD: 1, Facet.KIND: "remark", Facet.TEXT_STATUS: "verbatim"}
    given |= {facet: fields.pop(facet.value) for facet in Facet if facet.value in fields}
    return Document(given=given, **(values | fields))
