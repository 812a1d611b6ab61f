"""The API's description of itself, and a way for the site to ask it as a client would."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.urls import resolve

SCHEMA = Path(__file__).parent / "openapi.json"
BELOW = "/api/v1/"


@dataclass(frozen=True)
class Address:
    """An address of the API as its description has it."""

    path: str
    method: str
    operation: dict[str, Any]

    @property
    def name(self) -> str:
        """The name of its page, which is that of its view."""
        return self.operation["operationId"]

    @property
    def below(self) -> str:
        """The path below the version."""
        return self.path.removeprefix(BELOW)

    @property
    def what(self) -> str:
        """What it returns, in a sentence."""
        return self.operation["description"].partition("\n")[0]

    @property
    def answer(self) -> dict[str, Any]:
        """The schema of what it returns."""
        responses = self.operation["responses"]
        return responses[min(responses)]["content"]["application/json"]["schema"]


@cache
def addresses() -> dict[str, Address]:
    """Return each address below the version, by its name."""
    listed = [
        Address(path, method.upper(), operation)
        for path, operations in _described()["paths"].items()
        for method, operation in operations.items()
    ]
    return {address.name: address for address in listed}


def parts_of(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield the schemas that a schema is made of, without references; its own is the last."""
    if "$ref" in schema:
        schema = _described()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for part in (*schema.get("allOf", ()), *schema.get("oneOf", ())):
        yield from parts_of(part)
    yield schema


def properties_of(schema: Any) -> dict[str, Any]:
    """Return the schemas of the properties of an object."""
    return {name: one for part in parts_of(schema) for name, one in part.get("properties", {}).items()}


def ask(request: HttpRequest, method: str, path: str, sent: Mapping[str, Any]) -> Any:
    """Return what a path answers to the client of a request that sends it these values."""
    is_read = method == "GET"
    body = b"" if is_read else json.dumps(sent).encode()
    about = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": urlencode(sent) if is_read else ""}
    about |= {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body))}
    match = resolve(path)
    inner = WSGIRequest({**request.META, **about, "wsgi.input": BytesIO(body)})
    return match.func(inner, *match.args, **match.kwargs)


@cache
def _described() -> dict[str, Any]:
    return json.loads(SCHEMA.read_bytes())
