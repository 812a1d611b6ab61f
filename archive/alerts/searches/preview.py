"""What an alert would have found in the last year, and whether it is too much."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from archive.alerts.searches.asked import narrowed
from archive.search import Facet, FoundStatement, SearchRequest, found_statements
from archive.search.answer.asking import exact

A_YEAR = datetime.timedelta(days=365)
SHOWN = 10
DAYS, WEEKS, MONTHS = 365, 52, 12
MOST_A_WEEK = 100
# A search for one of these may be broad, but readers know what they ask for.
FOLLOWED = (Facet.BOARD, Facet.SPEAKER, Facet.TOPIC)


@dataclass(frozen=True)
class Preview:
    """The statements of the last year that the alert would have found, the newest first, and how many there are."""

    found: list[FoundStatement]
    total: int

    @property
    def how_often(self) -> str:
        """How many there are, in words."""
        if not self.total:
            return gettext("Nothing matched in the last year.")
        for times, sentence in (
            (DAYS, gettext("About %(number)d a day in the last year.")),
            (WEEKS, gettext("About %(number)d a week in the last year.")),
            (MONTHS, gettext("About %(number)d a month in the last year.")),
        ):
            if self.total >= times:
                return sentence % {"number": round(self.total / times)}
        return ngettext("%(number)d result in the last year.", "%(number)d results in the last year.", self.total) % {
            "number": self.total
        }


def preview(request: SearchRequest, *, with_procedural: bool) -> Preview:
    """Return what the alert would have found in the last year; raise SearchUnavailable."""
    since = timezone.localdate() - A_YEAR
    first_day = max(since, request.first_day) if request.first_day else since
    wanted = narrowed(request, with_procedural=with_procedural).changed(first_day=first_day, page_size=SHOWN)
    results = exact(wanted)
    return Preview(found_statements(results), results.total)


def refuse_too_broad(request: SearchRequest, total: int) -> None:
    """Raise ValidationError for a search that would find more than anyone reads."""
    follows = any(request.filters.get(facet) for facet in FOLLOWED) or request.meeting
    if not request.text and not follows:
        raise ValidationError(gettext("This search finds everything. Add a word, or choose a board, speaker or topic."))
    a_week = round(total / WEEKS)
    if request.text and a_week > MOST_A_WEEK:
        sentence = gettext(
            "This search is too broad for emails: it finds about %(number)s statements a week. "
            "Add a word, or choose a board, speaker or topic."
        )
        raise ValidationError(sentence % {"number": f"{a_week:,}"})
