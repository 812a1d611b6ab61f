"""The Content-Security-Policy of a page that needs more than every page may load."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpResponse


def allow_sources(response: HttpResponse, more: Mapping[str, Sequence[str]]) -> None:
    """Let this one page also load what each directive is for from its sources."""
    directives = {name: ["'self'", *sources] for name, sources in more.items()}
    response.headers["Content-Security-Policy"] = policy({**settings.SECURE_CSP, **directives})


def policy(directives: Mapping[str, Sequence[str]]) -> str:
    """Return the directives in the form of the header."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
