"""A page of the Congressional Record, given as the items of its parser: speech, recorder and titles."""

import json

import pytest

from archive.ingest import NotATranscript
from archive.ingest.parsed import Heading, Narrative, Turn
from archive.ingest.readers import crec_html, html_page
from archive.ingest.readers.congressional_record import RECORDER, from_items, lines
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


RECORD = """\
[Congressional Record Volume 163, Number 30 (Thursday, February 23, 2017)]
[House]

                 ROADS AND
          BRIDGES
  Ms. SAMPLE. We go on
and on.
  A paragraph.
_________________________

[[Page H1234]]

                              {time}  1015

Flush after a page.
     A quotation
      of a page.
"""


def test_lines_of_a_page_are_headings_by_their_indent_and_begin_paragraphs_when_set_in():
    assert [(line.text.strip(), line.number, line.breaks, line.heading) for line in lines(RECORD)] == [
        ("ROADS AND", 4, True, 1),
        ("BRIDGES", 5, False, 1),
        ("Ms. SAMPLE. We go on", 6, False, 0),
        ("and on.", 7, False, 0),
        ("A paragraph.", 8, True, 0),
        ("Flush after a page.", 15, True, 0),
        ("A quotation", 16, True, 0),
        ("of a page.", 17, True, 0),
    ]


@pytest.mark.parametrize(
    ("text", "writes"),
    [
        ("There was no objection.", True),
        ("There being no objection, it passed.", True),
        ("The assistant bill clerk read it.", True),
        ("The clerk called the roll.", True),
        ("The clerk thanked us.", False),
        ("The motion was agreed to.", True),
        ("The amendment (No. 7) was rejected.", True),
        ("The resolution, as amended, was agreed to.", True),
        ("The yeas and nays were ordered.", False),
        ("The bill is here.", False),
        ("The result was announced as above.", True),
        ("The text of the bill is as follows:", True),
        ("We say there was no objection.", False),
    ],
)
def test_a_paragraph_of_the_recorder_is_recognised_by_its_first_words(text: str, writes: bool):
    assert bool(RECORDER.match(text)) is writes


@pytest.mark.parametrize(
    ("item", "entries"),
    [
        ({"kind": "speech", "speaker": "Mr. SAMPLE", "text": "Mr. SAMPLE. So."}, [Turn("So.", "Mr. SAMPLE", line=1)]),
        ({"kind": "speech", "speaker": "Mr. SAMPLE", "text": "So. . ."}, [Turn("So. . .", "Mr. SAMPLE", line=1)]),
        ({"kind": "speech", "text": "So."}, [Turn("So.", "", line=1)]),
        ({"kind": "speech", "speaker": "Mr. SAMPLE", "text": " "}, []),
        ({"kind": "title", "text": " A\n\n title "}, [Heading("A title", level=2, line=1)]),
        ({"kind": "other", "text": "They sit."}, [Narrative("They sit.", line=1)]),
        ({"text": "They sit."}, [Narrative("They sit.", line=1)]),
        ({"kind": "title"}, []),
    ],
)
def test_each_kind_of_item_is_an_entry_of_its_kind(item: dict, entries: list):
    assert list(from_items({"content": [item]}).entries) == entries


def test_a_page_without_header_or_title_has_none():
    assert from_items({"content": [], "doc_title": "Roads"}).title == "Roads"
    for about in ({}, {"header": "x"}):
        meeting = from_items({"content": [], **about})
        assert (meeting.title, meeting.board, meeting.date, meeting.entries) == ("", "", "", ())


PRE = "<html><title> A page &amp; more, February 23, 2017 </title><body><pre>{}</pre><p>Below.</p></body></html>"
SAID = (
    "\n[Congressional Record]\n[Senate]\n\n            ROADS\n\n  Mr. SAMPLE. We &lt;go&gt; <a href='b'>on</a>, {0}.\n"
)


def test_a_page_of_govinfo_is_the_text_in_its_first_pre():
    parsed = crec_html.read(PRE.format(SAID.format("all")).encode())
    (turn,) = parsed.turns

    assert (turn.label, turn.text, turn.line) == ("Mr. SAMPLE", "We <go> on, all.", 7)
    assert (parsed.title, parsed.board, parsed.date) == ("ROADS", "Senate", "2017-02-23")


def test_a_page_without_a_heading_has_the_title_of_the_html():
    text = PRE.format(SAID.format("all").replace("            ROADS", "").replace("[Senate]", ""))
    parsed = crec_html.read(text.encode())

    assert (parsed.title, parsed.board) == ("A page & more, February 23, 2017", "")
    assert crec_html.read(text.replace("</pre>", "").encode()).turns[-1].text.endswith("Below.")


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<html><p>Congressional Record</p></html>", "Nobody speaks"),
        ("<html><pre>The agenda.</pre></html>", "Nobody speaks"),
        (f"<html><pre>{'x' * 401}Congressional Record</pre></html>", "Nobody speaks"),
        ("<html><pre>Congressional Record</pre></html>", "Nobody speaks"),
    ],
)
def test_a_page_in_which_nobody_speaks_is_refused(page: str, says: str):
    with pytest.raises(NotATranscript, match=says):
        html_page.read(page.encode())
