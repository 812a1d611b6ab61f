"""Reads a whole written document: with the best style of labels, as minutes, or as plain speech.

If two readings are close, or labels are doubtful, the meeting has ``readings`` for a person to choose from.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from archive.dates import date_of_meeting
from archive.ingest.parsed import Entry, FileReading, Narrative, ParsedMeeting, Problem, Turn
from archive.ingest.refusals import NotATranscript
from archive.ingest.text import nature
from archive.ingest.text.agenda import above_items, agenda_of
from archive.ingest.text.asides import with_asides
from archive.ingest.text.decisions import has_decisions
from archive.ingest.text.doubts import doubtful_label, unnamed_answer
from archive.ingest.text.guide import Guide
from archive.ingest.text.joining import parts
from archive.ingest.text.label_evidence import Evidence, rivals, weigh
from archive.ingest.text.label_words import is_a_sound, may_be_somebody
from archive.ingest.text.line import Line
from archive.ingest.text.nature import Voice
from archive.ingest.text.openers import Opener
from archive.ingest.text.script import Labels, is_in_capitals, mended, read_script

MINUTES, UNNAMED = "minutes", "unnamed"
WITH_DOUBTFUL = " +"
SURELY_LABELLED = 10  # labels with speech after them, from which on a person is asked, however formal the words are
FEW_LABELS, SPOKEN_SHARE = 5, 0.2
NOTED_LINES = 12
SAMPLES, SAMPLE_WORDS = 3, 14
MOST_READINGS = 3
MOST_DOUBTFUL = 20  # problems that name a doubtful label
UNNAMED_PROBLEM = "This transcript names nobody. Each paragraph is a turn of an unknown speaker."


def read_written(
    lines: Iterable[Line], guide: Guide, about: Callable[[tuple[Entry, ...]], ParsedMeeting]
) -> ParsedMeeting:
    """Return the meeting in a document's lines; ``about`` makes it from the entries, with title, date and so on.

    Raises NotATranscript if nobody speaks in it and it reports no meeting.
    """
    document = _Document(list(mended(with_asides(list(lines)))), guide, about)
    ways = list(document.ways())
    if not ways:
        if entries := agenda_of(document.lines):
            return _as_agenda(about(entries), document.lines)
        raise NotATranscript(nature.NO_SPEECH)
    chosen = next((way for way in ways if way == guide.reading), ways[0])
    meeting = document.read(chosen)
    if len(ways) == 1:
        return meeting
    return meeting.replace(readings=tuple(document.reading(way) for way in ways[:MOST_READINGS]))


def _may_name_somebody(evidence: Evidence) -> bool:
    return any(may_be_somebody(hit.label) for hit in evidence.doubtful)


def _as_agenda(meeting: ParsedMeeting, lines: Sequence[Line]) -> ParsedMeeting:
    """Return the meeting of an agenda, with the date and the first lines that stand above its items."""
    above = [text for text in above_items(lines) if text.strip(" -")]
    date = date_of_meeting("\n".join([meeting.title, *above]))
    return meeting.replace(nature="agenda", date=date, notes=(*meeting.notes, *above[:NOTED_LINES]))


def names_anybody(lines: Iterable[Line]) -> bool:
    """Return whether some style of labels fits the document."""
    document = list(lines)
    return any(evidence.score for evidence in weigh(document, in_capitals=is_in_capitals(document)))


def read_record(lines: Iterable[Line], recorder: re.Pattern[str]) -> tuple[Entry, ...]:
    """Return the entries of a document whose publisher and style are known; see ``read_script`` for ``recorder``."""
    document = list(mended(lines))
    weighed = weigh(document, in_capitals=is_in_capitals(document))
    return read_script(document, weighed[0].opener if weighed and weighed[0].score else None, recorder)


@dataclass
class _Document:
    """A document, and the ways to read it by their keys."""

    lines: list[Line]
    guide: Guide
    about: Callable[[tuple[Entry, ...]], ParsedMeeting]
    evidence: dict[str, Evidence] = field(default_factory=dict)
    meetings: dict[str, ParsedMeeting] = field(default_factory=dict)
    scripts: dict[int, tuple[Entry, ...]] = field(default_factory=dict)  # what an opener gave, by its identity

    def ways(self) -> Iterator[str]:
        """Yield the keys of the ways to read the document, the best first; only one if there is no doubt."""
        weighed = weigh(self.lines, in_capitals=is_in_capitals(self.lines), known=self.guide.known)
        self.evidence = {evidence.name: evidence for evidence in weighed}
        best = weighed[0] if weighed and weighed[0].score else None
        if best is None:
            yield from self._ways_without_labels(weighed)
            return
        texts = nature.texts_of(self._entries(best.opener))
        voice = nature.voice(texts)
        if voice is Voice.REPORT or self._is_mostly_unlabelled(best):
            ways = list(self._ways_without_labels([]))
            speaks = best.score >= SURELY_LABELLED and self._share_spoken(best.opener) >= SPOKEN_SHARE
            yield from ways or ([MINUTES, best.name] if speaks else [])
            return
        if voice is Voice.DOUBTFUL and self._is_of_a_sitting(texts):
            yield MINUTES  # first, because no words are attributed wrongly until a person chooses
        yield best.name
        yield from (other.name for other in rivals(best, weighed[1:]))
        if _may_name_somebody(best):
            yield best.name + WITH_DOUBTFUL

    def _is_of_a_sitting(self, texts: Sequence[str]) -> bool:
        return nature.reports_a_sitting(texts, [line.text for line in self.lines])

    def _is_mostly_unlabelled(self, best: Evidence) -> bool:
        """Return whether a long document has few labels, with hardly any words under them."""
        return best.score < FEW_LABELS and self._share_spoken(best.opener) < SPOKEN_SHARE

    def _share_spoken(self, opener: Labels) -> float:
        entries = self._entries(opener)
        words = sum(len(text.split()) for text in nature.texts_of(entries))
        spoken = sum(len(entry.text.split()) for entry in entries if isinstance(entry, Turn) and entry.label)
        return spoken / max(words, 1)

    def _ways_without_labels(self, weighed: Sequence[Evidence]) -> Iterator[str]:
        texts = nature.texts_of(self._entries(None))
        doubtful = next(filter(_may_name_somebody, weighed), None)
        voice = nature.voice(texts)
        reports = self._is_of_a_sitting(texts) or has_decisions(self._entries(None))
        if reports and voice in (Voice.REPORT, Voice.UNKNOWN, Voice.DOUBTFUL):
            yield MINUTES
            if voice is Voice.DOUBTFUL and nature.runs_like_speech(texts):
                yield UNNAMED
        elif nature.runs_like_speech(texts):
            yield UNNAMED
        elif nature.may_be_spoken(texts):
            yield from (MINUTES, UNNAMED)
        if doubtful and voice is not Voice.REPORT and self._share_spoken(doubtful.believing) >= SPOKEN_SHARE:
            yield doubtful.name + WITH_DOUBTFUL

    def read(self, way: str) -> ParsedMeeting:
        """Return the meeting as this way reads it."""
        if way not in self.meetings:
            self.meetings[way] = self._read(way)
        return self.meetings[way]

    def reading(self, way: str) -> FileReading:
        """Return the result of a way, for a person to choose by."""
        meeting = self.read(way)
        labels = [label for label in meeting.labels if label]
        unnamed = sum(not turn.label for turn in meeting.turns)
        return FileReading(way, self._title(way), len(meeting.turns), len(labels), unnamed, self._samples(way))

    def _samples(self, way: str) -> tuple[tuple[str, str], ...]:
        """Return the first words of three labels, beginning with the labels that only this way accepts."""
        entries = [entry for entry in self.read(way).entries if isinstance(entry, Turn | Narrative)]
        turns = [entry for entry in entries if isinstance(entry, Turn)] or entries
        evidence = self.evidence.get(way.removesuffix(WITH_DOUBTFUL))
        doubtful = {hit.label for hit in evidence.doubtful} if evidence and way.endswith(WITH_DOUBTFUL) else set()
        turns.sort(key=lambda entry: _label(entry) not in doubtful)
        first: dict[str, Turn | Narrative] = {}
        for number, entry in enumerate(turns):
            first.setdefault(_label(entry) or f"{number}", entry)
        chosen = islice(first.values(), SAMPLES)
        return tuple((_label(entry), " ".join(entry.text.split()[:SAMPLE_WORDS])) for entry in chosen)

    def _title(self, way: str) -> str:
        if way == MINUTES:
            return "Minutes: nobody speaks, and every paragraph is a note"
        if way == UNNAMED:
            return "Speech without names: every turn has an unknown speaker"
        if way.endswith(WITH_DOUBTFUL):
            return f"Labels like “{way.removesuffix(WITH_DOUBTFUL)}”, the doubtful ones too"
        return f"Labels like “{way}”"

    def _read(self, way: str) -> ParsedMeeting:
        if way == MINUTES:
            return nature.as_minutes(self.about(self._entries(None)))
        if way == UNNAMED:
            entries = tuple(_as_turns(self._entries(None)))
            meeting = self.about(entries)
            return meeting.replace(problems=(*meeting.problems, Problem(UNNAMED_PROBLEM)))
        evidence = self.evidence[way.removesuffix(WITH_DOUBTFUL)]
        believing = way.endswith(WITH_DOUBTFUL)
        entries = self._entries(evidence.believing if believing else evidence.opener)
        meeting = self.about(tuple(entry for entry in entries if not (isinstance(entry, Turn) and not entry.text)))
        doubts = () if believing else tuple(_doubts(evidence))
        asking = evidence.opener.asking if isinstance(evidence.opener, Opener) else frozenset()
        questions = (*_silent(entries), *doubts, *_unanswered(entries, asking))
        return meeting.replace(problems=(*meeting.problems, *questions))

    def _entries(self, opener: Labels | None) -> tuple[Entry, ...]:
        if id(opener) not in self.scripts:
            self.scripts[id(opener)] = read_script(self.lines, opener)
        return self.scripts[id(opener)]


def _silent(entries: Iterable[Entry]) -> Iterator[Problem]:
    turns = [entry for entry in entries if isinstance(entry, Turn)]
    for entry, following in zip(turns, [*turns[1:], None], strict=True):
        goes_on = following is not None and following.label == entry.label  # below a heading, such as a constituency
        if not entry.text and not goes_on:
            yield Problem(f'"{entry.label}" is named here, but no words follow.', entry.line)


def _doubts(evidence: Evidence) -> Iterator[Problem]:
    """Yield a question for each doubtful label, with its places."""
    places: dict[str, list[int]] = {}
    for hit in evidence.doubtful:
        if is_a_sound(hit.label):
            continue
        places.setdefault(hit.label, []).append(hit.line.number)
    for label, numbers in islice(places.items(), MOST_DOUBTFUL):
        yield doubtful_label(label, *numbers)


def _unanswered(entries: Sequence[Entry], asking: frozenset[str]) -> Iterator[Problem]:
    """Yield a question for each label of those who only ask: who speaks after them, and where."""
    places: dict[str, list[int]] = {}
    for one, other in pairwise(entries):
        if isinstance(one, Turn) and isinstance(other, Turn) and one.label in asking and not other.label:
            places.setdefault(one.label, []).append(other.line or 0)
    for label, numbers in places.items():
        yield unnamed_answer(label, *numbers)


def _label(entry: Turn | Narrative) -> str:
    return entry.label if isinstance(entry, Turn) else ""


def _as_turns(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield narrative as turns of unknown speakers. A long one is split at ends of sentences."""
    for entry in entries:
        if not isinstance(entry, Narrative):
            yield entry
            continue
        for text in parts(entry.text):
            yield Turn(text, start=entry.start, line=entry.line)
