"""Citations to write in every format."""

import datetime
from typing import Any

from archive.citations import Author, Citation
from archive.models import PartialDate

PERSON = Author("Sample Speaker", office="Superintendent, Sample Public Schools")


def make_citation(date: str = "2017-02-23", **changes: Any) -> Citation:
    """Return a citation of a policy statement as the press reported it, with some values changed."""
    values: dict[str, Any] = {
        "authors": (PERSON,),
        "kind": "Policy statement",
        "board": "Sample Public Schools",
        "text_status": "as reported by the Sample Gazette",
        "statement": 12,
        "revision": 2,
        "url": "https://archive.example/statements/12/r/2/",
        "accessed": datetime.date(2026, 11, 24),
        "archive": "Boardmeetings",
        "title": "Student records",
        "opening": "We will not share that information",
        "text": "We will not share that information.\n\nNot with anyone.",
        "meeting": "Regular meeting",
        "place": "Sample City",
    }
    return Citation(date=PartialDate.parse(date), **{**values, **changes})
