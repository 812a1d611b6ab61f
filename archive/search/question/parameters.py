"""Read a search from the URL of a page, however mangled, and write it into a URL.

The parameters are public and stable: ``q``, ``board``, ``speaker``, ``topic`` (slugs), ``kind``, ``text_status`` and
``year`` (each may be repeated: any of them), ``from`` and ``to`` (a day, month or year), ``meeting`` (its number),
``published_since`` and ``changed_since`` (a day or a moment), ``words`` (``most``: also statements with most of the
words; ``typed``: every word as typed), ``sort`` and ``page``.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from archive.language.dates.typed import usual_date
from archive.machine.queries import Prepared
from archive.machine.web.whole_number import whole_number
from archive.models import Board, Meeting, PartialDate, Slugged, Speaker, Topic
from archive.models.publication import CHANGED_SINCE, PUBLISHED_SINCE, since
from archive.search.known_names import NamedModel, NamedObjects, UnusableFilter, named_now, no_such
from archive.search.question.request import SearchRequest, Sort
from archive.search.question.values import CHOICES, MODELS, VALUES, Facet

VALUES_AT_MOST = 50
LAST_PAGE = 1_000_000
MOST, TYPED = "most", "typed"
SEARCH_PARAMETERS = (
    *(facet.value for facet in Facet),
    *("q", "from", "to", "meeting", PUBLISHED_SINCE, CHANGED_SINCE, "words", "sort", "page"),
)

_public: dict[Facet, Prepared[Board | Speaker | Topic]] = {
    facet: Prepared(lambda keys, model=model: model.objects.public().filter(pk__in=keys))
    for facet, model in MODELS.items()
}
# The parameters that hold slugs.
SLUGS: dict[str, NamedModel] = {facet.value: model for facet, model in MODELS.items()}


@dataclass(frozen=True)
class ReadParameters:
    """What a URL asks for; ``unusable`` are filters that were left out, ``noted`` says what was read otherwise.

    ``names`` and ``meeting`` are the filters of the request, so that a page need not look them up again.
    """

    request: SearchRequest
    unusable: tuple[UnusableFilter, ...]
    noted: tuple[str, ...]
    names: "FacetNames"
    meeting: Meeting | None

    @property
    def ignored(self) -> tuple[str, ...]:
        """All sentences, for a page."""
        return (*(one.sentence for one in self.unusable), *self.noted)


class FacetNames:
    """Names and slugs of the public boards, speakers and topics with the given ids; at most three queries.

    Those that ``known`` has are not looked up again.
    """

    def __init__(self, ids: Mapping[Facet, Collection[int | str]], known: "FacetNames | None" = None) -> None:
        self._rows: dict[Facet, dict[int | str, tuple[str, str]]] = {facet: {} for facet in MODELS}
        for facet in MODELS:
            if known:
                self._rows[facet] |= known._rows[facet]
            if wanted := set(ids.get(facet, ())) - self._rows[facet].keys():
                self.add(facet, _public[facet](keys=[int(key) for key in wanted]))

    def add(self, facet: Facet, instances: Iterable[Slugged]) -> None:
        """Add the names and slugs of the objects."""
        self._rows[facet] |= {instance.pk: (instance.name, instance.slug) for instance in instances}

    def name(self, facet: Facet, value: int | str) -> str:
        """Return the name of the value for readers; empty for an object that is not public."""
        if facet in MODELS:
            return self._rows[facet].get(value, ("", ""))[0]
        if facet in CHOICES:
            return str(CHOICES[facet](str(value)).label)
        return str(value)

    def parameter(self, facet: Facet, value: int | str) -> str:
        """Return the value as a URL has it; empty for an object that is not public."""
        return self._rows[facet].get(value, ("", ""))[1] if facet in MODELS else str(value)


def read_strictly(parameters: QueryDict) -> ReadParameters:
    """Read the search that a URL asks for; raise UnusableFilter if a filter cannot be used.

    Boards, speakers and topics may be given by a former slug or by their whole name too.
    """
    named = named_now(parameters, SLUGS)
    if (typed := _last(named, "sort")) and typed not in list(Sort):
        raise no_such("sort", gettext("order"), typed)
    read = read_parameters(named)
    if read.unusable:
        raise read.unusable[0]
    return read


def read_parameters(parameters: QueryDict, known: NamedObjects | None = None) -> ReadParameters:
    """Read the search that a URL asks for. What cannot be used is left out, with a sentence about it, and is no error.

    With ``known``, boards, speakers and topics are not looked up in the database.
    """
    ignored: list[UnusableFilter] = []
    noted: list[str] = []
    names = FacetNames({})
    filters = {facet: values for facet in Facet if (values := _values(parameters, facet, ignored, names, known))}
    first_day, last_day = _days(parameters, ignored, noted)
    meeting = _meeting(parameters, ignored)
    request = SearchRequest(
        text=_last(parameters, "q"),
        filters=filters,
        first_day=first_day,
        last_day=last_day,
        meeting=meeting.pk if meeting else None,
        published_since=_since(parameters, PUBLISHED_SINCE, ignored),
        changed_since=_since(parameters, CHANGED_SINCE, ignored),
        sort=Sort(sort) if (sort := _last(parameters, "sort")) in list(Sort) else Sort.RELEVANCE,
        wide=_last(parameters, "words") == MOST,
        literal=_last(parameters, "words") == TYPED,
        page=whole_number(_last(parameters, "page"), LAST_PAGE) or 1,
    )
    return ReadParameters(request, tuple(ignored), tuple(noted), names, meeting)


def query_string(request: SearchRequest, names: FacetNames | None = None) -> str:
    """Return the request as the query string of a URL, without the question mark and without defaults.

    If ``names`` has the request's boards, speakers and topics, the database is not used.
    """
    names = names or FacetNames(request.filters)
    pairs: list[tuple[str, str]] = [("q", request.text)]
    for facet in Facet:
        values = (names.parameter(facet, value) for value in request.filters.get(facet, ()))
        pairs += [(facet.value, value) for value in sorted(values)]
    pairs += [
        ("from", request.first_day.isoformat() if request.first_day else ""),
        ("to", request.last_day.isoformat() if request.last_day else ""),
        ("meeting", str(request.meeting or "")),
        (PUBLISHED_SINCE, _written(request.published_since)),
        (CHANGED_SINCE, _written(request.changed_since)),
        ("words", TYPED if request.literal else MOST if request.wide else ""),
        ("sort", request.sort.value if request.sort != Sort.RELEVANCE else ""),
        ("page", str(request.page) if request.page > 1 else ""),
    ]
    return urlencode([(name, value) for name, value in pairs if value])


def _written(moment: datetime.datetime | None) -> str:
    return moment.isoformat().replace("+00:00", "Z") if moment else ""


def _last(parameters: QueryDict, name: str) -> str:
    return as_typed(parameters.get(name) or "")


def as_typed(value: str) -> str:
    """Return the words of a parameter without spaces around them."""
    return value.replace("\0", " ").strip()


def _values(
    parameters: QueryDict, facet: Facet, ignored: list[UnusableFilter], names: FacetNames, known: NamedObjects | None
) -> frozenset[int | str]:
    typed = dict.fromkeys(value.replace("\0", "").strip() for value in parameters.getlist(facet.value))
    typed.pop("", None)
    if len(typed) > VALUES_AT_MOST:
        sentence = gettext("A search takes at most %(number)s values for %(facet)s.")
        ignored.append(
            UnusableFilter(facet.value, sentence % {"number": VALUES_AT_MOST, "facet": VALUES[facet].called})
        )
    wanted = list(typed)[:VALUES_AT_MOST]
    values = _values_found(facet, wanted, names, known)
    ignored += [no_such(facet.value, VALUES[facet].called, value) for value in wanted if value not in values]
    return frozenset(values.values())


def _values_found(
    facet: Facet, wanted: list[str], names: FacetNames, known: NamedObjects | None
) -> dict[str, int | str]:
    if facet in MODELS and known:
        return {slug: instance.pk for slug, instance in known.found(MODELS[facet], wanted).items()}
    if facet in MODELS:
        rows = list(MODELS[facet].objects.public().filter(slug__in=wanted)) if wanted else []
        names.add(facet, rows)
        return {row.slug: row.pk for row in rows}
    if facet in CHOICES:
        return {value: value for value in wanted if value in CHOICES[facet]}
    return {value: year for value in wanted if (year := whole_number(value, datetime.MAXYEAR))}


def _days(
    parameters: QueryDict, ignored: list[UnusableFilter], noted: list[str]
) -> tuple[datetime.date | None, datetime.date | None]:
    first, last = _date(parameters, "from", ignored), _date(parameters, "to", ignored)
    if first and last and first.first > last.last:
        first, last = last, first
        noted.append(gettext("The dates were the wrong way round, so we swapped them."))
    return first.first if first else None, last.last if last else None


def _date(parameters: QueryDict, name: str, ignored: list[UnusableFilter]) -> PartialDate | None:
    if not (typed := _last(parameters, name)):
        return None
    try:
        return usual_date(typed)
    except ValueError as error:
        ignored.append(UnusableFilter(name, str(error)))
        return None


def _since(parameters: QueryDict, name: str, ignored: list[UnusableFilter]) -> datetime.datetime | None:
    try:
        return since(name, _last(parameters, name))
    except UnusableFilter as error:
        ignored.append(error)
        return None


def _meeting(parameters: QueryDict, ignored: list[UnusableFilter]) -> Meeting | None:
    typed = _last(parameters, "meeting")
    number = whole_number(typed)
    meeting = Meeting.objects.public().select_related("board").filter(pk=number).first() if number else None
    if typed and not meeting:
        ignored.append(no_such("meeting", gettext("meeting"), typed))
    return meeting
