"""Who was there, as minutes print it: under "Present:" and "Absent:", in rows, and beside a name who came late or left.

Of sentences, only those that go on with such a list are read. Staff and guests are in the words of the roll call, and
not on its roll.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from archive.ingest.parsed import Entry, Heading, Narrative, Vote
from archive.ingest.text.attendance_words import (
    ABOUT,
    AS_NAME,
    ATTENDED,
    FOOTNOTE,
    GROUP,
    HEADED,
    LABEL,
    LIST_OF_OTHERS,
    NO_MEMBER,
    NOT_THERE,
    NOTES,
    OF_OTHERS,
    OFFICE,
    OTHERS_LABEL,
    PART,
    RETURNED,
    ROW,
    STAFF,
    THERE,
    TOPIC,
)
from archive.ingest.text.label_words import is_like_a_name
from archive.ingest.text.line import Line
from archive.ingest.text.printed_names import PLURAL_OFFICE
from archive.ingest.text.vote_words import choice_of

LONGEST_ATTENDANCE = 3_000  # characters of a paragraph about attendance
FEWEST = 2  # names


@dataclass
class _Roll:
    """An attendance that is being read: its words, and the names under each printed word."""

    line: int | None
    texts: list[str] = field(default_factory=list)
    word: str = ""  # under which the next names are; empty while they are no members
    lines: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    times: dict[str, dict[str, str]] = field(default_factory=dict)
    next_line: int | None = None

    def take(self, entry: Narrative | Heading) -> int | None:
        """Add a paragraph if it says who was there. Return where in it that begins, or None."""
        text = entry.text
        ways = (
            (self._others, self._labelled) if isinstance(entry, Heading) else (self._others, self._rows, self._labelled)
        )
        start = next((at for way in ways if (at := way(text)) is not None), None)
        if start is None and self.texts and isinstance(entry, Narrative):
            is_next = entry.line is None or self.next_line is None or entry.line <= self.next_line
            start = 0 if self._takes_named_members(text) or self._goes_on(text, is_next=is_next) else None
        if start is not None:
            self.next_line = None if entry.line is None else entry.line + text.count("\n") + 1
            start = 0 if self.texts else start
            self.texts.append(text[start:])
        return start

    def _add(self, word: str, text: str) -> bool:
        """Add the names at the beginning of a text, and return whether words follow that are none."""
        names, more = _listed(text)
        for name, said in names.items():
            choice = said.pop("choice", word)
            self.lines += [(choice, (name,))] if choice else []
        self.times |= names
        return more

    def _others(self, text: str) -> int | None:
        """Take the label of those who are no members."""
        if not self.texts or not OTHERS_LABEL.match(text):
            return None
        self.word = ""
        return 0

    def _labelled(self, text: str) -> int | None:
        labels = [label for label in LABEL.finditer(text) if not OF_OTHERS.search(text[: label.start()])]
        before = text[: labels[0].start()] if labels else text
        if not labels or (before.strip() and not re.search(r"[.;:|]\s*$", before)):
            return None
        last = labels[-1]  # "Present: Sample and Example, absent": of how many, cannot be told
        if len(labels) > 1 and last[0].rstrip()[-1].isalpha() and not re.search(r"[.;:|\n]\s*$", text[: last.start()]):
            return None
        for label, after in zip(labels, [*labels[1:], None], strict=True):
            more = self._add(label["word"], text[label.end() : after.start() if after else len(text)])
            self.word = "" if more else label["word"]
        return len(before)

    def _rows(self, text: str) -> int | None:
        """Take the names of a paragraph that has a word after each: "Sample – present; Example – absent"."""
        found = list(ROW.finditer(text))
        if (
            not found
            or any(NO_MEMBER.search(match["name"]) for match in found)
            or HEADED.sub("", ROW.sub("", text)).strip(" .;,•*-–|\n")
            or text.rstrip().endswith(";")  # the next name stands elsewhere
        ):
            return None
        for match in found:
            self._add(match["word"], match["name"])
        return 0

    def _takes_named_members(self, text: str) -> bool:
        """Take the names behind a word for the members ("Board: ..."), or of a sentence that goes on with the list."""
        if self.word and not self.lines and (group := GROUP.match(text)):
            self._add(self.word, text[group.end() :])
            return True
        told = list(THERE.finditer(text))
        for match in told:
            if not match["also"]:
                self._add(match["word"], match["names"])
        return bool(told)

    def _goes_on(self, text: str, *, is_next: bool) -> bool:
        """Take a paragraph that lists more names, or goes on in the middle of a list.

        A name on a line of its own is of the list only if each name has a line. An empty line ends such a list.
        """
        is_cut = bool(self.texts) and self.texts[-1].rstrip().endswith((",", " and"))
        is_office = OFFICE.fullmatch(text) or STAFF.fullmatch(text)
        is_of_others = bool(self.texts) and OTHERS_LABEL.fullmatch(self.texts[-1]) and LIST_OF_OTHERS.match(text)
        if not self.texts or not (is_office or is_of_others or _lists_names(text) or (is_cut and _listed(text)[0])):
            return False
        if self.word:
            before = self.texts[-1].rpartition("\n")[2]
            label = LABEL.match(before)
            is_bare = label is not None and label.end() == len(before)
            is_column = is_bare or (is_next and len(_listed(before[label.end() if label else 0 :])[0]) <= 1)
            if not (is_cut or is_column):
                return False
            self._add(self.word, text)
        return True

    def vote(self) -> Vote | None:
        """Return the roll call, or None if it is none: nobody is said to have been there, or only one is named."""
        named = [choice_of(word) for word, names in self.lines for _ in names]
        if len(named) < FEWEST or "present" not in named:
            return None
        groups = groupby(((word, name) for word, names in self.lines for name in names), key=lambda line: line[0])
        lines = tuple((word, tuple(name for _, name in named)) for word, named in groups)
        return Vote(text="\n".join(self.texts), kind="roll_call", others=lines, line=self.line, times=self._times())

    def _times(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (name, of.get("arrived", ""), of.get("left", "")) for name, of in self.times.items() if any(of.values())
        )


def with_attendance(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries of minutes with who was there as roll calls, in place of the paragraphs that print it."""
    done: list[Entry] = []
    roll: _Roll | None = None
    taken: list[Entry] = []  # by the open roll
    before: list[Entry] = []  # words of the first of them that stand before the roll
    for entry in (*entries, None):
        if isinstance(entry, Narrative | Heading) and len(entry.text) <= LONGEST_ATTENDANCE:
            reading = roll or _Roll(entry.line)
            start = reading.take(entry)
            if start is not None:
                roll = reading
                before = [*before, replace(entry, text=entry.text[:start].strip())] if start else before
                taken.append(entry)
                continue
        vote = roll.vote() if roll else None
        done += [*before, vote] if vote else taken
        roll, before, taken = None, [], []
        done += [entry] if entry else []
    return tuple(done)


def _listed(text: str) -> tuple[dict[str, dict[str, str]], bool]:
    """Return the names at the beginning of a text, each with when they came and left, and whether more follows."""
    names: dict[str, dict[str, str]] = {}
    for part in PART.findall(text):
        for piece in re.split(r"(?:^|\s)(?:and|y|et|i|&)\s", part):
            note = " ".join(found[1] or "" for found in ABOUT.finditer(piece)).strip()
            bare = PLURAL_OFFICE.sub("", ABOUT.sub("", piece).strip(" .\t•*-–"))
            match = AS_NAME.match(bare)
            is_told = match and re.match(rf"\s+(?:was|were)\s+{ATTENDED.pattern}", bare[match.end() :], re.IGNORECASE)
            if is_told or ATTENDED.fullmatch(bare) or FOOTNOTE.search(piece):
                return {}, True  # of how many of the names before it, cannot be told
            if STAFF.fullmatch(bare):
                names.popitem() if names else None
            elif not bare or OFFICE.fullmatch(bare):
                if names:
                    names[next(reversed(names))] |= _choice(note)
            elif match and (match.end() == len(bare) or re.match(r"[.]\s|\s+(?:was|were)\b", bare[match.end() :])):
                names[bare[: match.end()]] = _noted(piece) | _choice(note)
                if match.end() < len(bare):
                    return names, True
            elif re.fullmatch(r"none|nil|no one|n/?a|ninguno|aucun", bare, re.IGNORECASE):
                continue
            else:
                return names, True
    return names, False


def _choice(note: str) -> dict[str, str]:
    """Return the word in brackets beside a name: "(absent)". It is empty if more is said: "(absent until 8)"."""
    if not NOT_THERE.search(note):
        return {}
    return {"choice": note if choice_of(note) in {"absent", "excused", "recused"} else ""}


def _noted(text: str) -> dict[str, str]:
    """Return when somebody came and left, from a note beside the name: "(arrived at 7:40 p.m.)"."""
    if RETURNED.search(text):
        return {}
    return {when: _time(match) for when, pattern in NOTES if (match := pattern.search(text))}


def _time(match: re.Match[str]) -> str:
    """Return a printed time as ISO text; empty if it does not say which half of the day it is in."""
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "")[:1].lower()
    if half and 1 <= hour <= 12:  # noqa: PLR2004
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half or not match["minute"] or (hour < 13 and match["sign"] != "h"):  # noqa: PLR2004
        return ""
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""  # noqa: PLR2004


def _lists_names(text: str) -> bool:
    """Return whether a line has nothing but names of people, with their offices."""
    names, more = _listed(text)
    return bool(names) and not more and all(is_like_a_name(name) and not TOPIC.search(name) for name in names)


def names_apart(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines of a document, with each name of a list below "Present:" as a paragraph of its own."""
    alone = False  # whether the last line is such a label, or one name below it
    for line in lines:
        label = LABEL.match(line.text.strip())
        is_name = (
            alone and len(_listed(line.text)[0]) <= 1 and (_lists_names(line.text) or OTHERS_LABEL.match(line.text))
        )
        yield replace(line, breaks=True) if is_name or (label and alone) else line
        rest = line.text.strip()[label.end() :] if label else ""
        alone = bool(is_name or (label and len(_listed(rest)[0]) <= 1 and (not rest or _lists_names(rest))))


def heads_columns(cells: Sequence[tuple[float, str]]) -> bool:
    """Return whether a row of cells is of labels such as "Present:" and "Absent:"."""
    return len(cells) > 1 and all(LABEL.fullmatch(cell.split("\n")[0].strip()) for _, cell in cells)


def down_the_columns(rows: Sequence[Sequence[tuple[float, str]]]) -> list[list[tuple[int, int]]]:
    """Return rows of cells in reading order, as lists of cells of one line, each its row and its place in it.

    ``rows`` have cells with where they begin. Below a row of labels such as "Present:" and "Absent:" each column is
    read down before the next, as far as the rows list names.
    """
    order: list[list[tuple[int, int]]] = []
    row = 0
    while row < len(rows):
        heads, end = rows[row], row + 1
        while (
            heads_columns(heads)
            and end < len(rows)
            and (
                all(_lists_names(cell) for _, cell in rows[end])
                or (end == row + 1 and not any(cell for _, cell in rows[end]))
            )
        ):
            end += 1
        cells = [(line, place) for line in range(row, end) for place in range(len(rows[line]))]
        if heads_columns(heads):
            lefts = [left for left, _ in heads]
            cells.sort(key=lambda at: min(range(len(lefts)), key=lambda n: abs(lefts[n] - rows[at[0]][at[1]][0])))
            order += [[cell] for cell in cells]
        elif cells:
            order.append(cells)
        row = end
    return order
