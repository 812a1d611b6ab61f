"""JSON Lines: one object per line, each a turn. The fields are those of the archive's own export and their synonyms.

``text`` is required. ``speaker``, ``speaker_role``, ``agenda_item``, ``id``, ``start``, ``end``, ``body``,
``meeting_title`` and ``meeting_date`` are optional.
"""

import json
from collections.abc import Iterator
from typing import Any

from archive.ingest import limits
from archive.ingest.parsed import ParsedMeeting, Problem, first_of
from archive.ingest.readers.records import Record, as_meeting, by_meaning
from archive.ingest.refusals import NotATranscript, TooLarge
from archive.ingest.text.decoding import decode

REPORTED = 20


def read(data: bytes, encoding: str | None = None) -> ParsedMeeting:
    """Return the turns of a JSON Lines file; a line that cannot be read is reported and left out.

    Raises NotATranscript when no line holds words, and what ``decode`` raises.
    """
    decoded = decode(data, encoding)
    if limits.json_values(decoded.text) > limits.JSON_VALUES:
        raise TooLarge("The file has more values than any meeting. Split it by meeting.")
    problems: list[Problem] = []
    meeting = as_meeting(list(_records(decoded.lines, problems)), "json_lines", "line", encoding=decoded.encoding)
    if not meeting.turns:
        raise NotATranscript('No line of this file contains words. Each line must be a JSON object with a "text".')
    return meeting.replace(problems=(*decoded.problems, *first_of(problems, REPORTED), *meeting.problems))


def first_object(text: str) -> dict[str, Any] | None:
    """Return the object on the first line that is not empty, or None."""
    line = next((line for line in text.split("\n") if line.strip()), "")
    return _object(line)


def _object(line: str) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _records(lines: list[str], problems: list[Problem]) -> Iterator[Record]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        value = _object(line)
        if value is None:
            problems.append(Problem("This line is not a JSON object; it was left out.", number))
        else:
            yield by_meaning(value, number)
