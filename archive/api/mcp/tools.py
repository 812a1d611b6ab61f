"""The tools. Each asks the API as a client would, and shortens the answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db.models.functions import Length
from django.http import HttpRequest, QueryDict
from rest_framework.views import APIView

from archive.api.base import ListView, RecordView, in_order
from archive.api.input import Fields, Input, NumberValue, TextValue
from archive.api.keyset import Ordering, UnreadableCursor, cut
from archive.api.mcp import shortened
from archive.api.mcp.schemas import CITED, INTEGER, LIST, NAMED, OR_NO_TEXT, OR_NONE, TEXT, Json, list_of, shape
from archive.api.problems import ApiProblem
from archive.api.serializers import StatementSerializer
from archive.api.views import changes, decisions, directory, meetings, quotes, search, statements
from archive.models import Statement
from archive.publication import CHANGED_SINCE, PUBLISHED_SINCE
from archive.search import SearchUnavailable
from archive.text.addresses import permanent_url
from archive.web.allowance import take
from archive.web.client_address import client_address

# How much one answer lists.
HITS = 10
DECISIONS = 10
ITEMS = 15
LISTED = 20
TURNS = 20
LONGEST = 2
MOST_AROUND = 5
MEETING = {"id": NumberValue("The id of a meeting.", 1, required=True)}
CURSOR = {"cursor": TextValue("Where to continue: “next” of an earlier answer.")}
PAGE = {"page": NumberValue("Which page, counted from 1.", 1, 1_000, default=1)}
IN_THE_MEETING = Ordering(("position", "number"))


class ToolRefused(Exception):
    """A tool cannot use its arguments. The sentence says what it expects."""


@dataclass(frozen=True)
class Tool:
    """A tool: what it does, its arguments, and how its answer is found.

    ``answers`` has the schemas of what every answer has.
    """

    name: str
    title: str
    description: str
    arguments: Input
    answer: Callable[[HttpRequest, Json], Json]
    answers: Mapping[str, Json]

    def described(self) -> Json:
        """Return the description for clients."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "inputSchema": self.arguments.schema(),
            "outputSchema": shape(self.answers),
            "annotations": {"readOnlyHint": True, "openWorldHint": False},
        }


def call(tool: Tool, arguments: Mapping[str, Any], request: HttpRequest) -> Json:
    """Return what the tool answers. Raises ToolRefused."""
    # A year, for example, may be sent as a number.
    sent = {name: str(value) if type(value) is int else value for name, value in arguments.items()}
    try:
        return tool.answer(request, tool.arguments.read(sent, "This tool has no argument"))
    except (ApiProblem, SearchUnavailable) as problem:
        raise ToolRefused(str(problem)) from problem


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
    if not given.get("q"):
        given.setdefault("order", "newest")
    answer = _ask(request, search.Search, {**given, "limit": HITS})
    return {
        **{name: answer[name] for name in ("count", "reading", "ignored")},
        **{name: [shortened.hit(one) for one in answer[name]] for name in ("results", "partial")},
        "next_page": given["page"] + 1 if answer["next"] else None,
    }


def _statement(request: HttpRequest, given: Json) -> Json:
    number = given["number"]
    shown = shortened.statement(_ask(request, statements.StatementDetail, {}, number=number), given["start"])
    before, after = _beside(number, min(given["around"], MOST_AROUND))
    return {**shown, "before": before, "after": after}


def _beside(number: int, around: int) -> tuple[list[Json], list[Json]]:
    """Return the turns before and after a statement in its meeting."""
    one = statements.on_record().filter(pk=number).exclude(meeting=None).first()
    if one is None or not around:
        return [], []
    key, form = [one.position, one.number], StatementSerializer()
    of_meeting = statements.on_record().filter(meeting=one.meeting_id)
    sides = []
    for backwards in (True, False):
        beyond = of_meeting.filter(IN_THE_MEETING.beyond(key, backwards=backwards))
        rows = IN_THE_MEETING.apply(beyond, backwards=backwards)[:around]
        sides.append([shortened.turn(form.to_representation(row)) for row in rows])
    return sides[0][::-1], sides[1]


def _meeting(request: HttpRequest, given: Json) -> Json:
    pk, cursor, form = given["id"], given.get("cursor", ""), StatementSerializer()
    meeting = _ask(request, meetings.MeetingDetail, {}, pk=pk)
    try:
        turns = cut(statements.on_record().filter(meeting=pk), IN_THE_MEETING, limit=TURNS, cursor=cursor)
    except UnreadableCursor as error:
        raise ToolRefused("This cursor is not from this meeting. Start without one.") from error
    shown = [shortened.turn(form.to_representation(row)) for row in turns.rows]
    return {**shortened.meeting(meeting), "turns": shown, "next": turns.next or None}


def _outline(request: HttpRequest, given: Json) -> Json:
    """Return the agenda of a meeting, with the longest statements of each item; those of none come first."""
    pk, page = given["id"], given["page"]
    meeting = _ask(request, meetings.MeetingDetail, {}, pk=pk)
    titles = {None: "", **{item["id"]: f"{item['label']} {item['title']}".strip() for item in meeting["agenda_items"]}}
    of_items: dict[int | None, list[tuple[int, int]]] = {item: [] for item in titles}
    turns = Statement.objects.public().filter(meeting=pk).annotate(length=Length("current_revision__text"))
    for item, length, number in turns.order_by().values_list("agenda_item", "length", "number"):
        of_items[item].append((length, number))
    shown = [item for item in titles if item or of_items[None]]
    part = shown[(page - 1) * ITEMS : page * ITEMS]
    longest = {item: sorted(number for _, number in nlargest(LONGEST, of_items[item])) for item in part}
    said = _said(one for numbers in longest.values() for one in numbers)
    items = [
        {
            "item": titles[item],
            "statements": len(of_items[item]),
            "longest": [shortened.told(said[number]) for number in longest[item] if number in said],
        }
        for item in part
    ]
    facts = {name: value for name, value in shortened.meeting(meeting).items() if name != "agenda_items"}
    return {
        **facts,
        "statements": sum(map(len, of_items.values())),
        "items": items,
        "next_page": page + 1 if len(shown) > page * ITEMS else None,
    }


def _listing(view: type[APIView], name: str, shorten: Callable[[Json], Json]) -> Callable[[HttpRequest, Json], Json]:
    """Return what answers with a part of a list of the API."""

    def answer(request: HttpRequest, given: Json) -> Json:
        page = _ask(request, view, {**given, "limit": LISTED})
        return {name: [shorten(one) for one in page["results"]], "next": _cursor(page)}

    return answer


def _decisions(request: HttpRequest, given: Json) -> Json:
    """List decisions, each with how to cite the statement that has its words."""
    page = _ask(request, decisions.DecisionList, {**given, "limit": DECISIONS})
    said = _said(one["number"] for one in page["results"])
    listed = [shortened.decision(one, said[one["number"]]) for one in page["results"] if one["number"] in said]
    return {"decisions": listed, "next": _cursor(page)}


def _said(numbers: Iterable[int]) -> dict[int, Json]:
    """Return the statements with these numbers, as the API has them."""
    form = StatementSerializer()
    return {row.number: form.to_representation(row) for row in statements.on_record().filter(pk__in=list(numbers))}


def _check_quotation(request: HttpRequest, given: Json) -> Json:
    allowance = take(client_address(request), "quotes", settings.API_QUOTES_PER_MINUTE)
    if allowance.is_used_up:
        raise ToolRefused(
            f"You can check {allowance.limit:,} quotations per minute. Try again in {allowance.seconds} seconds."
        )
    return shortened.verdict(quotes.QuoteCheck().answer(given))


def _cursor(listed: Json) -> str | None:
    return QueryDict(str(listed["next"]).partition("?")[2]).get("cursor")


def _of_api(view: type[RecordView], *names: str) -> Fields:
    """Return the fields of an address of the API with these names, one value each."""
    fields: Mapping[str, Any] = view.all_fields()
    return {name: getattr(fields[name], "child", fields[name]) for name in names}


def _listed(view: type[ListView], *names: str, order: str) -> Input:
    """Return the arguments of a tool that lists: fields of the API, the order that holds if none is given, the part."""
    return Input({**_of_api(view, *names), "order": in_order(view.orderings, order), **CURSOR})


def _named(name: str, what: str, view: type[ListView]) -> Tool:
    """Return the tool that lists boards, people or topics."""
    return Tool(
        name,
        f"List {name}",
        f"List {what}, or only those with the words in their name, {LISTED} at a time.",
        Input({**_of_api(view, "name"), **CURSOR}),
        _listing(view, name, shortened.listed),
        {name: list_of(NAMED), "next": OR_NO_TEXT},
    )


SINCE = (PUBLISHED_SINCE, CHANGED_SINCE)
TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "search",
            "Search the record",
            f"Find statements by words, {HITS} at a time, with the passages that match. Without words, list the newest "
            'of a board, a person or a topic. Use "quotation marks" for exact words.',
            Input(
                _of_api(
                    search.Search,
                    *("q", "board", "speaker", "topic", "kind", "from", "to", "meeting", *SINCE, "order", "page"),
                )
            ),
            _search,
            {"count": INTEGER, "results": list_of(CITED), "partial": list_of(CITED), "next_page": OR_NONE},
        ),
        Tool(
            "meetings",
            "List meetings",
            f"List meetings, the newest first, {LISTED} at a time: of a board, between days, or by words of the title "
            "or the board's name. Then read the outline.",
            _listed(meetings.MeetingList, "board", "name", "from", "to", *SINCE, order="newest"),
            _listing(meetings.MeetingList, "meetings", shortened.listed_meeting),
            {"meetings": list_of({"id": INTEGER, "url": TEXT, "board": TEXT, "date": TEXT}), "next": OR_NO_TEXT},
        ),
        Tool(
            "find_decisions",
            "Find decisions and votes",
            f"Find what boards decided and how their members voted, the newest first, {DECISIONS} at a time: by board, "
            "member, vote, result, day, or words. What a source does not print is null or left out.",
            _listed(
                decisions.DecisionList,
                *("words", "board", "member", "voted", "result", "split", "from", "to", *SINCE),
                order="newest",
            ),
            _decisions,
            {"decisions": list_of({**CITED, "result": TEXT, "roll": {"type": "object"}}), "next": OR_NO_TEXT},
        ),
        Tool(
            "outline",
            "Outline of a meeting",
            f"Read what a meeting was about: its agenda items with their longest statements, {ITEMS} items at a time.",
            Input({**MEETING, **PAGE}),
            _outline,
            {
                "id": INTEGER,
                "url": TEXT,
                "items": list_of({"item": TEXT, "statements": INTEGER, "longest": LIST}),
                "next_page": OR_NONE,
            },
        ),
        Tool(
            "meeting",
            "Read a meeting",
            f"Read about a meeting, its agenda and what was said, {TURNS} turns at a time.",
            Input({**MEETING, **CURSOR}),
            _meeting,
            {"id": INTEGER, "url": TEXT, "turns": list_of(CITED), "next": OR_NO_TEXT},
        ),
        Tool(
            "statement",
            "Read a statement in its context",
            f"Read one statement, {shortened.LONGEST_TEXT:,} characters at a time, with the turns before and after it.",
            Input(
                {
                    "number": NumberValue("The number of a statement.", 1, required=True),
                    "start": NumberValue("From which character on, counted from 0.", 0, default=0),
                    "around": NumberValue(
                        f"How many turns before and after it to read, {MOST_AROUND} at most.", 0, default=2
                    ),
                }
            ),
            _statement,
            {**CITED, "text": TEXT, "next_start": OR_NONE, "before": list_of(CITED), "after": list_of(CITED)},
        ),
        Tool(
            "check_quotation",
            "Check a quotation",
            "Check whether words were said as quoted. Use it on any quotation before it is printed. “headline” and "
            "“as_claimed” answer the whole claim; “verdict” is about the words alone.",
            quotes.QuoteCheck.body,
            _check_quotation,
            {
                "verdict": TEXT,
                "headline": TEXT,
                "places": list_of({"revision_url": TEXT, "text_status": TEXT, "cite": TEXT}),
            },
        ),
        _named("boards", "the boards of the record", directory.BoardList),
        _named("people", "who spoke, with their offices", directory.SpeakerList),
        _named("topics", "the topics of the record", directory.TopicList),
        Tool(
            "changes",
            "List changes",
            f"List what was published, corrected, redacted, withdrawn, merged and renamed, {LISTED} at a time, "
            "the earliest first.",
            _listed(changes.ChangeList, "kind", "type", *SINCE, order="oldest"),
            _listing(changes.ChangeList, "changes", shortened.change),
            {"changes": list_of({"position": INTEGER, "at": TEXT, "kind": TEXT, "type": TEXT}), "next": OR_NO_TEXT},
        ),
    )
}
