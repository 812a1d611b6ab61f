"""The models of JSON transcripts: sentences, turns, sections given by time, Hansard items, and what is refused."""

import json
from typing import Any

import pytest

from archive.ingest import Damaged, Heading, NotATranscript, ParsedMeeting, Turn, Vote
from archive.ingest.parsed import Entry
from archive.ingest.readers import json_transcript


def meeting_of(value: Any) -> ParsedMeeting:
    return json_transcript.read(json.dumps(value).encode())


def said(value: Any) -> list[tuple[str, str]]:
    return [(turn.label, turn.text) for turn in meeting_of(value).turns]


@pytest.mark.parametrize("field", ["sentences", "segments"])
def test_consecutive_sentences_of_a_speaker_are_a_turn(field: str):
    sentences = [
        {"speaker_name": "Jo Sample", "speaker": 1, "text": "One.", "start": 1, "end": 2},
        {"speaker_name": "Jo Sample", "text": "Two.", "start": 2, "end": 3},
        {"speaker_name": "", "speaker": 0, "text": "Three.", "start": 3, "end": 4},
        {"speaker_name": None, "speaker": "Kim Other", "text": "Four.", "start": 4, "end": 5},
        "no object",
    ]
    turns = meeting_of({field: sentences}).turns

    assert [(turn.label, turn.text, turn.start, turn.end, turn.line) for turn in turns] == [
        ("Jo Sample", "One. Two.", 1.0, 3.0, 1),
        ("Speaker 0", "Three.", 3.0, 4.0, 3),
        ("Kim Other", "Four.", 4.0, 5.0, 4),
    ]


def test_an_index_tells_unnamed_speakers_apart():
    sentences = [{"speaker_index": n, "text": f"We say {word}."} for n, word in enumerate(("one", "two", "three"))]

    assert said({"sentences": sentences}) == [("", "We say one."), ("", "We say two."), ("", "We say three.")]
    assert said({"sentences": [{**sentence, "speaker_index": 7} for sentence in sentences]}) == [
        ("", "We say one. We say two. We say three.")
    ]


def test_what_software_says_about_its_sentences_is_kept():
    left_out = [
        {"start": 65, "text": "Thanks for watching.", "why": "it is no speech"},
        {"text": "Hm."},
        7,
    ]
    meeting = meeting_of(
        {
            "sentences": [{"text": "Hello."}],
            "session_datetime": "2020-07-07T10:00:00",
            "generator": "Sample software 7",
            "left_out": left_out,
        }
    )

    assert (meeting.date, meeting.notes, meeting.nature) == ("2020-07-07", ("Sample software 7",), "captions")
    assert [problem.message for problem in meeting.problems] == [
        "At 0:01:05 “Thanks for watching.” was left out: it is no speech.",
        "At 0:00:00 “Hm.” was left out: it is doubtful.",
    ]


@pytest.mark.parametrize("kind", ["raw", "timestamped-sentences", "timestamped-words"])
def test_the_older_formats_of_sentences_are_read(kind: str):
    assert said({"format": kind, "data": [{"speaker": "Jo Sample", "text": "Hello.", "start_time": 1}]}) == [
        ("Jo Sample", "Hello.")
    ]


def test_the_older_format_of_turns_has_sentences_in_each():
    sentences = [{"text": "One.", "start_time": 1, "end_time": 2}, {"text": "Two.", "start_time": 3, "end_time": 4}]
    data = [{"speaker": "Jo Sample", "data": sentences}, {"speaker": "Kim Other", "data": []}, {"speaker": "Lee"}]
    meeting = meeting_of({"format": "timestamped-speaker-turns", "data": data})

    assert [(turn.label, turn.text, turn.start, turn.end) for turn in meeting.turns] == [
        ("Jo Sample", "One. Two.", 1.0, 4.0)
    ]
    assert [problem.line for problem in meeting.problems] == [2, 3]


@pytest.mark.parametrize("field", ["turns", "utterances", None])
def test_a_list_of_turns_has_the_public_name_and_the_role_of_each(field: str | None):
    items = [
        {"speaker_public": "Jo Sample", "speaker_name": "JS", "speaker": 1, "speaker_role": "Clerk", "text": "One."},
        {"speaker_public": "", "speaker_name": "Kim Other", "speaker": 2, "text": "Two."},
        {"speaker": 3, "text": "Three."},
        {"start": 0, "text": "Four."},
    ]
    turns = meeting_of(items if field is None else {field: items}).turns

    assert [(turn.label, turn.role, turn.text) for turn in turns] == [
        ("Jo Sample", "Clerk", "One."),
        ("Kim Other", "", "Two."),
        ("Speaker 3", "", "Three."),
        ("", "", "Four."),
    ]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({"title": "Budget", "city": "Sample", "body": "x", "meeting_date": "2020-07-07"},
         ("Budget", "Sample", "2020-07-07")),
        ({"body": "Council", "date": "July 7, 2020"}, ("", "Council", "2020-07-07")),
        ("Budget", ("Budget", "", "")),
        ("", ("", "", "")),
        (None, ("", "", "")),
    ],
)  # fmt: skip
def test_title_board_and_date_come_from_what_the_file_says_about_the_meeting(about: Any, expected: tuple[str, ...]):
    meeting = meeting_of({"turns": [{"speaker": "Jo Sample", "text": "Hello."}], "meeting": about})

    assert (meeting.title, meeting.board, meeting.date) == expected


def test_each_section_stands_before_the_first_turn_that_begins_after_it():
    turns = [{"speaker": f"Jo {name}", "text": f"{name}.", "start": start} for name, start in
             (("One", 0), ("Two", 10), ("Three", None), ("Four", 30))]  # fmt: skip
    sections = [
        {"heading": "Later", "start": 99},
        {"heading": "Bridges", "start": 30},
        {"heading": "Roads", "start": 10},
        {"heading": "Boats", "start": 20},
        {"heading": "", "start": 5},
        {"heading": "No time"},
        "no object",
    ]
    entries = meeting_of({"turns": turns, "meeting": {"sections": sections}}).entries

    assert [entry.text for entry in entries] == [
        "One.", "Roads", "Two.", "Three.", "Boats", "Bridges", "Four.", "Later",
    ]  # fmt: skip
    assert entries[1] == Heading("Roads", start=10.0)


@pytest.mark.parametrize(
    ("item", "entry"),
    [
        ({"type": "speaker", "name": "Jo", "spoken": " So. "}, Turn("So.", "Jo", line=1)),
        ({"type": "speaker", "name": "Jo"}, None),
        ({"type": "section", "name": "Roads"}, Heading("Roads", line=1)),
        ({"type": "section"}, None),
        (
            {
                "type": "motion",
                "name": "Motion 7",
                "moved_by": "Jo",
                "seconded_by": "Kim",
                "motion_text": "That we go.",
            },
            Vote(text="Motion 7\n\nMoved by Jo, seconded by Kim\n\nThat we go.", mover="Jo", seconder="Kim", line=1),
        ),
        ({"type": "motion", "seconded_by": "Kim"}, Vote(text="seconded by Kim", seconder="Kim", line=1)),
        (
            {"type": "vote", "name": "Motion 7", "yeas": "Jo, Kim", "nays": "None", "outcome": "Carried"},
            Vote("Motion 7", ("Jo", "Kim"), (), outcome="Carried", line=1),
        ),
        ({"type": "other", "name": "Roads"}, None),
    ],
)
def test_the_items_of_a_hansard_are_speech_sections_motions_and_votes(item: dict[str, str], entry: Entry | None):
    last = {"type": "speaker", "name": "Last", "spoken": "Hello."}
    meeting = meeting_of({"hansard": [item, last], "meta": {"date": "2020-07-07", "house": "Sample", "empty": ""}})

    assert list(meeting.entries[:-1]) == ([entry] if entry else [])
    assert (meeting.date, meeting.notes) == ("2020-07-07", ("date: 2020-07-07", "house: Sample"))
    assert meeting_of({"hansard": [last], "meta": "x"}).notes == ()


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
