"""One message of the Model Context Protocol (JSON-RPC 2.0) in, one answer out."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from archive.api.mcp.tools import TOOLS, ToolRefused, call
from archive.api.problems import problem_response
from archive.machine.web.cost import Cost, costs
from archive.models import current_site

# Since this version each message stands alone: there is no handshake, and each result says who answers.
ALONE = "2026-07-28"
# The newest is first. A client that asks for an unknown version in a handshake gets it.
HANDSHAKES = ("2025-11-25", "2025-06-18", "2025-03-26")
VERSIONS = (ALONE, *HANDSHAKES)
API_VERSION = "1"
IN_META = "io.modelcontextprotocol/"
# How long a client may keep the list of tools.
KEPT_MILLISECONDS = 3_600_000
VERSION_HEADER = "MCP-Protocol-Version"
INSTRUCTIONS = (
    "This is a public record of what was said at public meetings. Quote only words that a tool returned, "
    "and cite them with “cite”, which has the permanent address. Check text_status: machine transcripts and minutes "
    "are not word for word. Use check_quotation on any quotation before it is printed. For a meeting, begin with "
    "meetings, then outline. Name a board, person or topic by its whole name or its slug; an error lists the nearest."
)
PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602
UNSUPPORTED_VERSION = -32022
Json = dict[str, Any]


class Invalid(Exception):
    """An invalid message; has the code of JSON-RPC and a sentence."""

    def __init__(self, code: int, sentence: str, **data: Any) -> None:
        super().__init__(sentence)
        self.error: Json = {"code": code, "message": sentence, **({"data": data} if data else {})}


@csrf_exempt
@never_cache
@costs(Cost.EXPENSIVE)
def endpoint(request: HttpRequest) -> HttpResponse:
    """Answer a message. A notification gets 202 without a body."""
    if request.method != "POST":
        response = problem_response(HTTPStatus.METHOD_NOT_ALLOWED, "Send messages of the protocol with POST.")
        response["Allow"] = "POST, OPTIONS"
        return response
    message: Json = {}
    try:
        message = _read_message(request)
        if "id" not in message or "method" not in message:
            return HttpResponse(status=HTTPStatus.ACCEPTED)
        result = _result(message, request)
        if _version(message, request) == ALONE:
            result |= {"resultType": "complete", "_meta": {f"{IN_META}serverInfo": _server()}}
        return _answer_to_message(message, result=result)
    except Invalid as problem:
        is_unread = problem.error["code"] in {PARSE_ERROR, INVALID_REQUEST, UNSUPPORTED_VERSION}
        status = HTTPStatus.BAD_REQUEST if is_unread else HTTPStatus.OK
        return _answer_to_message(message, status, error=problem.error)


def _read_message(request: HttpRequest) -> Json:
    """Return the message of a request. Raises Invalid for anything else."""
    try:
        message = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Invalid(PARSE_ERROR, "The body is not JSON.") from error
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise Invalid(INVALID_REQUEST, "Send one JSON-RPC 2.0 message.")
    if not isinstance(message.get("params", {}), dict) or not isinstance(message.get("id", 0), str | int):
        raise Invalid(INVALID_REQUEST, "“params” must be an object, and “id” a text or a whole number.")
    version = _version(message, request)
    if version not in VERSIONS:
        sentence = f"The protocol versions here are: {', '.join(VERSIONS)}."
        raise Invalid(UNSUPPORTED_VERSION, sentence, supported=list(VERSIONS), requested=version[:40])
    return message


def _version(message: Json, request: HttpRequest) -> str:
    """Return the protocol version of a message: the header has it, and since 2026-07-28 the message too."""
    meta = message.get("params", {}).get("_meta")
    named = meta.get(f"{IN_META}protocolVersion") if isinstance(meta, dict) else None
    return str(named or request.headers.get(VERSION_HEADER, HANDSHAKES[0]))


def _server() -> Json:
    return {"name": "boardmeetings", "title": current_site().name, "version": API_VERSION}


def _result(message: Json, request: HttpRequest) -> Json:
    """Return the result of a message's method. Raises Invalid."""
    method = METHODS.get(str(message["method"]))
    if method is None:
        raise Invalid(METHOD_NOT_FOUND, f"The methods here are: {', '.join(METHODS)}.")
    return method(message.get("params", {}), request)


def _initialize(params: Json, _request: HttpRequest) -> Json:
    wanted = params.get("protocolVersion")
    return {
        "protocolVersion": wanted if wanted in HANDSHAKES else HANDSHAKES[0],
        "capabilities": {"tools": {}},
        "serverInfo": _server(),
        "instructions": INSTRUCTIONS,
    }


def _discover(_params: Json, _request: HttpRequest) -> Json:
    """Return what a client asks for instead of a handshake."""
    return {
        "supportedVersions": list(VERSIONS),
        "capabilities": {"tools": {}},
        "instructions": INSTRUCTIONS,
        **_kept(),
    }


def _kept() -> Json:
    return {"ttlMs": KEPT_MILLISECONDS, "cacheScope": "public"}


def _ping(_params: Json, _request: HttpRequest) -> Json:
    return {}


def _list_tools(_params: Json, _request: HttpRequest) -> Json:
    return {"tools": [tool.described() for tool in TOOLS.values()], **_kept()}


def _call_tool(params: Json, request: HttpRequest) -> Json:
    """Return the answer of a tool.

    An error of a tool is also an answer, so that the program can read it and try again.
    """
    tool, arguments = TOOLS.get(str(params.get("name"))), params.get("arguments") or {}
    if tool is None:
        raise Invalid(INVALID_PARAMS, f"The tools here are: {', '.join(TOOLS)}.")
    if not isinstance(arguments, dict):
        raise Invalid(INVALID_PARAMS, "“arguments” must be an object.")
    try:
        answer = call(tool, arguments, request)
    except ToolRefused as refusal:
        return {"content": [{"type": "text", "text": str(refusal)}], "isError": True}
    text = json.dumps(answer, ensure_ascii=False)
    return {"content": [{"type": "text", "text": text}], "structuredContent": answer, "isError": False}


METHODS: dict[str, Callable[[Json, HttpRequest], Json]] = {
    "initialize": _initialize,
    "server/discover": _discover,
    "ping": _ping,
    "tools/list": _list_tools,
    "tools/call": _call_tool,
}


def _answer_to_message(message: Json, status: HTTPStatus = HTTPStatus.OK, **outcome: Json) -> JsonResponse:
    return JsonResponse({"jsonrpc": "2.0", "id": message.get("id"), **outcome}, status=status)
