"""The Content-Security-Policy of one page that needs more than every page may load."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpResponse


def allow_sources(response: HttpResponse, more: Mapping[str, Sequence[str]]) -> None:
    """Let this one page load, beside what every page may, what each directive is about from its sources."""
    directives = {name: ["'self'", *sources] for name, sources in more.items()}
    response.headers["Content-Security-Policy"] = policy({**settings.SECURE_CSP, **directives})


def policy(directives: Mapping[str, Sequence[str]]) -> str:
    """Return the directives as the header writes them."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
