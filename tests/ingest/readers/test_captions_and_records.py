"""Captions and records: SBV, arrows in words, lines with times, voices by number, and what cannot be kept."""

import json

import pytest

from archive.ingest import Damaged, TooLarge, read
from archive.ingest.limits import TEXT_BYTES


def _turns(value: object) -> list[tuple[str, str]]:
    return [(turn.label, turn.text) for turn in read(json.dumps(value).encode(), "file.json").turns]


def test_sbv_captions_keep_their_words_and_times():
    text = "0:00:01.000,0:00:04.000\nGood evening[br]to all.\n\n0:00:08.500,0:00:09.000\n\nThank you.\n"

    meeting = read(text.encode(), "captions.sbv")

    assert (meeting.format, meeting.nature) == ("sbv", "captions")
    assert [(turn.text, turn.start, turn.end) for turn in meeting.turns] == [
        ("Good evening to all.", 1.0, 4.0),
        ("Thank you.", 8.5, 9.0),
    ]


def test_an_arrow_in_the_words_of_a_caption_is_not_a_time():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nGo from A --> B now.\n\n00:03.000 --> 00:04.000\nFine.\n"

    assert [turn.text for turn in read(text.encode(), "a.vtt").turns] == ["Go from A --> B now. Fine."]


def test_lines_that_begin_with_a_time_are_captions_and_keep_it():
    text = "".join(f"[00:{n:02}:17] we say this number {n} of them.\n" for n in range(0, 30, 5))

    turns = read(text.encode(), "timed.txt").turns

    assert [turn.start for turn in turns] == [n * 60 + 17 for n in range(0, 30, 5)]
    assert turns[1].text == "we say this number 5 of them."


@pytest.mark.parametrize("first", [0, "0"])
def test_a_voice_without_a_name_is_labelled_with_its_number(first: int | str):
    said = [{"speaker": first, "text": "Hello."}, {"speaker": "1", "text": "Yes."}, {"speaker": "B", "text": "No."}]

    assert _turns({"turns": said}) == [("Speaker 0", "Hello."), ("Speaker 1", "Yes."), ("Speaker B", "No.")]


def test_a_speaker_who_is_an_object_has_its_name():
    assert _turns({"turns": [{"speaker": {"id": 7, "name": "Jo Sample"}, "text": "Hello."}]}) == [
        ("Jo Sample", "Hello.")
    ]


def test_sentences_of_one_voice_are_joined_in_every_format_but_not_statements_with_ids():
    rows = [("Jo Sample", "Hello.", 0, 2), ("Jo Sample", "And more.", 3, 4), ("Kim Example", "Yes.", 5, 6)]
    expected = [("Jo Sample", "Hello. And more."), ("Kim Example", "Yes.")]
    for separator, name in ((",", "a.csv"), ("\t", "a.tsv")):
        text = "\n".join(separator.join(map(str, row)) for row in [("speaker", "text", "start", "end"), *rows])
        assert [(turn.label, turn.text) for turn in read(text.encode(), name).turns] == expected
    items = [dict(zip(("speaker", "text", "start", "end"), row, strict=True)) for row in rows]
    assert _turns({"turns": items}) == expected
    assert len(_turns({"turns": [{**item, "id": f"s{n}"} for n, item in enumerate(items)]})) == 3


def test_a_minute_of_silence_splits_the_words_of_one_voice():
    items = [{"speaker": "Jo", "text": "Hello.", "start": 0, "end": 2}, {"speaker": "Jo", "text": "Back.", "start": 90}]

    assert len(_turns({"turns": items})) == 2


@pytest.mark.parametrize("bad", ["\ud800", "\0"])
@pytest.mark.parametrize("field", ["text", "speaker"])
def test_a_lone_surrogate_or_nul_is_refused_with_a_message(bad: str, field: str):
    turn = {"speaker": "Jo Sample", "text": "Hello.", field: f"a{bad}b"}

    with pytest.raises(Damaged, match="at item 1 contain half a character or a NUL"):
        read(json.dumps({"turns": [turn]}).encode(), "file.json")


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.srt", "a.csv", "a.xml", "a.jsonl"])
def test_a_text_over_the_limit_is_refused_before_it_is_decoded(name: str):
    with pytest.raises(TooLarge, match="MB of text can be read"):
        read(b"\xff" * (TEXT_BYTES + 1), name)


def test_the_header_of_a_file_is_not_speech():
    rule = "=" * 60
    text = (
        f"{rule}\nSample Council\nDate: 2020-07-07\nType: Council\n{rule}\n\nDISCLAIMER: made by machine.\n\n{rule}\n\n"
    )

    meeting = read((text + "I thank you all for it, and we go on. " * 40).encode(), "a.txt")

    assert (meeting.title, meeting.date) == ("Sample Council", "2020-07-07")
    assert "DISCLAIMER: made by machine." in meeting.notes
    assert all("DISCLAIMER" not in turn.text for turn in meeting.turns)


def test_a_recording_transcribed_as_one_sentence_is_split():
    text = "So we say this and go on to that. " * 100

    turns = _turns({"format": "raw", "data": [{"start_time": 0, "text": text}]})

    assert len(turns) > 5
    assert " ".join(words for _, words in turns).split() == text.split()
