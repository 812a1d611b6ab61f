"""Texts that write each turn as fields on lines of their own: "Speaker: ...", "Time: ...", "Text: ..."."""

import re
from collections import Counter
from collections.abc import Sequence

from archive.ingest.parsed import Narrative, ParsedMeeting
from archive.ingest.readers.columns import find_columns
from archive.ingest.readers.records import Record, as_meeting
from archive.ingest.text.label_proof import HAS_LABELS, THROUGHOUT
from archive.ingest.text.label_words import calls_somebody
from archive.ingest.text.line import Line
from archive.ingest.text.written import names_anybody

FIELD = re.compile(r"\s*(?:[-*]\s+)?(?P<key>[^\W\d_][\w ]{1,24})\s*:(?:\s+|$)(?P<value>.*)")
FIELDS = frozenset({"speaker", "text", "start", "end", "role", "identifier"})
WRITTEN = frozenset({"from", "comment", "statement"})  # of a letter or a form, which nobody says
FORM = re.compile(r"\s*(?:[-*]\s+)?\w+(?: \w+)?\s*:\s")  # another field: "Address: ..."
QUOTED = re.compile(r"([\"'])(.*)\1\s*")


def turns_of_fields(lines: Sequence[Line]) -> ParsedMeeting | None:
    """Return the turns of a text in which the same fields name the speaker and the words of each, else None.

    Lines below the words go on with them. Other lines among the fields, or labels among the words, are another kind of
    text, and so are fields that name the same people only once.
    """
    filled = [line for line in lines if line.text.strip()]
    fields = [_field(line.text) for line in filled]
    names = [value for meaning, value in fields if meaning == "speaker"]
    again = sum(count for count in Counter(names).values() if count > 1)
    if len(names) < HAS_LABELS or len(set(names)) < 2 or again < THROUGHOUT * len(names):  # noqa: PLR2004
        return None
    has_text = any(meaning == "text" for meaning, _ in fields)
    begins = next(n for n, (meaning, _) in enumerate(fields) if meaning)
    records: list[dict[str, str]] = []
    places: list[int] = []
    for line, (meaning, value) in zip(filled[begins:], fields[begins:], strict=True):
        if meaning == fields[begins][0]:
            records.append({})
            places.append(line.number)
        record = records[-1]
        goes_on = "text" in record or ("speaker" in record and not has_text and not FORM.match(line.text))
        if meaning in record or not (meaning or goes_on):
            return None
        record[meaning or "text"] = (
            value if meaning else "\n".join(filter(None, (record.get("text"), line.text.strip())))
        )
    words = [line for line, (meaning, _) in zip(filled, fields, strict=True) if not meaning]
    if names_anybody(words) or not all(record.get("text") and calls_somebody(record["speaker"]) for record in records):
        return None
    read = as_meeting(map(Record, records, places), "plain_text", "line")
    above = tuple(Narrative(line.text.strip(), line=line.number) for line in filled[:begins])
    return read.replace(entries=(*above, *read.entries))


def _field(text: str) -> tuple[str, str]:
    """Return what a line is about ("speaker", "text" ...) and its value, both empty if it is no field."""
    match = FIELD.fullmatch(text.replace("**", ""))
    key = match["key"] if match else ""
    meaning = "" if key.lower() in WRITTEN else next(iter(find_columns([key])), "")
    if not match or meaning not in FIELDS:
        return "", ""
    quoted = QUOTED.fullmatch(match["value"])
    return meaning, quoted[2] if quoted else match["value"].strip()
