"""Captions and records: SBV, arrows in words, lines with times, voices by number, and what cannot be kept."""

import json

import pytest

from archive.ingest import Damaged, TooLarge, read
from archive.ingest.limits import TEXT_BYTES


def _turns(value: object) -> list[tuple[str, str]]:
    return [(turn.label, turn.text) for turn in read(json.dumps(value).encode(), "file.json").turns]


def test_lines_that_begin_with_a_time_are_captions_and_keep_it():
    text = "".join(f"[00:{n:02}:17] we say this number {n} of them.\n" for n in range(0, 30, 5))

    turns = read(text.encode(), "timed.txt").turns

    assert [turn.start for turn in turns] == [n * 60 + 17 for n in range(0, 30, 5)]
    assert turns[1].text == "we say this number 5 of them."


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


def test_a_recording_transcribed_as_one_sentence_is_split():
    text = "So we say this and go on to that. " * 100

    turns = _turns({"format": "raw", "data": [{"start_time": 0, "text": text}]})

    assert len(turns) > 5
    assert " ".join(words for _, words in turns).split() == text.split()
