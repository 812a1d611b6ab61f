"""Reads a whole written document: with the frame of labels that explains it best, as minutes, or as plain speech.

What is not sure is one question: the meeting has ``readings``, each with the labels and the runs of words of which a
person says whose they are.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from re import Pattern

from archive.ingest.parsed import AskedLabel, Entry, FileReading, Narrative, ParsedMeeting, Problem, Turn
from archive.ingest.refusals import NotATranscript
from archive.ingest.text import nature
from archive.ingest.text.agenda import above_items, agenda_of
from archive.ingest.text.asides import with_asides
from archive.ingest.text.decisions import has_decisions
from archive.ingest.text.guide import Guide
from archive.ingest.text.joining import parts
from archive.ingest.text.label_finder import LabelReading, find_labels, rivals
from archive.ingest.text.label_words import is_a_sound, may_be_somebody
from archive.ingest.text.line import Line
from archive.ingest.text.nature import Voice
from archive.ingest.text.openers import Opener
from archive.ingest.text.runs import answered, runs_in
from archive.ingest.text.script import is_in_capitals, mended, read_script
from archive.ingest.text.speaker_questions import unnamed_answer
from archive.language.dates import date_of_meeting

MINUTES, UNNAMED = "minutes", "unnamed"
SURELY_LABELLED = 10  # labels with speech after them, from which on a person is asked, however formal the words are
FEW_LABELS, SPOKEN_SHARE = 5, 0.2
NOTED_LINES = 12
SAMPLES, SAMPLE_WORDS = 3, 14
MOST_READINGS = 3
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
    meeting = document.answered(chosen)
    readings = [document.reading(way) for way in ways[:MOST_READINGS]]
    if len(readings) == 1 and not readings[0].asked and not readings[0].runs:
        return meeting
    return meeting.replace(readings=tuple(readings))


def _may_name_somebody(evidence: LabelReading) -> bool:
    return any(may_be_somebody(hit.label) for hit in evidence.doubtful)


def _as_agenda(meeting: ParsedMeeting, lines: Sequence[Line]) -> ParsedMeeting:
    """Return the meeting of an agenda, with the date and the first lines that stand above its items."""
    above = [text for text in above_items(lines) if text.strip(" -")]
    date = date_of_meeting("\n".join([meeting.title, *above]))
    return meeting.replace(nature="agenda", date=date, notes=(*meeting.notes, *above[:NOTED_LINES]))


def names_anybody(lines: Iterable[Line]) -> bool:
    """Return whether some style of labels fits the document."""
    document = list(lines)
    return any(evidence.score for evidence in find_labels(document, in_capitals=is_in_capitals(document)))


def read_record(lines: Iterable[Line], recorder: Pattern[str]) -> tuple[Entry, ...]:
    """Return the entries of a document whose publisher and style are known; see ``read_script`` for ``recorder``."""
    document = list(mended(lines))
    weighed = find_labels(document, in_capitals=is_in_capitals(document))
    return read_script(document, weighed[0].opener if weighed and weighed[0].score else None, recorder)


@dataclass
class _Document:
    """A document, and the ways to read it by their keys."""

    lines: list[Line]
    guide: Guide
    about: Callable[[tuple[Entry, ...]], ParsedMeeting]
    found: dict[str, LabelReading] = field(default_factory=dict)
    meetings: dict[str, ParsedMeeting] = field(default_factory=dict)
    scripts: dict[Opener | None, tuple[Entry, ...]] = field(default_factory=dict)

    def ways(self) -> Iterator[str]:
        """Yield the keys of the ways to read the document, the best first; only one if there is no doubt."""
        weighed = find_labels(self.lines, in_capitals=is_in_capitals(self.lines), known=self.guide.known)
        self.found = {reading.name: reading for reading in weighed}
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

    def _is_of_a_sitting(self, texts: Sequence[str]) -> bool:
        return nature.reports_a_sitting(texts, [line.text for line in self.lines])

    def _is_mostly_unlabelled(self, best: LabelReading) -> bool:
        """Return whether a long document has few labels, with hardly any words under them."""
        return best.score < FEW_LABELS and self._share_spoken(best.opener) < SPOKEN_SHARE

    def _share_spoken(self, opener: Opener) -> float:
        entries = self._entries(opener)
        words = sum(len(text.split()) for text in nature.texts_of(entries))
        spoken = sum(len(entry.text.split()) for entry in entries if isinstance(entry, Turn) and entry.label)
        return spoken / max(words, 1)

    def _ways_without_labels(self, weighed: Sequence[LabelReading]) -> Iterator[str]:
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
            yield doubtful.name

    def read(self, way: str) -> ParsedMeeting:
        """Return the meeting as this way reads it, before anybody has answered."""
        if way not in self.meetings:
            self.meetings[way] = self._read_with_opener(way, self._opener(way))
        return self.meetings[way]

    def answered(self, way: str) -> ParsedMeeting:
        """Return the meeting as this way reads it, with what a person has said."""
        if way != self.guide.reading:
            return self.read(way)
        meeting = self._with_speaking_labels(way)
        return meeting.replace(entries=answered(meeting.entries, self.guide.runs))

    def _with_speaking_labels(self, way: str) -> ParsedMeeting:
        """Return the meeting as this way reads it, with the labels that speak."""
        opener = self._opener(way)
        if way != self.guide.reading or not self.guide.speaks:
            return self.read(way)
        return self._read_with_opener(way, opener and opener.told(self.guide.speaks))

    def reading(self, way: str) -> FileReading:
        """Return the result of a way, for a person to choose by."""
        meeting = self.read(way)
        labels = [label for label in meeting.labels if label]
        unnamed = sum(not turn.label for turn in meeting.turns)
        runs = runs_in(self._with_speaking_labels(way).entries, self.guide.runs if way == self.guide.reading else {})
        return FileReading(
            way, self._title(way), len(meeting.turns), len(labels), unnamed, self._samples(way), self._asked(way), runs
        )

    def _samples(self, way: str) -> tuple[tuple[str, str], ...]:
        """Return the first words of three labels."""
        entries = [entry for entry in self.read(way).entries if isinstance(entry, Turn | Narrative)]
        turns = [entry for entry in entries if isinstance(entry, Turn)] or entries
        first: dict[str, Turn | Narrative] = {}
        for number, entry in enumerate(turns):
            first.setdefault(_label(entry) or f"{number}", entry)
        chosen = islice(first.values(), SAMPLES)
        return tuple((_label(entry), _beginning(entry.text)) for entry in chosen)

    def _asked(self, way: str) -> tuple[AskedLabel, ...]:
        """Return the labels of which a person says whether they speak, each at its first place."""
        reading = self.found.get(way)
        hits = [hit for hit in reading.doubtful if not is_a_sound(hit.label)] if reading else []
        times = Counter(hit.label for hit in hits)
        first = {hit.label: hit for hit in reversed(hits)}
        return tuple(
            AskedLabel(label, count, self._speaks(way, label), _beginning(first[label].after), first[label].line.number)
            for label, count in times.items()
        )

    def _speaks(self, way: str, label: str) -> bool:
        """Return whether a doubtful label is proposed as a speaker: where a reading has only such labels."""
        return not self.found[way].score and may_be_somebody(label)

    def _title(self, way: str) -> str:
        if way == MINUTES:
            return "Minutes: nobody speaks, and every paragraph is a note"
        if way == UNNAMED:
            return "Speech without names: every turn has an unknown speaker"
        return f"Labels like “{way}”"

    def _opener(self, way: str) -> Opener | None:
        if way in (MINUTES, UNNAMED):
            return None
        reading = self.found[way]
        return reading.opener if reading.score else reading.believing

    def _read_with_opener(self, way: str, opener: Opener | None) -> ParsedMeeting:
        entries = self._entries(opener)
        if way == MINUTES:
            return nature.as_minutes(self.about(entries))
        if opener is None:
            meeting = self.about(tuple(_as_turns(entries)))
            return meeting.replace(problems=(*meeting.problems, Problem(UNNAMED_PROBLEM)))
        meeting = self.about(tuple(entry for entry in entries if not (isinstance(entry, Turn) and not entry.text)))
        questions = (*_silent(entries), *_unanswered(entries, opener.asking))
        return meeting.replace(problems=(*meeting.problems, *questions))

    def _entries(self, opener: Opener | None) -> tuple[Entry, ...]:
        if opener not in self.scripts:
            self.scripts[opener] = read_script(self.lines, opener)
        return self.scripts[opener]


def _beginning(text: str) -> str:
    return " ".join(text.split()[:SAMPLE_WORDS])


def _silent(entries: Iterable[Entry]) -> Iterator[Problem]:
    turns = [entry for entry in entries if isinstance(entry, Turn)]
    for entry, following in zip(turns, [*turns[1:], None], strict=True):
        goes_on = following is not None and following.label == entry.label  # below a heading, such as a constituency
        if not entry.text and not goes_on:
            yield Problem(f'"{entry.label}" is named here, but no words follow.', entry.line)


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
