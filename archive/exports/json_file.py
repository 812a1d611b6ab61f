"""Rows as one JSON object, written a row at a time: ``{"rows": [...], "complete": true}``."""

import json
from collections.abc import Iterable, Iterator

from archive.exports.tables import Value


def json_lines(rows: Iterable[dict[str, Value]], *, limit: int, note: str) -> Iterator[bytes]:
    """Yield the file in pieces. ``complete`` says whether all rows are in it; where not, ``note`` says why.

    It stands at the end, so a file that was cut off on its way does not parse.
    """
    yield b'{"rows": ['
    for at, row in enumerate(rows):
        if at == limit:
            yield f'\n], "complete": false, "note": {json.dumps(note, ensure_ascii=False)}}}\n'.encode()
            return
        yield f"{',' if at else ''}\n{json.dumps(row, ensure_ascii=False)}".encode()
    yield b'\n], "complete": true}\n'
