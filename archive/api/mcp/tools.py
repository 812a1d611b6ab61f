"""The tools. Each asks the API as a client would, and shortens the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from rest_framework.views import APIView

from archive.api.keyset import Ordering, UnreadableCursor, cut
from archive.api.mcp import shortened
from archive.api.parameters import LARGEST_ID, Parameter, check_text
from archive.api.problems import ApiProblem
from archive.api.serializers import StatementSerializer
from archive.api.views import changes, meetings, quotes, search, statements
from archive.text.addresses import permanent_url
from archive.web.allowance import take
from archive.web.client_address import client_address

HITS = 10
TURNS = 20
CHANGES = 20
NUMBER = Parameter("number", "The number of a statement.", "integer", minimum=1, maximum=LARGEST_ID)
START = Parameter("start", "From which character on, counted from 0.", "integer", minimum=0, maximum=LARGEST_ID)
MEETING = Parameter("id", "The id of a meeting.", "integer", minimum=1, maximum=LARGEST_ID)
CURSOR = Parameter("cursor", "Where to continue: “next” of an earlier answer.")
IN_THE_MEETING = Ordering(("position", "number"))
Json = dict[str, Any]


class ToolRefused(Exception):
    """A tool cannot use its arguments. The sentence says what it expects."""


@dataclass(frozen=True)
class Tool:
    """A tool: what it does, its arguments (the first ``needed`` are required), and how its answer is found."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    needed: int
    answer: Callable[[HttpRequest, Json], Json]

    def described(self) -> Json:
        """Return the description for clients."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "inputSchema": {
                "type": "object",
                "properties": {parameter.name: _schema(parameter) for parameter in self.parameters},
                "required": [parameter.name for parameter in self.parameters[: self.needed]],
                "additionalProperties": False,
            },
            "annotations": {"readOnlyHint": True, "openWorldHint": False},
        }


def call(tool: Tool, arguments: Mapping[str, Any], request: HttpRequest) -> Json:
    """Return what the tool answers. Raises Refused."""
    names = [parameter.name for parameter in tool.parameters]
    for name, value in arguments.items():
        if name not in names:
            raise ToolRefused(f"This tool has no argument “{name}”. It takes: {', '.join(names)}.")
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ToolRefused(f"“{name}” must be text or a whole number.")
    for parameter in tool.parameters[: tool.needed]:
        if parameter.name not in arguments:
            raise ToolRefused(f"“{parameter.name}” is missing. {parameter.description}")
    try:
        for name, value in arguments.items():
            check_text(name, str(value))
        return tool.answer(request, dict(arguments))
    except ApiProblem as problem:
        raise ToolRefused(problem.sentence) from problem


def _schema(parameter: Parameter) -> Json:
    bounds = {"enum": list(parameter.choices), "minimum": parameter.minimum, "default": parameter.default}
    of_text = {"maxLength": parameter.maximum} if parameter.type == "string" else {"maximum": parameter.maximum}
    kept = {name: value for name, value in (bounds | of_text).items() if value not in (None, [])}
    return {"type": parameter.type, "description": parameter.description, **kept}


def _ask(request: HttpRequest, view: type[APIView], given: Mapping[str, Any], **path: int) -> Json:
    """Return what a path of the API answers to these parameters. Raises ToolRefused with its message otherwise."""
    inner = HttpRequest()
    inner.method, inner.META, inner.path = "GET", request.META, request.path
    inner.GET = QueryDict(mutable=True)
    inner.GET.update({name: str(value) for name, value in given.items()})
    response = view.as_view()(inner, **path)
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        sentence = response.data["detail"]
        if gone := response.data.get("tombstone"):
            sentence += " The notice in its place: " + permanent_url(f"/statements/{gone['statement']}/")
        raise ToolRefused(sentence)
    return response.data


def _search(request: HttpRequest, given: Json) -> Json:
    found = _ask(request, search.Search, {**given, "limit": HITS})
    return {
        "count": found["count"],
        "reading": found["reading"],
        "ignored": found["ignored"],
        "results": [shortened.hit(one) for one in found["results"]],
        "partial": [shortened.hit(one) for one in found["partial"]],
        "next_page": int(given.get("page", 1)) + 1 if found["next"] else None,
    }


def _statement(request: HttpRequest, given: Json) -> Json:
    number, start = _number(given, NUMBER), _number(given, START)
    return shortened.statement(_ask(request, statements.StatementDetail, {}, number=number), start)


def _meeting(request: HttpRequest, given: Json) -> Json:
    pk, cursor, form = _number(given, MEETING), str(given.get(CURSOR.name, "")), StatementSerializer()
    meeting = _ask(request, meetings.MeetingDetail, {}, pk=pk)
    try:
        turns = cut(statements.on_record().filter(meeting=pk), IN_THE_MEETING, limit=TURNS, cursor=cursor)
    except UnreadableCursor as error:
        raise ToolRefused("This cursor is not from this meeting. Start without one.") from error
    shown = [shortened.turn(form.to_representation(row)) for row in turns.rows]
    return {**shortened.meeting(meeting), "turns": shown, "next": turns.next or None}


def _check_quotation(request: HttpRequest, given: Json) -> Json:
    allowance = take(client_address(request), "quotes", settings.API_QUOTES_PER_MINUTE)
    if allowance.is_used_up:
        raise ToolRefused(
            f"You can check {allowance.limit:,} quotations per minute. Try again in {allowance.seconds} seconds."
        )
    return shortened.verdict(quotes.QuoteCheck().answer(given))


def _changes(request: HttpRequest, given: Json) -> Json:
    listed = _ask(request, changes.ChangeList, {**given, "limit": CHANGES})
    cursor = QueryDict(str(listed["next"]).partition("?")[2]).get("cursor")
    return {"changes": [shortened.change(one) for one in listed["results"]], "next": cursor}


def _number(given: Json, parameter: Parameter) -> int:
    value = given.get(parameter.name, parameter.minimum)
    if not isinstance(value, int) or not (parameter.minimum or 0) <= value <= LARGEST_ID:
        raise ToolRefused(f"“{parameter.name}” must be a whole number from {parameter.minimum}.")
    return value


SEARCHED = ("board", "speaker", "topic", "kind", "from", "to", "sort")
TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "search",
            "Search the record",
            f"Find statements by words, {HITS} at a time, with the passages that match. "
            'Use "quotation marks" for exact words.',
            (search.TEXT, *(one for one in search.FILTERS if one.name in SEARCHED), search.PAGE),
            1,
            _search,
        ),
        Tool(
            "statement",
            "Read a statement",
            f"Read one statement, {shortened.LONGEST_TEXT:,} characters at a time.",
            (NUMBER, START),
            1,
            _statement,
        ),
        Tool(
            "meeting",
            "Read a meeting",
            f"Read about a meeting, its agenda and what was said, {TURNS} turns at a time.",
            (MEETING, CURSOR),
            1,
            _meeting,
        ),
        Tool(
            "check_quotation",
            "Check a quotation",
            "Check whether words were said as quoted. “headline” and “as_claimed” answer the whole claim; "
            "“verdict” is about the words alone.",
            (quotes.QUOTATION, quotes.NAME),
            1,
            _check_quotation,
        ),
        Tool(
            "changes",
            "List changes",
            f"List what was published, corrected, redacted, withdrawn, merged and renamed, {CHANGES} at a time, "
            "the earliest first.",
            (changes.KIND, changes.TYPE, CURSOR),
            0,
            _changes,
        ),
    )
}
