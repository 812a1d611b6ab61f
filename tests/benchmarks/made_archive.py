"""Writes a file of any size for import_statements: python -m tests.benchmarks.made_archive

The statements are those of ``tests.benchmarks.sample``: the real ones of a file, then more generated from their
sentences. A meeting has 400 of them on one day of one board, under ten agenda items, so that a large archive has
meetings of a usual size, and as many as boards hold.
"""

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

from tests.benchmarks.sample import Sample, Source

TURNS_A_MEETING = 400
TURNS_AN_ITEM = 40


def main() -> None:
    """Read the options and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the statements, as JSON Lines, plain or gzipped")
    parser.add_argument("--statements", type=int, default=100_000, help="how many to write")
    parser.add_argument("output", type=Path, help="the file to write, gzipped")
    options = parser.parse_args()
    write_archive(options.data, options.statements, options.output)


def write_archive(data: Path, statements: int, output: Path) -> None:
    """Write that many statements, generated from those of a file, to another file."""
    with gzip.open(output, "wt", encoding="utf-8", compresslevel=1) as file:
        first = item = None
        for sample in Source(data).statements(statements):
            if first is None or sample.number % TURNS_A_MEETING == 0:
                first = sample
            if item is None or sample.number % TURNS_AN_ITEM == 0:
                item = sample
            file.write(json.dumps(line(sample, first, item), ensure_ascii=False) + "\n")


def line(sample: Sample, first: Sample, item: Sample) -> dict[str, Any]:
    """Return a statement as a line of an import, in the current meeting and under the current item."""
    sitting = sample.number // TURNS_A_MEETING
    return {
        "id": f"made-{sample.number}",
        "body": first.board_name,
        "meeting_title": f"Made meeting {sitting}",
        "meeting_date": first.day,
        "agenda_item": item.title or None,
        "speaker": sample.speaker_name or None,
        "speaker_role": None,
        "seq": sample.number % TURNS_A_MEETING + 1,
        "text": sample.text,
        "source": f"Made archive, meeting {sitting}",
        "licence": "made of public records, for measuring only",
    }


if __name__ == "__main__":
    main()
