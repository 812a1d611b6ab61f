"""What the API's views share: JSON by path, checked parameters, pages by key, problems in a sentence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django_filters import FilterSet
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from archive.api.input import (
    FILTERED,
    ChoiceValue,
    FieldNames,
    Fields,
    Input,
    NumberValue,
    TextValue,
    filters,
)
from archive.api.keyset import Ordering, Slice, UnreadableCursor, cut
from archive.api.problems import ApiProblem, bad_parameter, handle_exception
from archive.exports.addresses import site_url
from archive.machine.web.cost import Cost
from archive.machine.web.whole_number import LARGEST_ID
from archive.search.filters import containing, kept

MOST_ROWS = 1000
PART = {
    "limit": NumberValue("The most to send.", 1, MOST_ROWS, default=100),
    "cursor": TextValue("Where to continue: “next” or “previous” of another answer."),
}


def by_words(about: str, former: str) -> Fields:
    """Return the field for the words that the objects of a list have, which had another name before."""
    return {"q": TextValue(about), former: TextValue("", means="q")}


def in_order(names: Iterable[str], usual: str) -> ChoiceValue:
    """Return the field for the order of a list."""
    of_site = " “published” is the last published first." if "published" in names else ""
    return ChoiceValue(f"The order of the list.{of_site}", names, default=usual)


def in_either_order(names: Sequence[str]) -> Fields:
    """Return the fields for the order of a list, which has two names. The first value is the default."""
    return {"sort": in_order(names, names[0]), "order": ChoiceValue("", names, means="sort")}


def choice_of_fields(serializer_class: type[Serializer]) -> Fields:
    """Return the fields that choose among those of an object."""
    names = _field_names(serializer_class)
    return {
        "fields": FieldNames("Names of the only fields to send, separated by commas.", names),
        "omit": FieldNames("Names of fields to leave out, separated by commas.", names),
    }


@cache
def _field_names(serializer_class: type[Serializer]) -> list[str]:
    """Return the names of the fields. This is cached, because a serializer copies all its fields to list them."""
    return list(serializer_class().fields)


class ByPath(BaseContentNegotiation):
    """The path decides the format, never the Accept header, so that caches keep one answer per URL."""

    def select_parser(self, request: Request, parsers: Iterable[Any]) -> Any:
        """Return the only parser, whatever the request says it contains."""
        return next(iter(parsers))

    def select_renderer(self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None) -> Any:
        """Return the only renderer, whatever the request accepts."""
        renderer = next(iter(renderers))
        return renderer, renderer.media_type


class JsonBody(JSONParser):
    """Reads JSON, and refuses what is nested too deep as it refuses what is cut off."""

    def parse(self, *given: Any, **named: Any) -> Any:
        """Return the value; raise ParseError if it is no JSON that can be read."""
        try:
            return super().parse(*given, **named)
        except RecursionError as error:
            raise ParseError("JSON parse error - too many levels") from error


class RecordView(APIView):
    """A view of the public record, without sign-in, sessions and cookies, so that everybody gets the same answer."""

    authentication_classes = []
    permission_classes = []
    content_negotiation_class = ByPath
    parser_classes = [JsonBody]
    renderer_classes = [JSONRenderer]
    cost = Cost.CHEAP
    # What the query may have, and the object that the view returns.
    takes: ClassVar[Fields] = {}
    serializer_class: ClassVar[type[Serializer]]
    given: Mapping[str, Any]
    # What readers see of the kind, with all that its objects show, and what an object of it is called.
    on_record: ClassVar[Callable[[], QuerySet]]
    called: ClassVar[str]

    def rows(self, *_: Any, **_key: Any) -> QuerySet:
        """Return the public rows, in any order. Raises Problem for a filter that cannot be used."""
        return type(self).on_record()

    def get_exception_handler(self) -> Any:
        """Answer errors as problems."""
        return handle_exception

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Read the query. Raises ApiProblem for one that the view does not accept, or for the path."""
        super().initial(request, *args, **kwargs)
        try:
            self.given = self.query().read_query(request.query_params)
        except ApiProblem:
            self.check_path(**kwargs)
            raise

    def check_path(self, **_key: Any) -> None:
        """Raise ApiProblem if the path names an object and there is none, or only its tombstone."""

    @classmethod
    @cache
    def query(cls) -> Input:
        """Return what the query may have."""
        return Input(cls.all_fields())

    @classmethod
    def all_fields(cls) -> Fields:
        """Return all fields of the query."""
        return dict(cls.takes)

    def address(self, name: str, value: str | int) -> str | None:
        """Return the URL of this answer with another value of the parameter; None without a value."""
        kept = [(key, one) for key, given in self.request.GET.lists() for one in given if key != name]
        return site_url(f"{self.request.path}?{urlencode([*kept, (name, value)])}") if value else None

    def left_out(self) -> set[str]:
        """Return the names of the fields that are not to be sent."""
        names = set(_field_names(self.serializer_class))
        return names - (self.given.get("fields") or names) | (self.given.get("omit") or set())

    def serialize(self, rows: Iterable[Any]) -> list[dict[str, Any]]:
        """Return the rows as objects with the requested fields."""
        serializer = self.serializer_class(context={"request": self.request})
        for name in self.left_out():
            serializer.fields.pop(name)
        return [serializer.to_representation(row) for row in rows]


class DetailView(RecordView):
    """One object."""

    @classmethod
    def all_fields(cls) -> Fields:
        """Add the choice among the fields of the object."""
        return {**super().all_fields(), **choice_of_fields(cls.serializer_class)}

    def get(self, _request: Request, **key: Any) -> Response:
        """Return the object that the path names."""
        return Response(self.serialize([self.find(**key)])[0])

    def check_path(self, **key: Any) -> None:
        """Raise what ``find`` raises."""
        self.find(**key)

    def find(self, *_: Any, **key: Any) -> Any:
        """Return the object with the slug or the number in the path. Raises Problem if there is none."""
        [(name, value)] = key.items()
        is_slug = name == "slug"
        can_be = is_slug or value <= LARGEST_ID
        row = self.rows().filter(**{"slug" if is_slug else "pk": value}).first() if can_be else None
        if row is None:
            raise self.missing(value)
        return row

    def missing(self, _key: Any) -> ApiProblem:
        """Return the problem for a path that names nothing public."""
        return nothing_here(self.called)


class ListView(RecordView):
    """A list in pages by key. ``orderings`` are the values of ``sort``; the first is the default.

    ``searched`` are the columns that have the words of a parameter.
    """

    cost = Cost.FILE
    orderings: ClassVar[dict[str, Ordering]] = {"id": Ordering(("pk",))}
    filters: ClassVar[type[FilterSet] | None] = None
    searched: ClassVar[Mapping[str, Sequence[str]]] = {}

    @classmethod
    def all_fields(cls) -> Fields:
        """Add the filters, the order, the choice among the fields of the objects, and the page."""
        filtered = filters(cls.filters) if cls.filters else {}
        sorts = in_either_order(list(cls.orderings)) if len(cls.orderings) > 1 else {}
        return {**filtered, **super().all_fields(), **sorts, **choice_of_fields(cls.serializer_class), **PART}

    def rows(self, *_: Any, **_key: Any) -> QuerySet:
        """Return the public rows that the filters keep and that have the words. Raises UnusableFilter."""
        rows, given = super().rows(), QueryDict(mutable=True)
        given.update({name: self.given[name] for name in FILTERED if name in self.given})
        # Making the form of the filters takes as long as reading forty statements.
        rows = kept(self.filters, given, rows) if self.filters and given else rows
        rows = rows.filter(pk__in=self.given["id"]) if "id" in self.given else rows
        for name, columns in self.searched.items():
            rows = containing(rows, self.given.get(name, ""), *columns)
        return rows

    def get(self, _request: Request, **key: Any) -> Response:
        """Return the requested page, with links to those before and after it."""
        limit, cursor, ordering = self.given["limit"], self.given.get("cursor", ""), self.ordering()
        try:
            page = cut(self.rows(**key), ordering, limit=limit, cursor=cursor)
        except UnreadableCursor as error:
            raise bad_parameter("cursor", "This cursor is not from this list. Start without one.") from error
        cursors = {"next": self.next_cursor(page, cursor), "previous": page.previous}
        links = {name: self.address("cursor", to) for name, to in cursors.items()}
        response = Response({**links, "results": self.serialize(page.rows)})
        if shown := ", ".join(f'<{url}>; rel="{_REL[rel]}"' for rel, url in links.items() if url):
            response["Link"] = shown
        return response

    def next_cursor(self, page: Slice, cursor: str) -> str:
        """Return the cursor for the next page; empty if there is none."""
        return page.next

    def ordering(self) -> Ordering:
        """Return the order that was asked for, or the first."""
        return self.orderings[self.given.get("sort") or next(iter(self.orderings))]


# The relations are those of the registry of link relations.
_REL = {"next": "next", "previous": "prev"}


def nothing_here(what: str) -> ApiProblem:
    """Return the problem for a path that names nothing public; ``what`` is the kind of object, such as “board”."""
    return ApiProblem(HTTPStatus.NOT_FOUND, f"There is no such {what} in the archive.")
