"""Alerts on searches: which a reader may follow, read from their query strings, and what they would have found."""

import datetime
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from archive.models import LONGEST_QUERY, Alert, Meeting, Statement
from archive.search import (
    Facet,
    FacetNames,
    FoundStatement,
    SearchRequest,
    Sort,
    found_statements,
    query_string,
    read_parameters,
    spending,
)
from archive.search.answer.asking import exact
from archive.search.known_names import NamedObjects
from archive.search.question.parameters import as_typed

A_YEAR = datetime.timedelta(days=365)
HITS_SHOWN = 10
DAYS, WEEKS, MONTHS = 365, 52, 12
MOST_A_WEEK = 100
# A search for one of these may be broad, but readers know what they ask for.
FOLLOWED = (Facet.BOARD, Facet.SPEAKER, Facet.TOPIC)
Kind = Statement.Kind


def on_search(request: SearchRequest, *, with_procedural: bool, frequency: str) -> Alert:
    """Return an alert on the search that still lacks its reader. Raise ValidationError for one that is too long."""
    query = query_string(narrowed(request, with_procedural=True).changed(sort=Sort.RELEVANCE))
    if len(query) > LONGEST_QUERY:
        raise ValidationError(gettext("This search is too long. Make it shorter."))
    return Alert(query=query, with_procedural=with_procedural, frequency=frequency)


def asked(query: str, *, with_procedural: bool, known: NamedObjects | None = None) -> SearchRequest | None:
    """Return the search, or None if one of its boards, speakers or topics is not public, so that it never gets wider.

    Procedural turns are left out, unless they are wanted or the search is only for that kind.
    """
    read = read_parameters(QueryDict(query), known or NamedObjects())
    return None if read.ignored else narrowed(read.request, with_procedural=with_procedural)


class Requests:
    """The searches of many alerts. Their boards, speakers and topics are read once for all."""

    def __init__(self) -> None:
        self._known = NamedObjects()
        self._narrowed: dict[tuple[str, bool], SearchRequest | None] = {}

    def of(self, query: str, *, with_procedural: bool) -> SearchRequest | None:
        """Do what ``asked`` does."""
        pairs = parse_qsl(query, keep_blank_values=True)
        rest = urlencode([pair for pair in pairs if pair[0] != "q"])
        key = rest, with_procedural
        if key not in self._narrowed:
            self._narrowed[key] = asked(rest, with_procedural=with_procedural, known=self._known)
        shared = self._narrowed[key]
        return shared and shared.changed(text=as_typed(dict(pairs).get("q", "")))


def narrowed(request: SearchRequest, *, with_procedural: bool) -> SearchRequest:
    """Return the search as alerts run it: with all its words, the newest first, perhaps without procedural turns."""
    request = request.changed(wide=False, sort=Sort.NEWEST, page=1, published_since=None, changed_since=None)
    if with_procedural:
        return request
    kinds = request.filters.get(Facet.KIND, frozenset(Kind.values)) - {Kind.PROCEDURAL.value}
    return request.changed(filters={**request.filters, Facet.KIND: kinds}) if kinds else request


def name_of_search(alert: Alert) -> str:
    """Return the name of the search that an alert follows, as far as it can be read."""
    request = asked(alert.query, with_procedural=True)
    return name_of(request) if request else alert.query


def name_of(request: SearchRequest) -> str:
    """Return the name of the search for readers: its words and filters; empty if it finds everything."""
    names = FacetNames(request.filters)
    parts = [f"“{request.text}”"] if request.text else []
    for facet in Facet:
        parts += sorted(names.name(facet, value) for value in request.filters.get(facet, ()))
    if request.meeting and (meeting := Meeting.objects.public().filter(pk=request.meeting).first()):
        parts.append(str(meeting))
    days = (request.first_day, request.last_day)
    parts += [date_format(day) for day in days if day]
    return ", ".join(part for part in parts if part)


def wish(request: SearchRequest) -> str:
    """Return what a reader who follows the search asks for, as a heading that names it."""
    name = name_of(request)
    narrowed_by = (request.text, request.meeting, request.first_day, request.last_day)
    if not any(narrowed_by) and len(request.filters) == 1:
        ((facet, values),) = request.filters.items()
        if len(values) == 1 and facet in FOLLOWED:
            return {
                Facet.SPEAKER: gettext("Email me what %(name)s says"),
                Facet.BOARD: gettext("Email me what is said at %(name)s"),
                Facet.TOPIC: gettext("Email me what is said on %(name)s"),
            }[facet] % {"name": name}
    return gettext("Email me new results: %(name)s") % {"name": name}


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


def followable(request: SearchRequest, *, with_procedural: bool) -> Preview:
    """Return what the alert would have found in the last year.

    Raise ValidationError if that is more than anyone reads, and SearchUnavailable.
    """
    follows = any(request.filters.get(facet) for facet in FOLLOWED) or request.meeting
    if not request.text and not follows:
        raise ValidationError(gettext("This search finds everything. Add a word, or choose a board, speaker or topic."))
    since = timezone.localdate() - A_YEAR
    first_day = max(since, request.first_day) if request.first_day else since
    wanted = narrowed(request, with_procedural=with_procedural).changed(first_day=first_day, page_size=HITS_SHOWN)
    with spending():
        results = exact(wanted)
        would_find = Preview(found_statements(results), results.total)
    a_week = round(results.total / WEEKS)
    if request.text and a_week > MOST_A_WEEK:
        sentence = gettext(
            "This search is too broad for emails: it finds about %(number)s statements a week. "
            "Add a word, or choose a board, speaker or topic."
        )
        raise ValidationError(sentence % {"number": f"{a_week:,}"})
    return would_find
