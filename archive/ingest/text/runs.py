"""Many words without a speaker: a person is asked about them once, in one list, so that nothing is lost in silence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from archive.ingest.parsed import Entry, Narrative, Run, Turn
from archive.ingest.text.guide import NOT_SPEECH, OF_THE_SPEAKER_BEFORE, RunAnswers
from archive.ingest.text.joining import length

ASKED_WORDS = 50  # a longer run is asked about
SAMPLE_WORDS = 14

Group = list[Turn | Narrative]


@dataclass(frozen=True)
class _Piece:
    """Entries that follow each other, and the run that they are if a person is asked about them."""

    entries: Sequence[Entry]
    run: Run | None = None


def runs_in(entries: Sequence[Entry], answers: RunAnswers) -> tuple[Run, ...]:
    """Return the runs of more than 50 words that no speaker has, or one whose label comes once.

    There are none where nobody is named: then no speaker could have the words. Who speaks before a run depends on the
    answers to those above it.
    """
    return tuple(piece.run for piece in _pieces(entries, answers) if piece.run)


def answered(entries: Sequence[Entry], answers: RunAnswers) -> tuple[Entry, ...]:
    """Return the entries with each run as a person has answered: no speech, or of who spoke before."""
    given: list[Entry] = []
    for piece in _pieces(entries, answers):
        if piece.run and piece.run.answer == NOT_SPEECH:
            given += map(_narrative, piece.entries)
        elif piece.run and piece.run.answer == OF_THE_SPEAKER_BEFORE:
            given += map(partial(_spoken, label=piece.run.before), piece.entries)
        else:
            given += piece.entries
    return tuple(given)


def _pieces(entries: Sequence[Entry], answers: RunAnswers) -> Iterator[_Piece]:
    counts = _labels(entries)
    before, place = "", 0
    for group in _groups(entries, counts):
        some = group if isinstance(group, list) else [group]
        run = _run(group, before, place, answers) if counts and isinstance(group, list) else None
        yield _Piece(some, run)
        if not (run and run.answer):
            before = _label(some[-1]) or before
        place += sum(len(_printed(entry).split()) for entry in some)


def _run(group: Group, before: str, place: int, answers: RunAnswers) -> Run | None:
    words = round(sum(length(entry.text) for entry in group))
    if words <= ASKED_WORDS:
        return None
    sample = " ".join(group[0].text.split()[:SAMPLE_WORDS])
    key = f"{place}-{words}"  # where it is in the file, and nothing of what it says
    answer, shown = answers.get(key, ("", ""))
    if answer == OF_THE_SPEAKER_BEFORE and (not before or shown != before):
        answer = ""
    return Run(key, words, sample, before, _label(group[0]), group[0].line, answer)


def _labels(entries: Iterable[Entry]) -> Counter[str]:
    return Counter(entry.label for entry in entries if isinstance(entry, Turn) and entry.label)


def _groups(entries: Iterable[Entry], counts: Counter[str]) -> Iterator[Group | Entry]:
    """Yield entries that no speaker has and that follow each other as one, and all others one by one."""
    group: Group = []
    for entry in entries:
        if isinstance(entry, Narrative) or (isinstance(entry, Turn) and not entry.label):
            group.append(entry)
            continue
        if group:
            yield group
            group = []
        yield [entry] if isinstance(entry, Turn) and counts[entry.label] == 1 else entry
    if group:
        yield group


def _label(entry: Entry) -> str:
    return entry.label if isinstance(entry, Turn) else ""


def _printed(entry: Entry) -> str:
    return ": ".join(filter(None, (_label(entry), getattr(entry, "text", ""))))


def _narrative(entry: Entry) -> Narrative:
    return Narrative(_printed(entry), start=entry.start, line=entry.line)


def _spoken(entry: Entry, label: str) -> Turn:
    text = _printed(entry)
    return (
        replace(entry, text=text, label=label)
        if isinstance(entry, Turn)
        else Turn(text, label, start=entry.start, line=entry.line)
    )
