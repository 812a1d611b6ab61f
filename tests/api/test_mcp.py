"""The tools of the MCP server, called by the protocol's official client on a live server."""

import json
from typing import Any

import anyio
import pytest
from django.conf import LazySettings
from django.test import Client as Browser
from pytest_django.live_server_helper import LiveServer

from archive.actions.statements import correct, withdraw
from archive.api.mcp.tools import LONGEST_TEXT, TOOLS
from archive.log.changes import settle
from archive.search.engines import outbox
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic
from tests.servers.at_rest import UnderWay

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(static_folder: None, live_server: LiveServer, server_at_rest: UnderWay) -> LiveServer:
    """A live server of the site."""
    return live_server


def official_client(url: str, mode: str) -> Any:
    """Return the official client. It is imported only here, because each process of the tests would lose a second."""
    from mcp import Client

    return Client(url, mode=mode)


def ask(server: LiveServer, *calls: tuple[str, dict[str, Any]], mode: str = "auto") -> list[Any]:
    """Connect as the official client does, call the tools and return what they answer."""

    async def session() -> list[Any]:
        async with official_client(f"{server.url}/mcp/", mode) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(session)


def send(browser: Browser, message: Any, **headers: str) -> Any:
    """Post one message as it is."""
    body = message if isinstance(message, bytes) else json.dumps(message)
    return browser.post("/mcp/", body, "application/json", headers=headers)


def request(method: str, **params: Any) -> dict[str, Any]:
    """Return a message that asks for something."""
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}


@pytest.mark.parametrize(("mode", "version"), [("legacy", "2025-11-25"), ("auto", "2026-07-28")])
def test_the_official_client_finds_tools_that_only_read(server: LiveServer, mode: str, version: str):
    async def session() -> Any:
        async with official_client(f"{server.url}/mcp", mode) as client:
            return client.protocol_version, await client.list_tools()

    spoken, listed = anyio.run(session)
    assert spoken == version
    assert [tool.name for tool in listed.tools] == list(TOOLS)
    assert all(tool.annotations.read_only_hint and tool.description and tool.output_schema for tool in listed.tools)


def test_every_answer_says_how_to_cite_it(server: LiveServer):
    speaker = make_speaker("Ada Reader")
    one = make_statement("The library opens on Saturdays.", speaker=speaker, text_status="minutes")
    correct(statement=one, text="The library opens on Sundays.", reason="Heard again.")
    outbox.keep_up()
    settle()
    found, read, meeting, checked, changes = ask(
        server,
        ("search", {"q": "library"}),
        ("statement", {"number": one.number}),
        ("meeting", {"id": one.meeting_id}),
        ("check_quotation", {"quotation": "The library opens on Sundays.", "name": "Ada Reader"}),
        ("changes", {"type": "statement"}),
    )
    shown = [
        found.structured_content["results"][0],
        read.structured_content,
        meeting.structured_content["turns"][0],
        checked.structured_content["places"][0],
        changes.structured_content["changes"][-1]["object"],
    ]
    for answer in shown:
        assert answer["revision"] == 2
        assert answer["revision_url"] == f"http://testserver/statements/{one.number}/r/2/"
        assert answer["text_status"] == "minutes"
        assert answer["url"].startswith(f"http://testserver/statements/{one.number}/")
        assert answer["cite"].endswith(f" {answer['revision_url']}")
        assert "text from the minutes" in answer["cite"]
    assert found.structured_content["results"][0]["passages"] == [
        [
            {"text": "The ", "matches": False},
            {"text": "library", "matches": True},
            {"text": " opens on Sundays.", "matches": False},
        ]
    ]
    assert checked.structured_content["verdict"] == "verbatim"
    assert json.loads(read.content[0].text) == read.structured_content
    assert meeting.structured_content["meeting"]["url"] == f"http://testserver{one.meeting.get_absolute_url()}"


@pytest.mark.slow
def test_long_texts_and_meetings_are_read_in_parts(server: LiveServer):
    meeting = make_meeting(make_board())
    long = make_statement("word " * 3000, meeting=meeting)
    later = [make_statement(f"Turn {at}.", meeting=meeting, position=50 - at) for at in range(1, 45)]
    first, second = ask(
        server,
        ("statement", {"number": long.number}),
        ("statement", {"number": long.number, "start": LONGEST_TEXT}),
    )
    parts = first.structured_content["text"] + second.structured_content["text"]
    assert parts == long.text
    assert first.structured_content["next_start"] == LONGEST_TEXT
    assert second.structured_content["next_start"] is None
    walked, cursor = [], {}
    while True:
        (page,) = ask(server, ("meeting", {"id": meeting.pk, **cursor}))
        walked += [turn["number"] for turn in page.structured_content["turns"]]
        assert len(json.dumps(page.structured_content)) < 30_000
        if not page.structured_content["next"]:
            break
        cursor = {"cursor": page.structured_content["next"]}
    assert walked == [long.number, *(statement.number for statement in reversed(later))]


@pytest.mark.slow
def test_a_tool_explains_what_it_cannot_do(server: LiveServer):
    gone = make_statement("It named a child.")
    withdraw(statement=gone, category="privacy", reason="It named a child.")
    outbox.keep_up()
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("statement", {"number": gone.number}, "This statement was withdrawn."),
        ("statement", {"number": 10**30}, "“number” must be a whole number"),
        ("statement", {"number": "one"}, "“number” must be a whole number"),
        ("statement", {}, "“number” is missing."),
        ("statement", {"number": 999}, "There is no such statement in the archive."),
        ("search", {"q": "library", "board": ["a"]}, "“board” must be text"),
        ("search", {"q": "library", "page": "none"}, "“page” must be a whole number"),
        ("search", {"q": "library", "fields": "text"}, "has no argument “fields”"),
        ("meeting", {"id": 999}, "There is no such meeting in the archive."),
        ("outline", {"id": 999}, "There is no such meeting in the archive."),
        ("search", {"board": "No Such Board"}, "There is no board “No Such Board” here."),
        ("meetings", {"board": "No Such Board"}, "There is no board “No Such Board” here."),
        ("meetings", {"published_since": "soon"}, "“soon” is not a moment."),
        ("changes", {"cursor": "none"}, "This cursor is not from this list."),
        ("changes", {"kind": "none"}, "“kind” must be one of"),
        ("check_quotation", {"quotation": ""}, ""),
    ]
    answers = ask(server, *((name, arguments) for name, arguments, _ in wrong))
    for (name, arguments, sentence), answer in zip(wrong, answers, strict=True):
        assert answer.is_error, (name, arguments)
        assert sentence in answer.content[0].text, (name, arguments)
        assert "child" not in answer.content[0].text


def test_quoted_words_and_their_citation_are_whole_and_name_a_board_once(client: Browser):
    words = " ".join(f"The library opens at {hour} on day {day}." for day in range(9) for hour in range(9))
    board = make_board("Board of Samples")
    make_statement(words, meeting=make_meeting(board), title="On the library " * 19)
    outbox.keep_up()
    check = request("tools/call", name="check_quotation", arguments={"quotation": words})
    (place,) = send(client, check).json()["result"]["structuredContent"]["places"]
    assert place["words"] == words
    assert place["cite"].endswith(f" {place['revision_url']}")
    found = send(client, request("tools/call", name="search", arguments={"q": "library"})).json()["result"]
    cited = found["structuredContent"]["results"][0]["cite"]
    assert cited.endswith(f" {place['revision_url']}")
    assert (cited.count("Board of Samples"), place["cite"].count("Board of Samples")) == (1, 1)


def test_messages_outside_the_protocol_are_refused(client: Browser):
    assert send(client, {"jsonrpc": "2.0", "method": "notifications/initialized"}).status_code == 202
    assert send(client, request("ping")).json() == {"jsonrpc": "2.0", "id": 1, "result": {}}
    for body in (b"", b"\xff", b"[" * 100_000, [request("ping")], {"id": 1}, {**request("ping"), "id": None}, "ping"):
        response = send(client, body)
        assert response.status_code == 400
        assert response.json()["error"]["code"] in {-32700, -32600}
    assert send(client, request("resources/list")).json()["error"]["code"] == -32601
    assert send(client, request("tools/call", name="search", arguments=["library"])).json()["error"]["code"] == -32602
    unknown = send(client, request("tools/call", name="delete", arguments={})).json()["error"]
    assert unknown["code"] == -32602
    assert unknown["message"].startswith("The tools here are: search,")
    surrogate = send(client, request("tools/call", name="search", arguments={"q": "\ud800"})).json()
    assert surrogate["result"]["isError"]
    refused = send(client, request("ping"), mcp_protocol_version="1999-01-01")
    assert refused.status_code == 400
    assert refused.json()["error"]["data"]["supported"] == ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"]
    for method in (client.get, client.delete, client.put):
        response = method("/mcp/")
        assert response.status_code == 405
        assert response.headers["Allow"] == "POST, OPTIONS"


def test_a_client_with_another_version_is_offered_ours(client: Browser):
    for wanted, offered in (("2025-06-18", "2025-06-18"), ("1999-01-01", "2025-11-25")):
        answer = send(client, request("initialize", protocolVersion=wanted, capabilities={})).json()["result"]
        assert answer["protocolVersion"] == offered
        assert answer["capabilities"] == {"tools": {}}


def test_the_limits_of_the_api_apply(client: Browser, settings: LazySettings):
    settings.API_QUOTES_PER_MINUTE = 1
    check = request("tools/call", name="check_quotation", arguments={"quotation": "We opened the library."})
    make_statement()
    outbox.keep_up()
    assert not send(client, check).json()["result"]["isError"]
    assert "You can check 1 quotations per minute" in send(client, check).json()["result"]["content"][0]["text"]
    settings.API_REQUESTS_PER_MINUTE = 2
    response = send(client, request("ping"))
    assert response.status_code == 429
    assert "Retry-After" in response.headers
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_descriptions_name_every_argument(client: Browser):
    for tool in send(client, request("tools/list")).json()["result"]["tools"]:
        schema = tool["inputSchema"]
        assert tool["outputSchema"]["required"]
        assert set(schema["properties"]) == set(TOOLS[tool["name"]].arguments.fields)
        assert all(one["description"] for one in schema["properties"].values())


def test_a_tool_takes_what_its_address_takes_except_how_much_is_shown(client: Browser):
    described = client.get("/api/v1/openapi.json").json()["paths"]
    for tool in send(client, request("tools/list")).json()["result"]["tools"]:
        address = TOOLS[tool["name"]].address
        parameters = described[address.path][address.method.lower()].get("parameters", [])
        in_query = {one["name"] for one in parameters if one["in"] == "query"}
        assert in_query - set(tool["inputSchema"]["properties"]) <= {"limit", "fields", "omit", "facets"}


def test_a_tool_shows_all_that_the_api_shows_of_an_object(client: Browser):
    meeting = make_meeting(make_board(), title="On the budget", place="Room 1", recording_url="https://video.example/1")
    item = meeting.agenda_items.create(position=1, label="8.D.", title="Buses")
    one = make_statement(meeting=meeting, agenda_item=item, speaker=make_speaker(), topics=[make_topic()])
    for tool, argument, path in (("statement", "number", "statements"), ("meeting", "id", "meetings")):
        key = one.number if tool == "statement" else meeting.pk
        of_api = client.get(f"/api/v1/{path}/{key}/").json()
        answer = send(client, request("tools/call", name=tool, arguments={argument: key})).json()["result"]
        shown = answer["structuredContent"].get("meeting") if tool == "meeting" else answer["structuredContent"]
        assert shown.items() >= {name: value for name, value in of_api.items() if isinstance(value, int | bool)}.items()
        assert {name for name, value in of_api.items() if value not in (None, "")} <= shown.keys()
