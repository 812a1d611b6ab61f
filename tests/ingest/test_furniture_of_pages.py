"""Every spoken word is under its speaker, whatever a printer puts on the pages."""

import itertools
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.ingest import read
from tests.examples import examples
from tests.ingest.shapes.furnished import (
    ASIDES,
    FRAMES,
    FURNITURE,
    LAYOUTS,
    MARKED,
    Furniture,
    paragraphs,
    spoken_by_two,
)
from tests.ingest.shapes.shape import compare

NAMED = {furniture.name: furniture for furniture in FURNITURE}
# A notice at the foot, read as a note of the record, took a quarter of the words of a parliament's PDFs.
GRAVE = ("a notice at the foot", "the body's name at the head", "a count of pages", "head and foot")


@pytest.mark.parametrize(
    ("layout", "frame", "furniture"),
    list(itertools.product(LAYOUTS, ("colon", "alone in capitals", "time behind"), GRAVE)),
)
def test_a_speech_goes_on_over_the_furniture_of_a_page(layout: str, frame: str, furniture: str):
    check(layout, frame, NAMED[furniture], 1)


@pytest.mark.parametrize("frame", MARKED)
@pytest.mark.parametrize("furniture", ["nothing", "head and foot"])
def test_marks_of_emphasis_and_lists_are_no_part_of_names_or_words(frame: str, furniture: str):
    check("paragraphs", frame, NAMED[furniture], 1)


@pytest.mark.slow
@settings(max_examples=examples(1.0), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(LAYOUTS)),
    st.sampled_from(sorted(FRAMES)),
    st.sampled_from(FURNITURE),
    st.sampled_from(sorted(ASIDES)),
    st.integers(0, 2),
)
def test_any_frame_on_any_pages_gives_every_word_to_its_speaker(
    layout: str, frame: str, furniture: Furniture, aside: str, seed: int
):
    check(layout, frame, furniture, seed, ASIDES[aside])


def check(layout: str, frame: str, furniture: Furniture, seed: int, aside: str = "") -> None:
    """Read six pages on which two people speak, and compare who said what."""
    ending, render = LAYOUTS[layout]
    turns = spoken_by_two(seed)
    data = render(list(paragraphs(turns, (FRAMES | MARKED)[frame], aside)), furniture)
    meeting = read(data.encode() if isinstance(data, str) else data, f"sample{ending}")
    outcome = compare(meeting, turns, initials={said.name: f"MS. {said.name.split()[-1].upper()}" for said in turns})

    assert (outcome.wrong, outcome.nobody) == (0, 0)
    assert outcome.lost <= 0.002 * outcome.words  # a line of a page may cut a word in two
    assert not meeting.readings


def test_what_is_taken_out_is_kept_with_its_places():
    ending, render = LAYOUTS["paragraphs"]
    meeting = read(render(list(paragraphs(spoken_by_two(1), FRAMES["colon"])), FURNITURE[1]).encode(), f"a{ending}")

    assert [note.partition(": ")[0] for note in meeting.notes] == ["Disclaimer"]
    assert "and 2 more)" in meeting.notes[0]


@pytest.mark.parametrize("frame", sorted(FRAMES))
@pytest.mark.parametrize("layout", sorted(name for name, (ending, _) in LAYOUTS.items() if ending == ".txt"))
def test_a_page_of_preformatted_text_is_read_as_that_text(frame: str, layout: str):
    text = LAYOUTS[layout][1](list(paragraphs(spoken_by_two(1), FRAMES[frame])), NAMED["head and foot"])
    assert isinstance(text, str)
    page = f"<html><head><title>A page</title></head><body><pre>\n{escape(text)}</pre></body></html>"
    of_text, of_page = read(text.encode(), "sample.txt"), read(page.encode(), "sample.html")

    assert of_page.turns
    assert [(turn.label, turn.text) for turn in of_page.turns] == [(turn.label, turn.text) for turn in of_text.turns]
    assert (of_page.format, of_page.title) == ("html_page", of_text.title or "A page")
