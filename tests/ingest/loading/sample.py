"""Lines of an invented file."""

import gzip
import json
from pathlib import Path
from typing import Any


def entry(number: int = 1, **changes: Any) -> dict[str, Any]:
    """Return a statement of an invented board in the form of a line."""
    return {
        "id": f"sample-{number}",
        "body": "Sample Town Council",
        "meeting_title": "Council meeting",
        "meeting_date": "2024-03-05",
        "agenda_item": "1 Library hours",
        "speaker": "Ms. Sample",
        "speaker_role": "Mayor",
        "seq": number,
        "text": f"We open the library on day {number}.",
        "source": "Hansard of Sample Town, https://www.example.org/hansard/1",
        "licence": "Public domain",
    } | changes


def write_lines(path: Path, *lines: dict[str, Any] | str | bytes, pack: bool = False) -> Path:
    """Write entries, or lines as they are, to a file and return its path."""
    raw = [
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()
        for line in lines
    ]
    content = b"\n".join(raw) + b"\n"
    path.write_bytes(gzip.compress(content) if pack else content)
    return path
