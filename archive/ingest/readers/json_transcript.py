"""JSON of any tool: the list in it that says most, whatever the tool calls its fields and levels (``json_pieces.py``).

Two formats of parliaments have converters of their own.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from archive.ingest import limits
from archive.ingest.parsed import Entry, Heading, ParsedMeeting, Problem, Turn, first_of
from archive.ingest.readers import congressional_record, json_hansard
from archive.ingest.readers.json_pieces import (
    SENTENCES,
    Piece,
    joined_pieces,
    lists_said,
    pieces_in,
    without_words,
    words_beside,
)
from archive.ingest.readers.records import (
    NO_WORDS_HERE,
    Record,
    about_first,
    as_meeting,
    as_text,
    by_meaning,
    in_seconds,
    meeting_of,
)
from archive.ingest.refusals import Damaged, NotATranscript, TooLarge
from archive.ingest.text import captions, clock, joining
from archive.ingest.text.cue import Cue
from archive.ingest.text.decoding import decode
from archive.ingest.text.word_times import said_words, with_words
from archive.language.dates import first_date

UNKNOWN = (
    "The archive cannot read this kind of JSON. Save the transcript as CSV or JSON Lines with the fields "
    '"speaker" and "text", or upload the captions.'
)
PEOPLE = "This JSON lists people, but not what they said. Add them as speakers, and import the transcript itself."
NO_WORDS = "The JSON contains no words. Choose the file with the transcript."
LISTS = ("", "turns", "sentences", "segments", "utterances")
PEOPLE_BESIDE = frozenset({"speakers", "participants", "users"})
NUMBERED = re.compile(r"(?:speaker[ _]|spk_|s)?(?:\d+|[a-z])", re.IGNORECASE)  # a voice that software has not named
SAMPLES = 16_000  # a second in the times of Otter
REPORTED = 20
UNSURE = frozenset({"unheard", "unsure_voices", "left_out"})  # what the archive's own software tells beside the words


def read(data: bytes, encoding: str | None = None) -> ParsedMeeting:
    """Return the entries of a JSON transcript.

    Raises NotATranscript if no list in it has words, Damaged if it is not JSON, and TooLarge.
    """
    decoded = decode(data, encoding)
    _check_size(decoded.text)
    try:
        value = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        raise Damaged(f"The JSON is broken or cut off at line {error.lineno}: export it again.") from None
    except (ValueError, RecursionError):
        raise Damaged("The JSON has deeper levels or larger numbers than any transcript. Export it again.") from None
    meeting = _meeting({"": value} if isinstance(value, list) else value)
    if not any(isinstance(entry, Turn) for entry in meeting.entries):
        raise NotATranscript(NO_WORDS)
    return meeting.replace(encoding=decoded.encoding, problems=(*decoded.problems, *meeting.problems))


def read_lines(data: bytes, encoding: str | None = None) -> ParsedMeeting:
    """Return the turns of JSON Lines: one object a line. A line that cannot be read is reported and left out.

    Raises NotATranscript when no line holds words, and what ``decode`` raises.
    """
    decoded = decode(data, encoding)
    _check_size(decoded.text)
    lines = [(number, line) for number, line in enumerate(decoded.lines, start=1) if line.strip()]
    objects = {number: object_on(line) for number, line in lines}
    records = [by_meaning(value, number) for number, value in objects.items() if value is not None]
    left_out = [
        Problem("This line is not a JSON object; it was left out.", number)
        for number, value in objects.items()
        if value is None
    ]
    meeting = as_meeting(records, "json_lines", "line", encoding=decoded.encoding)
    if not meeting.turns:
        raise NotATranscript('No line of this file contains words. Each line must be a JSON object with a "text".')
    return meeting.replace(problems=(*decoded.problems, *first_of(left_out, REPORTED), *meeting.problems))


def object_on(line: str) -> dict[str, Any] | None:
    """Return the object that a line is, or None."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _check_size(text: str) -> None:
    if limits.json_values(text) > limits.JSON_VALUES:
        raise TooLarge("The JSON has more values than any meeting. Upload the transcript of one meeting only.")


def _meeting(value: Any) -> ParsedMeeting:
    if not isinstance(value, dict):
        raise NotATranscript(UNKNOWN)
    if isinstance(value.get("hansard"), list):
        return json_hansard.from_items(value)
    if isinstance(value.get("content"), list) and "header" in value:
        return congressional_record.from_items(value)
    value = _of_otter(value)
    pieces = pieces_in({key: part for key, part in value.items() if key not in UNSURE})
    lists = lists_said(pieces)
    if not lists:
        empty = any(value.get(key) == [] for key in LISTS)
        raise NotATranscript(PEOPLE if isinstance(value.get("persons"), list) else NO_WORDS if empty else UNKNOWN)
    said = [piece for some in lists for piece in some]
    meetings = _of_meetings(value, said, pieces)
    notes = (str(value["generator"]),) if value.get("generator") else ()
    of_software = tuple(_of_software(value))
    told = [*(piece.text for piece in said), *notes, *(problem.message for problem in of_software)]
    problems = (*_not_read(value, told), *of_software)
    if len(meetings) > 1:
        return meetings[0].replace(notes=notes, problems=problems, meetings=tuple(meetings))
    return meetings[0].replace(notes=notes, problems=(*meetings[0].problems, *problems))


def _of_meetings(value: Mapping[str, Any], said: Sequence[Piece], pieces: Sequence[Piece]) -> list[ParsedMeeting]:
    """Return each meeting of the file. Places without words that belong to none are the first one's."""
    spoken: dict[tuple[str, ...], list[Piece]] = defaultdict(list)
    silent: dict[tuple[str, ...], list[Piece]] = defaultdict(list)
    for piece in said:
        spoken[meeting_of(piece.record)].append(piece)
    first = next(iter(spoken))
    for piece in pieces:
        which = meeting_of(piece.record)
        silent[which if which in spoken else first].append(piece)
    return [_of_pieces(value, some, pieces, silent[which]) for which, some in spoken.items()]


def _of_pieces(
    value: Mapping[str, Any], said: Sequence[Piece], pieces: Sequence[Piece], of_meeting: Sequence[Piece]
) -> ParsedMeeting:
    """Return the meeting in which these pieces were said. Those of several lists are numbered one after the other."""
    records: list[Record] = []
    missing: list[Problem] = []
    for _, some in groupby(said, key=lambda piece: piece.keys):
        before, of_list = records[-1].number if records else 0, list(some)
        records += [replace(one, number=before + one.number) for one in joined_pieces(of_list, pieces)]
        missing += [Problem(NO_WORDS_HERE, before + number) for number in without_words(of_meeting, of_list)]
    people = _people(pieces)
    records, units = in_seconds([_with_speaker_name(record, people) for record in records])
    if _is_captions(said[0].keys, records):
        meeting, missing = _as_captions(said, records), []
    else:
        meeting = _as_turns(value, records)
    about = by_meaning(value, 0)
    date = meeting.date or first_date(about.text("date"))
    return meeting.replace(date=date, problems=(*first_of(missing, REPORTED), *units, *meeting.problems))


def _not_read(value: Any, told: Sequence[str]) -> list[Problem]:
    """Return a problem for each place of the file that says in sentences what the meeting does not tell."""
    beside = words_beside(value, told)
    return first_of([Problem(f"These words of the file were not read: {words} …") for words in beside], REPORTED)


def _of_otter(value: dict[str, Any]) -> dict[str, Any]:
    """Return JSON with the times of Otter in seconds, and its numbers of voices that have no name as speakers."""
    speech = value.get("speech")
    if not isinstance(speech, dict):
        return value
    said = []
    for item in _objects(speech.get("transcripts")):
        times = {key: item[key] / SAMPLES for key in ("start_offset", "end_offset") if clock.is_time(item.get(key))}
        others = {key: part for key, part in item.items() if key != "label"}
        said.append({**others, **times, "speaker": as_text(item.get("speaker_id")) or item.get("label")})
    return {**value, "speech": {**speech, "transcripts": said}}


def _people(pieces: Sequence[Piece]) -> dict[str, str]:
    """Return the names of those whom a list of people has by number or other sign, each only once."""
    people = [piece.item for piece in pieces if piece.keys[-1] in PEOPLE_BESIDE]
    signs = Counter(as_text(item.get("id")) for item in people)
    named = {as_text(item.get("id")): as_text({**item, "id": None}) for item in people}
    return {sign: name for sign, name in named.items() if sign and signs[sign] == 1}


def _with_speaker_name(record: Record, people: Mapping[str, str]) -> Record:
    name = people.get(record.text("speaker"))
    return replace(record, fields={**record.fields, "speaker": name}) if name else record


def _is_captions(keys: Sequence[str], records: Sequence[Record]) -> bool:
    """Return whether software heard the records as sentences, with voices but nobody's names or other fields."""
    if tuple(keys) in SENTENCES:
        return True
    others = any(record.text(field) for record in records for field in ("voice", "heading", "identifier"))
    named = any(record.speaker and not NUMBERED.fullmatch(record.speaker) for record in records)
    return keys[-1] != "turns" and not named and not others


def _as_captions(said: Sequence[Piece], records: Sequence[Record]) -> ParsedMeeting:
    cues: list[Cue] = []
    before: Any = None
    for record in records:
        who = (record.speaker, record.text("voice"))
        cues += _cues(record, changes=who != before)
        before = who
    words = (word for piece in said for word in said_words(piece.item))
    entries = tuple(with_words(captions.turns(cues), words))
    meeting = ParsedMeeting(format="json_transcript", entries=entries, nature="captions", line_unit="item")
    return meeting.replace(**about_first(records[:1]))


def _cues(record: Record, *, changes: bool) -> Iterator[Cue]:
    """Yield a sentence as a caption; in parts if it is the whole recording and nobody is named."""
    name = record.speaker or None
    first, *others = [record.text("text")] if name else joining.parts(record.text("text"))
    yield Cue((first,), record.time("start"), record.time("end"), record.number, name, changes=changes)
    for text in others:
        yield Cue((text,), line=record.number, changes=True)


def _as_turns(value: Mapping[str, Any], records: Sequence[Record]) -> ParsedMeeting:
    about = value.get("meeting")
    about = about if isinstance(about, dict) else {"title": about}
    fields = by_meaning(about, 0)
    of_file = {
        "title": fields.text("title") or fields.text("meeting"),
        "board": as_text(about.get("city")) or fields.text("board"),
        "date": first_date(fields.text("date")),
    }
    meeting = as_meeting(records, "json_transcript", "item")
    of_file = {name: said for name, said in of_file.items() if said and not getattr(meeting, name)}
    return meeting.replace(**of_file).replace(entries=tuple(_with_sections(meeting.entries, about.get("sections"))))


def _with_sections(entries: tuple[Entry, ...], sections: Any) -> Iterator[Entry]:
    """Yield the entries with headings that are given by time, each before the first turn that begins after it."""
    records = [by_meaning(item, number) for number, item in enumerate(_objects(sections), start=1)]
    headings = [Heading(record.text("heading"), start=record.time("start")) for record in records]
    timed = [(heading.start, heading) for heading in headings if heading.text and heading.start is not None]
    waiting = sorted(timed, key=itemgetter(0))
    for entry in entries:
        start = getattr(entry, "start", None)
        while waiting and start is not None and waiting[0][0] <= start:
            yield waiting.pop(0)[1]
        yield entry
    yield from (heading for _, heading in waiting)


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    yield from (item for item in (value if isinstance(value, list) else ()) if isinstance(item, dict))


def _of_software(value: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what the transcribing software of the archive was not sure of."""
    for item in _objects(value.get("unheard")):
        heard = "only a few" if item.get("words") else "no"
        yield _about_a_stretch(
            item, f"somebody speaks, but {heard} words were heard. Listen, and type what is missing."
        )
    for item in _objects(value.get("unsure_voices")):
        yield _about_a_stretch(item, "the voices are unsure: several people may speak. Check who says what.")
    for item in _objects(value.get("left_out")):
        record = by_meaning(item, 0)
        start, why = record.time("start") or 0, as_text(item.get("why")) or "it is doubtful"
        yield Problem(f"At {clock.written(start)} “{record.text('text')}” was left out: {why}.", second=start)


def _about_a_stretch(item: Mapping[str, Any], what: str) -> Problem:
    record = by_meaning(item, 0)
    start, end = record.time("start") or 0, record.time("end") or 0
    return Problem(f"From {clock.written(start)} to {clock.written(end)} {what}", second=start)
