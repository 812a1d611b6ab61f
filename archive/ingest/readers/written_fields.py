"""Texts that write each turn as fields, on lines of their own or on one: "Speaker: ...", "Time: ...", "Text: ...".

The letters of a mail chain have fields too: "From: ...", "Sent: ...", "Subject: ...".
"""

import re
from collections import Counter
from collections.abc import Sequence

from archive.ingest.parsed import Narrative, ParsedMeeting
from archive.ingest.readers.columns import find_columns
from archive.ingest.readers.records import Record, as_meeting
from archive.ingest.text.label_verdicts import HAS_LABELS, THROUGHOUT
from archive.ingest.text.label_words import calls_somebody
from archive.ingest.text.line import Line
from archive.ingest.text.written import names_anybody

FIELD = re.compile(r"\s*(?:[-*]\s+)?(?P<key>[^\W\d_][\w ]{1,24})\s*:(?:\s+|$)(?P<value>.*)")
FIELDS = frozenset({"speaker", "text", "start", "end", "role", "identifier"})
WRITTEN = frozenset({"from", "comment", "statement"})  # of a letter or a form, which nobody says
FORM = re.compile(r"\s*(?:[-*]\s+)?\w+(?: \w+)?\s*:\s")  # another field: "Address: ..."
KEY = r"(?P<key>[^\W\d_][\w ]{1,24}?)\s*:(?=\s|$)"
ON_A_LINE = re.compile(rf"(?:^\s*(?:[-*]\s+)?|\s*[,;|]\s*){KEY}\s*")
LETTER = re.compile(
    r"\s*(?:>\s*)*\**(?P<key>From|Sent|Date|To|Cc|Bcc|Subject|Attachments|De|Enviado|Fecha|Para|Asunto)\s*:"
)
FROM = re.compile(r"\s*\**(?:From|De)\s*:\**\s*(?P<name>[^<\n]*[^<\s])")
FIELDS_OF_A_LETTER, MOST_FIELDS = 3, 6
HEAD = 500  # characters of a line in which the fields before the words, or the field of a letter, must be
HALF = 0.5
# What a letter repeats of others.
REPEATED = re.compile(r"\s*(?:>|-{3,}|On .{5,200} wrote:\s*$|El .{5,200} escribió:\s*$)")
QUOTED = re.compile(r"([\"'])(.*)\1\s*")


def turns_of_fields(lines: Sequence[Line]) -> ParsedMeeting | None:
    """Return the turns of a text in which the same fields name the speaker and the words of each, else None.

    Lines below the words go on with them. Other lines among the fields, or labels among the words, are another kind of
    text, and so are fields that name the same people only once.
    """
    filled = [line for line in lines if line.text.strip()]
    if whole := _on_one_line_each(filled) or _of_letters(filled):
        return as_meeting(whole, "plain_text", "line")
    fields = [_field(line.text) for line in filled]
    if not _name_people_again([value for meaning, value in fields if meaning == "speaker"]):
        return None
    begins = next(n for n, (meaning, _) in enumerate(fields) if meaning)
    records = _records(filled[begins:], fields[begins:])
    words = [line for line, (meaning, _) in zip(filled, fields, strict=True) if not meaning]
    if not records or names_anybody(words) or not all(map(_is_said, records)):
        return None
    read = as_meeting(records, "plain_text", "line")
    above = tuple(Narrative(line.text.strip(), line=line.number) for line in filled[:begins])
    return read.replace(entries=(*above, *read.entries))


def _name_people_again(names: Sequence[str]) -> bool:
    again = sum(count for count in Counter(names).values() if count > 1)
    return len(names) >= HAS_LABELS and len(set(names)) > 1 and again >= THROUGHOUT * len(names)


def _is_said(record: Record) -> bool:
    """Return whether there are words, of somebody or, without a field for that, of nobody."""
    return bool(record.text("text")) and ("speaker" not in record.fields or calls_somebody(record.text("speaker")))


def _records(lines: Sequence[Line], fields: Sequence[tuple[str, str]]) -> list[Record]:
    """Return a record from each line with the first field to the next; none if a line fits into no record."""
    has_text = any(meaning == "text" for meaning, _ in fields)
    records: list[Record] = []
    record: dict[str, str] = {}
    for line, (meaning, value) in zip(lines, fields, strict=True):
        if meaning == fields[0][0]:
            record = {}
            records.append(Record(record, line.number))
        goes_on = "text" in record or ("speaker" in record and not has_text and not FORM.match(line.text))
        if meaning in record or not (meaning or goes_on):
            return []
        words = "\n".join(filter(None, (record.get("text"), line.text.strip())))
        record[meaning or "text"] = value if meaning else words
    return records


def _on_one_line_each(lines: Sequence[Line]) -> list[Record]:
    """Return the turns if most lines have all fields of one: "Speaker: ..., Time: ..., Text: ...".

    Nobody has said the other lines.
    """
    records = [_fields_on_a_line(line.text) for line in lines]
    filled = sum(map(bool, records))
    if filled < HAS_LABELS or filled < HALF * len(lines):
        return []
    return [
        Record(record or {"text": line.text.strip()}, line.number) for line, record in zip(lines, records, strict=True)
    ]


def _fields_on_a_line(text: str) -> dict[str, str]:
    """Return the fields of a line by meaning; none if it does not have a speaker and words. The words come last."""
    text = text.replace("**", "")
    keys = list(ON_A_LINE.finditer(text[:HEAD]))
    meanings = [next(iter(find_columns([match["key"]])), "") for match in keys]
    if "text" not in meanings or "speaker" not in meanings[: meanings.index("text")] or keys[0].start():
        return {}
    last = meanings.index("text")
    ends = [*(match.start() for match in keys[1 : last + 1]), len(text)]
    values = (text[match.end() : end].strip() for match, end in zip(keys, ends, strict=False))
    return {
        meaning: _unquoted(value)
        for meaning, value in zip(meanings[: last + 1], values, strict=True)
        if meaning in FIELDS
    }


def _of_letters(lines: Sequence[Line]) -> list[Record]:
    """Return what each writer wrote in a chain of mails. What a letter repeats of another has no speaker."""
    heads = [
        n
        for n, line in enumerate(lines)
        if FROM.match(line.text[:HEAD]) and _heads_a_letter(lines[n : n + MOST_FIELDS])
    ]
    if len(heads) < 2:  # noqa: PLR2004 - a single one is no chain
        return []
    records = [Record({"text": line.text.strip()}, line.number) for line in lines[: heads[0]]]
    for begin, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        writer = FROM.match(lines[begin].text[:HEAD])
        name = writer["name"].strip("* \"'") if writer else ""
        for line in lines[begin + 1 : end]:
            if REPEATED.match(line.text[:HEAD]):
                name = ""
            if not LETTER.match(line.text[:HEAD]):
                records.append(Record({"speaker": name, "text": line.text.strip()}, line.number))
    return records


def _heads_a_letter(lines: Sequence[Line]) -> bool:
    keys = {match["key"] for line in lines if (match := LETTER.match(line.text[:HEAD]))}
    return len(keys) >= FIELDS_OF_A_LETTER


def _field(text: str) -> tuple[str, str]:
    """Return what a line is about ("speaker", "text" ...) and its value, both empty if it is no field."""
    match = FIELD.fullmatch(text.replace("**", ""))
    key = match["key"] if match else ""
    meaning = "" if key.lower() in WRITTEN else next(iter(find_columns([key])), "")
    if not match or meaning not in FIELDS:
        return "", ""
    return meaning, _unquoted(match["value"].strip())


def _unquoted(value: str) -> str:
    """Return a value without the marks around the whole of it."""
    quoted = QUOTED.fullmatch(value)
    return quoted[2] if quoted and quoted[1] not in quoted[2] else value
