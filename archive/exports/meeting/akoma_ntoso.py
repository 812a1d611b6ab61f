"""A meeting as Akoma Ntoso 3.0 (OASIS LegalDocML), valid against the strict schema."""

import datetime
import re
from xml.etree import ElementTree as ET

from archive.exports.meeting.turns import ExportedTurn
from archive.models import Meeting, current_site

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# The archive does not know the country of a board. ISO 3166 reserves ZZ for private use.
NO_COUNTRY = "zz"
ARCHIVE = "#archive"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def akoma_ntoso(meeting: Meeting, turns: list[ExportedTurn], address: str, today: datetime.date) -> bytes:
    """Return the document; ``address`` is the URL of the meeting's page, ``today`` the day it is made."""
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE})
    debate = ET.SubElement(root, "debate", {"name": "meeting"})
    people = _people(turns)
    _meta(debate, meeting, people, address, today)
    body = ET.SubElement(debate, "debateBody")
    section: ET.Element | None = None
    for turn in turns:
        if section is None or turn.starts_item:
            section = _section(body, turn, len(body) + 1)
        _turn(section, turn, people)
    if section is None:
        _paragraph(ET.SubElement(_section(body, None, 1), "narrative"), "No statement of this meeting is on record.")
    ET.indent(root, space=" ")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _people(turns: list[ExportedTurn]) -> dict[str, str]:
    """Return an id for each speaker's name."""
    names = dict.fromkeys(turn.speaker for turn in turns if turn.speaker)
    return {name: f"speaker-{at}" for at, name in enumerate(names, 1)}


def _meta(debate: ET.Element, meeting: Meeting, people: dict[str, str], address: str, today: datetime.date) -> None:
    meta = ET.SubElement(debate, "meta")
    identification = ET.SubElement(meta, "identification", {"source": ARCHIVE})
    held = meeting.date.first.isoformat()
    language = meeting.board.language
    for level, suffix, date, what in (
        ("FRBRWork", "", held, "meeting"),
        ("FRBRExpression", f"/{language}", held, "meeting"),
        ("FRBRManifestation", f"/{language}.xml", today.isoformat(), "export"),
    ):
        part = ET.SubElement(identification, level)
        ET.SubElement(part, "FRBRthis", {"value": f"{address}{suffix}"})
        ET.SubElement(part, "FRBRuri", {"value": f"{address}{suffix}"})
        ET.SubElement(part, "FRBRdate", {"date": date, "name": what})
        ET.SubElement(part, "FRBRauthor", {"href": "#board" if level == "FRBRWork" else ARCHIVE})
        if level == "FRBRWork":
            ET.SubElement(part, "FRBRcountry", {"value": NO_COUNTRY})
        if level == "FRBRExpression":
            ET.SubElement(part, "FRBRlanguage", {"language": language})
    references = ET.SubElement(meta, "references", {"source": ARCHIVE})
    for name, shown_as, href in (("archive", current_site().name, address), ("board", meeting.board.name, address)):
        attributes = {"eId": name, "href": href, "showAs": _for_xml(shown_as)}
        ET.SubElement(references, "TLCOrganization", attributes)
    for name, key in people.items():
        ET.SubElement(references, "TLCPerson", {"eId": key, "href": f"{address}#{key}", "showAs": _for_xml(name)})


def _section(body: ET.Element, turn: ExportedTurn | None, number: int) -> ET.Element:
    section = ET.SubElement(body, "debateSection", {"name": "item", "eId": f"item-{number}"})
    item = turn.statement.agenda_item if turn else None
    ET.SubElement(section, "heading").text = _for_xml(str(item)) if item else "Record"
    return section


def _turn(section: ET.Element, turn: ExportedTurn, people: dict[str, str]) -> None:
    key = {"eId": f"statement-{turn.statement.number}"}
    if not turn.speaker:
        element = ET.SubElement(section, "narrative", key)
        element.text = _for_xml(" ".join(turn.text.split()))
        return
    element = ET.SubElement(section, "speech", {**key, "by": f"#{people[turn.speaker]}"})
    ET.SubElement(element, "from").text = _for_xml(", ".join(filter(None, (turn.speaker, turn.office))))
    for paragraph in filter(str.strip, turn.text.splitlines()):
        _paragraph(element, paragraph)


def _paragraph(parent: ET.Element, text: str) -> None:
    if parent.tag == "narrative":
        parent.text = text
    else:
        ET.SubElement(parent, "p").text = _for_xml(text)


def _for_xml(text: str) -> str:
    return NOT_XML.sub("", text)
