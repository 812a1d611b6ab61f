"""Many words without a speaker: a person is asked about them once, in one list, so that nothing is lost in silence."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from archive.ingest.parsed import Entry, Narrative, Run, Turn
from archive.ingest.text.guide import NOT_SPEECH, OF_THE_SPEAKER_BEFORE
from archive.ingest.text.joining import length

ASKED_WORDS = 50  # a longer run is asked about
SAMPLE_WORDS = 14
KEY_LENGTH = 12

Group = list[Turn | Narrative]


def runs_in(entries: Sequence[Entry]) -> tuple[Run, ...]:
    """Return the runs of more than 50 words that no speaker has, or one whose label comes once.

    There are none where nobody is named: then no speaker could have the words.
    """
    counts = _labels(entries)
    if not counts:
        return ()
    runs: list[Run] = []
    before = ""
    for group in _groups(entries, counts):
        if isinstance(group, list) and (run := _run(group, before)).words > ASKED_WORDS:
            runs.append(run)
        before = _last_label(group) or before
    return tuple(runs)


def _run(group: Group, before: str) -> Run:
    words = round(sum(length(entry.text) for entry in group))
    sample = " ".join(group[0].text.split()[:SAMPLE_WORDS])
    return Run(_key(group), words, sample, before, _label(group[0]), group[0].line)


def answered(entries: Sequence[Entry], answers: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return the entries with each run as a person has answered: no speech, or of who spoke before."""
    given: list[Entry] = []
    before = ""
    for group in _groups(entries, _labels(entries)):
        answer = answers.get(_key(group)) if isinstance(group, list) else None
        if isinstance(group, list) and answer == NOT_SPEECH:
            given += map(_narrative, group)
        elif isinstance(group, list) and answer == OF_THE_SPEAKER_BEFORE and before:
            given += map(partial(_spoken, label=before), group)
        else:
            given += group if isinstance(group, list) else [group]
            before = _last_label(group) or before
    return tuple(given)


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


def _last_label(group: Group | Entry) -> str:
    return _label(group[-1] if isinstance(group, list) else group)


def _key(group: Group) -> str:
    return hashlib.sha256(f"{_label(group[0])}: {group[0].text}".encode()).hexdigest()[:KEY_LENGTH]


def _narrative(entry: Turn | Narrative) -> Narrative:
    text = ": ".join(filter(None, (_label(entry), entry.text)))
    return Narrative(text, start=entry.start, line=entry.line)


def _spoken(entry: Turn | Narrative, label: str) -> Turn:
    text = ": ".join(filter(None, (_label(entry), entry.text)))
    return (
        replace(entry, text=text, label=label)
        if isinstance(entry, Turn)
        else Turn(text, label, start=entry.start, line=entry.line)
    )
