"""Data from an address is refused if one of its filters cannot be used, because data cannot say what was left out."""

from collections.abc import Callable, Collection
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from archive.known_names import UnusableFilter

View = Callable[..., HttpResponseBase]


def strict(view: View) -> View:
    """Answer 400, with a sentence, if the view raises UnusableFilter. The view sees every parameter of the URL."""

    @wraps(view)
    def refusing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnusableFilter as error:
            return HttpResponse(error.sentence, "text/plain; charset=utf-8", HTTPStatus.BAD_REQUEST)

    declared: Any = refusing
    # Else parameters that are not declared would be dropped before the view (archive.web.cost).
    declared.parameters = None
    declared.refuses_others = True
    return refusing


def refuse_others(request: HttpRequest, known: Collection[str] = ()) -> None:
    """Raise UnusableFilter if the URL has a parameter that is not among these."""
    for name in request.GET:
        if name not in known:
            sentence = gettext("This address has no parameter “%(name)s”.") % {"name": name[:40]}
            if known:
                sentence += " " + gettext("It takes: %(names)s.") % {"names": ", ".join(known)}
            raise UnusableFilter(name, sentence)
