"""The search of an alert, read from its query string."""

from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict
from django.utils.formats import date_format

from archive.known_names import NamedObjects
from archive.models import Meeting, Statement
from archive.search import Facet, FacetNames, SearchRequest, Sort, read_parameters
from archive.search.question.parameters import as_typed

Kind = Statement.Kind


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
