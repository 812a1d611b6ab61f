"""Many words without a speaker are never lost in silence: a person is asked about them once, in one list."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.ingest import Narrative, Turn, read
from archive.ingest.parsed import ParsedMeeting
from archive.ingest.text.guide import NOT_SPEECH, OF_THE_SPEAKER_BEFORE, Guide
from tests.benchmarks.attribution import silent
from tests.examples import examples
from tests.ingest.shapes.furnished import ASIDES, FRAMES, FURNITURE, LAYOUTS, Furniture, paragraphs, spoken_by_two

LONG = " ".join(f"The council has looked at road {number} and at what it costs to mend it." for number in range(8))
LOST = {
    "below a heading": f"THE ROADS OF THE TOWN\n\n{LONG}",
    "under a label that comes once": f"Lee Third: {LONG}",
    "under a name that may be none": f"Letter from the roads office: {LONG}",
    "in brackets": f"({LONG})",
    "nothing": "",
}


def words(meeting: ParsedMeeting) -> list[str]:
    said = (f"{getattr(entry, 'label', '')} {getattr(entry, 'text', '')}" for entry in meeting.entries)
    return sorted(" ".join(said).replace(":", " ").split())


@settings(max_examples=examples(0.3), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["paragraphs", "short lines", "Word", "web page"]),
    st.sampled_from(sorted(FRAMES)),
    st.sampled_from(FURNITURE),
    st.sampled_from(sorted(ASIDES)),
    st.sampled_from(sorted(LOST)),
    st.integers(0, 2),
)
def test_no_long_run_of_words_is_lost_in_silence(
    layout: str, frame: str, furniture: Furniture, aside: str, lost: str, seed: int
):
    ending, render = LAYOUTS[layout]
    blocks = list(paragraphs(spoken_by_two(seed), FRAMES[frame], ASIDES[aside]))
    blocks[9:9] = LOST[lost].split("\n\n") if LOST[lost] else []
    data = render(blocks, furniture)

    meeting = read(data.encode() if isinstance(data, str) else data, f"sample{ending}")

    assert not silent(meeting)


@pytest.mark.parametrize("answer", [NOT_SPEECH, OF_THE_SPEAKER_BEFORE, ""])
@pytest.mark.parametrize("lost", [name for name in LOST if name != "nothing"])
def test_an_answer_moves_the_words_and_loses_none(answer: str, lost: str):
    blocks = list(paragraphs(spoken_by_two(1), FRAMES["colon"]))
    blocks[9:9] = LOST[lost].split("\n\n")
    data = "\n\n".join(blocks).encode()
    asked = read(data, "sample.txt")
    (reading,) = asked.readings

    answers = {run.key: (answer, run.before) for run in reading.runs}
    meeting = read(data, "sample.txt", guide=Guide(reading.key, runs=answers))

    holding = next(entry for entry in meeting.entries if "road 7" in getattr(entry, "text", ""))
    if answer == NOT_SPEECH:
        assert isinstance(holding, Narrative)
    elif answer:
        assert isinstance(holding, Turn)
        assert holding.label in ("Robin Sample", "Jo Model")
    assert set(words(meeting)) == set(words(asked))


def test_words_go_to_nobody_but_the_speaker_that_the_question_named():
    blocks = list(paragraphs(spoken_by_two(1), FRAMES["colon"]))
    blocks[9:9] = [f"Lee Third: {LONG}", "THE ROADS OF THE TOWN", LONG.replace("road", "bridge")]
    data = "\n\n".join(blocks).encode()
    (reading,) = read(data, "sample.txt").readings
    note, bridges = reading.runs
    assert bridges.before == "Lee Third"
    answers = {note.key: (NOT_SPEECH, note.before), bridges.key: (OF_THE_SPEAKER_BEFORE, bridges.before)}

    meeting = read(data, "sample.txt", guide=Guide(reading.key, runs=answers))

    assert "bridge" not in " ".join(turn.text for turn in meeting.turns)
    again = meeting.readings[0].runs[1]
    assert (again.answer, again.before) == ("", note.before)
    answers[bridges.key] = OF_THE_SPEAKER_BEFORE, again.before
    meeting = read(data, "sample.txt", guide=Guide(reading.key, runs=answers))
    assert {turn.label for turn in meeting.turns if "bridge" in turn.text} == {note.before}


def test_the_key_of_a_run_tells_nothing_of_its_words():
    blocks = list(paragraphs(spoken_by_two(1), FRAMES["colon"]))
    blocks[9:9] = ["Lee Third: {}"]
    keys = [
        [run.key for run in read("\n\n".join(blocks).format(said).encode(), "sample.txt").readings[0].runs]
        for said in (LONG, LONG.replace("council", "Plumtree"))
    ]
    assert keys[0] == keys[1]
    assert keys[0]


def test_nothing_is_asked_where_nobody_is_named():
    assert read(f"I thank you all, and I begin. {LONG}\n\n".encode() * 6, "sample.txt").readings == ()
