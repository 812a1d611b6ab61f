"""Measures how often a reader attributes words to the right speaker, against a hand-made truth file.

A truth file (``truth/NAME.tsv``) holds only facts, no text: a header of ``# key: value`` lines, then a line for each
change of speaker in the order of the record. It gives the speaker (empty for headings, notes and minutes), the number
of words that follow, and a hash of the first words, by which the place is found in the reading.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive.ingest import Heading, Narrative, ParsedMeeting, Refused, Turn, Vote, read
from archive.ingest.text.guide import NO_GUIDE
from archive.ingest.text.runs import ASKED_WORDS
from archive.ingest.text.speaker_labels import read_label
from archive.language.people import fold, names_nobody

TRUTH = Path(__file__).with_name("truth")
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")  # a sign of Chinese or Japanese, or letters and digits
ANCHOR_WORDS = 6
WRITTEN = frozenset({"plain_text", "docx", "pdf", "html_page"})  # formats that do not mark who speaks
ASTRAY = 400  # words by which a place may lie elsewhere than the truth expects it

Words = list[tuple[str, str]]  # each word with the label under which it stands


@dataclass(frozen=True)
class Span:
    """Consecutive words of one speaker, or of nobody."""

    speaker: str
    words: int
    anchor: str


@dataclass(frozen=True)
class Truth:
    """A hand-made truth file."""

    name: str
    publisher: str
    nature: str
    spans: tuple[Span, ...]


@dataclass
class Attribution:
    """How many words are under the right, a wrong or no speaker, and how many truth places were found."""

    truth: Truth
    nature: str
    asks: bool = False
    right: int = 0
    nobody: int = 0
    wrong: int = 0
    found: int = 0
    mistaken: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def words(self) -> int:
        return self.right + self.nobody + self.wrong

    @property
    def good(self) -> float:
        """Share of words under the right speaker or none."""
        return (self.right + self.nobody) / max(self.words, 1)

    @property
    def silently_wrong(self) -> float:
        """Share of words under a wrong speaker without a question to a person."""
        return 0.0 if self.asks else self.wrong / max(self.words, 1)

    def __str__(self) -> str:
        spoken = f"{self.words:7} words  {self.good:7.2%} right or none  {self.silently_wrong:6.2%} wrong"
        places = f"{self.right / max(self.words, 1):7.2%} right  {self.found}/{len(self.truth.spans)} places"
        nature = self.nature if self.nature == self.truth.nature else f"{self.nature.upper()} (is {self.truth.nature})"
        return f"{self.truth.publisher[:22]:22} {self.truth.name[:46]:46} {spoken}  {places}  {nature}"


def truths() -> Iterator[Truth]:
    """Yield the truth files, ordered by publisher."""
    loaded = [_load(path) for path in TRUTH.glob("*.tsv")]
    yield from sorted(loaded, key=lambda truth: (truth.publisher, truth.name))


def _load(path: Path) -> Truth:
    about, spans = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            key, _, value = line[2:].partition(": ")
            about[key] = value
        else:
            speaker, words, anchor = line.split("\t")
            spans.append(Span(speaker, int(words), anchor))
    return Truth(about["file"], about["publisher"], about["nature"], tuple(spans))


def attribution(truth: Truth, data: bytes) -> Attribution:
    """Compare a reading of the file with its truth file."""
    try:
        meeting = read(data, truth.name, None, NO_GUIDE)
    except Refused:
        return Attribution(truth, "refused")
    result = Attribution(truth, meeting.nature, asks=bool(meeting.readings))
    words = labelled_words(meeting)
    places = _places(truth.spans, [word for word, _ in words])
    result.found = sum(place is not None for place in places)
    for span, place in zip(truth.spans, places, strict=True):
        if place is None:
            continue
        following = next((later for later in places[places.index(place) + 1 :] if later is not None), len(words))
        for _, label in words[place : min(place + span.words, following)]:
            _count(result, span.speaker, label)
    return result


def _count(result: Attribution, speaker: str, label: str) -> None:
    if not label:
        result.nobody += 1
    elif speaker and same_person(speaker, label):
        result.right += 1
    else:
        result.wrong += 1
        result.mistaken[speaker, label] = result.mistaken.get((speaker, label), 0) + 1


def labelled_words(meeting: ParsedMeeting) -> Words:
    """Return every word of a meeting with its label, which is empty for nobody's words."""
    words: Words = []
    for entry in meeting.entries:
        label = entry.label if isinstance(entry, Turn) else ""
        text = entry.text if isinstance(entry, Turn | Narrative | Heading) else _of_vote(entry)
        words += [(word.casefold(), label) for word in WORD.findall(text)]
    return words


def silent(meeting: ParsedMeeting) -> list[str]:
    """Return the words of each run that nobody has, or a label that comes once, and about which nobody is asked.

    Only runs that are long enough to ask about count, and only in written documents that name speakers.
    """
    labels = Counter(turn.label for turn in meeting.turns)
    if meeting.nature != "transcript" or meeting.format not in WRITTEN or not any(labels):
        return []
    asked = {run.sample for run in meeting.readings[0].runs} if meeting.readings else set()
    runs: list[list[str]] = [[]]
    for entry in meeting.entries:
        if isinstance(entry, Vote) and entry.said:  # beside the words, which stay
            continue
        label = entry.label if isinstance(entry, Turn) else ""
        if isinstance(entry, Heading | Vote) or label:
            runs += [entry.text.split(), []] if labels[label] == 1 and isinstance(entry, Turn) else [[]]
        else:
            runs[-1] += entry.text.split()
    long = (" ".join(run) for run in runs if len(run) > ASKED_WORDS)
    return [text for text in long if not any(sample in text for sample in asked)]


def _of_vote(vote: Vote) -> str:
    return " ".join((vote.title, *vote.ayes, *vote.noes, *vote.abstentions, vote.outcome))


def anchor(words: Sequence[str]) -> str:
    """Return the hash of the first words of a span."""
    return hashlib.sha256(" ".join(words[:ANCHOR_WORDS]).encode()).hexdigest()[:12]


def _places(spans: Sequence[Span], words: Sequence[str]) -> list[int | None]:
    """Return where each span begins in the reading, nearest to the expected place, or None if it is not found."""
    anchors: dict[str, list[int]] = {}
    for place in range(len(words)):
        anchors.setdefault(anchor(words[place : place + ANCHOR_WORDS]), []).append(place)
    places: list[int | None] = []
    reached, expected = -1, 0
    for span in spans:
        after = [place for place in anchors.get(span.anchor, ()) if place > reached]
        place = min(after, key=lambda place: abs(place - expected), default=None)
        if place is not None and reached >= 0 and abs(place - expected) > ASTRAY:
            place = None
        places.append(place)
        reached = reached if place is None else place
        expected = (expected if place is None else place) + span.words
    return places


def same_person(one: str, other: str) -> bool:
    """Return whether two labels name the same person: as printed, or without titles and offices."""
    if fold(one) == fold(other) or (names_nobody(one) and names_nobody(other)):
        return True
    names = [read_label(label).name for label in (one, other)]
    return bool(names[0]) and names[0] == names[1]
