"""Times finding shared words: ``python -m tests.benchmarks.shared_words DATA_DIR [turns] [copies]``.

Compares all texts except the last turns, then all: the new ones and those that they affect. With several copies, each
text is in the archive that many times, each time with other numbers in it, as if the archive were that much larger.
Nothing is written to DATA_DIR.
"""

import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

EVERY = 3


def main(folder: str, turns: int, copies: int) -> None:
    """Measure and print."""
    os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "boardmeetings.settings"}
    import django

    django.setup()
    from archive.actions.statements import quotations as action
    from archive.citations.shared_words.quotations import Run, Text, TextsCompared

    def read(numbers: list[int]) -> dict[int, str]:
        stored = action._words([number // copies for number in numbers])
        return {number: _copied(stored[number // copies], number % copies) for number in numbers}

    def texts() -> Iterator[Text]:
        for text in action._texts():
            for copy in range(copies):
                yield replace(text, number=text.number * copies + copy, group=text.group * copies + copy)

    every = sorted(texts(), key=lambda text: text.number)
    with TemporaryDirectory() as place:
        state = ""
        found: set[Run] = set()
        for name, some in (("first", every[: len(every) - turns]), ("then", every), ("again", every)):
            begun = time.process_time()
            compared = TextsCompared(Path(place), "key", state, read)
            later = {run.later for run in found}
            found |= set(compared.update(some, lambda numbers, later=later: later & set(numbers)))
            state = compared.keep()
            compared.tidy()
            seconds = time.process_time() - begun
            judged = len(compared) if compared.judged is None else len(compared.judged)
            on_disk = sum(path.stat().st_size for path in Path(place).iterdir())
            print(
                f"{name}: {len(some):,} texts, {judged:,} compared, {len(found):,} runs, {seconds:.1f} processor s,"
                f" {on_disk / len(some):,.0f} bytes a text on the disk,"
                f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB at most",
                flush=True,
            )


def _copied(text: str, copy: int) -> str:
    """Return the text with every third word replaced, in every copy except the first."""
    if not copy:
        return text
    said = text.split()
    said[::EVERY] = [f"{word}{copy}" for word in said[::EVERY]]
    return " ".join(said)


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in [*sys.argv[2:], "500", "1"][:2]))
