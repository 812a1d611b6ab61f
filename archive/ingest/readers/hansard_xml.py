"""Two XML models of parliamentary debates: TheyWorkForYou's (``publicwhip``) and the historic Hansard's."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting, Turn, Vote
from archive.ingest.readers.xml_tree import child, count, descendants, line, name, words
from archive.ingest.refusals import NotATranscript
from archive.ingest.text import label_words
from archive.language.dates import first_date

PAGE_FURNITURE = frozenset({"col", "image"})
SIDES = {"AYES": "ayes", "NOES": "noes", "ABSTENTIONS": "abstentions"}
DIVISION_FURNITURE = re.compile(r"Division No|Tellers? for|^\[|\b\d{1,2}[.:]\d\d [ap]m", re.IGNORECASE)


def read_publicwhip(root: Element) -> ParsedMeeting:
    """Return the entries of a ``debates`` document of TheyWorkForYou and its relatives.

    Raises NotATranscript when nobody speaks in it.
    """
    entries = [entry for element in root for entry in _publicwhip_entry(element)]
    dates = (first_date(element.get("id", "")) for element in root)
    return _meeting(entries, "publicwhip", date=next((date for date in dates if date), ""))


def _publicwhip_entry(element: Element) -> Iterator[Entry]:
    kind = name(element)
    if kind.endswith("-heading"):
        if words(element):
            yield Heading(words(element), 2 if kind.startswith("minor") else 1, line=line(element))
    elif kind == "speech":
        text = "\n\n".join(_paragraphs(element))
        speaker = element.get("speakername", "")
        if text and element.get("nospeaker") == "true" and not speaker:
            yield Narrative(text, line=line(element))
        elif text:
            yield Turn(text, speaker, line=line(element), identifier=element.get("id", ""))
    elif kind == "division":
        yield _publicwhip_division(element)


def _publicwhip_division(element: Element) -> Vote:
    counted = child(element, "divisioncount")
    ayes, noes = (None if counted is None else count(counted.get(side, "")) for side in ("ayes", "noes"))
    voted: dict[str, list[str]] = {"aye": [], "no": [], "abstain": []}
    for member in descendants(element, "member", "mpname", "msp", "lord"):
        voted.get(member.get("vote", "").removesuffix("s"), []).append(words(member))
    return Vote(
        title=f"Division {element.get('divnumber', '')}".strip(),
        ayes=tuple(voted["aye"]),
        noes=tuple(voted["no"]),
        abstentions=tuple(voted["abstain"]),
        aye_count=ayes,
        no_count=noes,
        line=line(element),
    )


def read_historic(root: Element) -> ParsedMeeting:
    """Return the entries of a sitting of the historic Hansard (``housecommons``, ``houselords``).

    Raises NotATranscript when nobody speaks in it.
    """
    date = next(descendants(root, "date"), None)
    entries = [entry for element in root for entry in _historic_entries(element, 1)]
    return _meeting(
        entries, "historic_hansard",
        title=words(child(root, "title")), date=first_date(date.get("format", "") if date is not None else ""),
    )  # fmt: skip


def _historic_entries(element: Element, level: int) -> Iterator[Entry]:
    kind = name(element)
    if kind == "title":
        if words(element):
            yield Heading(words(element), level, line=line(element))
    elif kind == "p":
        yield from _historic_paragraph(element)
    elif kind == "division":
        yield _historic_division(element)
    elif kind in {"date", *PAGE_FURNITURE}:
        return
    elif kind in {"table", "ul", "ol", "quote"}:
        yield from (Narrative(text, line=line(element)) for text in _paragraphs(element))
    else:
        deeper = level + (kind == "section")
        for part in element:
            yield from _historic_entries(part, deeper if name(part) != "title" else level)


def _historic_paragraph(element: Element) -> Iterator[Entry]:
    member, said = child(element, "member"), child(element, "membercontribution")
    if said is None:
        if words(element, PAGE_FURNITURE):
            yield Narrative(words(element, PAGE_FURNITURE), line=line(element))
        return
    before = " ".join((element.text or "").split())
    if before:
        yield Narrative(before, line=line(element))
    text = words(said, PAGE_FURNITURE).removeprefix(":").strip()
    if text:
        yield Turn(text, label_words.tidy(words(member)), line=line(element), identifier=element.get("id", ""))


def _historic_division(element: Element) -> Vote:
    sides: dict[str, list[str]] = {side: [] for side in SIDES.values()}
    side, title = "", ""
    for cell in descendants(element, "td"):
        text = words(cell)
        if text.strip(" :").upper() in SIDES:
            side = SIDES[text.strip(" :").upper()]
        elif text.startswith("Division No"):
            title = text.strip("[] ")
        elif side and text and not DIVISION_FURNITURE.search(text):
            sides[side].append(text)
    listed: dict[str, Any] = {side: tuple(names) for side, names in sides.items()}
    return Vote(title=title, line=line(element), **listed)


def _paragraphs(element: Element) -> list[str]:
    """Return the paragraphs of a speech, including list items and table rows."""
    blocks = list(descendants(element, "p", "li", "dt", "dd", "tr"))
    inner = {id(part) for block in blocks for part in block.iter() if part is not block}
    texts = [words(block, PAGE_FURNITURE) for block in blocks if id(block) not in inner]
    loose = " ".join((element.text or "").split())
    return [text for text in ([loose, *texts] if blocks else [words(element, PAGE_FURNITURE)]) if text]


def _meeting(entries: list[Entry], format_name: str, **about: Any) -> ParsedMeeting:
    if not any(isinstance(entry, Turn) for entry in entries):
        raise NotATranscript("Nobody speaks in this XML. Import the record of the debate itself.")
    return ParsedMeeting(format=format_name, entries=tuple(entries), **about)
