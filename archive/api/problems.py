"""Errors of the API as ``application/problem+json`` (RFC 9457), each with a sentence and the wrong parameter."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from archive.search import SearchUnavailable
from archive.search.known_names import UnusableFilter

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 60


class ApiProblem(exceptions.APIException):
    """A request that the API cannot answer.

    ``detail`` is a sentence that says what was expected. ``parameter`` is the name of the wrong parameter, if there is
    one. ``extra`` is added to the answer. Where it is worth trying again, that is after ``retry_seconds``.
    """

    def __init__(
        self, status: HTTPStatus, detail: str, *, parameter: str = "", retry_seconds: int = 0, **extra: Any
    ) -> None:
        super().__init__(detail)
        self.status_code = status
        self.sentence = detail
        self.parameter = parameter
        self.retry_seconds = retry_seconds
        self.extra = extra


def bad_parameter(name: str, expected: str) -> ApiProblem:
    """Return the problem of a parameter that cannot be used; ``expected`` is a whole sentence."""
    return ApiProblem(HTTPStatus.BAD_REQUEST, expected, parameter=name)


def problem_body(status: int, detail: str, **extra: Any) -> dict[str, Any]:
    """Return the body of a problem. Its type is ``about:blank``: the status says what kind of problem it is."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **{name: value for name, value in extra.items() if value},
    }


def problem_response(status: int, detail: str, **extra: Any) -> JsonResponse:
    """Return a problem from outside the API's views."""
    return JsonResponse(problem_body(status, detail, **extra), status=status, content_type=MEDIA_TYPE)


def handle_exception(error: Exception, _context: dict[str, Any]) -> Response | None:
    """Turn an exception of a view into a problem. Django handles and logs unexpected ones."""
    if isinstance(error, UnusableFilter):
        error = bad_parameter(error.parameter, error.sentence)
    if isinstance(error, SearchUnavailable):
        error = ApiProblem(HTTPStatus.SERVICE_UNAVAILABLE, str(error), retry_seconds=RETRY_SECONDS)
    if isinstance(error, ApiProblem):
        body = problem_body(error.status_code, error.sentence, parameter=error.parameter, **error.extra)
        response = Response(body, status=error.status_code, content_type=MEDIA_TYPE)
        if error.retry_seconds:
            response["Retry-After"] = str(error.retry_seconds)
        if error.status_code == HTTPStatus.UNAUTHORIZED:
            response["WWW-Authenticate"] = "Bearer"
        return response
    if isinstance(error, Http404):
        error = exceptions.NotFound(str(error) or "There is nothing at this address.")
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    detail = error.detail if isinstance(error.detail, str) else "The request cannot be read."
    response = Response(problem_body(error.status_code, str(detail)), error.status_code, content_type=MEDIA_TYPE)
    if isinstance(error, exceptions.MethodNotAllowed):
        response["Allow"] = ", ".join(_context["view"].allowed_methods)
    return response
