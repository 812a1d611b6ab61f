"""JSON transcripts in the models that publishers use, recognised by their fields.

They are the Council Data Project model (https://councildataproject.org/cdp-backend/transcript_model.html) and the three
formats before it, Whisper segments, diarised turns, Hansard items with sections, motions and votes, and the parsed
Congressional Record.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter
from typing import Any

from archive.dates import first_date
from archive.ingest import limits
from archive.ingest.parsed import Entry, Heading, ParsedMeeting, Problem, Turn, Vote
from archive.ingest.readers import congressional_record
from archive.ingest.readers.json_recognised import recognised
from archive.ingest.readers.records import Record, as_meeting, as_text, by_meaning
from archive.ingest.refusals import Damaged, NotATranscript, TooLarge
from archive.ingest.text import captions, clock, joining
from archive.ingest.text.cue import Cue
from archive.ingest.text.decoding import decode
from archive.ingest.text.printed_names import names_in
from archive.ingest.text.word_times import SaidWord, said_words, with_words

UNKNOWN = (
    "The archive cannot read this kind of JSON. Save the transcript as CSV or JSON Lines with the fields "
    '"speaker" and "text", or upload the captions.'
)
DEEPEST = 4  # levels at which a list of turns may be
MOST_ITEMS = 0.6  # share of the items of a list that must have words
PEOPLE = "This JSON lists people, but not what they said. Add them as speakers, and import the transcript itself."


def read(data: bytes, encoding: str | None = None) -> ParsedMeeting:
    """Return the entries of a JSON transcript.

    Raises NotATranscript if the model is unknown or has no words, Damaged if it is not JSON, and TooLarge.
    """
    decoded = decode(data, encoding)
    if limits.json_values(decoded.text) > limits.JSON_VALUES:
        raise TooLarge("The JSON has more values than any meeting. Upload the transcript of one meeting only.")
    try:
        value = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        raise Damaged(f"The JSON is broken or cut off at line {error.lineno}: export it again.") from None
    except (ValueError, RecursionError):
        raise Damaged("The JSON has deeper levels or larger numbers than any transcript. Export it again.") from None
    meeting = _read_model({"turns": value} if isinstance(value, list) else value)
    if not any(isinstance(entry, Turn) for entry in meeting.entries):
        raise NotATranscript("The JSON contains no words. Choose the file with the transcript.")
    return meeting.replace(encoding=decoded.encoding, problems=(*decoded.problems, *meeting.problems))


def _read_model(value: Any) -> ParsedMeeting:
    if isinstance(value, dict):
        for fields, model in MODELS:
            if all(isinstance(value.get(field), list) for field in fields):
                return model(value)
        if meeting := recognised(value) or _any_turns(value):
            return meeting
    if isinstance(value, dict) and isinstance(value.get("persons"), list):
        raise NotATranscript(PEOPLE)
    raise NotATranscript(UNKNOWN)


def _any_turns(value: Any) -> ParsedMeeting | None:
    """Return the turns of the list with the most words, at whatever place it is, or None if no list has turns."""
    lists = [values for values in _lists(value) if _has_turns(values)]
    return _turns({**value, "turns": max(lists, key=_letters)}) if lists else None


def _lists(value: Any, depth: int = 0) -> Iterator[list[Any]]:
    if isinstance(value, list):
        yield value
    elif isinstance(value, dict) and depth < DEEPEST:
        for part in value.values():
            yield from _lists(part, depth + 1)


def _has_turns(items: list[Any]) -> bool:
    """Return whether most items have words, and a speaker or a time."""
    fields = [by_meaning(item, number).fields for number, item in _objects(items)]
    spoken = sum(
        isinstance(field.get("text"), str) and (field.get("speaker") or field.get("start")) is not None
        for field in fields
    )
    return spoken > len(items) * MOST_ITEMS


def _letters(items: list[Any]) -> int:
    return sum(len(by_meaning(item, number).text("text")) for number, item in _objects(items))


def _objects(value: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the objects of a list with their positions from 1."""
    for number, item in enumerate(value if isinstance(value, list) else [], start=1):
        if isinstance(item, dict):
            yield number, item


def _first(item: Mapping[str, Any], *fields: str) -> Any:
    """Return the first field that is not empty. 0, the number of a voice, is not empty."""
    return next((item[field] for field in fields if as_text(item.get(field))), None)


def _sentences(value: Mapping[str, Any]) -> ParsedMeeting:
    """Read consecutive sentences. Those of one speaker become a turn."""
    cues: list[Cue] = []
    said: list[SaidWord] = []
    before: Any = None
    for number, item in _objects(next(value[field] for field in ("sentences", "segments", "data") if field in value)):
        said += said_words(item)
        record = by_meaning(item, number)
        record = Record({**record.fields, "speaker": _first(item, "speaker_name", "speaker")}, number)
        who = (record.speaker, item.get("speaker_index"))
        cues += _cues(record, changes=who != before)
        before = who
    return ParsedMeeting(
        format="json_transcript",
        entries=tuple(with_words(captions.turns(cues), said)),
        nature="captions",
        date=first_date(str(value.get("session_datetime") or "")),
        line_unit="item",
        notes=(str(value["generator"]),) if value.get("generator") else (),
        problems=(
            *_unheard(value.get("unheard")),
            *_unsure_voices(value.get("unsure_voices")),
            *_left_out(value.get("left_out")),
        ),
    )


def _cues(record: Record, *, changes: bool) -> Iterator[Cue]:
    """Yield a sentence as a caption; in parts if it is the whole recording and nobody is named."""
    name = record.speaker or None
    first, *others = [record.text("text")] if name else joining.parts(record.text("text"))
    yield Cue((first,), record.time("start"), record.time("end"), record.number, name, changes=changes)
    for text in others:
        yield Cue((text,), line=record.number, changes=True)


def _left_out(value: Any) -> Iterator[Problem]:
    """Yield what the transcribing software did not take for words: where, why, and what it was."""
    for _, item in _objects(value):
        record = by_meaning(item, 0)
        start = record.time("start") or 0
        why = as_text(item.get("why")) or "it is doubtful"
        yield Problem(f"At {clock.written(start)} “{record.text('text')}” was left out: {why}.", second=start)


def _unheard(value: Any) -> Iterator[Problem]:
    """Yield where the transcribing software found speech and heard no words, or far too few."""
    for _, item in _objects(value):
        heard = "only a few" if item.get("words") else "no"
        yield _about_a_stretch(
            item, f"somebody speaks, but {heard} words were heard. Listen, and type what is missing."
        )


def _unsure_voices(value: Any) -> Iterator[Problem]:
    """Yield where the transcribing software could not tell the voices apart."""
    for _, item in _objects(value):
        yield _about_a_stretch(item, "the voices are unsure: several people may speak. Check who says what.")


def _about_a_stretch(item: Mapping[str, Any], what: str) -> Problem:
    record = by_meaning(item, 0)
    start, end = record.time("start") or 0, record.time("end") or 0
    return Problem(f"From {clock.written(start)} to {clock.written(end)} {what}", second=start)


def _council_data_tools(value: Mapping[str, Any]) -> ParsedMeeting:
    """Read the older formats of the Council Data Project, whose "format" says what their "data" is."""
    if value.get("format") in ("raw", "timestamped-sentences", "timestamped-words"):
        return _sentences(value)
    if value.get("format") != "timestamped-speaker-turns":
        raise NotATranscript(UNKNOWN)
    records = []
    for number, item in _objects(value["data"]):
        said = [by_meaning(sentence, number) for _, sentence in _objects(item.get("data"))]
        fields = {
            "speaker": item.get("speaker"),
            "text": " ".join(sentence.text("text") for sentence in said),
            "start": said[0].fields.get("start") if said else None,
            "end": said[-1].fields.get("end") if said else None,
        }
        records.append(Record(fields, number))
    return as_meeting(records, "json_transcript", "item")


def _turns(value: Mapping[str, Any]) -> ParsedMeeting:
    """Read a list of turns. The public name of a speaker takes precedence over the software's."""
    records, names = [], _names_by_id(value)
    for number, item in _objects(value.get("turns") or value.get("utterances")):
        named = by_meaning(item, number)
        speaker = _first(item, "speaker_public", "speaker_name", "speaker") or named.fields.get("speaker")
        record = by_meaning({key: part for key, part in item.items() if not key.startswith("speaker")}, number)
        timed = record.fields.get("start") is not None
        if record.fields.get("text") is None or not (as_text(speaker) or timed):
            raise NotATranscript(UNKNOWN)
        speaker = names.get(as_text(speaker)) or speaker
        records.append(Record({**record.fields, "speaker": speaker, "role": item.get("speaker_role")}, number))
    about = value.get("meeting")
    about = about if isinstance(about, dict) else {"title": about or ""}
    meeting = as_meeting(
        records,
        "json_transcript",
        "item",
        title=str(about.get("title") or ""),
        board=str(about.get("city") or about.get("body") or ""),
        date=first_date(str(about.get("meeting_date") or about.get("date") or "")),
    )
    return meeting.replace(entries=tuple(_with_sections(meeting.entries, about.get("sections"))))


def _names_by_id(value: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of those whom a list of people beside the turns has by number or other sign, each only once."""
    people = [item for field in ("speakers", "participants", "users") for _, item in _objects(value.get(field))]
    signs = Counter(as_text(item.get("id")) for item in people)
    named = {as_text(item.get("id")): as_text({**item, "id": None}) for item in people}
    return {sign: name for sign, name in named.items() if sign and signs[sign] == 1}


def _with_sections(entries: tuple[Entry, ...], sections: Any) -> Iterator[Entry]:
    """Yield the entries with headings that are given by time, each before the first turn that begins after it."""
    records = [by_meaning(item, number) for number, item in _objects(sections)]
    headings = [Heading(record.text("heading"), start=record.time("start")) for record in records]
    timed = [(heading.start, heading) for heading in headings if heading.text and heading.start is not None]
    waiting = sorted(timed, key=itemgetter(0))
    for entry in entries:
        start = getattr(entry, "start", None)
        while waiting and start is not None and waiting[0][0] <= start:
            yield waiting.pop(0)[1]
        yield entry
    yield from (heading for _, heading in waiting)


def _hansard(value: Mapping[str, Any]) -> ParsedMeeting:
    meta = value.get("meta")
    about = meta if isinstance(meta, dict) else {}
    return ParsedMeeting(
        format="json_transcript",
        entries=tuple(entry for number, item in _objects(value["hansard"]) if (entry := _hansard_entry(item, number))),
        date=first_date(str(about.get("date") or "")),
        line_unit="item",
        notes=tuple(f"{key}: {part}" for key, part in about.items() if part),
    )


def _hansard_entry(item: Mapping[str, Any], number: int) -> Entry | None:
    def text(field: str) -> str:
        return as_text(item.get(field))

    kind = item.get("type")
    if kind == "speaker" and text("spoken"):
        return Turn(text("spoken"), text("name"), line=number)
    if kind == "section" and text("name"):
        return Heading(text("name"), line=number)
    if kind == "motion":
        moved = ", ".join(
            f"{verb} by {text(field)}"
            for verb, field in (("Moved", "moved_by"), ("seconded", "seconded_by"))
            if text(field)
        )
        printed = "\n\n".join(part for part in (text("name"), moved, text("motion_text")) if part)
        outcome = text("outcome") or text("disposition") or text("result")
        return (
            Vote(text=printed, mover=text("moved_by"), seconder=text("seconded_by"), outcome=outcome, line=number)
            if printed
            else None
        )
    if kind == "vote":
        ayes, noes = (names_in(re.sub(r"\s{2,}", "\n", text(side))) for side in ("yeas", "nays"))
        return Vote(text("name"), ayes, noes, outcome=text("outcome"), line=number)
    return None


MODELS: tuple[tuple[tuple[str, ...], Callable[[Mapping[str, Any]], ParsedMeeting]], ...] = (
    (("sentences",), _sentences),
    (("segments",), _sentences),
    (("hansard",), _hansard),
    (("content",), congressional_record.from_items),
    (("data",), _council_data_tools),
    (("turns",), _turns),
    (("utterances",), _turns),
)
