"""A page of the Congressional Record, given as the items of its parser: speech, recorder and titles."""

import pytest

from archive.ingest import NotATranscript
from archive.ingest.readers import html_page
from archive.ingest.readers.congressional_record import RECORDER


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


PRE = "<html><title> A page &amp; more, February 23, 2017 </title><body><pre>{}</pre><p>Below.</p></body></html>"
SAID = (
    "\n[Congressional Record]\n[Senate]\n\n            ROADS\n\n  Mr. SAMPLE. We &lt;go&gt; <a href='b'>on</a>, {0}.\n"
)


def test_a_page_without_a_heading_has_the_title_of_the_html():
    text = PRE.format(SAID.format("all").replace("            ROADS", "").replace("[Senate]", ""))
    parsed = html_page.read(text.encode())

    assert (parsed.title, parsed.board) == ("A page & more, February 23, 2017", "")
    assert html_page.read(text.replace("</pre>", "").encode()).turns[-1].text.endswith("Below.")


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
