"""How drf-spectacular reads the API's views: their declared parameters, and the envelope of a list."""

import inspect
from typing import Any

from drf_spectacular.openapi import AutoSchema

from archive.api.base import ListView
from archive.api.input import schema_of
from archive.api.serializers import MeetingSerializer, StatementSerializer
from archive.api.serializers.statements import BriefAgendaItem
from archive.api.views.alerts import AlertDetail, Alerts
from archive.api.views.meetings import MeetingOutline, MeetingStatements
from archive.api.views.quotes import ArticleCheck, Check, QuoteCheck
from archive.api.views.search import Search, Suggestions
from archive.api.views.statements import StatementDetail, StatementList
from archive.citations.quote_checker import Verdict

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
ADDRESS = {"type": ["string", "null"], "format": "uri"}
COUNTED = {
    "type": "object",
    "properties": {"value": {"type": ["integer", "string"]}, "name": {"type": "string"}, "count": {"type": "integer"}},
}
PASSAGES = {
    "type": "array",
    "description": "The best passages, each as parts that say whether they match.",
    "items": {
        "type": "array",
        "items": {"type": "object", "properties": {"text": {"type": "string"}, "matches": {"type": "boolean"}}},
    },
}
SUGGESTION = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("kind", "name", "url", "query")},
}


SENT = {"type": "object", "properties": {"detail": {"type": "string"}}}
NAMES = {(Alerts, "POST"): "SetAlert", (AlertDetail, "DELETE"): "StopAlert"}
IN_PATHS = {
    "id": "Its id, as lists give it.",
    "number": "The number of the statement.",
    "revision": "The number of the revision, counted from 1.",
    "slug": "The last part of the address of its page.",
}
AROUND = "Those of its meeting, if “around” is given."
NOT_PUBLIC = {
    "type": "array",
    "items": {"type": "integer"},
    "description": "The requested numbers that no public statement has. The address of each says why.",
}
TEXTS = {"type": "array", "items": {"type": "string"}}
DIFFERENCE = {"type": "object", "properties": {name: {"type": "string"} for name in ("kind", "published", "quoted")}}
PLACE = {
    "type": "object",
    "properties": {
        **{name: {"type": "string"} for name in ("url", "revision_url", "sha256", "text_status", "speaker", "words")},
        **{name: {"type": "string"} for name in ("board", "date")},
        **{name: {"type": "integer"} for name in ("statement", "revision")},
        **{name: {"type": ["boolean", "null"]} for name in ("said_by_the_named", "said_that_day")},
        "differences": {"type": "array", "items": DIFFERENCE},
        "replaced_at": {"type": ["string", "null"], "format": "date-time"},
    },
}
SAID_BY = {
    "type": ["object", "null"],
    "description": "Who said the words on record; null if they are not on record.",
    "properties": {
        **{name: {"type": "string"} for name in ("name", "board", "date", "text_status")},
        **{name: {"type": ["string", "null"]} for name in ("url", "office", "meeting")},
    },
}
NAMED = {
    "type": "object",
    "properties": {
        **{name: {"type": "string"} for name in ("text", "kind")},
        **{name: {"type": "integer"} for name in ("start", "end")},
        "speaker": {"type": "object", "properties": {"name": {"type": "string"}, "url": ADDRESS}},
        "is_record_speaker": {"type": ["boolean", "null"]},
        "also": TEXTS,
    },
}
BESIDE = {
    "beside": {
        "type": ["object", "null"],
        "description": "The sentence around the words, and where they stand in it.",
        "properties": {"text": {"type": "string"}, **{name: {"type": "integer"} for name in ("start", "end")}},
    },
    "named": {"type": "array", "items": NAMED, "description": "The names in it that the archive knows."},
    "names_another": {"type": "boolean", "description": "Whether it names another person and not the speaker."},
    "facts": TEXTS,
}
ANSWERS: dict[type, dict[str, Any]] = {
    QuoteCheck: {
        "verdict": {"type": "string", "enum": list(Verdict)},
        "headline": {"type": "string", "description": "The verdict on the words, the name and the date."},
        "explanation": {"type": "string"},
        "warnings": TEXTS,
        "as_claimed": {"type": "null", "description": "No longer known. See verdict, said_by and named."},
        "read_as": {"type": "object", "description": "What was taken for the quotation, and what stands outside it."},
        "missing": {**TEXTS, "description": "Words that are not on record where others are."},
        "total": {"type": "integer", "description": "How many statements have the words."},
        "places": {"type": "array", "items": PLACE},
        "said_by": SAID_BY,
        **BESIDE,
    },
    ArticleCheck: {
        "summary": {"type": "string"},
        "counts": {"type": "object", "additionalProperties": {"type": "null"}, "description": "No longer known."},
        "results": {"type": "object", "additionalProperties": {"type": "integer"}},
        "naming_another": {"type": "integer", "description": "Beside how many another known person is named."},
        "left_out": {"type": "integer"},
        "quotations": {"type": "array", "items": {"type": "object", "properties": {"said_by": SAID_BY, **BESIDE}}},
    },
}


class ApiAutoSchema(AutoSchema):
    """One operation of the API."""

    def get_operation_id(self) -> str:
        """Return the name of the address, or of what it does besides showing something."""
        return NAMES.get((type(self.view), self.method), type(self.view).__name__)

    def get_tags(self) -> list[str]:
        """Group by the kind of record."""
        return [self.path.split("/")[3]]

    def get_description(self) -> str:
        """Return what the view says of itself, or of the method if it has several."""
        view = type(self.view)
        told = getattr(view, self.method.lower()) if view in {Alerts, AlertDetail} else view
        return inspect.getdoc(told) or ""

    def _get_parameters(self) -> list[dict[str, Any]]:
        in_path = [one for one in super()._get_parameters() if one["in"] == "path"]
        in_path = [one | {"description": IN_PATHS[one["name"]]} for one in in_path]
        query = type(self.view).query()
        in_query = [
            {"in": "query", "name": name, "description": field.help_text, "schema": schema_of(field)}
            | query.said_of_age(name)
            for name, field in query.fields.items()
        ]
        return in_path + in_query

    def _get_request_body(self, _direction: str = "request") -> dict[str, Any] | None:
        view = type(self.view)
        if self.method != "POST":
            return None
        return {"required": True, "content": {"application/json": {"schema": view.body.schema()}}}

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        view = type(self.view)
        row = self.resolve_serializer(view.serializer_class, direction).ref
        statuses = {"400": "A parameter cannot be used.", "404": "Nothing is there.", "410": "It was withdrawn."}
        statuses |= {"429": "Too many requests.", "503": "Search is not available while we repair it."}
        if view in {Alerts, AlertDetail}:
            statuses |= {"401": "No token, or one that opens nothing.", "403": "A page of another site sends it."}
        if view is Alerts and self.method == "POST":
            found = {"201": _answer("It is set.", row), "202": _answer("The address is asked.", SENT)}
        else:
            found = {"200": _answer("Found.", self._body(view, row, direction))}
        return found | {status: {"description": what, "content": PROBLEM} for status, what in statuses.items()}

    def _body(self, view: type, row: dict[str, Any], direction: str) -> dict[str, Any]:
        body = row
        if issubclass(view, ListView):
            body = _envelope(row)
            if view is MeetingStatements:
                body["properties"]["meeting"] = self.resolve_serializer(MeetingSerializer, direction).ref
            if view is StatementList:
                body["properties"]["missing"] = NOT_PUBLIC
        elif view is StatementDetail:
            around = {name: {"type": "array", "items": row, "description": AROUND} for name in ("before", "after")}
            body = {"allOf": [row, {"type": "object", "properties": around}]}
        elif view is MeetingOutline:
            body = _envelope(self._item_of_outline(direction))
            body["properties"]["meeting"] = row
        elif view is Search:
            missing = {**TEXTS, "description": "The words of the search that it lacks."}
            hit = {"allOf": [row, {"type": "object", "properties": {"passages": PASSAGES, "missing": missing}}]}
            body = _envelope(hit)
            body["properties"] |= {
                "count": {"type": "integer"},
                "reading": {"type": "string", "description": "How the words were read."},
                "searched_for": {"type": "string", "description": "The words, with plain slips corrected."},
                "partial": {"type": "array", "items": hit, "description": "Hits that lack a word; not in count."},
                "ignored": {"type": "array", "items": {"type": "string"}, "description": "What was left out."},
                "facets": {"type": "object", "additionalProperties": {"type": "array", "items": COUNTED}},
            }
        elif issubclass(view, Check):
            body = {"type": "object", "properties": ANSWERS[view]}
        elif view is Suggestions:
            body = {"type": "object", "properties": {"results": {"type": "array", "items": SUGGESTION}}}
        elif view is Alerts:
            body = {"type": "object", "properties": {"results": {"type": "array", "items": row}}}
        return body

    def _item_of_outline(self, direction: str) -> dict[str, Any]:
        item, said = (self.resolve_serializer(one, direction).ref for one in (BriefAgendaItem, StatementSerializer))
        words = {"type": "object", "properties": {"words": {"type": "string", "description": "What tells most of it."}}}
        return {
            "type": "object",
            "properties": {
                "agenda_item": {"oneOf": [item, {"type": "null"}], "description": "Null for what belongs to none."},
                "statements": {"type": "integer", "description": "How many belong to it."},
                "longest": {
                    "type": "array",
                    "items": {"allOf": [said, words]},
                    "description": "Its longest statements, without their texts.",
                },
            },
        }


def _answer(what: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": what, "content": {"application/json": {"schema": schema}}}


def _envelope(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["next", "previous", "results"],
        "properties": {"next": ADDRESS, "previous": ADDRESS, "results": {"type": "array", "items": row}},
    }
