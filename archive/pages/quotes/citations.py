"""Citations of a statement, or of a passage of it, in every format."""

import re

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.citations import FORMATS, Citation, citation_of
from archive.citations.passages.permalink import passage_path
from archive.citations.passages.quote_range import QuoteRange, QuoteRangeError
from archive.exports.addresses import permanent_url
from archive.machine.web.cost import Cost, costs
from archive.models import Office, Revision, Statement, current_site, shown
from archive.pages.http.errors import NotHere
from archive.pages.statements.wordings import entry_here, public_statement, revision_on_record

REVISION_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
# Shown as source to copy, never as a page of the site.
SHOWN_AS_TEXT = {"text/html"}


@require_safe
@costs(Cost.CHEAP, "quote", "r")
def statement_cite(request: HttpRequest, number: int) -> HttpResponse:
    """Show the citations of a statement: of its current wording, or of the wording and passage in the URL."""
    statement = public_statement(number)
    revision = wording(request, statement)
    citation = read_citation(request, revision, entry_here(request, number))
    context = {
        "statement": statement,
        "revision": revision,
        "is_current": revision.pk == statement.current_revision_id,
        "citation": citation,
        "citations": [(entry, entry.parts(citation)) for entry in FORMATS.values()],
        "parameters": request.GET.urlencode(),
    }
    return render(request, "pages/quotes/cite.html", context)


@require_safe
@costs(Cost.CHEAP, "quote", "r")
def statement_cite_format(request: HttpRequest, number: int, format_name: str) -> HttpResponse:
    """Send only the citation, in one format."""
    entry = FORMATS.get(format_name)
    if entry is None:
        raise NotHere(
            gettext("“%(name)s” is not a citation format. Choose one of these: %(known)s.")
            % {"name": format_name, "known": ", ".join(FORMATS)}
        )
    statement = public_statement(number)
    citation = read_citation(request, wording(request, statement), entry_here(request, number))
    media_type = "text/plain" if entry.media_type in SHOWN_AS_TEXT else entry.media_type
    response = HttpResponse(entry.text(citation), content_type=f"{media_type}; charset=utf-8")
    if not media_type.startswith("text/"):
        name = f"statement-{number}-r{citation.revision}.{entry.extension}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def wording(request: HttpRequest, statement: Statement) -> Revision:
    """Return the revision that ``r`` in the URL names, or the current one without it; raise NotHere for others."""
    written = request.GET.get("r")
    if written is None:
        return statement.published_revision
    if not REVISION_NUMBER.fullmatch(written):
        raise NotHere(
            gettext("Statement %(statement)s has no revision “%(revision)s”.")
            % {"statement": statement.number, "revision": written[:20]}
        )
    return revision_on_record(statement, int(written))


def read_citation(request: HttpRequest, revision: Revision, entry: str = "") -> Citation:
    """Return the citation that the URL asks for, with the URL of its ``entry``, if a reader sees that.

    Raise NotHere if its passage is not in the text.
    """
    offices = Office.objects.public().select_related("board")
    prefetch_related_objects([revision.statement], Prefetch("speaker__offices", offices))
    try:
        passage = QuoteRange.parse(request.GET["quote"]) if "quote" in request.GET else None
        return citation_here(revision, passage, entry)
    except QuoteRangeError as error:
        raise NotHere(str(error)) from error


def citation_here(revision: Revision, passage: QuoteRange | None = None, entry: str = "") -> Citation:
    """Return the citation of a wording, or of a passage of it, with its URL on this site and that of its ``entry``.

    The statement's public offices must already be fetched. Raise OutsideText if the passage is not in the text.
    """
    return citation_of(
        revision,
        url=permanent_url(passage_path(revision, passage) if passage else revision.get_absolute_url()),
        accessed=timezone.localdate(),
        archive=current_site().name,
        quote=shown(passage.words_in(revision.text)) if passage else "",
        entry=entry,
    )
