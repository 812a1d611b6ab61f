"""Parts of the JSON schemas of the answers of tools."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

TEXT = {"type": "string"}
INTEGER = {"type": "integer"}
LIST = {"type": "array"}
OR_NONE = {"type": ["integer", "null"]}
OR_NO_TEXT = {"type": ["string", "null"]}
CITED = {
    **dict.fromkeys(("number", "revision"), INTEGER),
    **dict.fromkeys(("url", "revision_url", "text_status", "date", "speaker", "office", "board", "cite"), TEXT),
}
NAMED = {"name": TEXT, "slug": TEXT, "url": TEXT}


def shape(properties: Mapping[str, Json]) -> Json:
    """Return the schema of an object that has at least these properties."""
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def list_of(properties: Mapping[str, Json]) -> Json:
    """Return the schema of a list of such objects."""
    return {"type": "array", "items": shape(properties)}
