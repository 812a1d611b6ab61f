"""Answers of the API as tools return them, and their schemas: less to read, and always how to cite the words."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from archive.api.description import parts_of, properties_of
from archive.citations.formats.citation import TEXT_STATUS, Author, Citation
from archive.citations.formats.plain_text import write
from archive.models import PartialDate, current_site

LONGEST_VALUE = 600
# What is quoted and the sentence that cites it are never cut.
SHOWN_WHOLE = frozenset({"words", "cite"})
CITABLE = {"revision", "revision_url", "text_status", "board", "date"}
CITE = {"type": "string", "description": "The sentence that cites exactly these words."}
Json = dict[str, Any]


def shortened(value: Any, fields: Collection[str] = ()) -> Any:
    """Return a part of an answer: long texts are cut, except quoted words, and what has no value is left out.

    Of objects the ``fields`` are shown, or all if none is named; of words, also how to cite them.
    """
    if isinstance(value, str):
        return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
    if isinstance(value, list):
        return [shortened(one, fields) for one in value]
    if not isinstance(value, dict):
        return value
    shown = {name: one for name, one in cited(value).items() if not fields or name in fields}
    filled = {name: one for name, one in shown.items() if one not in (None, "")}
    return {
        name: one if name in SHOWN_WHOLE and isinstance(one, str) else shortened(one, fields)
        for name, one in filled.items()
    }


def schema_of(schema: Json, fields: Collection[str] = ()) -> Json:
    """Return the schema of what ``shortened`` makes of objects with this schema."""
    properties = properties_of(schema)
    shown = {name: kind_of(one) for name, one in properties.items() if not fields or name in fields}
    return {"type": "object", "properties": shown | ({"cite": CITE} if properties.keys() >= CITABLE else {})}


def kind_of(schema: Json) -> Json:
    """Return what kind of value a schema is for, and what it means."""
    merged: Json = {name: one for part in parts_of(schema) for name, one in part.items()}
    about = {"description": merged["description"].partition("\n")[0]} if "description" in merged else {}
    if words := [word for part in parts_of(schema) for word in part.get("enum", ()) if word]:
        return {"enum": words, **about}
    kind = "object" if "properties" in merged else "array" if "items" in merged else merged.get("type")
    return ({"type": kind} if kind else {}) | about


def cited(facts: Json) -> Json:
    """Return the facts, for words with the sentence that cites them, as the page *Cite* has it in plain text."""
    if not facts.keys() >= CITABLE:
        return facts
    speaker = facts.get("speaker") or {"name": facts.get("attribution", "")}
    speaker, board = (one if isinstance(one, dict) else {"name": one} for one in (speaker, facts["board"]))
    (sentence,) = write(
        Citation(
            authors=(Author(speaker["name"], False, speaker.get("office", "")),) if speaker["name"] else (),
            kind="",
            board=board["name"],
            date=PartialDate.parse(facts["date"]),
            text_status=TEXT_STATUS[facts["text_status"]],
            statement=facts["statement"] if "statement" in facts else facts["number"],
            revision=facts["revision"],
            url=facts["revision_url"],
            accessed=timezone.localdate(),
            archive=current_site().name,
            title=facts.get("title", ""),
        )
    )
    return {**facts, "cite": sentence}
