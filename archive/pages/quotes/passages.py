"""Passages of a statement: the one in the URL, and the form that makes a link to one."""

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.citations.passages.difference import counterpart, find_passage
from archive.citations.passages.permalink import passage_path, quote_path
from archive.citations.passages.quote_range import QuoteRange, QuoteRangeError, from_ends
from archive.machine.web.cost import Cost, costs
from archive.models import Revision, shown
from archive.pages.quotes.verdict_address import LONGEST_IN_AN_ADDRESS
from archive.pages.statements.redactions import Redactions, redactions_of
from archive.pages.statements.wordings import public_wording

LONGEST_TYPED = 300
# As many words in a row are said again only by somebody who repeats them.
WORDS_SOUGHT = 20
QUOTATION_MARKS = re.compile(r'["“”„«»]')


@dataclass(frozen=True)
class QuotedPassage:
    """What ``?quote=`` in a URL means.

    ``problem`` is a sentence if it is not a passage of the text. If the wording is no longer current, ``path_now``
    links to the same words in the current one; if they are gone, ``words_now`` is what replaced them. ``redacted`` says
    what was redacted in the passage.
    """

    passage: QuoteRange | None = None
    words: str = ""
    problem: str = ""
    is_current: bool = True
    path_now: str = ""
    words_now: str = ""
    redacted: str = ""
    said_by: str = ""

    @property
    def check_query(self) -> str:
        """The query string that checks these words as a quotation. A long passage is cut to fit into a URL."""
        return urlencode({"q": self.words[:LONGEST_IN_AN_ADDRESS], "name": self.said_by})

    @property
    def search_query(self) -> str:
        """The query string that searches for whoever said these words, as a phrase of the first of them."""
        words = QUOTATION_MARKS.sub(" ", self.words).split()[:WORDS_SOUGHT]
        return urlencode({"q": f'"{" ".join(words)}"'})


def quoted_passage(
    request: HttpRequest, revision: Revision, redactions: Redactions | None = None
) -> QuotedPassage | None:
    """Return the passage in the URL, with what happened to it, or None if there is none."""
    if "quote" not in request.GET:
        return None
    current = revision.statement.published_revision
    try:
        passage = QuoteRange.parse(request.GET["quote"])
        words = shown(passage.words_in(revision.text))
    except QuoteRangeError as error:
        return QuotedPassage(problem=str(error))
    redacted = (redactions or redactions_of(revision)).touched_by(passage)
    speaker = revision.statement.speaker
    said_by = speaker.name if speaker else ""
    if revision.pk == current.pk:
        return QuotedPassage(passage, words, redacted=redacted, said_by=said_by)
    if now := find_passage(passage, revision.text, current.text):
        path = passage_path(current, now)
        return QuotedPassage(passage, words, is_current=False, path_now=path, redacted=redacted, said_by=said_by)
    words_now = shown(counterpart(passage, revision.text, current.text))
    return QuotedPassage(passage, words, is_current=False, words_now=words_now, redacted=redacted, said_by=said_by)


@require_safe
@costs(Cost.CHEAP, "first", "last")
def statement_quote(request: HttpRequest, number: int, revision: int) -> HttpResponse:
    """Redirect to the passage between the first and last words typed, or show the form with what is wrong."""
    wording = public_wording(number, revision)
    first, last = (request.GET.get(name, "").replace("\0", "")[:LONGEST_TYPED].strip() for name in ("first", "last"))
    problem = ""
    if "first" in request.GET:
        try:
            return HttpResponseRedirect(quote_path(wording, from_ends(wording.text, first, last)))
        except QuoteRangeError as error:
            problem = str(error) if first else gettext("Enter the first words of the passage.")
    context = {"statement": wording.statement, "revision": wording, "first": first, "last": last, "problem": problem}
    return render(request, "pages/quotes/quote.html", context)
