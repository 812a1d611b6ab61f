"""The pages that explain the API and its tools, one page for each address, an index, and the schema as a file."""

import json
import re
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.api.description import BELOW, SCHEMA, Address, addresses, ask, parts_of
from archive.api.mcp.endpoint import VERSIONS
from archive.api.mcp.tools import TOOLS
from archive.api.views.changes import OBJECTS_BY_SUBJECT
from archive.exports.addresses import site_url
from archive.machine.web.cost import Cost, costs
from archive.models import current_site

LONGEST_EXAMPLE = 6_000


@require_safe
@costs(Cost.CHEAP)
def documentation(request: HttpRequest) -> HttpResponse:
    """Show what the API offers, with examples."""
    context = {
        "addresses": list(addresses().values()),
        "tools": list(TOOLS),
        "requests": settings.API_REQUESTS_PER_MINUTE,
        "quotes": settings.API_QUOTES_PER_MINUTE,
    }
    return render(request, "api/docs.html", context)


@require_safe
@costs(Cost.CHEAP)
def assistant(request: HttpRequest) -> HttpResponse:
    """Show how to connect an assistant, and what it can do then."""
    return render(request, "api/assistant.html", {"tools": TOOLS.values(), "versions": VERSIONS})


@require_safe
@costs(Cost.EXPENSIVE)
def reference(request: HttpRequest, name: str) -> HttpResponse:
    """Show one address: its parameters, the fields of its answer, and an answer from this record."""
    address = addresses().get(name)
    if address is None:
        raise Http404
    example, answer = _example(request, address)
    fields = _fields(address.answer)
    context = {"address": address, "fields": fields, "example": example, "answer": answer}
    return render(request, "api/reference.html", context)


@require_safe
@costs(Cost.CHEAP)
def index(_request: HttpRequest) -> HttpResponse:
    """Send the addresses of the API as JSON."""
    listed = [
        {"url": site_url(one.path), "method": one.method, "description": one.what} for one in addresses().values()
    ]
    return JsonResponse(
        {"documentation": site_url("/api/"), "schema": site_url(f"{BELOW}openapi.json"), "addresses": listed}
    )


@require_safe
@costs(Cost.CHEAP)
def schema(_request: HttpRequest) -> HttpResponse:
    """Send the OpenAPI 3.1 description of the API."""
    described, site = json.loads(SCHEMA.read_bytes()), current_site()
    described["info"]["title"] = f"{site.name} API"
    described["info"]["contact"] = {"name": site.name, "url": site_url("/about/")}
    if site.contact:
        described["info"]["contact"]["email"] = site.contact
    described["info"]["license"] = _licence(site.licence)
    described["servers"] = [{"url": site_url("/").rstrip("/")}]
    return JsonResponse(described)


def _licence(of_site: str) -> dict[str, str]:
    """Return the licence of the texts; without one, that none is stated."""
    address = {"url": of_site} if re.fullmatch(r"https?://\S+", of_site) else {}
    return {"name": of_site or "No licence is stated.", **address}


def _example(request: HttpRequest, address: Address) -> tuple[str, str]:
    """Return an address with values from this record, and its answer; both empty if nothing is there to show."""
    path = address.path
    if address.method != "GET":
        return "", ""
    if "{" in path:
        kind = path.removeprefix(BELOW).partition("/")[0].removesuffix("s")
        one = OBJECTS_BY_SUBJECT[kind][0]().order_by("pk").first()
        if one is None:
            return "", ""
        path = path.replace("{revision}", "1").replace("{slug}", getattr(one, "slug", ""))
        path = path.replace("{number}", str(one.pk)).replace("{id}", str(one.pk)).replace("{pk}", str(one.pk))
    names = {parameter["name"] for parameter in address.operation.get("parameters", [])}
    query = {name: value for name, value in (("limit", "1"), ("q", "the")) if name in names}
    response = ask(request, address.method, path, query)
    if response.status_code != HTTPStatus.OK:
        return "", ""
    written = json.dumps(json.loads(response.rendered_content), ensure_ascii=False, indent=2)
    cut = written if len(written) <= LONGEST_EXAMPLE else f"{written[:LONGEST_EXAMPLE]}…"
    return path + (f"?{urlencode(query)}" if query else ""), cut


def _fields(schema: Any, before: str = "", depth: int = 0) -> list[dict[str, str]]:
    """Return the fields of an answer, those of a row of it with the name of the list before theirs."""
    rows: list[dict[str, str]] = []
    for part in parts_of(schema):
        for name, one in part.get("properties", {}).items():
            types = one.get("type", "")
            kind = ", ".join(types) if isinstance(types, list) else types or "object"
            words = ", ".join(str(word) for part in parts_of(one) for word in part.get("enum", ()) if word)
            described = one.get("description", "")
            rows.append({"name": f"{before}{name}", "type": kind, "description": described, "words": words})
            if depth == 0 and name in {"results", "places"} and "items" in one:
                rows += _fields(one["items"], f"{name}.", 1)
    return rows
