"""Rows as one JSON object, written a row at a time: ``{"rows": [...], "complete": true}``."""

import json
from collections.abc import Iterable, Iterator

from archive.exports.tables import Value


def json_lines(rows: Iterable[dict[str, Value]], *, limit: int, note: str) -> Iterator[bytes]:
    """Yield the file in pieces. ``complete`` says whether it has all rows; if not, ``note`` says why.

    ``complete`` is at the end, so that a file that was cut off cannot be parsed.
    """
    yield b'{"rows": ['
    for at, row in enumerate(rows):
        if at == limit:
            yield f'\n], "complete": false, "note": {json.dumps(note, ensure_ascii=False)}}}\n'.encode()
            return
        yield f"{',' if at else ''}\n{json.dumps(row, ensure_ascii=False)}".encode()
    yield b'\n], "complete": true}\n'
