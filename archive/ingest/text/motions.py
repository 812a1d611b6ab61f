"""What a paragraph of minutes says about a motion: who moved it, what came of it, and who voted how.

Only what is printed is read. A result or a count that the words do not give stays unknown: a wrong tally is worse than
none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archive.ingest.text.motion_words import (
    ABBREVIATED,
    ALL_OF_RESULT,
    ALONE,
    BESIDE,
    BOARD_DID,
    BODIES,
    CLAUSE,
    CONTENT,
    EARLIER,
    EVERYBODY,
    HIGHER_RULE,
    HYPOTHETICAL,
    METHOD_OF,
    MOVED_TO,
    NUMBER_WORD,
    NUMBERS,
    OF_A_THING,
    OF_NO_VOTE,
    OF_SUBJECT,
    OPENED,
    PAIR,
    RECITAL,
    RESOLVED,
    RESULT_OF,
    RESULT_WORD,
    ROW_PAIR,
    SECONDER,
    SENTENCE,
    SIDE_COUNT,
    SOMETHING_ELSE,
    TALLY,
    UNMOVED,
    UNNAMED,
    UNREAL,
    VERDICT,
    openings,
)
from archive.ingest.text.printed_rolls import choice_of, is_person, is_quoted, name_of, names_in, roll_in

LONGEST_SUBJECT = 160  # characters between a motion and its result in a sentence
NEAR = 3  # sentences after the result that may say who voted how
ROW_WORDS = 3
ABSTAINED = re.compile(r"\babst|\bstaon\b", re.IGNORECASE)
# "VOTED: (3-0-1) to approve the trip", "7. Motion to adjourn": another vote begins there.
ANOTHER_VOTE = re.compile(
    r"voted\b[\w ]{0,20}[:(][^.;\n]{0,40}?\bto\s+(?=[a-z])|(?:[\d./-]{1,9}\)?\s+)?(?:a )?motion to\b", re.IGNORECASE
)
NOT_ABSTAINED = re.compile(r"\b(?:absent|excus|recus|away|not voting)", re.IGNORECASE)  # what a third number may count


@dataclass(frozen=True)
class PrintedMotion:
    """What a text says about one motion, at its offsets from ``start`` to ``end``. Unknown is empty.

    ``bare`` says that the motion's text stands before it. ``roll`` has printed words with the names at them.
    """

    start: int
    end: int
    mover: str = ""
    seconder: str = ""
    kind: str = ""
    bare: bool = False
    outcome: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    roll: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether the text says what came of the motion, or how anybody voted."""
        return bool(self.outcome or self.counts or self.roll)


def result_of(words: str) -> str:
    """Return the result that words such as "Motion failed 2-3" print: ``carried``, ``failed`` ...; empty if unknown."""
    telling = words
    if (match := OF_SUBJECT.match(words)) and match["about"].strip():
        *_, final = RESULT_WORD.finditer(words)
        start, end = final.span() if final.end() == len(words) else _told_in(words, match, len(words))
        telling = words[start:end]
    return next((result for result, pattern in RESULT_OF.items() if pattern.search(telling)), "") or (
        "carried" if EVERYBODY.match(words) else ""
    )


def _told_in(text: str, match: re.Match[str], last: int) -> tuple[int, int]:
    """Return where the words stand that tell the result of a subject.

    In "The motion to have the bid rejected carried 5-0", that is the word at the count, or the last one.
    """
    start, end = match.span("word")
    if not match["about"].strip():
        return start, end
    for more in VERDICT.finditer(text, end, min(last, end + LONGEST_SUBJECT)):
        between = text[end : more.start()]
        if re.search(r"[.;:!?\n]", between):
            break
        before = text[match.start() : more.start()]
        is_apart = SOMETHING_ELSE.search(between) and (TALLY.match(text, start) or not TALLY.match(text, more.start()))
        if not is_apart and not UNREAL.search(before) and not OF_A_THING.search(before):
            start, end = more.span()
    return start, end


def method_of(words: str) -> str:
    """Return how a vote was taken, as printed: ``roll_call``, ``voice`` ...; empty if unknown."""
    return next((method for method, pattern in METHOD_OF.items() if pattern.search(words)), "")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of a text. An initial or a title does not end one."""
    start = 0
    for match in SENTENCE.finditer(text):
        if "\n" in match[0] or not ABBREVIATED.search(text, max(start, match.start() - 6), match.start()):
            yield start, match.start()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def motions_in(text: str) -> list[PrintedMotion]:
    """Return what a text says about each motion in it, in order. They do not overlap."""
    if " | " in text:
        return list(_of_row(text))
    bounds = list(sentences(text))
    openings = list(_openings(text, bounds))
    starts = [_sentence_at(bounds, start)[0] for start, _ in openings]
    others = [first for first, last in bounds if ANOTHER_VOTE.match(text, first, last)]
    motions = []
    for (_, said), begins, follows in zip(openings, starts, [*starts[1:], len(text)], strict=False):
        ends = next((other for other in others if begins < other < follows), follows)
        if begins < ends:
            motions.append(_with_facts(text, bounds, begins, ends, said))
    return motions


def _of_row(text: str) -> Iterator[PrintedMotion]:
    """Yield the decision of a row of a table, whose last cell is what came of it."""
    *cells, last = text.split(" | ")
    pair = next(filter(None, map(ROW_PAIR.fullmatch, cells)), None)
    words = max((len(cell.split()) for cell in cells), default=0)
    if words >= ROW_WORDS and result_of(last) and (pair or ALONE.match(last)):
        mover, seconder = (pair["mover"], pair["seconder"]) if pair else ("", "")
        yield PrintedMotion(0, len(text), name_of(mover), name_of(seconder), outcome=name_of(last))


def facts_in(text: str) -> PrintedMotion | None:
    """Return what a text without a motion says about one before it: the seconder, the result, who voted how."""
    bounds = list(sentences(text))
    said = _with_facts(text, bounds, 0, len(text), _Opening(0))
    return said if said.is_decided or said.seconder else None


@dataclass(frozen=True)
class _Opening:
    """Where a motion is put, and by whom. ``outcome`` is what the board did, if the same words say it."""

    end: int
    mover: str = ""
    seconder: str = ""
    kind: str = ""
    outcome: str = ""


def _openings(text: str, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, _Opening]]:
    patterns = openings() if OPENED.search(text) else ()
    matches = sorted(
        (match for pattern in patterns for match in pattern.finditer(text)), key=lambda m: (m.start(), -m.end())
    )
    reached = -1
    is_moved = False
    for match in matches:
        before = text[_sentence_at(bounds, match.start())[0] : match.start()]
        if match.start() < reached or HYPOTHETICAL.search(before) or EARLIER.search(before):
            continue
        groups = match.groupdict()
        mover = "" if BODIES.search(match["mover"]) else match["mover"]
        needs_more = "sure" in groups and not any(groups[name] for name in ("sure", "seconder", "other"))
        rest = text[match.end() : match.end() + 600]
        if needs_more and not (MOVED_TO.match(rest) and mover) and not SECONDER.search(rest) and not PAIR.search(rest):
            continue
        if "nominated" in groups and not (SECONDER.search(rest) or _is_voted_on(rest)):
            continue
        pair = PAIR.search(text, match.end(), _sentence_at(bounds, match.start())[1]) if not mover else None
        kind = "election" if "nominated" in groups else ""
        reached, is_moved = match.end(), True
        if pair:
            yield match.start(), _Opening(match.end(), name_of(pair["mover"]), name_of(pair["seconder"]))
        else:
            yield (
                match.start(),
                _Opening(
                    match.end(), name_of(mover), name_of(groups.get("seconder") or groups.get("other") or ""), kind
                ),
            )
    if not is_moved:
        yield from _unmoved(text, bounds)


def _is_voted_on(text: str) -> bool:
    """Return whether the sentences right after a nomination say that it was voted on."""
    return any(
        EVERYBODY.match(text, start) or OF_SUBJECT.match(text, start) for start, _ in list(sentences(text))[:NEAR]
    )


def _unmoved(text: str, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, _Opening]]:
    """Yield what a board did with its mover in brackets, and motions whose mover is not printed."""
    reached = 0
    for pair in PAIR.finditer(text):
        if did := BOARD_DID.search(text, reached, pair.start()):
            outcome = did["did"] if did["did"].lower() not in {"moved", "voted"} else ""
            yield did.start(), _Opening(pair.end(), name_of(pair["mover"]), name_of(pair["seconder"]), "", outcome)
            reached = pair.end()
    if reached:
        return
    if unnamed := UNNAMED.search(text):
        yield unnamed.start(), _Opening(unnamed.end())
        return
    for start, end in bounds:
        match = UNMOVED.match(text, start, end)
        if match and (subject := OF_SUBJECT.match(text, start, end)) and subject["about"].split()[:1]:
            yield start, _Opening(start)


def _with_facts(
    text: str, bounds: Sequence[tuple[int, int]], begins: int, ends: int, opening: _Opening
) -> PrintedMotion:
    """Read what the sentences from a motion to the next say about it."""
    roll, roll_end, roll_counts, ends = roll_in(text, max(opening.end, begins) if opening.mover else begins, ends)
    within = [(max(first, begins), min(last, ends)) for first, last in bounds if first < ends and last > begins]
    seconder, last_fact = opening.seconder, opening.end
    if not seconder and (match := SECONDER.search(text, opening.end if opening.mover else begins, ends)):
        seconder, last_fact = name_of(match["first"] or match["second"]), max(last_fact, match.end())
    outcome, told_at, word_at = _outcome(text, within, opening)
    if told_at < 0 and roll_end and (later := _outcome(text, [(roll_end, ends)], _Opening(0)))[0]:
        outcome, told_at, word_at = later
    is_of_vote = not OF_NO_VOTE.search(text, begins, ends)
    has_ayes = "aye_count" in roll_counts or any(choice_of(word) == "yes" for word, _ in roll)
    counts = dict(roll_counts) if is_of_vote and has_ayes else {}
    near = _near(within, told_at if told_at >= 0 else last_fact)
    beside: dict[str, list[str]] = {}
    for first, last in near:
        begin = max(first, opening.end if opening.end < last else first)
        printed = _counts(text, begin, last, word_at, has_ayes="aye_count" in counts, by_side=is_of_vote)
        is_unanimous = first <= told_at < last and "unanim" in text[told_at:last].lower()
        both = {**printed, **counts}
        if not _is_against(outcome, both, text[begins:ends], is_unanimous=is_unanimous):
            counts = both
        last_fact = max(last_fact, last if counts else 0)
        for match in BESIDE.finditer(text, first, last):
            if not (roll and match.start() < roll_end):
                beside.setdefault(match["word"], []).extend(filter(is_person, names_in(match["names"])))
                last_fact = max(last_fact, match.end())
    last_fact = max(last_fact, roll_end, _sentence_at(bounds, told_at)[1] if told_at >= 0 else 0)
    decided = bool(outcome or counts or roll or beside)
    return PrintedMotion(
        begins,
        min(ends, _sentence_at(bounds, max(last_fact - 1, 0))[1]) if decided and roll_end <= last_fact else ends,
        opening.mover,
        seconder,
        opening.kind or ("amendment" if re.match(r"[^.]{0,40}\bamend", text[opening.end : ends]) else ""),
        bool(opening.mover) and not opening.outcome and not opening.kind and _is_bare(text, bounds, opening.end, ends),
        outcome,
        counts,
        (*roll, *((word, tuple(names)) for word, names in beside.items())),
    )


def _outcome(text: str, within: Sequence[tuple[int, int]], opening: _Opening) -> tuple[str, int, int]:
    """Return the first words that say what came of the motion, where they begin, and where the result is told in them.

    The offsets are -1 if no words say it.
    """
    for first, last in within:
        if is_quoted(text, first):
            continue
        begin = max(first, opening.end) if first < opening.end < last else first
        clause = CLAUSE.search(text[:last].rstrip(" .;"), begin)
        is_told = clause and (
            clause["subject"]
            or (not RECITAL.match(text, begin, last) and ALL_OF_RESULT.match(text[clause.end() : last].rstrip()))
        )
        if not is_told and (RECITAL.match(text, begin, last) or RESOLVED.match(text, begin, last)):
            continue
        begin = clause.end() if clause and opening.mover else begin
        for pattern in (ALONE, OF_SUBJECT, EVERYBODY):
            match = pattern.match(text, _at_word(text, begin), last)
            if match and pattern is OF_SUBJECT:
                start, end = _told_in(text, match, last)
                before = text[begin : match.start("word")]
                if UNREAL.search(before) or OF_A_THING.search(text[begin:start]):
                    continue
                return " ".join(text[match.start() : end].split()).strip(" .,;([–-"), match.start(), start
            if match:
                told_at = match.start("word" if pattern is ALONE else 0)
                return " ".join(match[0].split()).strip(" .,;([–-"), match.start(), told_at
    if not opening.outcome and (did := BOARD_DID.search(text, opening.end, within[0][1] if within else 0)):
        on_motion = re.search(r"(?i:\bon (?:a |the )?)motion", text[within[0][0] : opening.end])
        is_told = on_motion and result_of(did["did"])
        return (did["did"], did.start(), did.start("did")) if is_told else ("", -1, -1)
    return opening.outcome, -1, -1


def _at_word(text: str, start: int) -> int:
    while start < len(text) and not text[start].isalnum():
        start += 1
    return start


def _near(within: Sequence[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """Return the sentence at an offset, the one before it, and those right after it."""
    index = next((n for n, (_, last) in enumerate(within) if last > at), len(within))
    return list(within[max(index - 1, 0) : index + NEAR])


def _counts(text: str, first: int, last: int, told_at: int, *, has_ayes: bool, by_side: bool) -> dict[str, int]:
    """Return the counts that a sentence prints. A bare "5-0" counts where the result is told, or alone after "vote".

    Those beside "Ayes", "For" and their like count ``by_side``; one of noes alone only after one of ayes.
    """
    counts: dict[str, int] = {}
    sentence, told = in_digits(text[first:last]), in_digits(text[told_at:last] if first <= told_at < last else "")
    begins = sentence.lstrip(" \t\n([:;,.–—-•*")
    tallies = [TALLY.match(begins) if re.match(r"moved|vote|tally|\d", begins, re.IGNORECASE) else None]
    tallies.extend(TALLY.finditer(told))
    if match := next((tally for tally in tallies if tally and (tally["told"] or tally["sign"] != "/")), None):
        counts = {"aye_count": int(match["yes"]), "no_count": int(match["no"])}
        if match["third"] and ABSTAINED.search(text, first, last) and not NOT_ABSTAINED.search(text, first, last):
            counts["abstention_count"] = int(match["third"])
    named = {
        side: int(match["after"] or match["before"])
        for side, pattern in SIDE_COUNT.items()
        if (match := pattern.search(sentence))
    }
    return counts or (named if by_side and (has_ayes or "aye_count" in named) else {})


def in_digits(text: str) -> str:
    """Return the text with the words of a count as numbers: "four to one", "five ayes"."""
    return NUMBER_WORD.sub(lambda match: str(NUMBERS.index(match[0].lower())), text)


def _is_against(outcome: str, counts: Mapping[str, int], text: str, *, is_unanimous: bool) -> bool:
    """Return whether counts cannot be those of a result, such as more noes than ayes for what was carried."""
    if not outcome or not {"aye_count", "no_count"} <= counts.keys():
        return False
    ayes, noes, result = counts["aye_count"], counts["no_count"], result_of(outcome)
    return (
        (result == "carried" and ayes < noes)
        or (result == "failed" and ayes > noes and not HIGHER_RULE.search(text))
        or (noes > 0 and (is_unanimous or "unanim" in outcome.lower()))
    )


def _sentence_at(bounds: Sequence[tuple[int, int]], offset: int) -> tuple[int, int]:
    return next(((first, last) for first, last in bounds if offset < last), bounds[-1] if bounds else (0, 0))


def _is_bare(text: str, bounds: Sequence[tuple[int, int]], end: int, ends: int) -> bool:
    """Return whether no words of the motion follow those that say who moved it."""
    if CONTENT.match(text, end, ends):
        return False
    sentence_end = min(_sentence_at(bounds, max(end - 1, 0))[1], ends)
    rest = text[end:sentence_end].strip(" .,;:\n")
    return not rest or bool(ALONE.match(rest) or OF_SUBJECT.match(rest))
