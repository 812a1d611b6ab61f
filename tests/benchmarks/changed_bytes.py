"""Changes bytes of databases, and checks whether ``manage.py verify_record`` notices.

``python -m tests.benchmarks.changed_bytes --databases 40 --bytes 64 --seed 2`` prints how many databases were called
intact, and how many of those hold the same rows as before: some bytes of a page hold no data, so nothing was lost.
"""

import argparse
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardmeetings.settings")
if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp()

from tests.faults.starts import done

FILE = "archive.sqlite3"
TEXT = "We open the library on day {} of the year, and the council will hear about it in the autumn. " * 12


def make_site(folder: Path, statements: int) -> None:
    """Create a site with that many published statements."""
    folder.mkdir()
    lines = folder.with_name("lines.jsonl")
    lines.write_text("".join(_line(number) for number in range(statements)))
    for words in (("migrate",), ("import_statements", str(lines))):
        status, said = done(folder, *words)
        assert status == 0, said
    with closing(sqlite3.connect(folder / FILE)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def change_bytes(file: Path, many: int, chance: random.Random) -> None:
    """Change bytes of the file, each to another value."""
    content = bytearray(file.read_bytes())
    for place in chance.sample(range(len(content)), many):
        content[place] ^= chance.randrange(1, 256)
    file.write_bytes(content)


def rows(file: Path) -> list[str] | None:
    """Return every row of the database as SQL, or nothing if it cannot be read."""
    with closing(sqlite3.connect(file)) as database:
        try:
            return list(database.iterdump())
        except (sqlite3.Error, UnicodeDecodeError):
            return None


def _line(number: int) -> str:
    about = {
        "id": f"line-{number}", "body": "Sample Town Council", "meeting_title": "Council meeting",
        "meeting_date": f"2024-{1 + number % 12:02}-05", "seq": number, "speaker": f"Speaker {number % 40}",
        "text": TEXT.format(*[number] * 12), "source": "Minutes of Sample Town, https://www.example.org/minutes/1",
    }  # fmt: skip
    return json.dumps(about) + "\n"


def main() -> int:
    """Run the test, print the figures, and return 1 if a loss was called intact or ended in a traceback."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--databases", type=int, default=40)
    parser.add_argument("--bytes", type=int, default=64)
    parser.add_argument("--statements", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=2)
    options = parser.parse_args()
    chance, found, missed, tracebacks, harmless = random.Random(options.seed), 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        whole, changed = Path(folder) / "whole", Path(folder) / "changed"
        make_site(whole, options.statements)
        before = rows(whole / FILE)
        for _ in range(options.databases):
            shutil.copytree(whole, changed)
            change_bytes(changed / FILE, options.bytes, chance)
            status, said = done(changed, "verify_record")
            tracebacks += "Traceback" in said
            found += status != 0
            if status == 0:
                same = rows(changed / FILE) == before
                harmless, missed = harmless + same, missed + (not same)
            shutil.rmtree(changed)
    sys.stdout.write(
        f"{options.databases} databases of {options.statements:,} statements, {options.bytes} bytes changed in each, "
        f"seed {options.seed}: faults found in {found}; called whole {harmless + missed}, "
        f"of which {missed} had other rows; tracebacks {tracebacks}.\n"
    )
    return bool(missed or tracebacks)


if __name__ == "__main__":
    sys.exit(main())
