"""Roll calls that are spoken: a clerk calls names, and each answers. They are proposed; a person must check them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice, zip_longest
from typing import Any

from archive.ingest.parsed import Entry, Turn, Vote
from archive.ingest.text.label_words import is_like_a_name, starts_with_title
from archive.ingest.text.motion_words import NAME
from archive.ingest.text.motions import PrintedMotion, facts_in, result_of
from archive.ingest.text.printed_rolls import choice_of

FEWEST = 2  # names
LONGEST = 4_000  # characters of a turn with a roll call
LONGEST_CALL = 400  # of a turn that ends with a name
BEFORE, AFTER = 4, 2  # turns around it that may call the roll or tell the result
ANSWER = (
    r"(?:(?:I|he|she) )?(?:votes? |is |am |['’]m )?(?:an? )?"
    r"(?P<word>ayes?|yeas?|yes|no|nay|abstain(?:s|ed|ing)?|recuse[ds]?|absent|present|here)\b"
)
GAP = r"[\s\"”“'>–—.,-]{0,8}"
AFTER_NAME = rf"(?:\?|\.\.\.|…|:|[-–—])\s*{GAP}(?i:{ANSWER})(?=\W|$)"
REPLY = re.compile(AFTER_NAME)  # quickly sought; without one, nobody was called
CALLED = re.compile(rf"(?P<name>{NAME})\s*{AFTER_NAME}")
CALL = re.compile(rf"(?:^|[\s,>])(?P<name>{NAME})\s*(?:\?|\.|…|[-–—])?\W*$")
ANSWERED = re.compile(rf"\W*(?i:{ANSWER})(?:\W+\w+){{0,4}}\W*")
ROLL = re.compile(
    r"\b(?:roll[ -]call|(?:call|take|have|do) (?:the |a )?roll|roll,? please|calling the roll)\b", re.IGNORECASE
)
NO_NAME = re.compile(
    r"(?:any|all|question|comment|discussion|second|oppos|abst|nay|aye|object|motion|else|public|vote|right|okay|favor)",
    re.IGNORECASE,
)
FILLERS = re.compile(
    r"^\W*(?:(?:okay|ok|all right|alright|so|and|thank you|great|with that|mr\.? chair)\b\W*)*", re.IGNORECASE
)
BREAK = " — "
APART, RESULT = 200, 200  # characters between two names of a roll, and after it where the result is told


def with_spoken_rolls(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries with a proposed vote after each roll call in which names were called and answered."""
    done: list[Entry] = []
    called: list[Turn] = []
    after: list[str] | None = None  # the turns after a roll call, until its result is told
    for entry in entries:
        is_turn = isinstance(entry, Turn)
        if isinstance(entry, Turn) and after is None and _is_of_a_roll(entry.text, is_open=bool(called)):
            called.append(entry)
            done.append(entry)
            continue
        if called:
            after = [*(after or []), entry.text] if isinstance(entry, Turn) else (after or [])
            if not is_turn or len(after) == AFTER or facts_in(after[-1]):
                _propose(done, called, after)
                called, after = [], None
        done.append(entry)
    if called:
        _propose(done, called, after or [])
    return tuple(done)


def _is_of_a_roll(text: str, *, is_open: bool) -> bool:
    if len(text) > LONGEST:
        return False
    if is_open and ANSWERED.fullmatch(text):
        return True
    called = CALLED.finditer(text) if REPLY.search(text) else ()
    return any(_is_somebody(match["name"]) for match in called) or (
        len(text) <= LONGEST_CALL
        and "?" in text[-8:]
        and (call := CALL.search(text)) is not None
        and _is_somebody(call["name"])
    )


def _is_somebody(name: str) -> bool:
    return not NO_NAME.match(name) and (starts_with_title(name) or is_like_a_name(name) or " " not in name)


def _propose(done: list[Entry], called: Sequence[Turn], after: Sequence[str]) -> None:
    """Add a vote after the turns of a roll call for each roll that was called in them."""
    text = BREAK.join(turn.text.strip() for turn in called)
    place = next(n for n in range(len(done) - 1, -1, -1) if done[n] is called[-1]) + 1
    turns = (done[at].text for at in range(place - 1, -1, -1) if isinstance(done[at], Turn))
    before = list(islice(turns, BEFORE + len(called)))
    is_called = any(map(ROLL.search, [*before, *after]))
    groups = list(_rolls(text))
    for found, following in zip_longest(groups, groups[1:]):
        tail = text[found[-1].end() : following[0].start() if following else len(text)]
        told = next(filter(None, map(_told, [tail, *(() if following else after)])), None)
        if (told or is_called) and len({match["name"] for match in found}) >= FEWEST:
            vote = _vote(found, f"{text[found[0].start() : found[-1].end()]}{_first_words(tail)}", told)
            done.insert(place, replace(vote, line=called[0].line, start=called[0].start))
            place += 1


def _rolls(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield the names and answers of each roll: a name that is called again, or stands far away, begins another."""
    roll: list[re.Match[str]] = []
    for match in CALLED.finditer(text):
        if not _is_somebody(match["name"]):
            continue
        if roll and (match.start() - roll[-1].end() > APART or match["name"] in {one["name"] for one in roll}):
            yield roll
            roll = []
        roll.append(match)
    if roll:
        yield roll


def _first_words(text: str) -> str:
    return text if len(text) <= RESULT else f"{text[:RESULT].rpartition(' ')[0]}"


def _told(text: str) -> PrintedMotion | None:
    """Return what is said of the result at the beginning of a text."""
    facts = facts_in(FILLERS.sub("", text[:RESULT]))
    return facts if facts and (facts.outcome or facts.counts) else None


def _vote(found: Sequence[re.Match[str]], text: str, told: PrintedMotion | None) -> Vote:
    lines = groupby(((match["word"], match["name"]) for match in found), key=lambda line: line[0])
    is_attendance = all(choice_of(match["word"]) in {"present", "absent"} for match in found)
    vote = Vote(
        text=text,
        kind="roll_call" if is_attendance else "",
        method="" if is_attendance else "roll_call",
        outcome=told.outcome if told else "",
        result=result_of(told.outcome) if told else "",
        others=tuple((word, tuple(name for _, name in named)) for word, named in lines),
        said=True,
    )
    counts: dict[str, Any] = dict(told.counts) if told else {}
    return replace(vote, **counts)
