"""The XML of Canada's House of Commons (``Hansard``): debates of the House and evidence of its committees.

The elements are described at https://www.ourcommons.ca/en/open-data. An ``Intervention`` names the speaker in
``PersonSpeaking`` and has their words in ``Content``; titles, divisions and the reporter's text are next to it.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting, Turn
from archive.ingest.readers.xml_tree import child, descendants, line, name, words
from archive.ingest.refusals import NotATranscript
from archive.ingest.text import label_words

PASSED_OVER = frozenset({"Timestamp", "FloorLanguage", "ExtractedInformation", "StartPageNumber", "DocumentTitle"})
HEADINGS = {
    "OrderOfBusinessTitle": 1,
    "SubjectOfBusinessTitle": 2,
    "SubjectOfBusinessQualifier": 3,
    "CatchLine": 2,
}
SPEAKERS = {"Intervention": "PersonSpeaking", "QuestionContent": "Questioner", "ResponseContent": "Responder"}
SIDES = {"DivisionTypeYeas": "Yeas", "DivisionTypeNays": "Nays", "DivisionTypePaired": "Paired"}
PARAGRAPHS = frozenset({"ParaText", "ProceduralText", "Quote", "Poetry", "Prayer", "ThroneSpeechPara"})
ASIDES = frozenset({"ProceduralText"})
SPACE_BEFORE_MARK = re.compile(r"\s+(?=[.,])")


def read(root: Element) -> ParsedMeeting:
    """Return the entries of a ``Hansard`` document.

    Raises NotATranscript when nobody speaks in it.
    """
    body = child(root, "HansardBody")
    entries = tuple(_entries(root if body is None else body))
    if not any(isinstance(entry, Turn) for entry in entries):
        raise NotATranscript("Nobody speaks in this Hansard. Choose the file with the debate or the evidence.")
    about = {item.get("Name", ""): words(item) for item in descendants(root, "ExtractedItem")}
    language = next((value for key, value in root.items() if key.endswith("lang")), "").lower()
    return ParsedMeeting(
        format="canadian_hansard",
        entries=entries,
        title=" ".join(part for part in (about.get("HeaderTitle"), about.get("MetaTitle")) if part),
        board=about.get("InstitutionDebate") or about.get("Institution", ""),
        date=_date(about),
        language=language[:2],
    )


def _date(about: dict[str, str]) -> str:
    year, month, day = (about.get(f"MetaDateNum{part}", "") for part in ("Year", "Month", "Day"))
    return f"{year}-{month:0>2}-{day:0>2}" if year.isdecimal() and month.isdecimal() and day.isdecimal() else ""


def _entries(element: Element) -> Iterator[Entry]:
    for part in element:
        kind = name(part)
        if kind in PASSED_OVER:
            continue
        if kind in HEADINGS:
            if words(part):
                yield Heading(words(part), HEADINGS[kind], line=line(part))
        elif kind in SPEAKERS:
            yield from _turn(part, _label(_naming(element, part, SPEAKERS[kind])))
        elif kind in SIDES:
            yield Narrative(_side(part), line=line(part))
        elif kind in PARAGRAPHS or not len(part):
            if words(part, PASSED_OVER) and kind not in SPEAKERS.values():
                yield Narrative(words(part, PASSED_OVER), line=line(part))
        elif kind not in SPEAKERS.values():
            yield from _entries(part)


def _side(element: Element) -> str:
    """Return one side of a division: its title, and the names on it."""
    names = ", ".join(filter(None, (words(member) for member in descendants(element, "Affiliation"))))
    title = words(element, frozenset({"Affiliation"})).strip(" ,")
    return ": ".join(part for part in (title or SIDES[name(element)], names) if part)


def _naming(parent: Element, element: Element, naming: str) -> Element | None:
    """Return the element that names the speaker: inside the speech or, for a written question, next to it."""
    inside = next(descendants(element, naming), None)
    return inside if inside is not None else child(parent, naming)


def _label(naming: Element | None) -> str:
    affiliation = child(naming, "Affiliation") if naming is not None else None
    return label_words.tidy(words(affiliation if affiliation is not None else naming))


def _turn(element: Element, label: str) -> Iterator[Entry]:
    """Yield what one person said, split where the reporter writes in between."""
    identifier = element.get("id", "")
    spoken: list[str] = []
    for part in _paragraphs(element):
        text = words(part, PASSED_OVER)
        if text and name(part) in ASIDES:
            if spoken:
                yield Turn("\n\n".join(spoken), label, line=line(element), identifier=identifier)
            yield Narrative(text, line=line(part))
            spoken, identifier = [], ""
        elif text:
            spoken.append(SPACE_BEFORE_MARK.sub("", text))
    if spoken:
        yield Turn("\n\n".join(spoken), label, line=line(element), identifier=identifier)


def _paragraphs(element: Element) -> Iterator[Element]:
    """Yield the outermost paragraphs below an element, in order. Text of an unknown element is also a paragraph."""
    for part in element:
        if name(part) in PASSED_OVER or name(part) in SPEAKERS.values():
            continue
        if name(part) in PARAGRAPHS or not len(part):
            yield part
        else:
            yield from _paragraphs(part)
