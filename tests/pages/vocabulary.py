"""Checks JSON-LD documents against the vocabulary of schema.org as released (version 12)."""

import csv
import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution
from typing import Any

from pyld import jsonld

SCHEMA = "https://schema.org/"
RELEASE = "schemaorg/data/releases/12.0"
# A role can be between any property and its value (schema.org/Role).
ROLES = {"Role", "OrganizationRole"}
TEXT_TYPES = {"Text", "URL", "Date", "DateTime", "Number", "Integer", "Boolean", "Time"}


def expanded(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the document as a JSON-LD processor reads it with the context of schema.org; unknown terms fall away."""
    return jsonld.expand(document, {"documentLoader": _context})


def faults(document: dict[str, Any]) -> list[str]:
    """Return a sentence for each type or property that schema.org does not know or does not allow at its place."""
    found = [
        f"{term} is no term of schema.org" for term in sorted(_terms(document)) if term not in {*types(), *properties()}
    ]
    for node, leading in _nodes(document):
        for kind in _several(node.get("@type", [])):
            found += [
                f"{kind} has no {name}"
                for name in node
                if name[0] != "@"
                and not _domains(name) & ancestors(kind)
                # A role repeats the property that leads to it.
                and not (kind in ROLES and name == leading)
            ]
        for name, value in node.items():
            found += [fault for one in _several(value) if name[0] != "@" for fault in _misplaced(name, one)]
    return found


@cache
def types() -> dict[str, set[str]]:
    """Return each type, and each member of an enumeration, with its direct parents."""
    return {row["label"]: _labels(row["subTypeOf"]) | _labels(row["enumerationtype"]) for row in _table("types")}


@cache
def properties() -> dict[str, tuple[set[str], set[str]]]:
    """Return each property with the types that have it and the types of its values."""
    return {
        row["label"]: (_labels(row["domainIncludes"]), _labels(row["rangeIncludes"])) for row in _table("properties")
    }


def ancestors(kind: str) -> set[str]:
    return {kind}.union(*(ancestors(parent) for parent in types().get(kind, set())))


def _misplaced(name: str, value: Any) -> Iterator[str]:
    wanted = properties().get(name, (set(), set()))[1]
    if isinstance(value, dict) and "@type" in value:
        kinds = ancestors(value["@type"])
        if not kinds & (wanted | ROLES):
            yield f"{name} is no {value['@type']}"
    elif isinstance(value, str) and value.startswith(SCHEMA):
        if not ancestors(value.removeprefix(SCHEMA)) & wanted:
            yield f"{name} is no {value}"
    elif not isinstance(value, dict) and not wanted & TEXT_TYPES:
        yield f"{name} is no text"


def _domains(name: str) -> set[str]:
    return properties().get(name, (set(), set()))[0]


def _nodes(value: Any, leading: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """Yield every node with the name of the property that leads to it."""
    for one in _several(value):
        if isinstance(one, dict):
            yield one, leading
            for name, inner in one.items():
                yield from _nodes(inner, name)


def _terms(document: Any) -> set[str]:
    kinds = {kind for node, _ in _nodes(document) for kind in _several(node.get("@type", []))}
    return kinds | {name for node, _ in _nodes(document) for name in node if name[0] != "@"}


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _labels(addresses: str) -> set[str]:
    return {address.strip().removeprefix(SCHEMA) for address in addresses.split(",") if address.strip()}


def _table(name: str) -> list[dict[str, str]]:
    with _release(f"schemaorg-all-https-{name}.csv") as file:
        return list(csv.DictReader(file))


def _context(url: str, _options: Any = None) -> dict[str, Any]:
    assert url.rstrip("/") in {"https://schema.org", "http://schema.org"}
    with _release("schemaorgcontext.jsonld") as file:
        return {"contextUrl": None, "documentUrl": url, "document": json.load(file)}


def _release(name: str) -> Any:
    return distribution("schemaorg").locate_file(f"{RELEASE}/{name}").open(encoding="utf-8")
