"""Measures who speaks in files of known truth, in many shapes: ``python -m tests.benchmarks.shapes``.

The conversations are made up (``tests/ingest/shapes/``), and nothing else is needed.
"""

import argparse
import random

from tests.ingest.shapes.said import conversation
from tests.ingest.shapes.shape import SHAPES, Outcome, Shape, read_shape


def measured(shape: Shape, files: int) -> Outcome:
    """Return the sum of the outcomes of several files of a shape, each with other names."""
    total = Outcome()
    for seed in range(files):
        names = list(shape.names)
        random.Random(seed).shuffle(names)
        one = read_shape(shape, conversation(names[:8], seed, longest=shape.longest, spoken=shape.spoken))
        total.right += one.right
        total.wrong += one.wrong
        total.nobody += one.nobody
        total.lost += one.lost
        total.turns += one.turns
        total.questions += one.questions + one.asks
        total.refused = one.refused or total.refused
        total.mistaken += one.mistaken
    return total


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=8, help="files of each shape")
    parser.add_argument("--only", default="", help="only shapes whose name holds this")
    chosen = parser.parse_args()
    print(f"{'shape':24} {'wrong':>7} {'right':>7} {'nobody':>7} {'lost':>7} {'questions per 100 turns':>8}")
    whole = Outcome()
    for shape in SHAPES:
        if chosen.only not in shape.name:
            continue
        one = measured(shape, chosen.files)
        shares = " ".join(f"{count / max(one.words, 1):7.2%}" for count in (one.wrong, one.right, one.nobody, one.lost))
        told = one.refused[:60] or "; ".join(f"{name!r} as {label!r}" for name, label in one.mistaken[:3])
        print(f"{shape.name:24} {shares} {100 * one.questions / max(one.turns, 1):8.1f}  {told}")
        whole.right, whole.wrong = whole.right + one.right, whole.wrong + one.wrong
        whole.nobody, whole.lost = whole.nobody + one.nobody, whole.lost + one.lost
        whole.turns, whole.questions = whole.turns + one.turns, whole.questions + one.questions
    words = max(whole.words, 1)
    print(
        f"{'all':24} {whole.wrong / words:7.2%} {whole.right / words:7.2%} {whole.nobody / words:7.2%} "
        f"{whole.lost / words:7.2%} {100 * whole.questions / max(whole.turns, 1):8.1f}"
    )


if __name__ == "__main__":
    main()
