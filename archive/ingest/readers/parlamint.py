"""ParlaMint: parliamentary debates in TEI (https://clarin-eric.github.io/ParlaMint/), plain or annotated.

``u`` is what one person said, ``seg`` a paragraph of it; other TEI has ``sp`` with the ``speaker``, and ``p``. The
``note`` of type "speaker" before it is the label as printed. Without a note, the label is the name that
``listPerson`` has for ``who``, or ``who`` itself. In annotated files (``.ana``) a paragraph has words (``w``,
``pc``); ``join="right"`` says that no space follows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting, Turn, is_mark
from archive.ingest.readers.xml_tree import child, descendants, line, name, words
from archive.ingest.refusals import NotATranscript
from archive.ingest.text import label_words
from archive.language.dates import first_date

SPEECHES = frozenset({"u", "sp"})
SEGMENTS = frozenset({"seg", "p"})
WORD_ELEMENTS = frozenset({"w", "pc"})
NOTES = frozenset({"note", "kinesic", "vocal", "incident", "gap"})
HEADINGS = frozenset({"head"})
LEFT_OUT = frozenset({*NOTES, "linkGrp", "pb"})
BRACKETS = ("(", "[")
CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")


def read(root: Element) -> ParsedMeeting:
    """Return the entries of a TEI document of a meeting.

    Raises NotATranscript if nobody speaks in it, as in the root file of a corpus.
    """
    reader = _Reader({_identifier(person): _name(person) for person in descendants(root, "person")})
    body = next(descendants(root, "body"), None)
    entries = tuple(reader.entries(body)) if body is not None else ()
    if not any(isinstance(entry, Turn) for entry in entries):
        raise NotATranscript("Nobody speaks in this TEI document. Choose the file of one sitting.")
    header = child(root, "teiHeader")
    return ParsedMeeting(
        format="parlamint",
        entries=entries,
        title=_title(header),
        date=_date(header),
        language=next((value for key, value in root.items() if key.endswith("lang")), ""),
    )


@dataclass
class _Reader:
    """Walks through the body, and knows whom the references mean and which label was printed last."""

    people: dict[str, str]
    printed: str = ""
    last: tuple[str, str] = ("", "")  # who spoke before, and the label

    def entries(self, element: Element) -> Iterator[Entry]:
        for part in element:
            kind = name(part)
            if kind in SPEECHES:
                self.printed = label_words.tidy(words(child(part, "speaker"))) or self.printed
                yield from self._turn(part)
                self.printed = ""
            elif kind == "note" and part.get("type") == "speaker":
                self.printed = label_words.tidy(words(part))
            elif kind in HEADINGS:
                yield Heading(words(part), line=line(part))
            elif kind in NOTES:
                if words(part):
                    yield Narrative(words(part), line=line(part))
            elif kind in SEGMENTS:
                yield Narrative(_text(part), line=line(part))
            else:
                yield from self.entries(part)

    def _turn(self, element: Element) -> Iterator[Entry]:
        """Yield what one person said. A note inside splits it, except a sound such as (Applause)."""
        label = self._label(element.get("who", ""))
        identifier = next((value for key, value in element.items() if key.endswith("}id")), "")
        spoken: list[str] = []
        for part in element:
            noted = words(part) if name(part) in NOTES else ""
            sound = is_mark(noted) or (name(part) == "kinesic" and noted.startswith(BRACKETS))
            text = _text(part) if name(part) in SEGMENTS else noted if sound else ""
            if text:
                spoken.append(text)
            elif noted:
                if spoken:
                    yield Turn("\n\n".join(spoken), label, line=line(element), identifier=identifier)
                yield Narrative(noted, line=line(part))
                spoken, identifier = [], ""
        if spoken:
            yield Turn("\n\n".join(spoken), label, line=line(element), identifier=identifier)

    def _label(self, who: str) -> str:
        """Return the speaker as printed before the speech, else as the header names them, else by their reference."""
        who = who.rpartition("#")[2]
        goes_on = self.last[1] if who and self.last[0] == who else ""
        by_reference = self.people.get(who) or CAMEL.sub(" ", who).replace("_", " ").strip()
        self.last = (who, self.printed or goes_on or by_reference)
        return self.last[1]


def _text(element: Element) -> str:
    """Return the words of a paragraph. In annotated files each word is an element."""
    if next(descendants(element, *WORD_ELEMENTS), None) is None:
        return words(element, LEFT_OUT)
    pieces = []
    for word in _outermost(element):
        pieces += [words(word), "" if word.get("join") == "right" else " "]
    return " ".join("".join(pieces).split())


def _outermost(element: Element) -> Iterator[Element]:
    """Yield the words; if a word is annotated as several, the outer one."""
    for part in element:
        if name(part) in WORD_ELEMENTS:
            yield part
        elif name(part) not in LEFT_OUT:
            yield from _outermost(part)


def _identifier(element: Element) -> str:
    return next((value for key, value in element.items() if key.endswith("}id")), "")


def _name(person: Element) -> str:
    naming = child(person, "persName")
    if naming is None:
        return ""
    parts = [words(part) for kind in ("forename", "surname") for part in naming if name(part) == kind]
    return " ".join(parts) or words(naming)


def _title(header: Element | None) -> str:
    titles = [] if header is None else [title for title in descendants(header, "title") if title.get("type") == "main"]
    return words(titles[0]) if titles else ""


def _date(header: Element | None) -> str:
    """Return the day of the meeting: that of the setting, else that of the source."""
    for where in ("settingDesc", "sourceDesc"):
        for part in descendants(header, where) if header is not None else ():
            for date in descendants(part, "date"):
                if day := first_date(date.get("when", "") or date.get("from", "")):
                    return day
    return ""
