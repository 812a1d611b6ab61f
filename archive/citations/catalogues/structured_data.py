"""The record in the terms of schema.org (version 12 and later), as JSON-LD for search engines and others.

Each function returns plain values, without the ``@context`` that ``graph`` adds. The caller's function makes URLs
absolute. The arguments must already be public: nothing is filtered here.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import translation

from archive.citations.formats.citation import Citation
from archive.models import Board, Correction, Meeting, Office, Revision, Source, Speaker, Statement, shown

Node = dict[str, Any]
Absolute = Callable[[str], str]

CONTEXT = "https://schema.org"
EVENT_STATUS = {
    Meeting.Status.CANCELLED: "https://schema.org/EventCancelled",
    Meeting.Status.SCHEDULED: "https://schema.org/EventScheduled",
    # schema.org has no term for an event that took place as scheduled.
    Meeting.Status.HELD: "https://schema.org/EventScheduled",
}
# A longer text is given only by its beginning, because the page has all of it.
LONGEST_TEXT = 5000


def graph(*nodes: Node) -> Node:
    """Return the nodes as one document."""
    return {"@context": CONTEXT, "@graph": list(nodes)}


def statement_node(
    revision: Revision,
    citation: Citation,
    *,
    text_status: str,
    corrections: Iterable[Node],
    meeting: Meeting | None,
    absolute: Absolute,
) -> Node:
    """Return the Quotation for a published revision, or for the passage of it that the citation quotes.

    ``text_status`` says how close the text is to what was said. ``meeting`` is given if it is public.
    """
    statement = revision.statement
    text = citation.quote or shown(revision.text)
    whole = absolute(revision.get_absolute_url())
    return _without_empty(
        {
            "@type": "Quotation",
            "@id": citation.url,
            "url": citation.url,
            "identifier": citation.locator,
            "name": citation.heading,
            "text": text if len(text) <= LONGEST_TEXT else "",
            "description": "" if len(text) <= LONGEST_TEXT else revision.headline,
            "inLanguage": citation.language,
            "creativeWorkStatus": text_status,
            "creator": _creator(statement, absolute),
            "creditText": citation.credited_with_offices,
            "dateCreated": citation.date.isoformat(),
            "datePublished": statement.published_at.isoformat() if statement.published_at else "",
            "dateModified": revision.published_at.isoformat() if revision.published_at else "",
            "version": revision.number,
            "isPartOf": {"@id": whole} if citation.quote else _record(statement, meeting, citation.archive, absolute),
            "recordedAt": {"@id": event_id(meeting, absolute)} if meeting else None,
            "keywords": [topic.name for topic in statement.topics.all()],
            "isBasedOn": source_node(statement.source) if statement.source else None,
            "license": _licence(statement.source.licence) if statement.source else None,
            "publisher": {"@type": "Organization", "name": citation.archive, "url": absolute("/")},
            "correction": list(corrections),
        }
    )


def correction_node(correction: Correction, address: str) -> Node:
    """Return the CorrectionComment for a public correction, named by its kind; ``address`` shows what it changed."""
    with translation.override("en"):
        kind = str(correction.get_kind_display())
    return _without_empty(
        {
            "@type": "CorrectionComment",
            "name": kind,
            "text": correction.reason,
            "datePublished": correction.at.isoformat() if correction.at else "",
            "url": address,
            "citation": correction.evidence_url,
        }
    )


def event_node(meeting: Meeting, *, absolute: Absolute, starts: str = "") -> Node:
    """Return the Event for a public meeting; ``starts`` is its start with the board's UTC offset, if known."""
    board = meeting.board
    with translation.override("en"):
        kind = meeting.get_kind_display()
    return _without_empty(
        {
            "@type": "Event",
            "@id": event_id(meeting, absolute),
            "url": absolute(meeting.get_absolute_url()),
            "name": meeting.title or f"{kind}, {board.name}",
            "description": f"{kind} of {board.name}, {meeting.date}",
            "startDate": starts or meeting.date.isoformat(),
            "eventStatus": EVENT_STATUS[Meeting.Status(meeting.status)],
            "inLanguage": board.language,
            "location": _place_node(meeting.place or board.place),
            "organizer": board_node(board, absolute=absolute),
            "recordedIn": (
                {"@type": "CreativeWork", "name": "Recording", "url": meeting.recording_url}
                if meeting.recording_url
                else None
            ),
        }
    )


def event_id(meeting: Meeting, absolute: Absolute) -> str:
    """Return an identifier for the meeting itself, as distinct from the page about it."""
    return f"{absolute(meeting.get_absolute_url())}#meeting"


def board_node(board: Board, *, absolute: Absolute, parent: Board | None = None) -> Node:
    """Return the organisation for a public board and, if it is public, the board that it is a committee of."""
    return _without_empty(
        {
            "@type": "GovernmentOrganization",
            "@id": f"{absolute(board.get_absolute_url())}#board",
            "name": board.name,
            "url": absolute(board.get_absolute_url()),
            "description": board.description,
            "sameAs": board.website,
            "areaServed": board.place,
            "parentOrganization": board_node(parent, absolute=absolute) if parent else None,
        }
    )


def speaker_node(
    speaker: Speaker, offices: Iterable[Office], other_names: Iterable[str], *, absolute: Absolute
) -> Node:
    """Return the Person or Organization, with the public offices and the times they were held."""
    return _without_empty(
        {
            "@type": "Person" if speaker.kind == Speaker.Kind.PERSON else "Organization",
            "@id": f"{absolute(speaker.get_absolute_url())}#speaker",
            "name": speaker.name,
            "alternateName": list(other_names),
            "url": absolute(speaker.get_absolute_url()),
            "description": speaker.description,
            "sameAs": speaker.website,
            "memberOf": [_role(office) for office in offices],
        }
    )


def source_node(source: Source) -> Node:
    """Return the work that a text comes from."""
    return _without_empty(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.url,
            "datePublished": source.published.isoformat() if source.published else "",
            "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
        }
    )


def _creator(statement: Statement, absolute: Absolute) -> Node | None:
    """Return the speaker with the office held that day. A name that is not matched may belong to anything."""
    if statement.speaker is None:
        return None
    office = statement.office
    return speaker_node(statement.speaker, [office] if office else [], (), absolute=absolute)


def _role(office: Office) -> Node:
    """Return the office as a role in an organisation, which is schema.org's pattern for what holds only for a time."""
    return _without_empty(
        {
            "@type": "OrganizationRole",
            "roleName": office.title,
            "startDate": office.from_date.isoformat() if office.from_date else "",
            "endDate": office.to_date.isoformat() if office.to_date else "",
            "memberOf": {"@type": "Organization", "name": office.where} if office.where else None,
        }
    )


def _record(statement: Statement, meeting: Meeting | None, archive: str, absolute: Absolute) -> Node:
    """Return the work that a statement is part of: the record of its meeting, or else the archive."""
    if meeting is None:
        return {"@type": "WebSite", "name": archive, "url": absolute("/")}
    return {
        "@type": "CreativeWork",
        "@id": absolute(meeting.get_absolute_url()),
        "name": f"Record of the meeting: {statement.board.name}, {meeting.date}",
        "url": absolute(meeting.get_absolute_url()),
        "about": {"@id": event_id(meeting, absolute)},
    }


def _place_node(name: str) -> Node | None:
    return {"@type": "Place", "name": name, "address": name} if name else None


def _licence(licence: str) -> str | Node | None:
    if not licence:
        return None
    is_address = licence.startswith(("https://", "http://")) and " " not in licence
    return licence if is_address else {"@type": "CreativeWork", "name": licence}


def _without_empty(node: Node) -> Node:
    """Return the node without properties that the archive does not know."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}
