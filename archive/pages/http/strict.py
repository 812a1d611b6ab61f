"""Data from an address is refused if one of its filters cannot be used, because data cannot say what was left out."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from archive.search import SEARCH_PARAMETERS, ReadParameters, SearchUnavailable, Sort, read_strictly
from archive.search.known_names import UnusableFilter

View = Callable[..., HttpResponseBase]


def strict(view: View) -> View:
    """Answer 400, with a sentence, if the view raises UnusableFilter, and 503 if search is not available.

    The view sees every parameter of the URL.
    """

    @wraps(view)
    def refusing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnusableFilter as error:
            return HttpResponse(error.sentence, "text/plain; charset=utf-8", HTTPStatus.BAD_REQUEST)
        except SearchUnavailable as error:
            return HttpResponse(str(error), status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "60"})

    declared: Any = refusing
    # Else parameters that are not declared would be dropped before the view (archive.machine.web.cost).
    declared.parameters = None
    declared.refuses_others = True
    return refusing


def strictly_asked(request: HttpRequest) -> ReadParameters:
    """Return the search that the URL asks for: without words or an order, the newest first. Raise UnusableFilter."""
    refuse_others(request, (*SEARCH_PARAMETERS, "order"))
    read = read_strictly(request.GET)
    if read.request.text or {"sort", "order"} & request.GET.keys():
        return read
    return replace(read, request=read.request.changed(sort=Sort.NEWEST))


def refuse_others(request: HttpRequest, known: Collection[str] = ()) -> None:
    """Raise UnusableFilter if the URL has a parameter that is not among these."""
    for name in request.GET:
        if name not in known:
            sentence = gettext("This address has no parameter “%(name)s”.") % {"name": name[:40]}
            if known:
                sentence += " " + gettext("It takes: %(names)s.") % {"names": ", ".join(known)}
            raise UnusableFilter(name, sentence)
