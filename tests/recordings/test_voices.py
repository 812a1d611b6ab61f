"""Voices are distinguished within a recording and numbered in order; only the numbers are stored."""

import io
import pickle
import struct

import numpy as np
import pytest

from archive.recordings.voice_encoder import mel_bands, read_weights
from archive.recordings.voices import voices_of


def directions(pattern: str, noise: float = 0.1) -> list[np.ndarray]:
    """Return voice vectors near that of each letter."""
    chance = np.random.default_rng(7)
    own = {letter: chance.normal(size=64) for letter in sorted(set(pattern))}
    made = [own[letter] + chance.normal(size=64) * noise for letter in pattern]
    return [(one / np.linalg.norm(one)).astype(np.float32) for one in made]


@pytest.mark.parametrize("pattern", ["A", "AB", "ABAB", "AABBBCCAD", "CBACBACBA" * 9])
def test_voices_are_counted_in_the_order_in_which_they_first_speak(pattern: str) -> None:
    order = {letter: number for number, letter in enumerate(dict.fromkeys(pattern), 1)}
    assert voices_of(directions(pattern), [True] * len(pattern)) == [order[letter] for letter in pattern]


def test_a_short_word_joins_the_nearest_voice_instead_of_making_a_new_one() -> None:
    pattern = "AABBAB"
    voices = voices_of(directions(pattern, 0.1), [True, True, True, True, False, False])
    assert voices == [1, 1, 2, 2, 1, 2]
    far = [*directions("AABB"), directions("C")[0]]
    assert max(voices_of(far, [True] * 4 + [False])) == 2


def test_a_silent_recording_has_no_voices() -> None:
    assert voices_of([], []) == []


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
