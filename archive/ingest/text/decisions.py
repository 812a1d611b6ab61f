"""Puts together what a file says about each decision: the motion, its text before it, the roll and the result after it.

Words are moved from narrative into the decision that they print, and none is lost. What a speaker only says is proposed
beside the turn, which stays as it is. Words that something else separates from a motion are never taken for its result.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting, Turn, Vote
from archive.ingest.text.attendance import with_attendance
from archive.ingest.text.motions import (
    ANOTHER_VOTE,
    PrintedMotion,
    facts_in,
    method_of,
    motions_in,
    result_of,
    sentences,
)
from archive.ingest.text.printed_rolls import choice_of
from archive.ingest.text.spoken_rolls import with_spoken_rolls
from archive.ingest.text.votes import vote_in_words

SIDES = {"yes": "ayes", "no": "noes", "abstain": "abstentions"}
COUNTS = ("aye_count", "no_count", "abstention_count", "absent_count")
# A paragraph that goes on with the motion above it.
GOES_ON = re.compile(
    r"\s*(?:THAT|That|WHEREAS|Whereas|AND |BE IT|Be it|RESOLVED|Resolved|NOW,? THEREFORE|THEREFORE|"
    r"(?i:second(?:ed|er)?(?: by)?\s*[:\s])|[(•]?[a-z0-9]{1,3}[.)]\s)"
)
TRIGGER = re.compile(
    r"\b(?:mov(?:ed|es|er)|motion|nominat|second|carried|passed|approved|adopted|ayes?|yeas?|nays?|noes|unani\w+|resolution|"
    r"R?\d{4}-\d+|vote|lost|defeated|failed|tabled|propuest|propuso|propone|moción|aproba|adopté|proposé)",
    re.IGNORECASE,
)
LONGEST = 20_000  # characters of a paragraph; a longer one is no motion
FIELD = re.compile(r"\s*(?:RESULT|MOVER|SECONDER|Result|Mover|Seconder)\s*:\s*\S")
SEPARATE = 8  # paragraphs of minutes that may stand between a motion and its result
RIGHT_AFTER = 2  # turns of the clerk and the chair that say what came of a vote
# A longer paragraph is no result. Its words alone bound nothing: one of them may be as long as the file.
RESULT_WORDS, RESULT_LETTERS = 60, 1_000
GENERAL = re.compile(r"(?:a )?(?:recorded|roll[ -]call) vote\b", re.IGNORECASE)  # the heading above says on what
CALLED = re.compile(
    r"all (?:those )?in favou?r(?: of (?:the|this) (?:motion|item|question))?\s*\?.{0,120}?"
    r"\b(?P<word>carried|defeated|lost)\b|"
    r"^(?:thank you[.,]?\s+)?(?P<alone>carried|defeated|lost)\b\s*(?:[.!]|$)|"
    r"^(?:the )?(?:motion|item|question|amendment|vote|ruling of the chair)(?: \w+){0,2} (?:is |was |has )*"
    r"(?P<told>carried|passed|lost|defeated|failed|sustained|unanimous|adopted)\b",
    re.IGNORECASE | re.DOTALL,
)
CLERK = re.compile(
    r"\b(?:yeas?|ayes?)\W{1,3}(?P<ayes>\d{1,3})\b\W{1,3}(?:and )?(?:nays?|noes)\W{1,3}(?P<noes>\d{1,3})\b", re.I
)
READ_OUT = re.compile(
    r"(?:it (?:is|was) )?moved by\b.{0,120}?\bthat\b|.{3,50}\bmoves that\b", re.IGNORECASE | re.DOTALL
)
PUT_AGAIN = re.compile(
    r"all (?:those )?in favou?r of the motion\s*\?.{0,80}?\b(?P<word>carried|defeated|lost)\b",
    re.IGNORECASE | re.DOTALL,
)
NUMBERED = re.compile(r"\s*(?P<number>\d{1,3})[.)]\s")
RESULT_ALONE = re.compile(r"\s*(?:motion\s+)?(?:carried|passed|defeated|lost|failed)(?:\s+unanimously)?\W*", re.I)
TELLS_RESULT = re.compile(r"\b(?:motion|vote|question)\s+(?:was\s+)?(?:carried|passed|failed|lost|defeated)\W*$", re.I)
ABOUT_HEADING = re.compile(
    r"\s*(?:motions?(?: (?:&|and) voting)?|recommended (?:action|motion)|action|vote|discussion)\s*:?\s*", re.I
)


def with_decisions(meeting: ParsedMeeting) -> ParsedMeeting:
    """Return the meeting with what it says about each decision in one ``Vote``; in minutes, also who was there."""
    builder = _Builder(meeting.entries)
    builder.run()
    complete = with_attendance if meeting.nature == "minutes" else with_spoken_rolls
    return meeting.replace(entries=complete(builder.done))


def has_decisions(entries: Sequence[Entry]) -> bool:
    """Return whether a document prints a decision with who moved it and what came of it, as minutes do."""
    votes = (entry for entry in _Builder(entries).run() if isinstance(entry, Vote) and not entry.said)
    return any((vote.outcome or any(vote.roll)) and (vote.mover or any(vote.roll)) for vote in votes)


class _Builder:
    """One pass over the entries. ``open`` is the place of the last decision while words may still belong to it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.done: list[Entry] = []
        self.open: int | None = None
        self.apart = 0  # paragraphs since the open decision
        self.number: int | None = None  # that the paragraph of the open decision begins with

    def run(self) -> list[Entry]:
        for entry in _with_fields_joined(self.entries):
            if isinstance(entry, Narrative) or (isinstance(entry, Turn) and entry.kind == "motion" and not entry.label):
                self._add_paragraph(entry)
            elif isinstance(entry, Heading) and self.open is not None and RESULT_ALONE.fullmatch(entry.text):
                self._add_paragraph(Narrative(entry.text, line=entry.line))
            elif isinstance(entry, Vote):
                self._add_vote(entry)
            elif isinstance(entry, Turn):
                self._add_turn(entry)
            else:
                self.open = None
                self.done.append(entry)
        return self.done

    def _add_paragraph(self, entry: Narrative | Turn) -> None:
        said = motions_in(entry.text) if _may_print(entry.text) else []
        if not said and isinstance(entry, Narrative) and self._belongs(entry):
            return
        if not said:
            self.apart += 1
            self.done.append(entry)
            return
        at = 0
        for part in said:
            before = entry.text[at : part.start].strip()
            field = facts_in(before) if FIELD.match(before) else None
            if part.bare and not before:
                before = self._text_before()
            elif field is None and before and not (part.bare and _is_motion_text(before)):
                self._narrate(before, entry)
                before = ""
            text = "\n\n".join(filter(None, (before, entry.text[part.start : part.end].strip())))
            vote = _vote(part, text, entry)
            self._open(_with(vote, field) if field else vote)
            self.number = _number_of(entry.text)
            at = part.end
        if after := entry.text[at:].strip():
            self.apart += 1
            self._narrate(after, entry)

    def _narrate(self, text: str, entry: Narrative | Turn) -> None:
        self.done.append(Narrative(text, start=entry.start, line=entry.line))

    def _text_before(self) -> str:
        """Take the paragraph right before a motion that does not say what it is about."""
        last = self.done[-1] if self.done else None
        if isinstance(last, Narrative) and _is_motion_text(last.text) and not TELLS_RESULT.search(last.text):
            self.done.pop()
            return last.text
        return ""

    def _open(self, vote: Vote) -> None:
        self.done.append(vote)
        self.open, self.apart, self.number = len(self.done) - 1, 0, None

    def _belongs(self, entry: Narrative) -> bool:
        """Add a paragraph to the open decision if it goes on with it, or says what came of it."""
        open_ = self.done[self.open] if self.open is not None else None
        if not isinstance(open_, Vote) or open_.said or self._is_of_another(entry.text):
            return self._stands_alone(entry)
        if self.apart == 0 and not _is_decided(open_) and GOES_ON.match(entry.text):
            self._extend(open_, entry.text)
            return True
        facts = facts_in(entry.text) if _may_tell(entry.text) and self.apart <= SEPARATE else None
        if facts and any(getattr(open_, SIDES.get(choice_of(word), "title")) for word, _ in facts.roll):
            return self._stands_alone(entry)  # the roll of another vote
        if (
            facts is None
            or _contradicts(open_, facts)
            or not (_adds(open_, facts) if self.apart == 0 else not _is_decided(open_))
        ):
            return False
        if self.apart == 0:
            self._extend(open_, entry.text)
            return True
        self.done[self.open or 0] = _with(open_, facts)
        return False

    def _is_of_another(self, text: str) -> bool:
        """Return whether a paragraph puts another motion, or is of a later item than the open one, by their numbers."""
        number = _number_of(text)
        is_later = self.number is not None and number is not None and self.number < number
        return is_later or ANOTHER_VOTE.match(text) is not None

    def _extend(self, open_: Vote, text: str) -> None:
        """Add words to the open decision, and read all of it again."""
        whole = f"{vote_in_words(open_)}\n\n{text}"
        said = motions_in(whole)
        facts = facts_in(text)
        again = _with(open_, said[0]) if len(said) == 1 else open_
        again = _with(again, facts) if facts else again
        self.done[self.open or 0] = replace(again, text=whole, method=again.method or method_of(text))

    def _stands_alone(self, entry: Narrative) -> bool:
        """Keep a roll or a count whose motion is not printed as a decision of its own."""
        facts = facts_in(entry.text) if _may_tell(entry.text) else None
        if facts is None or not (
            len(facts.roll) > 1 or ("aye_count" in facts.counts and facts.outcome) or _is_spanish(facts)
        ):
            return False
        before = self._text_before() if len(entry.text.split()) < 12 and _is_spanish(facts) else ""  # noqa: PLR2004 - a result alone
        self._open(_vote(facts, "\n\n".join(filter(None, (before, entry.text))), entry))
        return True

    def _add_vote(self, vote: Vote) -> None:
        """Join a roll to the motion right before it; else it is a decision of its own."""
        open_ = self.done[self.open] if self.open is not None else None
        named = replace(
            vote, result=vote.result or result_of(vote.outcome), method=vote.method or method_of(vote.title)
        )
        if (
            isinstance(open_, Vote)
            and open_.mover
            and not open_.said
            and self.apart == 0
            and _may_be_roll_of(named, open_)
        ):
            roll = {name: getattr(named, name) for name in (*SIDES.values(), "others", *COUNTS)}
            known = {
                name: value
                for name, value in roll.items()
                if value not in ((), None) and (name not in COUNTS or getattr(open_, name) is None)
            }
            self.done[self.open or 0] = replace(
                open_,
                **known,
                text="\n\n".join(filter(None, (open_.text, vote_in_words(vote)))),
                outcome=open_.outcome or named.outcome,
                result=open_.result or named.result,
                method=open_.method or named.method,
            )
            return
        last = self.done[-1] if self.done else None
        if isinstance(last, Heading) and GENERAL.match(vote.title):
            named = replace(named, title=f"{last.text}: {vote.title}")
        self._open(named)

    def _add_turn(self, turn: Turn) -> None:
        """Keep a turn. What it says of a decision is its result; what it moves is proposed beside it."""
        open_ = self.done[self.open] if self.open is not None else None
        self.done.append(turn)
        if isinstance(open_, Vote) and self.open is not None:
            facts = _told(turn.text) if self.apart < RIGHT_AFTER else {}
            if not facts and not _is_decided(open_) and (match := PUT_AGAIN.search(turn.text)):
                facts = {"outcome": " ".join(match[0].split()), "result": result_of(match["word"])}
            self.done[self.open] = replace(
                open_, **{name: value for name, value in facts.items() if getattr(open_, name) in ("", None)}
            )
            self.apart += 1
            if "outcome" in facts:
                self.open = None
        for vote in _moved_in(turn):
            self._open(vote)


def _number_of(text: str) -> int | None:
    """Return the number that a paragraph begins with."""
    match = NUMBERED.match(text)
    return int(match["number"]) if match else None


def _with_fields_joined(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries, with the fields of one decision ("RESULT: ...", "MOVER: ...") in one paragraph."""
    for is_field, some in groupby(entries, key=lambda one: isinstance(one, Narrative) and bool(FIELD.match(one.text))):
        rows = list(some)
        if is_field and len(rows) > 1:
            yield replace(rows[0], text="\n".join(row.text for row in rows if isinstance(row, Narrative)))
        else:
            yield from rows


def _moved_in(turn: Turn) -> Iterator[Vote]:
    """Yield what a speaker reads out ("Moved by A, that ..."), and what is printed under a label with a roll."""
    for said in motions_in(turn.text) if _may_print(turn.text) else []:
        text = turn.text[said.start : said.end]
        _, ends = next(sentences(text), (0, len(text)))
        facts = _told(text[ends:])
        if said.roll and said.outcome:
            before = turn.text[: said.start].strip().rpartition("\n\n")[2] if said.bare else ""
            yield replace(_vote(said, "\n\n".join(filter(None, (before, text))), turn), said=True)
        elif said.mover and READ_OUT.match(text[:ends]) and not said.bare:
            vote = replace(_vote(said, text if facts else text[:ends], turn), said=True, outcome="", result="")
            yield replace(vote, **facts)


def _may_print(text: str) -> bool:
    return len(text) <= LONGEST and (" | " in text or TRIGGER.search(text) is not None)


def _may_tell(text: str) -> bool:
    return len(text) <= RESULT_LETTERS and len(text.split()) <= RESULT_WORDS


def _told(text: str) -> dict[str, Any]:
    """Return what the chair or the clerk says right after a vote: the result, and the counts."""
    facts: dict[str, Any] = {}
    if match := CALLED.match(text.strip()):
        words = match["word"] or match["told"] or match["alone"]
        facts = {"outcome": " ".join(match[0].split())[-80:], "result": result_of(words)}
        if match["word"]:
            facts["method"] = "voice"
    if match := CLERK.search(text[:200]):
        facts |= {"aye_count": int(match["ayes"]), "no_count": int(match["noes"])}
    return facts


def _vote(said: PrintedMotion, text: str, entry: Narrative | Turn) -> Vote:
    vote = Vote(text=text, mover=said.mover, kind=said.kind, line=entry.line, start=entry.start, method=method_of(text))
    return _with(vote, said)


def _with(vote: Vote, said: PrintedMotion) -> Vote:
    """Return the decision with what more words say about it. Nothing that it had is replaced."""
    facts: dict[str, Any] = {"seconder": said.seconder, "outcome": said.outcome, **said.counts}
    for word, names in said.roll:
        side = SIDES.get(choice_of(word), "others")
        if not getattr(vote, side):
            facts[side] = (*facts.get(side, ()), *(names if side != "others" else ((word, names),)))
    kept = {name: value for name, value in facts.items() if getattr(vote, name) in ("", None, ())}
    vote = replace(vote, **kept)
    return replace(vote, result=vote.result or result_of(vote.outcome))


def _adds(vote: Vote, said: PrintedMotion) -> bool:
    return bool(
        any(not getattr(vote, SIDES.get(choice_of(word), "others")) for word, _ in said.roll)
        or (said.outcome and not vote.outcome)
        or (said.counts and vote.aye_count is None)
    )


def _contradicts(vote: Vote, said: PrintedMotion) -> bool:
    """Return whether a result cannot be of this vote: it is of another question, such as the original one."""
    if vote.aye_count is None or vote.no_count is None:
        return False
    result = result_of(said.outcome)
    return (result == "carried" and vote.aye_count < vote.no_count) or (
        result == "failed" and vote.aye_count > vote.no_count
    )


def _may_be_roll_of(roll: Vote, vote: Vote) -> bool:
    """Return whether a roll can be of a vote: it has none, and its count is not another."""
    ayes = len(roll.ayes) or roll.aye_count
    return not any(vote.roll) and (None in (ayes, vote.aye_count) or ayes == vote.aye_count)


def _has_tally(vote: Vote) -> bool:
    return vote.aye_count is not None or any(vote.roll)


def _is_decided(vote: Vote) -> bool:
    return bool(vote.outcome) or _has_tally(vote)


def _is_spanish(said: PrintedMotion) -> bool:
    return re.search(r"\bunani\w+|à l['’]unanimité", said.outcome) is not None and not re.search(
        r"\bunanimous", said.outcome, re.IGNORECASE
    )


def _is_motion_text(text: str) -> bool:
    return len(text.split()) > 3 and not ABOUT_HEADING.fullmatch(text)  # noqa: PLR2004 - "Motion & Voting" is a heading
