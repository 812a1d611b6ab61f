"""The voice encoder of Resemblyzer (Apache-2.0), from the weights in its package, with only numpy.

The network is that of "Generalized end-to-end loss for speaker verification" (Wan and others, 2018): three layers of
LSTM over mel spectrograms of 1.6 seconds. The file of weights is a pickle; only the numbers in it are read, and nothing
that it names is run.
"""

import io
import pickle
import struct
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np

from archive.ingest.recordings.heard import RATE, Samples, Vectors

WINDOW, STEP, BANDS = 400, 160, 40  # samples of a frame, from one to the next, and bands of pitch
FRAMES, HOP = 160, 80  # frames in a piece, and frames from the start of one piece to the next
HIDDEN, LAYERS = 256, 3
# Slaney's mel scale: linear up to a bend, then logarithmic.
HERTZ_A_MEL, BEND, LOG_A_MEL = 200 / 3, 1000.0, float(np.log(6.4)) / 27
LOUDNESS = 10 ** (-30 / 20)
PICKLES_BEFORE = 3  # a magic number, the version, and the sizes of the machine that wrote it


class ResemblyzerEncoder:
    """Turns each window of speech into a direction of 256 numbers."""

    seconds_apart = HOP * STEP / RATE

    def __init__(self, weights: Path) -> None:
        """Read the weights; raise ValueError if the file is not such a model."""
        self._weights = read_weights(weights.read_bytes())
        self._bands = mel_bands()

    def directions(self, samples: Samples) -> Vectors:
        frames = self._spectrogram(_louder(samples))
        starts = range(0, max(1, len(frames) - FRAMES // 2), HOP)
        pieces = np.stack(
            [np.pad(frames[at : at + FRAMES], ((0, FRAMES - len(frames[at : at + FRAMES])), (0, 0))) for at in starts]
        )
        directions = np.maximum(self._lstm(pieces) @ self._weights["linear.weight"].T + self._weights["linear.bias"], 0)
        return (directions / np.maximum(np.linalg.norm(directions, axis=1, keepdims=True), 1e-9)).astype(np.float32)

    def _spectrogram(self, samples: Samples) -> np.ndarray:
        padded = np.pad(samples, WINDOW // 2)
        padded = np.pad(padded, (0, max(0, WINDOW - len(padded))))
        frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::STEP]
        window = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
        power = np.abs(np.fft.rfft(frames * window, axis=1)) ** 2
        return (power @ self._bands.T).astype(np.float32)

    def _lstm(self, pieces: np.ndarray) -> np.ndarray:
        """Return the last state of the last layer, for each piece."""
        rows = pieces
        state = np.zeros((len(pieces), HIDDEN), np.float32)
        for layer in range(LAYERS):
            into, own = (self._weights[f"lstm.weight_{name}_l{layer}"] for name in ("ih", "hh"))
            bias = self._weights[f"lstm.bias_ih_l{layer}"] + self._weights[f"lstm.bias_hh_l{layer}"]
            given = rows @ into.T + bias
            state, cell = np.zeros_like(state), np.zeros_like(state)
            states = np.empty((len(pieces), FRAMES, HIDDEN), np.float32)
            for at in range(FRAMES):
                take, forget, new, out = np.split(given[:, at] + state @ own.T, 4, axis=1)
                cell = _sigmoid(forget) * cell + _sigmoid(take) * np.tanh(new)
                state = _sigmoid(out) * np.tanh(cell)
                states[:, at] = state
            rows = states
        return state


def read_weights(data: bytes) -> dict[str, np.ndarray]:
    """Return the arrays of a model file in PyTorch's older format; raise ValueError for anything else."""
    file = io.BytesIO(data)
    try:
        for _ in range(PICKLES_BEFORE):
            _Numbers(file).load()
        kept = _Numbers(file)
        model = kept.load()["model_state"]
        storages: dict[str, np.ndarray] = {}
        for key in _Numbers(file).load():
            (length,) = struct.unpack("<q", file.read(8))
            storages[key] = np.frombuffer(file.read(4 * length), "<f4")
        return {name: _array(tensor, storages) for name, tensor in model.items()}
    except (KeyError, TypeError, ValueError, EOFError, struct.error, pickle.UnpicklingError) as error:
        raise ValueError("This file is not a model of voices.") from error


def _array(tensor: tuple[Any, ...], storages: dict[str, np.ndarray]) -> np.ndarray:
    key, start, shape, _ = tensor
    size = int(np.prod(shape)) if shape else 1
    return storages[key][start : start + size].reshape(shape)


class _Numbers(pickle.Unpickler):
    """Reads numbers, texts and lists. Of what a file names, only arrays are read, as tuples."""

    def persistent_load(self, pid: Any) -> str:
        return str(pid[2])

    def find_class(self, module: str, name: str) -> Any:
        known = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): _shell,
            ("torch", "FloatStorage"): "float32",
        }
        if (module, name) not in known:
            raise pickle.UnpicklingError(f"It names {module}.{name}.")
        return known[module, name]


def _shell(storage: str, start: int, shape: tuple[int, ...], stride: tuple[int, ...], *_: Any) -> tuple[Any, ...]:
    return storage, start, shape, stride


def mel_bands() -> np.ndarray:
    """Return the share of each frequency in each band: triangles of equal area on Slaney's mel scale."""
    edges = _hertz(np.linspace(_mel(0.0), _mel(RATE / 2), BANDS + 2))
    frequencies = np.linspace(0, RATE / 2, WINDOW // 2 + 1)
    rising = (frequencies - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - frequencies) / np.diff(edges)[1:, None]
    return np.maximum(0, np.minimum(rising, falling)) * (2 / (edges[2:] - edges[:-2]))[:, None]


def _mel(hertz: float) -> float:
    return hertz / HERTZ_A_MEL if hertz < BEND else BEND / HERTZ_A_MEL + float(np.log(hertz / BEND)) / LOG_A_MEL


def _hertz(mel: np.ndarray) -> np.ndarray:
    bend = BEND / HERTZ_A_MEL
    return np.where(mel < bend, mel * HERTZ_A_MEL, BEND * np.exp((mel - bend) * LOG_A_MEL))


def _louder(samples: Samples) -> Samples:
    loudness = float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0
    return samples * np.float32(LOUDNESS / loudness) if 0 < loudness < LOUDNESS else samples


def _sigmoid(values: np.ndarray) -> np.ndarray:
    return (np.tanh(values / 2) + 1) / 2
