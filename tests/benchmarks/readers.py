"""Measures how well and how fast files are read: ``python -m tests.benchmarks.readers --data DIR``.

``DIR`` holds ``transcripts/`` and ``statements.jsonl.gz`` (docs/reading-figures.md); they are not part of the
project. ``--hostile`` also reads the generated hostile files. Every file is read in a separate process, so that its
memory can be measured.
"""

import argparse
import gzip
import json
import multiprocessing
import re
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.ingest import ParsedMeeting, Refused, limits, read
from tests.benchmarks.alignment import Said, score
from tests.benchmarks.attribution import attribution, silent, truths
from tests.ingest.hostile import HOSTILE

_MEGABYTE = 1024
MOST_MISTAKEN = 3
UNHURRIED = 3600  # seconds by the clock, so that no figure depends on what else the machine does


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of reading a file: the meeting or the message of the refusal, and the cost.

    ``silent`` are the words of long runs that nobody has and about which nobody is asked. Elapsed seconds, seconds of
    processor time (which other processes cannot lengthen), and peak memory in megabytes.
    """

    name: str
    read: str
    turns: int
    words: int
    problems: int
    silent: int
    seconds: float
    core_seconds: float
    megabytes: int

    def __str__(self) -> str:
        cost = f"{self.seconds:6.2f} s {self.core_seconds:5.2f} core {self.megabytes:4} MB"
        found = f"{self.turns:5} turns {self.words:7} words {self.problems:4} problems {self.silent:4} silent"
        return f"{self.name[:64]:64} {cost} {found}  {self.read}"


def measured(name: str, data: bytes) -> Outcome:
    """Read a file in a separate process and return the result."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(_measure, (name, data))


def _measure(name: str, data: bytes) -> Outcome:
    begin, busy = time.perf_counter(), _core_seconds()
    try:
        meeting = read(data, name)
        result = f"{meeting.format} {meeting.nature}"
    except Refused as refusal:
        meeting, result = ParsedMeeting("", ()), f"{type(refusal).__name__}: {refusal}"
    except Exception as error:  # noqa: BLE001 - what should never happen is a figure here too
        meeting, result = ParsedMeeting("", ()), f"EXCEPTION {error!r}"
    seconds, core_seconds = time.perf_counter() - begin, _core_seconds() - busy
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    spoken = sum(len(turn.text.split()) for turn in meeting.turns)
    return Outcome(
        name,
        result,
        len(meeting.turns),
        spoken,
        len(meeting.problems),
        sum(len(text.split()) for text in silent(meeting)),
        seconds,
        core_seconds,
        used // _MEGABYTE,
    )


def _core_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(part.ru_utime + part.ru_stime for part in used)


def pairs(data: Path) -> Iterator[tuple[str, list[Said], list[Said]]]:
    """Yield each pair of the shared files: its name, the expected turns, and the turns that were read."""
    files = data / "transcripts"
    statements = _statements(data / "statements.jsonl.gz")
    for path in (*files.glob("srt/troy__*"), *files.glob("txt/troy__*")):
        yield path.name, _expected(statements["troy"]), _turns(path, _without_office)
    for path in sorted(files.glob("pdf/fomc__*.pdf")):
        day = re.search(r"\d{8}", path.name)[0]
        expected = [s for s in statements["fomc"] if s["meeting_date"].replace("-", "") == day]
        found = _turns(path, _federal)
        yield path.name, _expected(expected, _federal), found
        parted = list(_parted(_expected(expected, _federal)))
        if len(parted) > len(expected):
            yield f"{path.name}, expected turns parted at the labels they hold", parted, found
    for date in ("2014-02-26", "2015-07-15"):
        path = files / f"pdf/winnipeg__{date}_regular.pdf"
        expected = _hansard(files, date)
        yield path.name, expected, _turns(path)
        known = [s for s in statements["wpg"] if s["meeting_date"] == date]
        if known:
            yield f"{path.name} against statements", _expected(known), _turns(path)
    for path in sorted(files.glob("html/crec__*")):
        yield path.name, _record(files / "json" / f"{path.stem}.json"), _turns(path)
    for path in sorted(files.glob("json/wpt__*")):
        found = _turns(files / "vtt" / f"{path.stem}.vtt")
        yield path.name, _conformance(path), [Said("", " ".join(turn.text for turn in found))]


def _statements(path: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            statement = json.loads(line)
            found.setdefault(statement["id"].split("-")[0], []).append(statement)
    return found


def _plain(label: str) -> str:
    return " ".join(label.casefold().replace("’", "'").split())


def _without_office(label: str) -> str:
    return _plain(re.sub(r"\([^()]*\)", "", label))


def _federal(label: str) -> str:
    label = re.sub(r"\(\?\)|[.,]", " ", _plain(label)).replace("unidentified speaker", "speaker")
    return " ".join(label.replace("several speakers", "several").split())


def _expected(statements: Iterable[dict[str, Any]], name: Callable[[str], str] = _plain) -> list[Said]:
    return [Said(name(statement["speaker"]), statement["text"]) for statement in statements]


def _parted(turns: Iterable[Said]) -> Iterator[Said]:
    """Yield expected turns, split where the program that made them missed a label: "M R . SAMPLE. Yes."."""
    for turn in turns:
        first, *others = re.split(r"\bM ?R ?\. ([A-Z]{3,})\. ", turn.text)
        yield Said(turn.speaker, first)
        for name, text in zip(others[::2], others[1::2], strict=True):
            yield Said(_federal(f"Mr. {name}"), text)


def _turns(path: Path, name: Callable[[str], str] = _plain) -> list[Said]:
    try:
        meeting = read(path.read_bytes(), path.name)
    except Refused:
        return []
    return [Said(name(turn.label), turn.text) for turn in meeting.turns]


def _hansard(files: Path, date: str) -> list[Said]:
    for path in files.glob("json/winnipeg__*.json"):
        value = json.loads(path.read_text(encoding="utf-8"))
        if value["meta"]["date"] == date:
            return [
                Said(_plain(item["name"]), item["spoken"]) for item in value["hansard"] if item["type"] == "speaker"
            ]
    return []


def _record(path: Path) -> list[Said]:
    items = json.loads(path.read_text(encoding="utf-8"))["content"]
    return [
        Said(_plain(item["speaker"]), item["text"].strip().removeprefix(item["speaker"]))
        for item in items
        if item["kind"] == "speech"
    ]


def _conformance(path: Path) -> list[Said]:
    """Return the words that the test suite of the standard expects, cue after cue."""
    trees = [case["expectedTree"] for case in json.loads(path.read_text(encoding="utf-8"))]
    text = re.compile(r'^\|\s+"(.*?)"\n', re.MULTILINE | re.DOTALL)
    return [Said("", " ".join("".join(text.findall(tree)) for tree in trees))]


def print_attributions(data: Path, only: str) -> None:
    """Print a row for each file with a truth file, and the labels with the most words under a wrong speaker."""
    total = good = wrong = 0
    for truth in truths():
        if only not in truth.name:
            continue
        result = attribution(truth, (data / truth.name).read_bytes())
        total += result.words
        good += result.right + result.nobody
        wrong += 0 if result.asks else result.wrong
        print(result)
        for (speaker, label), words in sorted(result.mistaken.items(), key=lambda pair: -pair[1])[:MOST_MISTAKEN]:
            print(f"      {words} words of {speaker or 'nobody'!r} read as {label!r}")
    print(f"All: {total} words, {good / max(total, 1):.2%} right or none, {wrong / max(total, 1):.2%} wrong, not asked")


def long_captions(cues: int = 10_000) -> bytes:
    """Return ten hours of captions."""
    lines = ["WEBVTT", ""]
    for n in range(cues):
        start, end = (f"{t // 3600:02}:{t // 60 % 60:02}:{t % 60:02}.000" for t in (int(n * 3.6), int(n * 3.6) + 3))
        lines += [
            str(n),
            f"{start} --> {end}",
            f">> Sample words number {n}, spoken" if n % 9 == 0 else "and going on.",
            "",
        ]
    return "\n".join(lines).encode()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with transcripts/ and statements.jsonl.gz")
    parser.add_argument("--hostile", action="store_true", help="read the generated hostile files too")
    parser.add_argument("--wrong", action="store_true", help="show the turns that were not read right")
    parser.add_argument("--only", default="", help="only pairs and files whose name holds this")
    parser.add_argument("--speakers", action="store_true", help="only compare who speaks with the truth files")
    chosen = parser.parse_args()
    limits.PDF_WAIT_SECONDS = UNHURRIED
    print("Who speaks, against the truth files")
    print_attributions(chosen.data, chosen.only)
    if chosen.speakers:
        return
    print("\nEvery file")
    for path in sorted(
        path for path in (chosen.data / "transcripts").rglob("*") if path.is_file() and chosen.only in path.name
    ):
        print(measured(path.name, path.read_bytes()))
    print("\nTen hours of captions (10,000 cues)")
    print(measured("ten-hours.vtt", long_captions()))
    print("\nPairs")
    for name, expected, found in pairs(chosen.data):
        if chosen.only in name:
            result = score(expected, found)
            print(f"{name[:70]:70} {result}")
            for turn, speaker in result.wrong[: 12 if chosen.wrong else 0]:
                print(f"      {turn.speaker!r} read as {speaker!r}: {turn.text[:100]!r}")
    if chosen.hostile:
        print("\nHostile files")
        for file in HOSTILE:
            print(measured(file.name, file.make()))


if __name__ == "__main__":
    main()
