"""How the lines of a written document become entries."""

from archive.ingest.text.line import Line
from archive.ingest.text.script import read_script


def test_each_footnote_stays_whole_and_does_not_split_speech():
    entries = read_script(
        [
            Line("I move the budget of the library,", 1),
            Line("1 See the budget book,", 2, aside=True),
            Line("page seven.", 3, breaks=False, aside=True),
            Line("2 See the minutes", 4, aside=True),
            Line("of May.", 5, breaks=False, aside=True),
            Line("and I thank the staff.", 6, breaks=False),
            Line("The motion carried.", 7),
        ],
        opener=None,
    )
    texts = [text for entry in entries for text in entry.text.split("\n\n")]
    assert texts == [
        "I move the budget of the library, and I thank the staff.",
        "1 See the budget book, page seven.",
        "2 See the minutes of May.",
        "The motion carried.",
    ]
