"""Akoma Ntoso 2.0, 3.0 and 3.0/CSD03 debates (http://docs.oasis-open.org/legaldocml/akn-core/v1.0/).

Elements are recognised by their names in any namespace, so the three namespaces in use, and files without one, are read
the same way. ``speech``, ``question`` and ``answer`` are turns; ``scene``, ``narrative``, ``summary``, ``other`` and
paragraphs outside speeches are narrative; headings keep their depth; votes come from ``analysis``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting, Problem, Seconds, Turn, Vote
from archive.ingest.readers.xml_tree import child, count, descendants, line, name, words
from archive.ingest.refusals import NotATranscript
from archive.ingest.text import clock, label_words
from archive.language.dates import first_date

TURNS = frozenset({"speech", "question", "answer"})
NARRATIVES = frozenset(
    {"scene", "narrative", "summary", "p", "block", "remark", "extractText", "blockList", "ul", "ol", "table"}
)
HEADINGS = frozenset({"heading", "subheading", "num", "from"})
BLOCKS = frozenset(
    {"p", "li", "block", "blockList", "ul", "ol", "table", "tr", "item", "other", "scene", "narrative", "summary"}
)
NOTES = frozenset({"authorialNote", "note", "noteRef"})
NO_DEBATE = (
    "Nobody speaks in this Akoma Ntoso document. Add it to the meeting as a document, and import the debate itself."
)
SIDES = {
    "aye_count": re.compile(r"aye|yes|favou?r|yea|#t[aá]$", re.IGNORECASE),
    "no_count": re.compile(r"#noe?s?$|nay|contra|against|#n[ií]l$", re.IGNORECASE),
    "abstention_count": re.compile(r"abst|#staon$", re.IGNORECASE),
}
LISTS = {"aye_count": "ayes", "no_count": "noes", "abstention_count": "abstentions"}
FROM = re.compile(r"(?P<label>.{1,90}?)\s*(?:\.\s?[-—–]|:)(?:\s+(?P<words>\S.*)|\s*)", re.DOTALL)


def read(root: Element) -> ParsedMeeting:
    """Return the entries of an Akoma Ntoso debate.

    Raises NotATranscript for a document in which nobody speaks.
    """
    reader = _Reader(root)
    body = next(descendants(root, "debateBody", "mainBody"), None)
    entries = tuple(reader.entries(body)) if body is not None else ()
    entries = (*entries, *reader.votings.values())
    if not any(isinstance(entry, Turn) for entry in entries):
        raise NotATranscript(NO_DEBATE)
    return ParsedMeeting(
        format="akoma_ntoso",
        entries=entries,
        title=_title(root),
        date=_date(root),
        language=next((element.get("language", "") for element in descendants(root, "FRBRlanguage")), ""),
        problems=tuple(reader.problems),
    )


@dataclass
class _Reader:
    """Walks through the body of a debate, and resolves its references."""

    root: Element
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    first: datetime | None = None
    votings: dict[str, Vote] = field(default_factory=dict)  # by what they refer to, until their place is reached

    def __post_init__(self) -> None:
        self.votings = dict(_votes(self.root))
        for reference in descendants(self.root, "TLCPerson", "TLCRole", "TLCOrganization"):
            identifier = reference.get("eId") or reference.get("id")
            if identifier:
                self.names[f"#{identifier}"] = reference.get("showAs", "")
        times = (clock.moment(element.get("startTime", "")) for element in descendants(self.root, *TURNS))
        self.first = next((time for time in times if time), None)

    def entries(self, element: Element, level: int = 1) -> Iterator[Entry]:
        """Yield the entries of an element below the body, in order."""
        if element.text and element.text.strip() and name(element) not in {"debateBody", "mainBody"}:
            yield Narrative(" ".join(element.text.split()), line=line(element))
        heading = " ".join(text for part in element if name(part) in HEADINGS and (text := words(part, NOTES)))
        if heading:
            yield Heading(heading, level, line=line(element))
        for part in element:
            if part.get("name") == "division" and (division := _division(part)):
                self._taken(part)
                yield division
            elif name(part) in TURNS:
                yield from self._turn(part)
                yield from self._taken(part)
            elif name(part) in NARRATIVES:
                texts = _paragraphs(part)
                taken = self._taken(part)
                if len(taken) == 1 and texts:
                    yield replace(taken[0], text="\n\n".join(texts), line=line(part))
                else:
                    yield from (Narrative(text, line=line(part)) for text in texts)
                    yield from taken
            elif name(part) not in HEADINGS:
                yield from self.entries(part, level + bool(heading))
            if part.tail and part.tail.strip():
                yield Narrative(" ".join(part.tail.split()), line=line(part))

    def _taken(self, element: Element) -> list[Vote]:
        """Return the votes of the analysis that refer to an element or a part of it. Each is returned once."""
        if not self.votings:
            return []
        identifiers = (f"#{part.get('eId') or part.get('id')}" for part in element.iter())
        return [self.votings.pop(identifier) for identifier in identifiers if identifier in self.votings]

    def _turn(self, element: Element) -> Iterator[Entry]:
        heading = " ".join(
            text for part in element if name(part) in {"heading", "num"} and (text := words(part, NOTES))
        )
        if heading:
            yield Heading(heading, 2, line=line(element))
        label, begun = _speaker(words(child(element, "from"), NOTES))
        label = label or self.names.get(element.get("by", ""), "")
        text = "\n\n".join([*([begun] if begun else []), *_paragraphs(element)])
        if not text:
            self.problems.append(
                Problem(f'"{label or "A speaker"}" is named here, but no words follow.', line(element))
            )
            return
        yield Turn(
            text,
            label,
            role=self.names.get(element.get("as", ""), ""),
            start=self._seconds(element.get("startTime")),
            end=self._seconds(element.get("endTime")),
            line=line(element),
            kind=name(element) if name(element) != "speech" else "",
            identifier=element.get("eId") or element.get("id") or "",
        )
        for note in descendants(element, "authorialNote"):
            yield Narrative(words(note), line=line(note))

    def _seconds(self, value: str | None) -> Seconds | None:
        time = clock.moment(value) if value else None
        if time is None or self.first is None or (time.tzinfo is None) != (self.first.tzinfo is None):
            return None
        passed = (time - self.first).total_seconds()
        return passed if passed >= 0 else None


def _paragraphs(element: Element) -> list[str]:
    """Return the text of a block in paragraphs, without the speaker and without notes."""
    paragraphs = [""]
    _collect(element, paragraphs, outermost=True)
    return [text for text in (" ".join(paragraph.split()) for paragraph in paragraphs) if text]


def _collect(element: Element, paragraphs: list[str], *, outermost: bool = False) -> None:
    block = not outermost and name(element) in BLOCKS
    if block:
        paragraphs.append("")
    paragraphs[-1] += element.text or ""
    for part in element:
        if name(part) not in HEADINGS | NOTES:
            _collect(part, paragraphs)
        paragraphs[-1] += part.tail or ""
    if block:
        paragraphs.append("")


def _speaker(text: str) -> tuple[str, str]:
    """Return the label in a ``from``, and the words that some files put inside it."""
    match = FROM.fullmatch(text)
    return (label_words.tidy(match["label"]), match["words"] or "") if match else (label_words.tidy(text), "")


def _title(root: Element) -> str:
    preface = next(descendants(root, "preface", "coverPage"), None)
    title = next(descendants(preface, "docTitle"), None) if preface is not None else None
    debate = child(root, "debate")
    name_given = debate.get("name", "") if debate is not None else ""
    return words(title) or (name_given if " " in name_given else "")


def _date(root: Element) -> str:
    """Return the date of the meeting: of the preface, else of the work, else of its address.

    Placeholders do not count.
    """
    candidates = [
        *(element.get("date", "") for element in descendants(root, "docDate")),
        *(
            element.get("date", "")
            for work in descendants(root, "FRBRWork")
            for element in descendants(work, "FRBRdate")
        ),
        *(element.get("value", "") for element in descendants(root, "FRBRuri")),
    ]
    return next((date for date in map(first_date, candidates) if date), "")


def _votes(root: Element) -> Iterator[tuple[str, Vote]]:
    """Yield the votes of the analysis, each with the reference to its place."""
    shown = {
        f"#{e.get('eId') or e.get('id')}": e.get("showAs", "") for e in descendants(root, "TLCConcept", "TLCReference")
    }
    for number, voting in enumerate(descendants(root, "voting")):
        counts: dict[str, Any] = {}
        for counted in descendants(voting, "count"):
            side, total = _side(counted.get("refersTo", "")), count(counted.get("value", ""))
            if side and total is not None:
                counts[side] = total
        outcome = voting.get("outcome", "")
        if counts or outcome:
            vote = Vote(outcome=shown.get(outcome, outcome.removeprefix("#")), line=line(voting), **counts)
            yield voting.get("href") or f"{number}", vote


def _division(section: Element) -> Vote | None:
    """Return a division whose lists of names are sections of their own, as the Oireachtas prints them."""
    listed: dict[str, Any] = {}
    counts: dict[str, Any] = {}
    for part in section:
        if name(part) == "debateSection" and (side := _side(f"#{part.get('name', '')}")):
            listed[LISTS[side]] = tuple(words(person) for person in descendants(part, "person") if words(person))
    for quantity in descendants(section, "quantity"):
        side, total = _side(quantity.get("refersTo", "")), count(quantity.get("normalized") or words(quantity))
        if side and total is not None:
            counts[side] = total
    if not listed and not counts:
        return None
    texts = [words(part) for part in section if name(part) in {"heading", "summary"} and words(part)]
    outcome = next((words(part) for part in section if part.get("title") == "decision"), "")
    names = [
        f"{side}: {', '.join(names)}" for side, names in ((side.capitalize(), names) for side, names in listed.items())
    ]
    return Vote(
        text="\n\n".join([*texts, *names]),
        outcome=outcome,
        method="roll_call" if listed else "",
        line=line(section),
        **listed,
        **counts,
    )


def _side(reference: str) -> str:
    """Return which side a count is for, from the concept it refers to ("#ayes", "#enContra")."""
    return next((side for side, concept in SIDES.items() if concept.search(reference)), "")
