"""The tools. Each is an address of the API: its view says what the tool takes, its serializer what it returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest
from rest_framework.fields import empty

from archive.api.base import RecordView, in_order
from archive.api.description import Address, addresses, ask, properties_of
from archive.api.input import Fields, Input, NumberValue
from archive.api.mcp.shortened import cited, kind_of, schema_of, shortened
from archive.api.middleware import COSTLY_PREFIX, allowance_of
from archive.api.problems import ApiProblem
from archive.api.views import changes, decisions, directory, meetings, quotes, search, statements
from archive.exports.addresses import permanent_url
from archive.models import Decision
from archive.models.fields.described import Output, columns_in

# How many objects, and how many characters of a text, one answer has.
MANY, FEW, ITEMS, LONGEST_TEXT = 20, 10, 15, 8_000
LEFT_OUT = {"next", "previous", "facets"}
# The parameters that say how much is shown. The tool says that itself.
HOW_MUCH = {"limit", "fields", "omit", "facets"}
NEXT = {
    "type": ["string", "integer", "null"],
    "description": "The “cursor” or “page” of what follows; null at the end.",
}
FIELDS_OF_WORDS = (
    "number url revision revision_url text_status kind date title speaker name office attribution board cite"
)
TURN = "number url revision revision_url text_status kind speaker name office attribution text cite"
DECIDED = " ".join(column.name for column in columns_in(Decision, Output.API))
FIELDS_OF_NAMED = "name slug url other_names offices title board organisation since until"
START = {"start": NumberValue("From which character of the text on, counted from 0.", 0, default=0)}
Json = dict[str, Any]


class ToolRefused(Exception):
    """A tool cannot use its arguments. The sentence says what it expects."""


@dataclass(frozen=True)
class Tool:
    """A tool: an address of the API, whose parameters it takes, except those that say how much is shown.

    ``always`` is sent unless the arguments say otherwise. ``lists`` names the lists of the answer, there and here;
    ``fields`` those shown of their objects.
    """

    name: str
    title: str
    view: type[RecordView]
    always: Mapping[str, Any] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    fields: str = ""

    @property
    def address(self) -> Address:
        """The address as the API describes it."""
        return addresses()[self.view.__name__]

    @property
    def description(self) -> str:
        """What it does, and with the words of the API what it returns."""
        many = f" {self.always['limit']} at a time." if "limit" in self.always else ""
        return f"{self.title}. {self.address.what}{many}"

    @cached_property
    def own(self) -> Fields:
        """The arguments that are no parameters of the address: what stands in its path, and where a text is read on."""
        in_path = {
            one["name"]: NumberValue(one["description"], 1, required=True)
            for one in self.address.operation.get("parameters", ())
            if one["in"] == "path"
        }
        return {**in_path, **(START if "text" in properties_of(self.address.answer) else {})}

    @cached_property
    def arguments(self) -> Input:
        """What the tool takes: one value of each parameter."""
        if issubclass(self.view, quotes.Check):
            return self.view.body
        fields: dict[str, Any] = {
            name: getattr(value, "child", value)
            for name, value in self.view.all_fields().items()
            if name not in HOW_MUCH
        }
        if "sort" in fields:
            fields["sort"] = in_order(fields["sort"].choices, self.always.get("sort", empty))
        return Input({**self.own, **fields})

    @cached_property
    def answers(self) -> Json:
        """The schema of what the tool returns."""
        answer = properties_of(self.address.answer)
        shown = {
            self.lists.get(name, name): {"type": "array", "items": schema_of(one["items"], self.fields.split())}
            if name in self.lists
            else kind_of(one)
            for name, one in answer.items()
            if name not in LEFT_OUT
        }
        following = {"next": NEXT} if "next" in answer else {}
        return {"type": "object", "properties": shown | following, "required": list(self.lists.values())}

    def described(self) -> Json:
        """Return the description for clients."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "inputSchema": self.arguments.schema(),
            "outputSchema": self.answers,
            "annotations": {"readOnlyHint": True, "openWorldHint": False},
        }


def call(tool: Tool, arguments: Mapping[str, Any], request: HttpRequest) -> Json:
    """Return what the tool answers. Raises ToolRefused."""
    # A year, for example, may be sent as a number.
    sent = {name: str(value) if type(value) is int else value for name, value in arguments.items()}
    try:
        given = tool.arguments.read(sent, "This tool has no argument")
    except ApiProblem as problem:
        raise ToolRefused(str(problem)) from problem
    if tool.view is search.Search and not given.get("q"):
        given.setdefault("sort", "newest")
    own = {name: given.pop(name) for name in tool.own}
    answer = _asked(tool.address, request, own, {**tool.always, **given})
    shown: Json = {}
    for name, value in cited(answer).items():
        if name in tool.lists:
            shown[tool.lists[name]] = shortened(value[:MANY], tool.fields.split())
        elif name not in LEFT_OUT and value not in (None, ""):
            shown[name] = value if isinstance(value, str) else shortened(value)
    following = {"next": _next(answer["next"])} if "next" in answer else {}
    return shown | following | (_part(answer["text"], own["start"]) if "start" in own else {})


def _asked(address: Address, request: HttpRequest, own: Json, given: Json) -> Json:
    """Return what an address answers. Raises ToolRefused with its sentence if it refuses."""
    if address.path.startswith(COSTLY_PREFIX):
        # The message was counted as one to the tools.
        allowance = allowance_of(request, address.path)
        if allowance.is_used_up:
            raise ToolRefused(
                f"You can check {allowance.limit:,} quotations per minute. Try again in {allowance.seconds} seconds."
            )
    response = ask(request, address.method, address.path.format(**own), given)
    if response.status_code < HTTPStatus.BAD_REQUEST:
        return response.data
    sentence = response.data["detail"]
    if gone := response.data.get("tombstone"):
        sentence += " The notice in its place: " + permanent_url(f"/statements/{gone['statement']}/")
    raise ToolRefused(sentence)


def _next(link: str | None) -> str | int | None:
    """Return the cursor or the number of the page that the link to the next part has."""
    query = parse_qs(urlsplit(link or "").query)
    return int(query["page"][0]) if "page" in query else query["cursor"][0] if "cursor" in query else None


def _part(text: str, start: int) -> Json:
    """Return the part of a long text from a character on, and where the next begins."""
    end = start + LONGEST_TEXT
    following = end if end < len(text) else None
    return {"text": text[start:end], "length": len(text), "start": start, "next_start": following}


_LISTED = (
    Tool(
        "search",
        'Search the record, or without words list the newest. Use "quotation marks" for exact words',
        search.Search,
        {"limit": FEW},
        {"results": "results", "partial": "partial"},
        f"{FIELDS_OF_WORDS} passages text matches missing",
    ),
    Tool(
        "meetings",
        "List meetings, the newest first",
        meetings.MeetingList,
        {"limit": MANY, "sort": "newest"},
        {"results": "meetings"},
        "id url title date kind status board name published_at",
    ),
    Tool(
        "find_decisions",
        "Find decisions and votes, the newest first",
        decisions.DecisionList,
        {"limit": FEW, "sort": "newest"},
        {"results": "decisions"},
        f"{FIELDS_OF_WORDS} {DECIDED} text meeting id agenda_item label roll choice word arrived left",
    ),
    Tool(
        "outline",
        "Outline of a meeting",
        meetings.MeetingOutline,
        {"limit": ITEMS, "omit": "agenda_items"},
        {"results": "items"},
        f"agenda_item label title statements longest words {TURN}",
    ),
    Tool("meeting", "Read a meeting", meetings.MeetingStatements, {"limit": MANY}, {"results": "turns"}, TURN),
    Tool(
        "statement",
        "Read a statement, with the turns before and after it",
        statements.StatementDetail,
        {"around": 2},
        {"before": "before", "after": "after"},
        TURN,
    ),
    Tool("check_quotation", "Check a quotation before it is printed", quotes.QuoteCheck, lists={"places": "places"}),
    Tool("boards", "List boards", directory.BoardList, {"limit": MANY}, {"results": "boards"}, FIELDS_OF_NAMED),
    Tool("people", "List people", directory.SpeakerList, {"limit": MANY}, {"results": "people"}, FIELDS_OF_NAMED),
    Tool("topics", "List topics", directory.TopicList, {"limit": MANY}, {"results": "topics"}, FIELDS_OF_NAMED),
    Tool(
        "changes",
        "List what changed",
        changes.ChangeList,
        {"limit": MANY, "sort": "oldest"},
        {"results": "changes"},
        "position at kind type id url correction object revision revision_url text_status cite",
    ),
)
TOOLS = {tool.name: tool for tool in _LISTED}
