"""oEmbed 1.0 (oembed.com): what other sites show for a statement or a passage when somebody pastes its URL.

The HTML is one ``<blockquote>`` with paragraphs and a link, without scripts. It fits into any page, and is still
complete on sites that keep only blockquotes and links of foreign HTML, as WordPress does.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.citations.formats.citation import Citation
from archive.citations.passages.context import TextExcerpt, excerpt_of
from archive.citations.passages.quote_range import QuoteRange, QuoteRangeError
from archive.exports.addresses import permanent_url, without_language
from archive.exports.phrases import full_date, text_status_phrase
from archive.exports.xml_text import for_xml
from archive.machine.web.cost import Cost, costs
from archive.models import Office, Revision, Statement, current_site
from archive.pages.quotes.citations import citation_here
from archive.pages.statements.wordings import revision_on_record, statement_on_record

STATEMENT_PAGES = {"statement-number", "statement-detail", "statement-revision"}
FORMATS = ("json", "xml")
PIXELS = re.compile(r"[1-9]\d{0,5}", re.ASCII)
# The estimated size of a blockquote: the requested width, letters of 8 pixels, lines of 24.
WIDTH, NARROWEST = 600, 120
LETTER, LINE = 8, 24
LINES_AROUND = 6
MAX_HEIGHT = 2000
LONGEST_WORDS, SHORTEST_WORDS = 800, 60
A_DAY = 24 * 3600


@dataclass(frozen=True)
class Shared:
    """What a URL names: a wording, and perhaps a passage of it."""

    revision: Revision
    passage: QuoteRange | None


class NotShared(Exception):
    """Nothing can be embedded for a URL: the status to answer with, and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@require_safe
@costs(Cost.CHEAP, "format", "maxheight", "maxwidth", "url")
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer for the ``url`` of a statement, a wording or a passage, as JSON or XML.

    Answer 404 if nothing public is there, 410 if it was withdrawn, 501 for another format, and 400 for a bad request.
    There is no 401, because something that is not public does not exist here.
    """
    try:
        response = _embedding_answer(request)
    except NotShared as error:
        response = HttpResponse(str(error), status=error.status, content_type="text/plain; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _embedding_answer(request: HttpRequest) -> HttpResponse:
    written = request.GET.get("format", "json")
    if written not in FORMATS:
        raise NotShared(501, _("“format” must be json or xml."))
    width, height = (_pixels(request.GET, name) for name in ("maxwidth", "maxheight"))
    shared = _shared(request)
    statement = shared.revision.statement
    prefetch_related_objects([statement], Prefetch("speaker__offices", Office.objects.public().select_related("board")))
    citation = citation_here(shared.revision, shared.passage)
    width = max(NARROWEST, min(width or WIDTH, WIDTH))
    excerpt = excerpt_of(shared.revision, shared.passage, _letters(width, height))
    values = {
        "version": "1.0",
        "type": "rich",
        "title": shared.revision.statement.title_in(shared.revision),
        "author_name": ", ".join(author.name for author in citation.credited),
        "provider_name": current_site().name,
        "provider_url": permanent_url(reverse("pages:home")),
        "cache_age": A_DAY,
        "html": blockquote(shared, citation, excerpt),
        "width": width,
        "height": min(_height(excerpt, width), height or MAX_HEIGHT),
    }
    if statement.speaker:
        values["author_url"] = permanent_url(statement.speaker.get_absolute_url())
    return JsonResponse(values) if written == "json" else _xml(values)


def code_to_embed(revision: Revision, passage: QuoteRange | None, citation: Citation) -> SafeString:
    """Return the code that another site can copy into its page to show the wording, or a passage of it."""
    return blockquote(Shared(revision, passage), citation, excerpt_of(revision, passage, LONGEST_WORDS))


def blockquote(shared: Shared, citation: Citation, excerpt: TextExcerpt) -> SafeString:
    """Return the quotation in its context, with speaker, office, board, date, text status and a link to the wording."""
    revision = shared.revision
    statement = revision.statement
    before = format_html("<small>{}</small> ", excerpt.before) if excerpt.before else ""
    after = format_html(" <small>{}</small>", excerpt.after) if excerpt.after else ""
    more = format_html(' <a href="{}">{}</a>', citation.url, _("Read more")) if excerpt.is_cut else ""
    phrase = text_status_phrase(statement.text_status)
    is_earlier = revision.pk != statement.current_revision_id
    standing = _("This is an earlier wording.") if is_earlier else ""
    return format_html(
        '<blockquote cite="{}" lang="{}"><p dir="auto">{}“{}”{}{}</p> '
        '<p>— <bdi>{}</bdi>, <bdi>{}</bdi>, <a href="{}">{}</a>. {}. {}</p></blockquote>',
        citation.url,
        citation.language,
        before,
        excerpt.words,
        after,
        more,
        citation.credited_with_offices,
        citation.event,
        citation.url,
        full_date(statement.date),
        phrase,
        standing,
    )


def _shared(request: HttpRequest) -> Shared:
    """Return what ``url`` names; raise NotShared if it cannot be embedded."""
    address = request.GET.get("url", "")
    if not address:
        raise NotShared(400, _("Give the address of a page of this archive in “url”."))
    nothing = NotShared(404, _("There is no statement at that address."))
    try:
        parts = urlsplit(address)
        match = resolve(without_language(parts.path)[0])
    except (ValueError, Resolver404) as error:
        raise nothing from error
    if parts.scheme not in {"http", "https"} or parts.netloc != urlsplit(settings.SITE_URL).netloc:
        raise nothing
    if match.app_name != "pages" or match.url_name not in STATEMENT_PAGES:
        raise nothing
    try:
        statement = statement_on_record(match.kwargs["number"])
        number = match.kwargs.get("revision")
        revision = statement.published_revision if number is None else revision_on_record(statement, number)
    except (Http404, OverflowError) as error:
        raise nothing from error
    if statement.status == Statement.Status.WITHDRAWN:
        raise NotShared(410, _("The statement was withdrawn."))
    quote = QueryDict(parts.query).get("quote")
    try:
        passage = QuoteRange.parse(quote) if quote is not None else None
        if passage:
            passage.words_in(revision.text)
    except QuoteRangeError as error:
        raise NotShared(404, str(error)) from error
    return Shared(revision, passage)


def _pixels(parameters: QueryDict, name: str) -> int | None:
    written = parameters.get(name)
    if written is None:
        return None
    if not PIXELS.fullmatch(written):
        raise NotShared(400, _("“%(name)s” must be a number of pixels.") % {"name": name})
    return int(written)


def _letters(width: int, height: int | None) -> int:
    """Return how many letters of the words fit. A minimum always fits."""
    if height is None:
        return LONGEST_WORDS
    lines = height // LINE - LINES_AROUND
    return max(SHORTEST_WORDS, min(LONGEST_WORDS, lines * (width // LETTER)))


def _height(excerpt: TextExcerpt, width: int) -> int:
    letters = len(excerpt.before) + len(excerpt.words) + len(excerpt.after)
    return LINE * (LINES_AROUND + -(-letters // (width // LETTER)))


def _xml(values: dict[str, Any]) -> HttpResponse:
    root = ET.Element("oembed")
    for name, value in values.items():
        ET.SubElement(root, name).text = for_xml(str(value))
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="text/xml; charset=utf-8")
