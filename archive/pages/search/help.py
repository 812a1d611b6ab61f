"""How to search, for readers, and for browsers that search the archive from their own box."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

OPEN_SEARCH = "application/opensearchdescription+xml"


@dataclass(frozen=True)
class Example:
    """A search to try, and what it finds."""

    typed: str
    finds: str | Promise


WORDS = (
    Example(
        "what did the board say about class sizes?", _("statements on class sizes: the other words need not be found")
    ),
    Example("school budget", _("all words first, then most of them")),
    Example("budget said by Baez", _("what someone of that name said about the budget")),
    Example("budget in 2023", _("of that year; “last year”, “since May” and “between 2019 and 2021” work too")),
    Example("presupuesto", _("the budget: the archive knows words that mean the same, in English and Spanish")),
)
MARKS = (
    Example('"will not share"', _("exactly these words in this order")),
    Example("immigration -visa", _("without a word")),
    Example("visa OR passport", _("one of the words")),
    Example("educat*", _("words that begin so")),
    Example("budgte~", _("the word, or one a single slip away from it")),
    Example("tax NEAR/5 levy", _("words at most five words apart")),
    Example('speaker:"Maria Baez"', _("said by someone of that name; board: and topic: work the same way")),
    Example("kind:motion", _("of a kind: motion, vote, question, answer, public comment, policy statement")),
    Example("from:2017-02 to:2018", _("of a time; either may be left out")),
)


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    """Show how to search, with examples that run."""
    return render(request, "pages/search/help.html", {"words": WORDS, "marks": MARKS})


@require_safe
def open_search_description(request: HttpRequest) -> HttpResponse:
    """Describe the search to browsers (OpenSearch 1.1, draft 6)."""
    return render(request, "pages/search/opensearch.xml", content_type=OPEN_SEARCH)
