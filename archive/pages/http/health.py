"""What machines that watch the site ask: ``/healthz`` and ``/readyz``.

Before all else, so that no sign-in, no queue and no redirect to https stands between; and without a word that a
stranger could use.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from archive.upkeep.readiness import is_alive, problems


class HealthMiddleware:
    """Answers 200 where all is well, 503 where it is not."""

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
    """Return whether the process is up and the database can be read."""
    return _answer({"database": is_alive()})


def ready() -> HttpResponse:
    """Return whether the database is migrated, the index in step with it, and the disk above its floor."""
    return _answer({name: not problem for name, problem in problems().items()})


def _answer(checks: dict[str, bool]) -> HttpResponse:
    status = HTTPStatus.OK if all(checks.values()) else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse({name: "ok" if well else "not ok" for name, well in checks.items()}, status=status)


ANSWERS = {"/healthz": alive, "/readyz": ready}
