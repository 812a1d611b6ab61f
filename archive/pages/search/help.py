"""Help for the search, for readers, and a description for browsers that search the archive from their own box."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.machine.web.cost import Cost, costs

OPEN_SEARCH = "application/opensearchdescription+xml"


@dataclass(frozen=True)
class Example:
    """A search to try, and what it finds."""

    typed: str
    finds: str | Promise


WORDS_TO_TRY = (
    Example(
        "what did the board say about class sizes?", _("statements about class sizes. The other words are optional")
    ),
    Example("school budget", _("statements with all the words first, then with most of them")),
    Example("budget said by Baez", _("what someone with that name said about the budget")),
    Example(
        "budget in 2023", _("from that year. You can also use “last year”, “since May” or “between 2019 and 2021”")
    ),
    Example(
        "presupuesto",
        _("the budget. Search also finds words with the same meaning, in English and Spanish"),
    ),
)
MARKS = (
    Example('"will not share"', _("exactly these words in this order")),
    Example("immigration -visa", _("without this word")),
    Example("visa OR passport", _("either word")),
    Example("educat*", _("words that start like this")),
    Example("budgte~", _("this word, or one with a single letter different")),
    Example("tax NEAR/5 levy", _("words up to five words apart")),
    Example('speaker:"Maria Baez"', _("said by someone with that name. board: and topic: work the same way")),
    Example(
        "kind:motion", _("of this kind. You can also use vote, question, answer, public comment or policy statement")
    ),
    Example("from:2017-02 to:2018", _("from this period. You can use only one of them")),
)


@require_safe
@costs(Cost.CHEAP)
def search_help(request: HttpRequest) -> HttpResponse:
    """Show how to search, with examples that can be clicked."""
    return render(request, "pages/search/help.html", {"words": WORDS_TO_TRY, "marks": MARKS})


@require_safe
@costs(Cost.CHEAP)
def open_search_description(request: HttpRequest) -> HttpResponse:
    """Describe the search to browsers (OpenSearch 1.1, draft 6)."""
    return render(request, "pages/search/opensearch.xml", content_type=OPEN_SEARCH)
