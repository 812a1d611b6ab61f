"""Voices are distinguished within a recording and numbered in order; only the numbers are stored."""

import io
import pickle
import struct
from itertools import pairwise

import numpy as np
import pytest

from archive.ingest.recordings.heard import HeardSpan, HeardWord, Sentence
from archive.ingest.recordings.voice_encoder import mel_bands, read_weights
from archive.ingest.recordings.voices import unsure_voices, voices_of

WINDOW = 0.8


def said(*voices: str, noise: float = 0.1) -> tuple[list[Sentence], list[np.ndarray]]:
    """Return sentences of the given voices, a letter for each word, and the directions of their windows.

    A window holds two words. In the voice “?” all speak at once.
    """
    chance = np.random.default_rng(7)
    own = {letter: chance.normal(size=64) for letter in sorted(set("".join(voices)) - {"?"})}
    own["?"] = np.sum(list(own.values()), axis=0)
    sentences, windows, at = [], [], 0.0
    for pattern in voices:
        words = tuple(HeardWord(at + n * WINDOW, at + (n + 1) * WINDOW, f"{x}{n}") for n, x in enumerate(pattern))
        made = np.array([own[one] + own[two] + chance.normal(size=64) * noise for one, two in pairwise(pattern)])
        sentences.append(Sentence(words))
        windows.append((made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32))
        at += len(pattern) * WINDOW
    return sentences, windows


def told(*voices: str) -> list[Sentence]:
    return voices_of(*said(*voices), WINDOW)


@pytest.mark.parametrize("pattern", ["A", "AB", "ABAB", "AABBBCCAD", "CBACBACBA" * 9])
def test_voices_are_counted_in_the_order_in_which_they_first_speak(pattern: str) -> None:
    order = {letter: number for number, letter in enumerate(dict.fromkeys(pattern), 1)}
    assert [one.voice for one in told(*(letter * 3 for letter in pattern))] == [order[letter] for letter in pattern]


def test_a_short_word_joins_the_nearest_voice_instead_of_making_a_new_one() -> None:
    assert [one.voice for one in told("AAA", "AAA", "BBB", "BBB", "AA", "BB")] == [1, 1, 2, 2, 1, 2]
    assert max(one.voice for one in told("AAAA", "AAAA", "BBBB", "BBBB", "CC")) == 2


@pytest.mark.parametrize("lengths", [(4, 4), (4, 8), (9, 4), (5, 6, 5)])
def test_a_sentence_that_spans_changes_of_voice_is_parted_there_and_loses_no_word(lengths: tuple[int, ...]) -> None:
    spans = "".join("AB"[number % 2] * length for number, length in enumerate(lengths))
    sentences, windows = said("A" * 8, "B" * 8, spans, "AAA")
    parts = voices_of(sentences, windows, WINDOW)
    assert [word for one in parts for word in one.words] == [word for one in sentences for word in one.words]
    inside = parts[2:-1]
    assert [one.voice for one in inside] == [1 + number % 2 for number in range(len(lengths))]
    for one, length in zip(inside, lengths, strict=True):
        assert abs(len(one.words) - length) <= 1


def test_where_a_sentence_may_be_of_either_voice_its_label_is_unsure() -> None:
    sentences = told("A" * 6, "B" * 6, "??", "??", "A" * 6)
    assert [one.is_unsure for one in sentences] == [False, False, True, True, False]
    assert list(unsure_voices(sentences)) == [HeardSpan(sentences[2].span.start, sentences[3].span.end)]


def test_a_silent_recording_has_no_voices() -> None:
    assert voices_of([], [], WINDOW) == []


def weights(names: str = "torch") -> bytes:
    """Return a file as PyTorch's older format has it: one array of six numbers, two by three."""
    file = io.BytesIO()
    for head in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}):
        pickle.dump(head, file, 2)
    storage = (
        b"(X\x07\x00\x00\x00storagec"
        + names.encode()
        + b"\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x06NtQ"
    )
    tensor = b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + b"K\x00(K\x02K\x03t(K\x03K\x01t\x89NtR"
    file.write(b"\x80\x02}X\x0b\x00\x00\x00model_state}X\x01\x00\x00\x00w" + tensor + b"ss.")
    pickle.dump(["0"], file, 2)
    file.write(struct.pack("<q", 6) + np.arange(6, dtype="<f4").tobytes())
    return file.getvalue()


def test_weights_are_read_as_numbers() -> None:
    assert read_weights(weights())["w"].tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize("data", [b"", b"not weights", weights()[:-10], weights("os"), pickle.dumps(print)])
def test_a_file_that_is_not_a_model_or_names_other_code_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a model of voices"):
        read_weights(data)


def test_each_pitch_band_is_not_empty_and_bands_rise() -> None:
    bands = mel_bands()
    assert bands.shape == (40, 201)
    assert (bands.sum(axis=1) > 0).all()
    assert np.all(np.diff(bands.argmax(axis=1)) >= 0)
