"""The models of JSON transcripts: sentences, turns, sections given by time, Hansard items, and what is refused."""

import json
from typing import Any

import pytest

from archive.ingest import Damaged, NotATranscript, ParsedMeeting
from archive.ingest.readers import json_transcript


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
