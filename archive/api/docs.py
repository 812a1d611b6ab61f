"""The page that explains the API, and its schema as a file."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.api.mcp.tools import TOOLS
from archive.models import current_site
from archive.web.cost import Cost, costs

SCHEMA = Path(__file__).parent / "openapi.json"


@require_safe
@costs(Cost.CHEAP)
def documentation(request: HttpRequest) -> HttpResponse:
    """Show what the API offers, with examples."""
    context = {
        "addresses": _addresses(),
        "tools": list(TOOLS),
        "requests": settings.API_REQUESTS_PER_MINUTE,
        "quotes": settings.API_QUOTES_PER_MINUTE,
    }
    return render(request, "api/docs.html", context)


@require_safe
@costs(Cost.CHEAP)
def schema(_request: HttpRequest) -> HttpResponse:
    """Send the OpenAPI 3.1 description of the API."""
    described = json.loads(_schema())
    described["info"]["title"] = f"{current_site().name} API"
    return JsonResponse(described)


@cache
def _addresses() -> list[tuple[str, str]]:
    """Return each path below the version, and what it returns."""
    paths = json.loads(_schema())["paths"]
    return [
        (path.removeprefix("/api/v1/"), operation["description"].partition("\n")[0])
        for path, operations in paths.items()
        for operation in operations.values()
    ]


@cache
def _schema() -> bytes:
    return SCHEMA.read_bytes()
