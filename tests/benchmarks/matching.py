"""Measures how well labels are matched to speakers, meeting by meeting: python -m tests.benchmarks.matching --data DIR

``DIR`` holds ``statements.jsonl.gz`` and ``local-councils.jsonl.gz`` (docs/reading-figures.md). Meetings of
several boards follow one another by date. Before each, the archive knows what earlier meetings taught it: for every
label a person decided who it is, and the spelling was stored for that board. By its name a label means one person of
its board; the same name at another board is another person. A label without a name, such as an office, names nobody in
the data, so a certain match is wrong.
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.ingest.staging.speakers import Certainty, KnownSpeaker, SpeakerMatcher
from archive.ingest.text.speaker_labels import proposed_name, read_label
from archive.language.people import names_nobody

FILES = ("statements.jsonl.gz", "local-councils.jsonl.gz")
BOARDS = {"Federal Open Market Committee": 6, "City of Winnipeg Council": 6, "Fairfax City Council (Virginia)": 8}
Person = tuple[str, frozenset[str]]


@dataclass
class Archive:
    """What the meetings so far have taught: each person's first name in the archive, and their spellings by board."""

    people: dict[Person, int] = field(default_factory=dict)
    spellings: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def known_to(self, board: str) -> list[KnownSpeaker]:
        """Return everybody as the board's record names them."""
        return [
            KnownSpeaker(
                pk=pk,
                name=proposed_name(min(self.spellings[pk])),
                spellings=tuple(self.spellings[pk]) if person[0] == board else (),
                of_board=person[0] == board,
                of_other_board=person[0] != board,
            )
            for person, pk in self.people.items()
        ]

    def learn(self, person: Person, label: str) -> None:
        """Store whom a label means, as a person decided."""
        self.spellings[self.people.setdefault(person, len(self.people) + 1)].add(label)


@dataclass
class Tally:
    """Results of matching: how many labels there were, how many had a known person, and how they were matched."""

    labels: int = 0
    known: int = 0
    sure: int = 0
    wrong: int = 0
    first: int = 0

    def add(self, other: "Tally") -> None:
        """Add the counts of another meeting."""
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        share = f"{100 * self.first / self.known:.1f}%" if self.known else "none known"
        counts = f"{self.labels:4} labels {self.known:4} known {self.sure:4} sure {self.wrong:3} sure and wrong"
        return f"{counts}, known ones proposed first {share}"


def person_of(board: str, label: str) -> Person | None:
    """Return the person that a label names, as far as the data says. "Speaker 3" is nobody."""
    if names_nobody(label):
        return None
    name = frozenset(read_label(label).name)
    return (board, name) if name else None


def meetings(folder: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield board, date and labels (each with its role) of the meetings, by date."""
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for name in FILES:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for line in map(json.loads, lines):
                if line["body"] in BOARDS and line.get("speaker"):
                    found[line["meeting_date"], line["body"]].setdefault(
                        line["speaker"], line.get("speaker_role") or ""
                    )
    taken: dict[str, int] = defaultdict(int)
    for (date, board), labels in sorted(found.items()):
        taken[board] += 1
        if taken[board] <= BOARDS[board]:
            yield board, date, labels


def matched(archive: Archive, board: str, labels: Iterable[tuple[str, str]]) -> Tally:
    """Match the labels of a meeting to the people whom the archive knows, and count."""
    tally, matcher = Tally(), SpeakerMatcher(archive.known_to(board))
    for label, role in labels:
        person, match = person_of(board, label), matcher.match(label, role)
        pk = archive.language.people.get(person) if person else None
        right = bool(match.suggestions) and match.suggestions[0][0] == pk
        tally.labels += 1
        tally.known += pk is not None
        tally.sure += match.certainty is Certainty.SURE
        tally.wrong += match.certainty is Certainty.SURE and not right
        tally.first += pk is not None and right
    return tally


def main() -> None:
    """Print a row per meeting, and the total."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    archive, total, count = Archive(), Tally(), 0
    for board, date, labels in meetings(parser.parse_args().data):
        tally = matched(archive, board, labels.items())
        print(f"{date} {board[:34]:34} {tally}")
        total.add(tally)
        count += 1
        for label in labels:
            if person := person_of(board, label):
                archive.learn(person, label)
    print(f"{count} meetings: {total}")


if __name__ == "__main__":
    main()
