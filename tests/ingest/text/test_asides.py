import pytest

from archive.ingest import read
from archive.ingest.parsed import Narrative, Turn
from archive.ingest.text.asides import with_asides
from archive.ingest.text.line import Line
from tests.ingest.shapes.furnished import ASIDES, FRAMES, FURNITURE, LAYOUTS, paragraphs, spoken_by_two
from tests.ingest.shapes.shape import compare

SPEECH = "Robin Sample: I want to begin with the bridge.\n\nJo Model: Thank you, and so do I.\n\n"


@pytest.mark.parametrize("layout", ["paragraphs", "short lines", "Word", "PDF"])
@pytest.mark.parametrize("frame", ["colon", "capitals and colon", "square brackets", "alone"])
@pytest.mark.parametrize("aside", ["round", "square", "dash"])
def test_a_speech_goes_on_behind_what_is_called_into_it(layout: str, frame: str, aside: str):
    ending, render = LAYOUTS[layout]
    turns = spoken_by_two(1)
    data = render(list(paragraphs(turns, FRAMES[frame], ASIDES[aside])), FURNITURE[0])
    outcome = compare(read(data.encode() if isinstance(data, str) else data, f"a{ending}"), turns, initials={})

    assert (outcome.wrong, outcome.nobody) == (0, 0)


def test_what_is_called_out_stays_where_it_was_called_and_is_of_nobody():
    text = f"{SPEECH * 2}Robin Sample: So we agree.\n\n(Kim Example: Not\nat all!)\n\nThat makes two of us, I think.\n"

    assert [(type(entry), entry.text) for entry in read(text.encode(), "a.txt").entries[-3:]] == [
        (Turn, "So we agree."),
        (Narrative, "(Kim Example: Not at all!)"),
        (Turn, "That makes two of us, I think."),
    ]


def test_a_document_that_writes_all_speeches_in_brackets_has_no_asides():
    lines = [Line(f"[Robin Sample: {words}.]", n) for n, words in enumerate(("We meet", "We go on", "We end"), 1)]

    assert with_asides(lines) == lines


def test_a_bracket_that_does_not_end_is_no_aside():
    lines = [Line("(Kim Example: Not", 1), *(Line(f"line {n} of a speech without a bracket", n) for n in range(2, 9))]

    assert not any(line.called for line in with_asides(lines))
