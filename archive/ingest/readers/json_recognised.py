"""JSON of services that recognise speech: Deepgram, Amazon, Google, IBM, Otter, Rev AI, Speechmatics and others.

Most give single words, each with a voice. Consecutive words of one voice become a turn. Where a service also gives
sentences or utterances, those are read, because they have punctuation.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from archive.ingest.parsed import ParsedMeeting, Seconds
from archive.ingest.readers.records import Record, as_meeting, as_text
from archive.ingest.text.clock import seconds

TICKS = 10_000_000  # a second in the times of Azure
IBM_WORD = 3  # a word, its start and its end
SAMPLES = 16_000  # a second in the times of Otter
Objects = Iterator[Mapping[str, Any]]


@dataclass(frozen=True)
class _Piece:
    """A word, a mark of punctuation or a sentence, with its voice. ``joins`` says that no space comes before it."""

    text: str
    voice: str
    start: Seconds | None = None
    end: Seconds | None = None
    joins: bool = False


def recognised(value: Mapping[str, Any]) -> ParsedMeeting | None:
    """Return the meeting in the JSON of a known service, or None if it is another kind of JSON."""
    for service in SERVICES:
        pieces = [piece for piece in service(value) if piece.text]
        if pieces:
            records = [Record(fields, number) for number, fields in enumerate(_turns(pieces), start=1)]
            return as_meeting(records, "json_transcript", "item").replace(nature="captions")
    return None


def _turns(pieces: Iterable[_Piece]) -> Iterator[dict[str, Any]]:
    for voice, group in groupby(pieces, key=lambda piece: piece.voice):
        said = list(group)
        text = "".join(piece.text if piece.joins else f" {piece.text}" for piece in said).strip()
        times = [time for piece in said for time in (piece.start, piece.end) if time is not None]
        yield {
            "speaker": voice,
            "text": " ".join(text.split()),
            "start": times[0] if times else None,
            "end": times[-1] if times else None,
        }


def _objects(value: Any) -> Objects:
    yield from (item for item in (value if isinstance(value, list) else ()) if isinstance(item, Mapping))


def _part(value: Any, *path: str | int) -> Any:
    """Return what is at a path of keys and places, or None."""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and len(value) > step else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _time(value: Any) -> Seconds | None:
    """Return a time that is a number, "1.5", "1.5s" or an object with seconds and nanoseconds."""
    if isinstance(value, Mapping):
        return _time(value.get("seconds") or 0)
    return seconds(str(value).removesuffix("s")) if value is not None else None


def _piece(item: Mapping[str, Any], text: str, voice: str, *, joins: bool = False) -> _Piece:
    start = _first_time(item, "start", "start_time", "startTime", "ts")
    end = _first_time(item, "end", "end_time", "endTime", "end_ts")
    return _Piece(text, voice, start, end, joins)


def _first_time(item: Mapping[str, Any], *names: str) -> Seconds | None:
    return next((_time(item[name]) for name in names if item.get(name) is not None), None)


def _deepgram(value: Mapping[str, Any]) -> Iterator[_Piece]:
    results = value.get("results")
    utterances = list(_objects(_part(results, "utterances")))
    for item in utterances:
        yield _piece(item, as_text(item.get("transcript")), as_text(item.get("speaker")))
    channels = list(_objects(_part(results, "channels"))) if not utterances else []
    for number, channel in enumerate(channels):
        best = _part(channel, "alternatives", 0)
        usual = str(number) if len(channels) > 1 else ""
        for paragraph in _objects(_part(best, "paragraphs", "paragraphs")):
            for sentence in _objects(paragraph.get("sentences")):
                yield _piece(sentence, as_text(sentence.get("text")), as_text(paragraph.get("speaker")) or usual)
        if not _part(best, "paragraphs", "paragraphs"):
            for word in _objects(_part(best, "words")):
                said = as_text(word.get("punctuated_word") or word.get("word"))
                yield _piece(word, said, as_text(word.get("speaker")) or usual)


def _amazon(value: Mapping[str, Any]) -> Iterator[_Piece]:
    results = value.get("results")
    voices = {
        item.get("start_time"): as_text(item.get("speaker_label") or segment.get("speaker_label"))
        for segment in _objects(_part(results, "speaker_labels", "segments"))
        for item in _objects(segment.get("items"))
    }
    voice = ""
    for item in _objects(_part(results, "items")):
        mark = item.get("type") == "punctuation"
        if not mark:
            voice = as_text(item.get("speaker_label")) or voices.get(item.get("start_time"), voice)
        yield _piece(item, as_text(_part(item, "alternatives", 0, "content")), voice, joins=mark)


def _speechmatics(value: Mapping[str, Any]) -> Iterator[_Piece]:
    for item in _objects(value.get("results")):
        best = _part(item, "alternatives", 0)
        mark = item.get("type") == "punctuation"
        yield _piece(item, as_text(_part(best, "content")), as_text(_part(best, "speaker")), joins=mark)


def _google(value: Mapping[str, Any]) -> Iterator[_Piece]:
    results = list(_objects(value.get("results"))) or list(_objects(_part(value, "response", "results")))
    best = [_part(result, "alternatives", 0) for result in results]
    words = [word for one in best for word in _objects(_part(one, "words")) if _google_voice(word)]
    for word in words:  # the last result has all words, with their voices
        yield _piece(word, as_text(word.get("word")), _google_voice(word))
    if not words:
        for one in best:
            yield _Piece(as_text(_part(one, "transcript")), "")


def _google_voice(word: Mapping[str, Any]) -> str:
    return as_text(word.get("speakerTag") or word.get("speaker_tag") or word.get("speakerLabel"))


def _ibm(value: Mapping[str, Any]) -> Iterator[_Piece]:
    voices = {as_text(item.get("from")): as_text(item.get("speaker")) for item in _objects(value.get("speaker_labels"))}
    for result in _objects(value.get("results")) if voices else ():
        words = _part(result, "alternatives", 0, "timestamps")
        words = [word for word in words if isinstance(word, list)] if isinstance(words, list) else []
        for text, start, end in (word for word in words if len(word) == IBM_WORD):
            yield _Piece(as_text(text), voices.get(as_text(start), ""), _time(start), _time(end))


def _otter(value: Mapping[str, Any]) -> Iterator[_Piece]:
    speech = value.get("speech")
    people = list(_objects(_part(speech, "speakers")))
    signs = Counter(as_text(item.get("id")) for item in people)
    names = {sign: as_text(item.get("speaker_name")) for item in people if signs[sign := as_text(item.get("id"))] == 1}
    for item in _objects(_part(speech, "transcripts")):
        times = [item.get(field) for field in ("start_offset", "end_offset")]
        start, end = (time / SAMPLES if isinstance(time, int | float) else None for time in times)
        voice = names.get(as_text(item.get("speaker_id"))) or as_text(item.get("label"))
        yield _Piece(as_text(item.get("transcript")), voice, start, end)


def _rev(value: Mapping[str, Any]) -> Iterator[_Piece]:
    names = {item.get("id"): as_text(item.get("name")) for item in _objects(value.get("speakers"))}
    for monologue in _objects(value.get("monologues")):
        voice = as_text(monologue.get("speaker_name")) or names.get(monologue.get("speaker"))
        for element in _objects(monologue.get("elements")):
            text = element.get("value")
            yield _piece(
                element, text if isinstance(text, str) else "", voice or as_text(monologue.get("speaker")), joins=True
            )


def _azure(value: Mapping[str, Any]) -> Iterator[_Piece]:
    for item in _objects(value.get("recognizedPhrases")):
        start, length = item.get("offsetInTicks"), item.get("durationInTicks")
        begins = start / TICKS if isinstance(start, int | float) else None
        ends = begins + length / TICKS if begins is not None and isinstance(length, int | float) else None
        yield _Piece(as_text(_part(item, "nBest", 0, "display")), as_text(item.get("speaker")), begins, ends)


def _elevenlabs(value: Mapping[str, Any]) -> Iterator[_Piece]:
    for item in _objects(value.get("words")):
        if item.get("type") in ("word", "audio_event") and "speaker_id" in item:
            yield _piece(item, as_text(item.get("text")), as_text(item.get("speaker_id")))


SERVICES: tuple[Callable[[Mapping[str, Any]], Iterator[_Piece]], ...] = (
    *(_deepgram, _amazon, _speechmatics, _ibm, _google, _otter, _rev, _azure, _elevenlabs),
)
