"""What the API's views share: JSON by path, checked parameters, pages by key, problems in a sentence."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from archive.api.keyset import Ordering, Slice, UnreadableCursor, cut
from archive.api.parameters import FIELDS, LARGEST_ID, OMIT, FieldChoice, Parameter, check_known, one_of, whole_number
from archive.api.problems import ApiProblem, bad_parameter, handle_exception
from archive.text.addresses import site_url
from archive.web.cost import Cost

LIMIT = Parameter("limit", "The most to send.", "integer", minimum=1, maximum=1000, default=100)
CURSOR = Parameter("cursor", "Where to continue: “next” or “previous” of another answer.")


def in_order(names: Sequence[str]) -> tuple[Parameter, Parameter]:
    """Return the parameter for the order of a list, which has two names. The first value is the default."""
    of_site = " “published” is the last published first." if "published" in names else ""
    return (
        Parameter("sort", f"The order of the list.{of_site}", choices=tuple(names), default=names[0]),
        Parameter("order", "Another name of “sort”.", choices=tuple(names), default=names[0]),
    )


class ByPath(BaseContentNegotiation):
    """The path decides the format, never the Accept header, so that caches keep one answer per URL."""

    def select_parser(self, request: Request, parsers: Iterable[Any]) -> Any:
        """Return the only parser, whatever the request says it contains."""
        return next(iter(parsers))

    def select_renderer(self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None) -> Any:
        """Return the only renderer, whatever the request accepts."""
        renderer = next(iter(renderers))
        return renderer, renderer.media_type


class RecordView(APIView):
    """A view of the public record, without sign-in, sessions and cookies, so that everybody gets the same answer."""

    authentication_classes = []
    permission_classes = []
    content_negotiation_class = ByPath
    parser_classes = [JSONParser]
    renderer_classes = [JSONRenderer]
    cost = Cost.CHEAP
    # For the schema: the parameters, and the object that the view returns.
    parameters: ClassVar[Sequence[Parameter]] = ()
    serializer_class: ClassVar[type[Serializer]]
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
        """Refuse parameters that the view does not accept."""
        super().initial(request, *args, **kwargs)
        check_known(request.query_params, self.all_parameters())

    @classmethod
    def all_parameters(cls) -> list[Parameter]:
        """Return every parameter that the query may have."""
        return list(cls.parameters)

    @classmethod
    def field_names(cls) -> list[str]:
        """Return the names of the fields of the returned object."""
        return _field_names(cls.serializer_class)

    def serialize(self, rows: Iterable[Any]) -> list[dict[str, Any]]:
        """Return the rows as objects with the requested fields."""
        choice = FieldChoice.read(self.request.query_params, self.field_names())
        serializer = self.serializer_class(context={"request": self.request})
        for name in set(serializer.fields) - set(choice.names):
            serializer.fields.pop(name)
        return [serializer.to_representation(row) for row in rows]


class DetailView(RecordView):
    """One object."""

    @classmethod
    def all_parameters(cls) -> list[Parameter]:
        """Add the choice of fields."""
        return [*super().all_parameters(), FIELDS, OMIT]

    def get(self, _request: Request, **key: Any) -> Response:
        """Return the object that the path names."""
        return Response(self.serialize([self.find(**key)])[0])

    def find(self, *_: Any, **key: Any) -> Any:
        """Return the object with the slug or the number in the path. Raises Problem if there is none."""
        [(name, value)] = key.items()
        is_slug = name == "slug"
        can_be = is_slug or value <= LARGEST_ID
        found = self.rows().filter(**{"slug" if is_slug else "pk": value}).first() if can_be else None
        if found is None:
            raise self.missing(value)
        return found

    def missing(self, _key: Any) -> ApiProblem:
        """Return the problem for a path that names nothing public."""
        return nothing_here(self.called)


class ListView(RecordView):
    """A list in pages by key. ``orderings`` are the values of ``sort``; the first is the default."""

    cost = Cost.FILE
    orderings: ClassVar[dict[str, Ordering]] = {"id": Ordering(("pk",))}

    @classmethod
    def all_parameters(cls) -> list[Parameter]:
        """Add the choice of fields, the order and the page."""
        sorts = in_order(tuple(cls.orderings)) if len(cls.orderings) > 1 else ()
        return [*super().all_parameters(), *sorts, FIELDS, OMIT, LIMIT, CURSOR]

    def get(self, request: Request, **key: Any) -> Response:
        """Return the requested page, with links to those before and after it."""
        given = request.query_params
        limit, cursor = whole_number(given, LIMIT), given.get(CURSOR.name, "")
        ordering = self.ordering()
        try:
            page = cut(self.rows(**key), ordering, limit=limit, cursor=cursor)
        except UnreadableCursor as error:
            raise bad_parameter("cursor", "This cursor is not from this list. Start without one.") from error
        links = {"next": self._address(self.next_cursor(page, cursor)), "previous": self._address(page.previous)}
        response = Response({**links, "results": self.serialize(page.rows)})
        if shown := ", ".join(f'<{url}>; rel="{_REL[rel]}"' for rel, url in links.items() if url):
            response["Link"] = shown
        return response

    def next_cursor(self, page: Slice, cursor: str) -> str:
        """Return the cursor for the next page; empty if there is none."""
        return page.next

    def ordering(self) -> Ordering:
        """Return the order that was asked for. Raises Problem for one that the list does not have."""
        sort, order = in_order(tuple(self.orderings))
        given = self.request.query_params
        return self.orderings[one_of(given, order if order.name in given else sort)]

    def _address(self, cursor: str) -> str | None:
        """Return the URL of the page at the cursor."""
        if not cursor:
            return None
        kept = [(name, value) for name, value in _pairs(self.request) if name != CURSOR.name]
        return site_url(f"{self.request.path}?{urlencode([*kept, ('cursor', cursor)])}")


@cache
def _field_names(serializer_class: type[Serializer]) -> list[str]:
    """Return the names of the fields. This is cached, because a serializer copies all its fields to list them."""
    return list(serializer_class().fields)


# The relations are those of the registry of link relations.
_REL = {"next": "next", "previous": "prev"}


def _pairs(request: HttpRequest | Request) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]


def nothing_here(what: str) -> ApiProblem:
    """Return the problem for a path that names nothing public; ``what`` is the kind of object, such as “board”."""
    return ApiProblem(HTTPStatus.NOT_FOUND, f"There is no such {what} in the archive.")
