"""The statements on which engines are compared: real ones, and more generated from their sentences by seed.

The file of statements is JSON Lines, plain or gzipped, with the keys body, meeting_title, meeting_date, agenda_item,
speaker and text. What it lacks (topics, kinds, text statuses) is random. Nothing here needs Django, so that an engine
with bindings for another Python can read the sample.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

SEED = 20170223
SENTENCE = re.compile(r"[^.!?]+[.!?]+[”’\"')\]]*\s*|[^.!?]+$")
KINDS = ("remark", "question", "answer", "motion", "vote", "public_comment", "procedural")
TEXT_STATUSES = ("verbatim", "machine_transcript", "minutes")
TOPIC_COUNT = 60


@dataclass(frozen=True)
class Sample:
    """A statement for an engine to index: its words, and values for filters and counts."""

    number: int
    title: str
    text: str
    speaker: int
    speaker_name: str
    board: int
    board_name: str
    meeting: int
    topics: list[int]
    topic_names: list[str]
    day: str
    kind: str
    text_status: str

    @property
    def year(self) -> int:
        """The year of its day."""
        return int(self.day[:4])


class Source:
    """The real statements, from which more are generated. The same file, count and seed give the same sample."""

    def __init__(self, path: Path) -> None:
        with _opened(path) as lines:
            self._rows = [json.loads(line) for line in lines]
        self._ids: dict[str, dict[str, int]] = {"speaker": {}, "board": {}, "meeting": {}}
        self._sentences = [
            sentence.strip() for row in self._rows for sentence in SENTENCE.findall(row["text"]) if sentence.strip()
        ]
        words = sum(len(row["text"].split()) for row in self._rows)
        self._mean_words = words / len(self._rows)

    def statements(self, count: int) -> Iterator[Sample]:
        """Yield that many statements: the real ones first, then generated ones of the same average length."""
        draw = random.Random(SEED)
        for number in range(1, count + 1):
            if number <= len(self._rows):
                row = self._rows[number - 1]
                text = row["text"]
            else:
                row = draw.choice(self._rows)
                text = self._drawn_text(draw)
            yield self._statement(number, row, text, draw)

    def _drawn_text(self, draw: random.Random) -> str:
        wanted = draw.expovariate(1 / self._mean_words)
        sentences: list[str] = []
        length = 0
        while not sentences or length < wanted:
            sentences.append(draw.choice(self._sentences))
            length += len(sentences[-1].split())
        return " ".join(sentences)

    def _statement(self, number: int, row: dict[str, str], text: str, draw: random.Random) -> Sample:
        topics = sorted({min(int(draw.expovariate(0.08)), TOPIC_COUNT - 1) + 1 for _ in range(draw.randrange(4))})
        speaker = row["speaker"] or ""
        return Sample(
            number=number,
            title=row["agenda_item"] or "",
            text=text,
            speaker=self._id("speaker", speaker) if speaker else 0,
            speaker_name=speaker,
            board=self._id("board", row["body"]),
            board_name=row["body"],
            meeting=self._id("meeting", row["meeting_title"]),
            topics=topics,
            topic_names=[f"topic{topic}" for topic in topics],
            day=row["meeting_date"],
            kind=draw.choices(KINDS, (60, 12, 12, 4, 4, 5, 3))[0],
            text_status=draw.choices(TEXT_STATUSES, (80, 15, 5))[0],
        )

    def _id(self, of: str, name: str) -> int:
        known = self._ids[of]
        return known.setdefault(name, len(known) + 1)


def write_sample(source: Source, count: int, path: Path) -> int:
    """Write the sample to a file, one JSON object per line, and return how many bytes of text it has."""
    size = 0
    with path.open("w", encoding="utf-8") as file:
        for sample in source.statements(count):
            size += len(sample.text.encode()) + len(sample.title.encode())
            file.write(json.dumps(asdict(sample), ensure_ascii=False) + "\n")
    return size


def read_sample(path: Path) -> Iterator[Sample]:
    """Yield the statements of a sample that was written to a file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield Sample(**json.loads(line))


def _opened(path: Path) -> TextIO:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
