"""The metadata in the heads of pages, for programs that read pages."""

import datetime
import json
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from archive.citations.catalogues import structured_data
from archive.citations.catalogues.metadata import Meta, article, dublin_core, highwire, open_graph
from archive.citations.formats.citation import Citation
from archive.citations.passages.quote_range import QuoteRange
from archive.exports.addresses import permanent_url
from archive.exports.phrases import text_status_phrase
from archive.models import GAP, Board, Meeting, Office, Revision, Speaker, current_site
from archive.pages.sharing.cards import LONGEST_ABOUT, SubjectCard, board_card, card_of, meeting_card, speaker_card
from archive.pages.statements.history import HistoryEntry

# Like Django's json_script: nothing in the data can end the element or begin a comment. JSON allows the line and
# paragraph separators, but they end a line in older JavaScript.
ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


OEMBED_TYPES = {"json": "application/json+oembed", "xml": "text/xml+oembed"}


class Alternate(NamedTuple):
    """Another form of a page: its media type and address."""

    media_type: str
    address: str


@dataclass(frozen=True)
class PageMetadata:
    """The ``<meta>`` elements of a page, its other formats, and its JSON-LD."""

    meta: list[Meta] = field(default_factory=list)
    alternates: list[Alternate] = field(default_factory=list)
    structured: structured_data.Node = field(default_factory=dict)

    @property
    def tags(self) -> SafeString:
        """The ``<meta>`` and ``<link>`` elements, one per line."""
        about = ((one.attribute, one.key, one.content) for one in self.meta)
        metas = format_html_join("", '<meta {}="{}" content="{}">\n', about)
        links = format_html_join("", '<link rel="alternate" type="{}" href="{}">\n', self.alternates)
        return metas + links

    @property
    def script(self) -> SafeString:
        """The JSON-LD as a data block, which no browser runs and no Content-Security-Policy affects (HTML, 4.12.1)."""
        data = json.dumps(self.structured, ensure_ascii=False).translate(ESCAPES)
        return format_html('<script type="application/ld+json">{}</script>', mark_safe(data))  # noqa: S308


def statement_metadata(
    request: HttpRequest,
    revision: Revision,
    citation: Citation,
    passage: QuoteRange | None,
    history: Iterable[HistoryEntry],
    meeting: Meeting | None,
) -> PageMetadata:
    """Return the metadata for the page of a wording, or of a passage of it.

    ``history`` is the public history of the statement; ``meeting`` is given if it is public.
    """
    statement = revision.statement
    phrase = str(text_status_phrase(statement.text_status))
    nodes = [
        structured_data.statement_node(
            revision,
            citation,
            text_status=phrase,
            corrections=_corrections(revision, history),
            meeting=meeting,
            absolute=permanent_url,
        )
    ]
    if meeting:
        nodes.append(meeting_node(meeting))
    # A reader who shares the page of a statement means its present text. A wording and a passage have their own URLs.
    match = request.resolver_match
    is_current_page = not citation.quote and not (match and match.url_name == "statement-revision")
    shared = permanent_url(statement.get_absolute_url()) if is_current_page else citation.url
    card = card_of(revision, citation, passage, LONGEST_ABOUT)
    title = f"“{card.excerpt.words}”" if passage else revision.statement.title_in(revision)
    description = " ".join(filter(None, [card.origin, card.context]))
    # A passage with redacted words has no card, because the card could not explain the gap.
    is_drawn = card.can_be_drawn and not (passage and GAP in passage.words_in(revision.text))
    return PageMetadata(
        [
            *dublin_core(citation, revision, permanent_url(meeting.get_absolute_url()) if meeting else ""),
            *highwire(citation),
            *open_graph(
                title=title,
                description=description,
                url=shared,
                archive=current_site().name,
                image=_card_address(revision, passage) if is_drawn else "",
                image_alt=f"“{card.excerpt.words}” {card.origin}",
            ),
            *article(revision, author=permanent_url(statement.speaker.get_absolute_url()) if statement.speaker else ""),
        ],
        _embeddings(shared),
        structured_data.graph(*nodes),
    )


def _embeddings(shared: str) -> list[Alternate]:
    """Return the addresses that tell other sites how to embed what is at a URL."""
    addresses = {name: urlencode({"url": shared, "format": name}) for name in OEMBED_TYPES}
    oembed = permanent_url(reverse("pages:oembed"))
    return [Alternate(OEMBED_TYPES[name], f"{oembed}?{query}") for name, query in addresses.items()]


def _card_address(revision: Revision, passage: QuoteRange | None) -> str:
    """Return the URL of the card image, with the wording and the passage in it."""
    path = reverse("pages:statement-card", args=[revision.statement.number, revision.number])
    return permanent_url(f"{path}?quote={passage}" if passage else path)


def _corrections(revision: Revision, history: Iterable[HistoryEntry]) -> list[structured_data.Node]:
    """Return the corrections up to the wording, and those for every wording: of the speaker, and redactions."""
    return [
        structured_data.correction_node(change.correction, permanent_url(change.correction.get_absolute_url()))
        for change in history
        if change.correction and (change.revision is None or change.revision.number <= revision.number)
    ]


def meeting_metadata(meeting: Meeting) -> PageMetadata:
    """Return the metadata for the page of a public meeting."""
    return _of_subject(meeting_card(meeting), meeting_node(meeting), "article")


def speaker_metadata(speaker: Speaker, offices: Iterable[Office], other_names: Iterable[str]) -> PageMetadata:
    """Return the metadata for the page of a public speaker; offices and names are the public ones."""
    offices = list(offices)
    node = structured_data.speaker_node(speaker, offices, other_names, absolute=permanent_url)
    kind = "profile" if speaker.kind == Speaker.Kind.PERSON else "website"
    return _of_subject(speaker_card(speaker, offices), node, kind)


def board_metadata(board: Board, parent: Board | None) -> PageMetadata:
    """Return the metadata for the page of a public board; ``parent`` is given if it is public."""
    node = structured_data.board_node(board, absolute=permanent_url, parent=parent)
    return _of_subject(board_card(board), node, "website")


def _of_subject(card: SubjectCard, node: structured_data.Node, kind: str) -> PageMetadata:
    graph = open_graph(
        title=card.name,
        description=card.about,
        url=card.address,
        archive=current_site().name,
        image=card.image,
        image_alt=f"{card.name}. {card.about}",
        kind=kind,
    )
    return PageMetadata(graph, structured=structured_data.graph(node))


def meeting_node(meeting: Meeting) -> structured_data.Node:
    """Return the Event, with its start in the board's time zone if that is on record."""
    starts = ""
    if meeting.start and meeting.date.day:
        zone = zoneinfo.ZoneInfo(meeting.board.timezone)
        starts = datetime.datetime.combine(meeting.date.first, meeting.start, zone).isoformat()
    return structured_data.event_node(meeting, absolute=permanent_url, starts=starts)
