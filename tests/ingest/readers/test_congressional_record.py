"""A page of the Congressional Record, given as the items of its parser: speech, recorder and titles."""

import json

from archive.ingest.parsed import Heading, Narrative, Turn
from archive.ingest.reading import read

SPEECH = """  Ms. SAMPLE of Ohio. Madam Chair, I yield to the gentle-
man from the lake, who knows
the road.
  The second paragraph is wrapped
as well, and ends here.
  The third is one line."""
PAGE = {
    "title": "ROADS AND BRIDGES",
    "header": {"chamber": "House", "month": "February", "day": "23", "year": "2017"},
    "content": [
        {"kind": "title", "text": "            ROADS\n            AND BRIDGES"},
        {"kind": "speech", "speaker": "Ms. SAMPLE of Ohio", "text": SPEECH},
        {"kind": "recorder", "speaker": "None", "text": "  The motion was\nagreed to."},
        {"kind": "linebreak", "text": "\n\n"},
        "not an item",
    ],
}


def test_each_item_is_an_entry_and_each_wrapped_line_stays_in_its_paragraph():
    parsed = read(json.dumps(PAGE).encode(), "page.json")
    assert (parsed.board, parsed.title, str(parsed.date)) == ("House", "ROADS AND BRIDGES", "2017-02-23")
    assert [type(entry) for entry in parsed.entries] == [Heading, Heading, Turn, Narrative]
    page, heading, turn, narrative = parsed.entries
    assert (page.text, heading.text, heading.level) == ("ROADS AND BRIDGES", "ROADS AND BRIDGES", 2)
    assert turn.label == "Ms. SAMPLE of Ohio"
    assert turn.text.split("\n\n") == [
        "Madam Chair, I yield to the gentleman from the lake, who knows the road.",
        "The second paragraph is wrapped as well, and ends here.",
        "The third is one line.",
    ]
    assert (narrative.text, narrative.line) == ("The motion was agreed to.", 3)
