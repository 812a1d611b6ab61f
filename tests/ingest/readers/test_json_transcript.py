"""The models of JSON transcripts: sentences, turns, sections given by time, Hansard items, and what is refused."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import Damaged, NotATranscript, ParsedMeeting, read
from archive.ingest.readers import json_transcript
from archive.ingest.readers.columns import NAMES
from archive.ingest.reading import read_meetings
from archive.ingest.recordings.heard import Heard, HeardWord, LeftOut, Sentence, UnheardSpeech
from archive.ingest.recordings.work import transcript_file


def meeting_of(value: Any) -> ParsedMeeting:
    return json_transcript.read(json.dumps(value).encode())


def said(value: Any) -> list[tuple[str, str]]:
    return [(turn.label, turn.text) for turn in meeting_of(value).turns]


def test_an_index_tells_unnamed_speakers_apart():
    sentences = [{"speaker_index": n, "text": f"We say {word}."} for n, word in enumerate(("one", "two", "three"))]

    assert said({"sentences": sentences}) == [("", "We say one."), ("", "We say two."), ("", "We say three.")]
    assert said({"sentences": [{**sentence, "speaker_index": 7} for sentence in sentences]}) == [
        ("", "We say one. We say two. We say three.")
    ]


@pytest.mark.parametrize("kind", ["raw", "timestamped-sentences", "timestamped-words"])
def test_the_older_formats_of_sentences_are_read(kind: str):
    assert said({"format": kind, "data": [{"speaker": "Jo Sample", "text": "Hello.", "start_time": 1}]}) == [
        ("Jo Sample", "Hello.")
    ]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({"persons": []}, "lists people"),
        ({"persons": "x"}, "cannot read this kind of JSON"),
        ({"turns": "x"}, "cannot read this kind of JSON"),
        ({"turns": [{"speaker": "Jo"}]}, "cannot read this kind of JSON"),
        ({"turns": [{"text": "Hello."}]}, "cannot read this kind of JSON"),
        ({"format": "other", "data": []}, "cannot read this kind of JSON"),
        ({}, "cannot read this kind of JSON"),
        (7, "cannot read this kind of JSON"),
        ([], "contains no words"),
        ({"sentences": []}, "contains no words"),
        ({"hansard": [{"type": "section", "name": "Roads"}]}, "contains no words"),
    ],
)
def test_json_of_another_kind_is_refused_with_advice(value: Any, says: str):
    with pytest.raises(NotATranscript, match=says):
        meeting_of(value)


@pytest.mark.parametrize(
    ("text", "says"), [('{"turns": [\n7,', "at line 2"), ("[" * 3000 + "]" * 3000, "deeper levels")]
)
def test_broken_json_is_refused_with_its_line(text: str, says: str):
    with pytest.raises(Damaged, match=says):
        json_transcript.read(text.encode())


KEYS = st.sampled_from(["items", "results", "transcript", "monologues", "payload", "entries", "segments", "words"])
TALK = [
    ("Jo Sample", ["Good evening, everybody.", "We are in order now."]),
    ("Kim Example", ["Thank you, and I have a question."]),
    ("Jo Sample", ["Then ask it.", "We all want to hear it."]),
]


def name_of(meaning: str) -> st.SearchStrategy[str]:
    """Return any name that tools give to such a field, also in camel case."""
    names = st.sampled_from(NAMES[meaning].split())
    return names | names.map(lambda name: name.split("_")[0] + name.title().replace("_", "")[len(name.split("_")[0]) :])


@st.composite
def files(draw: st.DrawFn) -> Any:
    """Draw the talk as a tool may write it: in turns, sentences or words, with who speaks beside or above them."""
    speaker, text, start = draw(name_of("speaker")), draw(name_of("text")), draw(name_of("start"))
    nested = speaker != "name" and draw(st.booleans())  # above a list, a name may be that of the list
    pieces = draw(st.sampled_from(["sentences", "words"]))
    clock, turns = 0.0, []
    for name, sentences in TALK:
        parts = sentences if pieces == "sentences" else " ".join(sentences).split()
        said = []
        for part in parts:
            said.append({text: part, start: round(clock, 2)})
            clock += 0.4 * len(part.split())
        turns += [{speaker: name, "parts": said}] if nested else [{speaker: name, **part} for part in said]
    value: Any = turns
    for key in draw(st.lists(KEYS, max_size=3)):
        value = {key: value, "version": 2, "tags": ["a", "b"]}
    return value


@given(files())
def test_what_is_said_is_found_at_any_level_under_any_name(value: Any):
    assert said(value) == [(name, " ".join(sentences)) for name, sentences in TALK]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            {"events": [{"tStartMs": 0, "segs": [{"utf8": "good "}, {"utf8": "day"}]}, {"tStartMs": 900}]},
            [("", "good day", 0.0)],
        ),
        ([{"text": "good day", "start": 1.0, "duration": 2.0}, {"text": "to you.", "start": 3.0, "duration": 2.0}],
         [("", "good day to you.", 1.0)]),
        ({"results": [{"alternatives": [{"transcript": "Good day."}], "resultEndTime": "3s"}]},
         [("", "Good day.", None)]),
        ([{"user": "Jo Sample", "text": "Good day.", "ts": "1720000123.01"}], [("Jo Sample", "Good day.", None)]),
        ([{"speaker": "Jo Sample", "text": "Good day.", "startTime": {"seconds": 7}}],
         [("Jo Sample", "Good day.", 7.0)]),
        ({"meeting": {"start": "18:00", "turns": [{"speaker": "Jo Sample", "text": "Good day."}]}},
         [("Jo Sample", "Good day.", None)]),
    ],
)  # fmt: skip
def test_times_are_of_the_words_and_of_the_recording(value: Any, expected: list[tuple[str, str, float | None]]):
    assert [(turn.label, turn.text, turn.start) for turn in meeting_of(value).turns] == expected


def talk(*lines: str, **about: str) -> list[dict[str, str]]:
    names = ("Jo Sample", "Kim Example")
    return [{"speaker": names[n % 2], "text": text, **about} for n, text in enumerate(lines)]


def test_a_list_of_paragraphs_is_what_somebody_said():
    turns = [{"speaker": "Kim Example", "text": ["Good evening.", " We begin. "]}, *talk("We do.")]
    assert said({"turns": turns}) == [("Kim Example", "Good evening.\n\nWe begin."), ("Jo Sample", "We do.")]
    assert not meeting_of({"turns": turns}).problems


@given(st.lists(st.integers(0, 60), min_size=3, max_size=6, unique=True), st.data(), st.booleans())
def test_nothing_that_a_file_says_is_lost_in_silence(numbers: list[int], data: st.DataObject, other_kind: bool):
    """Words are in a turn, or a problem tells where in the file they are, in whichever list they stand."""
    texts = [f"Road {n} is {n + 1} miles long and {n + 2} yards wide." for n in numbers]
    first, second = (data.draw(st.lists(st.sampled_from(texts), min_size=1, unique=True)) for _ in range(2))
    others = [{"note": text} for text in second] if other_kind else talk(*second)
    meeting = meeting_of({"morning": talk(*first), "afternoon": others})
    read = " ".join(" ".join(turn.text.split()) for turn in meeting.turns)
    left = [text for text in (*first, *second) if text not in read]
    assert not left or any("were not read: “" in problem.message for problem in meeting.problems)


def test_the_software_of_the_archive_is_told_once_what_it_was_not_sure_of():
    text = "We ask for a new road on the hill."
    words = tuple(HeardWord(n, n + 0.5, word) for n, word in enumerate(text.split()))
    left_out = (LeftOut(30, "Thanks to all of you for watching this.", "the model is known to make up these words"),)
    heard = Heard(words, left_out, "en", (UnheardSpeech(12, 20),))
    file = transcript_file(
        "council.wav",
        heard,
        [Sentence(words)],
        made_with="tone reader 1, a model of tests of this archive",
        language="en",
        day=date(2026, 3, 2),
    )
    meeting = json_transcript.read(file.read())
    assert [turn.text for turn in meeting.turns] == [text]
    assert [problem.second for problem in meeting.problems] == [12, 30]


def test_lists_that_say_the_same_are_read_once_and_others_one_after_the_other():
    first, second = talk("We ask for a new road.", "It is not for us."), talk("Then we ask again, and in writing.")
    words = [
        {"word": word, "start": n}
        for n, word in enumerate(["we", "ask", "for", "a", "new", "road", "it", "is", "not", "for", "us"])
    ]
    meeting = meeting_of({"words": words, "morning": first, "afternoon": second})
    assert [(turn.text, turn.line) for turn in meeting.turns] == [
        ("We ask for a new road.", 1), ("It is not for us.", 2), ("Then we ask again, and in writing.", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        {
            "meetings": [
                {"date": "2024-01-02", "turns": talk("We begin.")},
                {"date": "2024-01-09", "turns": talk("Yes.")},
            ]
        },
        [{"date": "2024-01-02", "turns": talk("We begin.")}, {"date": "2024-01-09", "turns": talk("Yes.")}],
        {"turns": [*talk("We begin.", date="2024-01-02"), *talk("Yes.", date="2024-01-09")]},
        {"2024-01-02": talk("We begin."), "2024-01-09": talk("Yes.")},
        {"segments": [{"text": "We begin.", "date": "2024-01-02"}, {"text": "Yes.", "date": "2024-01-09"}]},
    ],
)
def test_the_meetings_of_several_days_are_several(value: Any):
    data = json.dumps(value).encode()
    meetings = read_meetings(data, "a.json")
    assert [(meeting.date, [turn.text for turn in meeting.turns]) for meeting in meetings] == [
        ("2024-01-02", ["We begin."]),
        ("2024-01-09", ["Yes."]),
    ]
    assert len(read(data, "a.json").readings) == 2  # a person is asked which it is


@pytest.mark.parametrize("by_day", [False, True])
def test_a_place_without_words_is_reported_at_its_own_meeting(*, by_day: bool):
    yes, no = talk("We say yes.", "We say no.")
    late = [yes, {"speaker": "Lee Sample", "text": ""}, no]
    days = [{"date": "2024-01-02", "turns": talk("We begin.", "We end.")}, {"date": "2024-01-09", "turns": late}]
    value = {day["date"]: day["turns"] for day in days} if by_day else {"meetings": days}
    first, second = read_meetings(json.dumps(value).encode(), "a.json")
    assert first.problems == ()
    assert [problem.line for problem in second.problems] == [2]
    assert [turn.line for turn in second.turns] == [1, 3]
