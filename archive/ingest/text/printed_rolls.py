"""The names that minutes print under "AYES:", "Noes -" and their like, and the counts beside those words.

A list of which it is not certain that it is whole and that each part of it is one person is no roll: half of one would
be a wrong tally.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from archive.ingest.parsed import Vote
from archive.ingest.text.motion_words import (
    ABBREVIATED,
    BEFORE_PAIRS,
    BEFORE_ROLL,
    BETWEEN_PAIRS,
    CHOICE_OF,
    GOES_OVER,
    ITEM_FOLLOWS,
    LISTED,
    NO_PERSON,
    NOBODY,
    OF_ANOTHER,
    OPENS_ROLL,
    PAIRED,
    REMARK,
    ROLL_WORD,
    SENTENCE,
    TITLE_ALONE,
)


class PrintedRoll(NamedTuple):
    """The names under printed words, where they end, the counts beside the words, and where another roll begins."""

    names: tuple[tuple[str, tuple[str, ...]], ...]
    end: int
    counts: dict[str, int]
    until: int


# Words for nothing but votes. "For", "against", "yes" and "absent" may stand above anything.
OF_VOTES = re.compile(
    r"\b(?:ayes?|yeas?|nays?|noes|tá|níl|abst\w+|staon|recus\w+|dissent\w+|vot(?:e|ed|ing)|members|councill?ors|"
    r"trustees|commissioners)\b",
    re.IGNORECASE,
)
VOTE_BEFORE = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|roll[ -]call|division|votación|scrutin)\b[^.;\n]{0,60}$", re.IGNORECASE
)
COUNT_OF = {"yes": "aye_count", "no": "no_count", "abstain": "abstention_count", "absent": "absent_count"}
PLURAL_OFFICE = re.compile(
    r"^(?:(?:Board |Council ?)?Members|Councill?ors|Cllrs\.?|Commissioners|Trustees|Directors|Supervisors|Selectmen|"
    r"Alder(?:men|persons)|Messrs\.?)\s+",
    re.I,
)
OFFICES_ALONE = re.compile(
    r"(?:Members|Councill?ors|Commissioners|Trustees|Directors|Supervisors|Those|Motion)", re.IGNORECASE
)
# "His Worship, Mayor Sample" is one person.
HONORIFIC = re.compile(r"\b((?:His|Her|Their) (?:Worship|Honou?r)),\s*(?=[A-Z])")
BETWEEN_NAMES = re.compile(r",(?!\s*(?:Jr|Sr)\b)\s*(?:and\s+)?|\s*\band\b\s*|\s*[&;\n]\s*")
# Families are called so too: one of them is a person in a line of others who are named in the same way.
# A place often has two words.
FAMILY_TOO = re.compile(r"(?P<given>(?:[^\W\d_][\w’'.-]*\s){0,2})Page|City|Town|County", re.IGNORECASE)
NO_LETTER = re.compile(r"[\d_:()\[\]{}/*+|=<>@#%!?•…。،、]|\s[–—-]\s")
COUNT_BESIDE, STOP = re.compile(r"\s*\((\d{1,3})\)"), re.compile(r"[^\S\n]*[.;)\]|]*\s*")
NAME_WORDS = 7
SENTENCE_END, LONGEST_LEAD = re.compile(r"[.;:!?\n|]"), 200
CAPITAL_SHARE = 0.65


def choice_of(word: str) -> str:
    """Return the choice that a printed word such as "NAYS" means; ``other`` if it is none of the known ones."""
    words = re.sub(r"^(?:vot(?:ed|ing)|those|members)\s+(?:in\s+)?", "", " ".join(word.split()), flags=re.IGNORECASE)
    return next((choice for choice, pattern in CHOICE_OF.items() if pattern.fullmatch(words)), "other")


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a list such as "Councillors Sample, Jo Example and Third", without the shared office."""
    return () if is_nobody(text) else tuple(PLURAL_OFFICE.sub("", name) for name in _parts(text))


def is_nobody(text: str) -> bool:
    """Return whether a list says that there is nobody, or has nothing."""
    bare = text.strip(" .-")
    return not bare or NOBODY.fullmatch(bare) is not None


def _parts(text: str) -> Iterable[str]:
    parts = (part.strip(" \t-") for part in BETWEEN_NAMES.split(HONORIFIC.sub(r"\1 ", re.sub(r"[^\S\n]+", " ", text))))
    return filter(None, map(name_of, parts))


def is_list(text: str) -> bool:
    """Return whether a text has nothing but names, each of one person, or says that there are none."""
    bare = REMARK.sub("", text).strip(" ;.-–—")
    if ";" in bare and "," in bare:
        return False  # "Sample, Jo; Example, Kim", "Jo Sample, Chair; Kim Example"
    words = [word for word in re.findall(r"[^\W\d_][\w’'.-]*", bare) if word != "and"]
    capitals = sum(not word[0].islower() for word in words)
    return is_nobody(bare) or (
        bool(words) and capitals >= CAPITAL_SHARE * len(words) and _are_people(tuple(_parts(bare)), bare)
    )


def _are_people(parts: Sequence[str], text: str) -> bool:
    """Return whether each part is one person. "Page" is, in a line of others, and not below or beside them."""
    rest = [part for part in parts if not is_person(part)]
    if not rest:
        return True
    is_like_others = 2 * len(rest) < len(parts) and len({len(part.split()) for part in parts}) == 1
    of_families = [match for part in rest if (match := FAMILY_TOO.fullmatch(part))]
    may_go_on = parts[-1] == rest[-1] and " " not in rest[-1]  # "Page 3", "City of Sampleville"
    is_sure = is_like_others and len(of_families) == len(rest) and "\n" not in text and not may_go_on
    return is_sure and all(is_person(f"{match['given'] or ''}Name") for match in of_families)


def is_person(part: str) -> bool:
    """Return whether a part of a list may be one person: no office alone, no body, no thing that a name cannot be."""
    return not (
        is_nobody(part)
        or OFFICES_ALONE.fullmatch(part)
        or NO_LETTER.search(part)
        or NO_PERSON.search(part)
        or TITLE_ALONE.fullmatch(part)
        or len(part.split()) > NAME_WORDS
        or any(not ABBREVIATED.search(part[: match.start()]) for match in SENTENCE.finditer(part))
        or re.search(r"\w[.!?]\s+[a-z]", part)
    )


def has_one_on_two_sides(roll: Iterable[tuple[str, Sequence[str]]]) -> bool:
    """Return whether somebody stands under two words of a roll, besides "PRESENT".

    A family name alone is of whoever has it.
    """
    lists = (names for word, names in roll if choice_of(word) != "present")
    whole: dict[str, int] = {}
    families: dict[str, int] = {}
    alone: list[tuple[str, int]] = []
    for side, names in enumerate(lists):
        for name in names:
            words = TITLE_ALONE.sub("", " ".join(REMARK.sub("", name).split()).casefold() + " ").split()
            key, family = " ".join(words), words[-1] if words else ""
            if not words:
                continue
            if whole.setdefault(key, side) != side:
                return True
            alone.extend([(family, side)] if len(words) == 1 else [])
            if families.setdefault(family, side) != side:
                families[family] = -1
    return any(families.get(family, side) != side for family, side in alone)


def name_of(text: str) -> str:
    """Return a printed name without the signs around it. The dot of an initial belongs to it."""
    name = " ".join(text.split()).strip(" ,;:")
    return name if re.search(r"(?:\b[A-Z]|Jr|Sr)\.$", name) else name.rstrip(".")


def is_plainly_of_a_vote(vote: Vote) -> bool:
    """Return whether the words above the lists of a roll are said of votes alone, or right after a word for a vote.

    A roll that is not read from words above lists is so, too.
    """
    text = vote.text
    pairs = [match for match in PAIRED.finditer(text) if match["word"].lower() in {"yes", "no", "absent"}]
    marks = sorted((*ROLL_WORD.finditer(text), *pairs), key=lambda match: match.start())
    return (
        vote.said
        or not marks
        or any(OF_VOTES.search(match["word"] if match in pairs else match[0]) for match in marks)
        or VOTE_BEFORE.search(text[: marks[0].start()].rstrip()[-LONGEST_LEAD:]) is not None
    )


def roll_in(text: str, start: int, end: int) -> PrintedRoll:
    """Return the names under printed words such as "AYES:" in a text, and the counts beside the words.

    It begins with ayes or noes; attendance alone is none.
    """
    pairs = list(PAIRED.finditer(text, start, end))
    if _is_whole(text, start, pairs):
        return PrintedRoll(
            tuple((match["word"], (name_of(match["name"]),)) for match in pairs), pairs[-1].end(), {}, end
        )
    marks, again = _words_of_one_vote(_words_of_roll(text, start, end))
    until = again.start() if again else end
    no_roll = PrintedRoll((), 0, {}, until)
    roll: list[tuple[str, tuple[str, ...]]] = []
    counts: dict[str, int] = {}
    reached = 0
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        choice = choice_of(mark["word"])
        if reached and text[reached : mark.start()].strip(" .,;|()\n\t"):
            if choice == "other":
                break
            return no_roll  # something else stands between, and the list before it may have been cut
        names, number, ends = _listed(text, mark, after.start() if after else until)
        if names is None or (after is None and names and not _ends_list(text, ends, until)):
            return no_roll
        if names:
            roll.append((mark["word"], names))
        if number is not None and (side := COUNT_OF.get(choice)):
            counts[side] = number
        reached = ends
    if (again and len(marks) == 1) or has_one_on_two_sides(roll):
        return no_roll
    return PrintedRoll(tuple(roll), reached, counts, until)


def _words_of_one_vote(marks: Sequence[re.Match[str]]) -> tuple[Sequence[re.Match[str]], re.Match[str] | None]:
    """Return the words before one that is there already, which is of another vote, and that one."""
    told: set[str] = set()
    for at, mark in enumerate(marks):
        choice = choice_of(mark["word"])
        if choice in told:
            return marks[:at], mark
        told.add(choice)
    return marks, None


def _ends_list(text: str, at: int, end: int) -> bool:
    """Return whether the last list of a roll ends at an offset: the text, a sentence, or before words of a result."""
    stop = STOP.match(text, at, end)
    reached = stop.end() if stop else at
    if reached == end or GOES_OVER.match(text, at, end) or ITEM_FOLLOWS.match(text, at, end):
        return True
    if not re.search(r"[.;)\]|\n]", text[at:reached]) or text[reached].islower():
        return False
    following = LISTED.match(text, reached, end)  # a sentence or a line of nothing but names may go on with the list
    return following is None or not re.match(r"\s*(?:[.;\n]|$)", text[following.end() : end])


def _words_of_roll(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the words of a roll from the first of a side on.

    There are none if that may be said of the name before it, or stands in a sentence about something else.
    """
    marks = list(ROLL_WORD.finditer(text, start, end))
    while marks and choice_of(marks[0]["word"]) not in OPENS_ROLL:
        marks.pop(0)
    if marks and not _begins_here(text, start, marks[0].start()):
        return []
    is_listed = bool(marks) and ":" in marks[0][0]
    if marks and not is_listed and OF_ANOTHER.search(text, max(start, marks[0].start() - 80), marks[0].start()):
        return []
    return marks


def is_quoted(text: str, at: int) -> bool:
    """Return whether a quotation is open at an offset: what it tells is of something else."""
    return text.count('"', 0, at) % 2 == 1 or text.count("“", 0, at) > text.count("”", 0, at)


def _begins_here(text: str, start: int, at: int) -> bool:
    """Return whether the words before a roll in its sentence are about the vote, or put the motion."""
    before = text[max(0, at - LONGEST_LEAD) : at]
    lead = SENTENCE_END.split(before)[-1]
    has_motion = start > 0 and len(lead) > at - start
    is_of_vote = len(lead) < LONGEST_LEAD and BEFORE_ROLL.fullmatch(lead.strip(" \t([–—-")) is not None
    return (has_motion or is_of_vote) and not is_quoted(text, at)


def _listed(text: str, mark: re.Match[str], end: int) -> tuple[tuple[str, ...] | None, int | None, int]:
    """Return the names after a word of a roll, the count beside it, and where they end.

    Names are None if there is neither a list nor a count.
    """
    stretch = text[mark.end() : end]
    printed = mark["count"] or mark["bare"]
    number = int(printed) if printed else None
    nobody, listed = NOBODY.match(stretch), LISTED.match(stretch)
    if listed and (cut := ITEM_FOLLOWS.search(listed[0] + stretch[listed.end() : listed.end() + 12])):
        listed = LISTED.match(stretch[: cut.start()])
    if number is None and (match := re.match(r"\s*(\d{1,3})\b(?!\s*[-–/]\s*\d)", stretch)):
        return (), int(match[1]), mark.end() + match.end()
    if nobody and not (listed and listed.end() > nobody.end()):
        is_side = choice_of(mark["word"]) in OPENS_ROLL
        return (), 0 if number is None and is_side else number, mark.end() + nobody.end()
    if listed:
        ends = mark.end() + listed.end()
        beside = COUNT_BESIDE.match(text, ends)
        names = names_in(listed[0])
        if not is_list(listed[0]) or (mark["bare"] and len(names) != number):
            return None, None, 0  # "No 5: Parks" is no vote
        return names, int(beside[1]) if beside else number, beside.end() if beside else ends
    return (None, None, 0) if number is None else ((), number, mark.end())


def _is_whole(text: str, start: int, pairs: Sequence[re.Match[str]]) -> bool:
    """Return whether names with a word after each are a roll: nothing else stands before the first or between two."""
    return (
        len(pairs) > 1
        and BEFORE_PAIRS.search(text, max(start, pairs[0].start() - 9), pairs[0].start()) is not None
        and all(BETWEEN_PAIRS.fullmatch(text, one.end(), two.start()) for one, two in pairwise(pairs))
    )
