"""A meeting as Akoma Ntoso 3.0 (OASIS LegalDocML), valid against the strict schema.

The names of work, expression and manifestation follow its naming convention (``/akn/zz/debate/2024-03-05/meeting-7``);
the alias of the work is the address of the page. What the format has no place for stands under ``proprietary``: of each
statement its address, revision, text status and the seconds into the recording. ``startTime`` would be a time of day,
which a recording does not tell.

A vote is a ``voting`` of the analysis, with its outcome and each count that is known, and attendance a
``quorumVerification``. Who voted how follows the words of the motion, each name in a ``vote``.
"""

import datetime
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from archive.exports.addresses import permanent_url
from archive.exports.meeting.turns import ExportedTurn
from archive.exports.xml_text import for_xml
from archive.models import Ballot, Meeting, current_site
from archive.models.decided import COUNTED, Decided

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# The archive does not know the country of a board. ISO 3166 reserves ZZ for private use.
NO_COUNTRY = "zz"
ARCHIVE = "#archive"
RECORD = "urn:boardmeetings:record"
# The three letters of a language (ISO 639-2) that the naming convention asks for.
LETTERS = {
    "ar": "ara",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fr": "fra",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "nl": "nld",
    "pl": "pol",
    "pt": "por",
    "ru": "rus",
    "vi": "vie",
    "zh": "zho",
}
UNDETERMINED = "und"


def akoma_ntoso(
    meeting: Meeting, turns: list[ExportedTurn], decisions: list[Decided], address: str, today: datetime.date
) -> bytes:
    """Return the document; ``address`` is the URL of the meeting's page, ``today`` the day it is made."""
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE})
    debate = ET.SubElement(root, "debate", {"name": "meeting"})
    people = _people(turns, decisions, address)
    roles = {office: f"role-{at}" for at, office in enumerate(dict.fromkeys(filter(None, map(_office, turns))), 1)}
    _meta(debate, meeting, turns, decisions, people, roles, address, today)
    decided = {one.statement.pk: one for one in decisions}
    body = ET.SubElement(debate, "debateBody")
    section: ET.Element | None = None
    for turn in turns:
        if section is None or turn.starts_item:
            section = _section(body, turn, len(body) + 1)
        _turn(section, turn, people, roles)
        if turn.statement.pk in decided:
            _roll(section, decided[turn.statement.pk], people)
    if section is None:
        _paragraph(ET.SubElement(_section(body, None, 1), "narrative"), "No statement of this meeting is on record.")
    ET.indent(root, space=" ")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


@dataclass(frozen=True)
class _Person:
    """Somebody who speaks: an id in the document, the permanent address, and the name."""

    key: str
    address: str
    name: str


def _people(turns: list[ExportedTurn], decisions: list[Decided], address: str) -> dict[int | str, _Person]:
    """Return who speaks and votes. Two people of one name are two; of those without a page, only the name is known."""
    people: dict[int | str, _Person] = {}
    named = [(_who(turn), turn.statement.speaker, turn.speaker) for turn in turns if turn.speaker]
    named += [(_voter(ballot), ballot.speaker, ballot.name) for one in decisions for ballot in one.roll]
    for who, known, name in named:
        if who not in people:
            key = f"speaker-{len(people) + 1}"
            page = permanent_url(known.get_absolute_url()) if known else f"{address}#{key}"
            people[who] = _Person(key, page, known.name if known else name)
    return people


def _voter(ballot: Ballot) -> int | str:
    return ballot.speaker_id or ballot.name


def _who(turn: ExportedTurn) -> int | str:
    return turn.statement.speaker_id or turn.speaker


def _office(turn: ExportedTurn) -> str:
    return turn.office if turn.speaker else ""


def _meta(
    debate: ET.Element,
    meeting: Meeting,
    turns: list[ExportedTurn],
    decisions: list[Decided],
    people: dict[int | str, _Person],
    roles: dict[str, str],
    address: str,
    today: datetime.date,
) -> None:
    meta = ET.SubElement(debate, "meta")
    _identification(meta, meeting, address, today)
    concepts = _analysis(meta, decisions)
    references = ET.SubElement(meta, "references", {"source": ARCHIVE})
    for name, shown_as, href in (("archive", current_site().name, address), ("board", meeting.board.name, address)):
        attributes = {"eId": name, "href": href, "showAs": for_xml(shown_as)}
        ET.SubElement(references, "TLCOrganization", attributes)
    for one in people.values():
        ET.SubElement(references, "TLCPerson", {"eId": one.key, "href": one.address, "showAs": for_xml(one.name)})
    for office, key in roles.items():
        ET.SubElement(references, "TLCRole", {"eId": key, "href": f"{address}#{key}", "showAs": for_xml(office)})
    for key, concept in concepts.items():
        named = {"eId": key, "href": f"{address}#{key}", "showAs": for_xml(concept)}
        ET.SubElement(references, "TLCConcept", named)
    if turns:
        _proprietary(meta, turns)


def _identification(meta: ET.Element, meeting: Meeting, address: str, today: datetime.date) -> None:
    """Say which work this is, in which language, and which file of it."""
    identification = ET.SubElement(meta, "identification", {"source": ARCHIVE})
    held = meeting.date.first.isoformat()
    code = meeting.board.language.partition("-")[0]
    language = LETTERS.get(code, code if len(code) == len(UNDETERMINED) else UNDETERMINED)
    work = f"/akn/{NO_COUNTRY}/debate/{meeting.date.isoformat()}/meeting-{meeting.pk}"
    for level, uri, form, date, what in (
        ("FRBRWork", work, "", held, "meeting"),
        ("FRBRExpression", f"{work}/{language}", "", held, "meeting"),
        ("FRBRManifestation", f"{work}/{language}", ".xml", today.isoformat(), "export"),
    ):
        part = ET.SubElement(identification, level)
        ET.SubElement(part, "FRBRthis", {"value": f"{uri}/!main{form}"})
        ET.SubElement(part, "FRBRuri", {"value": f"{uri}{form}"})
        if level == "FRBRWork":
            ET.SubElement(part, "FRBRalias", {"value": address, "name": "page"})
        ET.SubElement(part, "FRBRdate", {"date": date, "name": what})
        ET.SubElement(part, "FRBRauthor", {"href": "#board" if level == "FRBRWork" else ARCHIVE})
        if level == "FRBRWork":
            ET.SubElement(part, "FRBRcountry", {"value": NO_COUNTRY})
        if level == "FRBRExpression":
            ET.SubElement(part, "FRBRlanguage", {"language": language})


def _analysis(meta: ET.Element, decisions: list[Decided]) -> dict[str, str]:
    """Say what came of each vote, and every count that is printed or on its roll. Return their concepts by their ids.

    A choice that nobody on a roll made is not counted: the roll may leave out those who made it. The schema has no vote
    without a count: one of which only the result is known is told in words.
    """
    concepts: dict[str, str] = {}
    parliamentary = ET.Element("parliamentary")
    for decided in decisions:
        concepts |= {f"choice-{ballot.choice}": ballot.get_choice_display() for ballot in decided.roll}
        counts = {choice: decided.count(choice) for choice in COUNTED if decided.is_counted(choice)}
        if not counts:
            continue
        decision, number = decided.decision, decided.statement.number
        about = {"eId": f"vote-{number}", "href": f"#statement-{number}"}
        if decision.result:
            about["outcome"] = f"#result-{decision.result}"
            concepts[f"result-{decision.result}"] = str(decision.get_result_display())
        kind = "quorumVerification" if decided.is_attendance else "voting"
        vote = ET.SubElement(parliamentary, kind, about)
        for choice, value in counts.items():
            key = f"choice-{choice}"
            concepts[key] = str(choice.label)
            attributes = {"eId": f"vote-{number}__{key}", "value": str(value), "refersTo": f"#{key}"}
            ET.SubElement(vote, "count", attributes)
    if len(parliamentary):
        ET.SubElement(meta, "analysis", {"source": ARCHIVE}).append(parliamentary)
    return concepts


def _roll(section: ET.Element, decided: Decided, people: dict[int | str, _Person]) -> None:
    """Add what was decided in a sentence, and the names by choice."""
    key = f"statement-{decided.statement.number}"
    ET.SubElement(section, "narrative", {"eId": f"{key}__result"}).text = for_xml(decided.sentence)
    for at, (choice, ballots) in enumerate(decided.by_choice, start=1):
        line = ET.SubElement(section, "narrative", {"eId": f"{key}__roll_{at}"})
        line.text = for_xml(f"{choice}: ")
        for ballot in ballots:
            by = {"by": f"#{people[_voter(ballot)].key}", "choice": f"#choice-{ballot.choice}"}
            vote = ET.SubElement(line, "vote", by)
            vote.text, vote.tail = for_xml(ballot.name), "" if ballot is ballots[-1] else ", "


def _proprietary(meta: ET.Element, turns: list[ExportedTurn]) -> None:
    record = ET.SubElement(ET.SubElement(meta, "proprietary", {"source": ARCHIVE}), "record", {"xmlns": RECORD})
    for turn in turns:
        statement = turn.statement
        times = {"start": statement.start_seconds, "end": statement.end_seconds}
        about = {
            "href": f"#statement-{statement.number}",
            "address": permanent_url(statement.published_revision.get_absolute_url()),
            "revision": str(statement.published_revision.number),
            "textStatus": statement.text_status,
            **{name: str(seconds) for name, seconds in times.items() if seconds is not None},
        }
        ET.SubElement(record, "statement", about)


def _section(body: ET.Element, turn: ExportedTurn | None, number: int) -> ET.Element:
    section = ET.SubElement(body, "debateSection", {"name": "item", "eId": f"item-{number}"})
    item = turn.statement.agenda_item if turn else None
    ET.SubElement(section, "heading").text = for_xml(str(item)) if item else "Record"
    return section


def _turn(section: ET.Element, turn: ExportedTurn, people: dict[int | str, _Person], roles: dict[str, str]) -> None:
    key = {"eId": f"statement-{turn.statement.number}"}
    if not turn.speaker:
        element = ET.SubElement(section, "narrative", key)
        element.text = for_xml(" ".join(turn.text.split()))
        return
    said_as = {"as": f"#{roles[turn.office]}"} if turn.office else {}
    element = ET.SubElement(section, "speech", {**key, "by": f"#{people[_who(turn)].key}", **said_as})
    ET.SubElement(element, "from").text = for_xml(", ".join(filter(None, (turn.speaker, turn.office))))
    for paragraph in filter(str.strip, turn.text.splitlines()):
        _paragraph(element, paragraph)


def _paragraph(parent: ET.Element, text: str) -> None:
    if parent.tag == "narrative":
        parent.text = text
    else:
        ET.SubElement(parent, "p").text = for_xml(text)
