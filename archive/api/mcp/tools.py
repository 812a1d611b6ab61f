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
MEETING = {"id": NumberValue("The id of a meeting.", 1, required=True)}
Json = dict[str, Any]


class ToolRefused(Exception):
    """A tool cannot use its arguments. The sentence says what it expects."""


@dataclass(frozen=True)
class Tool:
    """A tool: an address of the API, whose parameters it takes, except those that say how much is shown.

    ``own`` are arguments besides, such as what stands in the path. ``always`` is sent unless the arguments say
    otherwise. ``lists`` names the lists of the answer, there and here; ``fields`` those shown of their objects.
    """

    name: str
    description: str
    view: type[RecordView]
    own: Fields = field(default_factory=dict)
    always: Mapping[str, Any] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    fields: str = ""

    @property
    def address(self) -> Address:
        """The address as the API describes it."""
        return addresses()[self.view.__name__]

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
            "title": self.description.partition(":")[0],
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


def _listing_tool(name: str, what: str, view: type[RecordView]) -> Tool:
    """Return the tool that lists boards, people or topics."""
    return Tool(
        name,
        f"List {name}: {what}, or only those with the words in their name, {MANY} at a time.",
        view,
        always={"limit": MANY},
        lists={"results": name},
        fields=FIELDS_OF_NAMED,
    )


_LISTED = (
    Tool(
        "search",
        f"Search the record: find statements by words, {FEW} at a time, with the passages that match. Without words, "
        'list the newest of a board, a person or a topic. Use "quotation marks" for exact words.',
        search.Search,
        always={"limit": FEW},
        lists={"results": "results", "partial": "partial"},
        fields=f"{FIELDS_OF_WORDS} passages text matches missing",
    ),
    Tool(
        "meetings",
        f"List meetings: the newest first, {MANY} at a time, of a board, between days, or by words of the title or of "
        "the board's name. Then read the outline.",
        meetings.MeetingList,
        always={"limit": MANY, "sort": "newest"},
        lists={"results": "meetings"},
        fields="id url title date kind status board name published_at",
    ),
    Tool(
        "find_decisions",
        f"Find decisions and votes: what boards decided and how their members voted, the newest first, {FEW} at a "
        "time, by board, member, vote, result, day, or words. What a source does not print is left out.",
        decisions.DecisionList,
        always={"limit": FEW, "sort": "newest"},
        lists={"results": "decisions"},
        fields=f"{FIELDS_OF_WORDS} {DECIDED} text meeting id agenda_item label roll choice word arrived left",
    ),
    Tool(
        "outline",
        f"Outline of a meeting: what it was about, its agenda items with their longest statements, {ITEMS} items at a "
        "time.",
        meetings.MeetingOutline,
        own=MEETING,
        always={"limit": ITEMS, "omit": "agenda_items"},
        lists={"results": "items"},
        fields=f"agenda_item label title statements longest words {TURN}",
    ),
    Tool(
        "meeting",
        f"Read a meeting: its facts, its agenda and what was said, {MANY} turns at a time.",
        meetings.MeetingStatements,
        own=MEETING,
        always={"limit": MANY},
        lists={"results": "turns"},
        fields=TURN,
    ),
    Tool(
        "statement",
        f"Read a statement in its context: {LONGEST_TEXT:,} characters at a time, with the turns before and after it.",
        statements.StatementDetail,
        own={
            "number": NumberValue("The number of a statement.", 1, required=True),
            "start": NumberValue("From which character on, counted from 0.", 0, default=0),
        },
        always={"around": 2},
        lists={"before": "before", "after": "after"},
        fields=TURN,
    ),
    Tool(
        "check_quotation",
        "Check a quotation: whether words were said as quoted. Use it on any quotation before it is printed. "
        "“verdict” is about the words inside the quotation marks, “headline” also about “speaker” and “date”. “facts” "
        "say who is named beside the words.",
        quotes.QuoteCheck,
        lists={"places": "places"},
    ),
    _listing_tool("boards", "those of the record", directory.BoardList),
    _listing_tool("people", "who spoke, with their offices", directory.SpeakerList),
    _listing_tool("topics", "those of the record", directory.TopicList),
    Tool(
        "changes",
        f"List changes: what was published, corrected, redacted, withdrawn, merged and renamed, {MANY} at a time, the "
        "earliest first.",
        changes.ChangeList,
        always={"limit": MANY, "sort": "oldest"},
        lists={"results": "changes"},
        fields="position at kind type id url correction object revision revision_url text_status cite",
    ),
)
TOOLS = {tool.name: tool for tool in _LISTED}
