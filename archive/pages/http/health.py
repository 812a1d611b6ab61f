"""Health checks for monitoring: ``/healthz`` and ``/readyz``.

They come first, before sign-ins, queues and the redirect to HTTPS, and reveal nothing that a stranger could use.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from archive.upkeep.readiness import is_alive, problems
from boardmeetings import VERSION


class HealthMiddleware:
    """Answers 200 if all is well, and 503 if not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = ANSWERS.get(request.path_info)
        if answer is None or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        response = answer()
        response.headers["Cache-Control"] = "no-store"
        return response


def alive() -> HttpResponse:
    """Return whether the process runs and can read the database, and its version, which *About* shows too."""
    return _report_of_checks({"database": is_alive()}, version=VERSION)


def ready() -> HttpResponse:
    """Return whether the database is migrated, the index fits it, and the disk has enough free space."""
    return _report_of_checks({name: not problem for name, problem in problems().items()})


def _report_of_checks(checks: dict[str, bool], **facts: str) -> HttpResponse:
    status = HTTPStatus.OK if all(checks.values()) else HTTPStatus.SERVICE_UNAVAILABLE
    answers = {name: "ok" if well else "not ok" for name, well in checks.items()}
    return JsonResponse(answers | facts, status=status)


ANSWERS = {"/healthz": alive, "/readyz": ready}
