"""Every way out of the record: each URL of the site with the parameters that it accepts, and its answers."""

import gzip
import io
import json
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from archive.api.docs import SCHEMA
from archive.api.input import schema_of
from archive.api.mcp.tools import TOOLS
from archive.api.views import search
from archive.models import Alert, Board, Change, Correction, Meeting, Revision, Source, Speaker, Statement, Topic
from archive.pages.files.lists import LISTS
from tests.exports.typeset.pdf_text import text_of
from tests.hidden_words import hidden_words_in
from tests.pages.addresses import every_path

SEARCHES = (
    "/search/",
    "/search.csv",
    "/search.json",
    "/search/feed/",
    "/search/feed.json",
    "/alerts/new/",
)
WORDS = "buses"
SAID = "The buses run late every evening."
# Parts that differ in each answer, whatever the record holds.
OWN_TO_AN_ANSWER = frozenset({"Expires", "RateLimit", "Set-Cookie", "X-Request-ID"})
TOKEN_OF_A_FORM = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|(?<="token": ")[^"]+')
ADDRESS_OF_STATEMENT = re.compile(r"/statements/(\d+)/")
SALT = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
PART = re.compile(r"<(?:\w+:)?\w+>")
# The only URL pattern that is a regular expression.
OF_EXPRESSIONS = {"^v1/": "v1/nothing-here"}


@dataclass(frozen=True)
class Door:
    """A URL, and the data to post to it; without data, it is a GET."""

    path: str
    posted: str = ""
    media_type: str = "application/json"

    @property
    def route(self) -> str:
        """The pattern that leads to it."""
        return resolve(urlsplit(self.path).path).route


@dataclass(frozen=True)
class Answer:
    """The answer of a door: its body, unpacked if it is compressed."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def text(self) -> str:
        """All of it that can be read."""
        return "\n".join([*(f"{name}: {value}" for name, value in self.headers), self.body.decode(errors="replace")])

    @property
    def is_picture(self) -> bool:
        """Whether the body is an image."""
        return dict(self.headers).get("Content-Type", "").startswith("image/")

    @property
    def is_pdf(self) -> bool:
        """Whether the body was a PDF: here it is its text."""
        return ("Content-Type", "application/pdf") in self.headers

    @property
    def following(self) -> str:
        """The address of the next part of a list."""
        if ("Content-Type", "application/json") not in self.headers:
            return ""
        body = json.loads(self.body)
        return (isinstance(body, dict) and body.get("next")) or ""


def ask(client: Client, door: Door) -> Answer:
    """Open a door."""
    response = client.post(door.path, door.posted, door.media_type) if door.posted else client.get(door.path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    headers = sorted((name, value) for name, value in response.headers.items() if name not in OWN_TO_AN_ANSWER)
    return Answer(response.status_code, tuple(headers), TOKEN_OF_A_FORM.sub(b"", unpacked(body)))


def walk(client: Client, doors: Iterable[Door]) -> dict[Door, Answer]:
    """Open all doors, and the later pages of lists."""
    answers: dict[Door, Answer] = {}
    waiting = deque(doors)
    while waiting:
        door = waiting.popleft()
        if door in answers:
            continue
        answers[door] = ask(client, door)
        if address := answers[door].following:
            waiting.append(Door(address.removeprefix("http://testserver")))
    return answers


def leaks(answers: dict[Door, Answer]) -> dict[str, set[str]]:
    """Return the hidden words in the answers, by door."""
    found = {door: hidden_words_in(answer.text) for door, answer in answers.items()}
    return {f"{door.path} {door.posted}".strip(): words for door, words in found.items() if words}


def salts_told(answers: dict[Door, Answer], salts: set[str]) -> dict[str, set[str]]:
    """Return those of the salts that answers show, by door."""
    shown = {door: salts.intersection(SALT.findall(answer.text)) for door, answer in answers.items()}
    return {f"{door.path} {door.posted}".strip(): told for door, told in shown.items() if told}


def numbers_told(answers: dict[Door, Answer], numbers: set[int]) -> dict[str, set[int]]:
    """Return the hidden statements that answers link to, by door, without doors that ask for those statements."""
    found = {door: _numbers(answer.text) & numbers - _numbers(door.path) for door, answer in answers.items()}
    return {door.path: told for door, told in found.items() if told}


def _numbers(text: str) -> set[int]:
    return {int(number) for number in ADDRESS_OF_STATEMENT.findall(text)}


def unpacked(body: bytes) -> bytes:
    """Return the contents of a compressed file, the text of a PDF, or the body unchanged."""
    if body.startswith(b"\x1f\x8b"):
        return gzip.decompress(body)
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return b"\n".join(packed.read(name) for name in packed.namelist())
    if body.startswith(b"%PDF-"):
        return text_of(body).encode()
    return body


def every_door() -> Iterator[Door]:
    """Yield every door, with every filter and every object, including those that nobody may see."""
    yield from map(Door, every_path())
    yield from map(Door, _narrowed())
    yield from map(Door, _shared())
    yield from map(Door, _of_parts())
    yield from map(Door, _of_the_api())
    yield from _posted()
    yield from map(Door, _of_staff())


def every_route(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Yield the pattern of every address of the site."""
    for pattern in (resolver or get_resolver()).url_patterns:
        part = str(pattern.pattern)
        route = before + (part.removeprefix("^") if before else part)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from every_route(pattern, route)


def asking_for(own: Callable[[str], str]) -> Iterator[Door]:
    """Yield the doors that accept words, names and slugs, with the values that ``own`` has for each field."""
    words, names = own("text"), [own(field) for field in ("speaker", "name", "attribution", "topic", "board", "title")]
    slugs = {facet: own(f"{facet}slug") for facet in ("board", "speaker", "topic")}
    for path in (*SEARCHES, "/api/v1/search/"):
        yield from (Door(f"{path}?{urlencode({'q': q})}") for q in (words, f'"{words}"'))
        yield Door(f"{path}?{urlencode(slugs)}")
    fields = (f"speaker:{names[0]}", f"topic:{names[3]}", f"board:{names[4]}", f"title:{names[5]}")
    for q in (f"{words}~", f"{words[:-1]}*", *names, *fields):
        yield from (Door(f"{path}?{urlencode({'q': q})}") for path in ("/search/", "/api/v1/search/"))
    for begun in (*names, words, words[:6], f"ms {words[:8]}"):
        yield Door(f"/search/suggest/?{urlencode({'q': begun})}")
        yield Door(f"/api/v1/search/suggest/?{urlencode({'q': begun})}")
    for path, name in product(("/statements/", "/statements.csv", "/api/v1/statements/"), names[:2]):
        yield from (Door(f"{path}?{urlencode({key: value})}") for key, value in {**slugs, "speaker": name}.items())
    for path, name in product(("/speakers/", "/speakers.csv", "/api/v1/speakers/"), names[:2]):
        yield Door(f"{path}?{urlencode({'name': name})}")
    for kind, slug in slugs.items():
        yield from (
            Door(f"{before}{kind}s/{slug}{end}") for before, end in (("/", "/"), ("/", ".csv"), ("/api/v1/", "/"))
        )
    yield Door(f"/quotes/?{urlencode({'q': words, 'name': names[0]})}")
    yield Door(f"/quotes/card.png?{urlencode({'q': words, 'name': names[0]})}")
    yield from _checks(words, names[0])
    yield _call("search", q=words)


def _checks(words: str, name: str) -> Iterator[Door]:
    article = f"“{words}” said {name}."
    for end in ("", "/"):
        yield Door(f"/api/v1/quotes/check{end}", json.dumps({"quotation": words, "name": name}))
        yield Door(f"/api/v1/quotes/article{end}", json.dumps({"article": article}))
    yield Door("/quotes/article/", urlencode({"article": article}), "application/x-www-form-urlencoded")
    yield _call("check_quotation", quotation=words, name=name)


def values_to_give() -> dict[str, list[Any]]:
    """Return values for each parameter without choices, including the numbers of hidden objects."""
    return {
        "q": [WORDS, f"{WORDS[:3]}*", ""],
        "words": [WORDS],
        "board": ["open-board"],
        # Lists take words of a name, and searches only the whole name.
        "speaker": ["ada-public", "Ada Public"],
        "topic": ["buses"],
        "kind": Statement.Kind.values,
        "text_status": Statement.TextStatus.values,
        "year": [2024],
        "from": ["2024"],
        "to": ["2024-12"],
        "published_since": ["2020"],
        "changed_since": ["2020"],
        "meeting": list(Meeting.objects.values_list("pk", flat=True)),
        "number": [",".join(map(str, Statement.objects.values_list("pk", flat=True)))],
        "statement": list(Statement.objects.values_list("pk", flat=True)),
        "id": sorted({pk for model in (Board, Speaker, Topic) for pk in model.objects.values_list("pk", flat=True)}),
        "name": ["ada"],
        "member": ["ada-public"],
        "fields": ["url"],
        "omit": ["url"],
        "limit": [1],
        # The lists' own links lead there.
        "after": [0],
        "around": [2],
        "cursor": [],
        "page": [1, 2],
    }


def _narrowed() -> Iterator[str]:
    """Yield the lists and searches of the pages, with each filter."""
    values = values_to_give()
    for name, (_, narrowing) in LISTS.items():
        for key, one in (narrowing.base_filters if narrowing else {}).items():
            choices = [value for value, _ in one.extra.get("choices", [])] or values[key]
            for value, end in product(choices, ("/", ".csv", ".json")):
                yield f"/{name}{end}?{urlencode({key: value})}"
    for path, (name, one) in product(SEARCHES, search.FILTERS.items()):
        given = choices_of(schema_of(one)) or values[name]
        yield from (f"{path}?{urlencode({name: value})}" for value in given)


def _shared() -> Iterator[str]:
    """Yield the doors for other sites: embedded statements, and passages."""
    for statement in Statement.objects.all():
        address = f"http://testserver/statements/{statement.pk}/"
        for form in ("json", "xml"):
            yield f"/oembed/?{urlencode({'url': address, 'format': form})}"
        for revision in statement.revisions.all():
            wording = f"statements/{statement.pk}/r/{revision.number}/"
            yield f"/oembed/?{urlencode({'url': f'http://testserver/{wording}?quote=0-7'})}"
            yield from (f"/{wording}{end}?quote=0-7" for end in ("", "card.png"))
            yield f"/{wording}quote/?first=the&last=here"
    yield f"/quotes/?{urlencode({'q': SAID})}"
    yield f"/quotes/card.png?{urlencode({'q': SAID})}"


def _of_parts() -> Iterator[str]:
    """Yield the files of each board and year, if they were made."""
    manifest = settings.EXPORT_DIR / "parts" / "datapackage.json"
    if manifest.exists():
        yield from (f"/data/parts/{one['path']}" for one in json.loads(manifest.read_text())["resources"])


def _of_the_api() -> Iterator[str]:
    """Yield every URL that the schema describes, for every object, with every parameter."""
    values = values_to_give()
    yield "/api/"
    yield from ("/api/v1/", "/api/v1/openapi.json", "/api/assistant/")
    names = {one["operationId"] for paths in _described().values() for one in paths.values()}
    yield from (f"/api/reference/{name}/" for name in sorted(names))
    for path, operations in _described().items():
        if "get" not in operations:
            continue
        parameters = operations["get"].get("parameters", [])
        addresses = addresses_of(path)
        yield from addresses
        for one in parameters:
            if one["in"] == "query":
                for value in choices_of(one["schema"]) or values[one["name"]]:
                    yield f"{addresses[0]}?{urlencode({one['name']: value})}"


def _described() -> dict[str, Any]:
    return json.loads(SCHEMA.read_text(encoding="utf-8"))["paths"]


def choices_of(schema: dict[str, Any]) -> list[Any]:
    schema = schema.get("items", schema)
    return ["true", "false"] if schema["type"] == "boolean" else schema.get("enum", [])


def addresses_of(path: str) -> list[str]:
    """Return the path for every object of its kind. Add new kinds of path parameters here."""
    if "{" not in path:
        return [path]
    if path.endswith("/revisions/{revision}/"):
        rows = Revision.objects.values_list("statement", "number")
        return [path.format(number=number, revision=revision) for number, revision in rows]
    kinds = {"statements": Statement, "meetings": Meeting, "sources": Source, "corrections": Correction}
    kinds |= {"boards": Board, "speakers": Speaker, "topics": Topic, "alerts": Alert}
    kind = path.split("/")[3]
    rows = Statement.objects.filter(decision__isnull=False) if kind == "decisions" else kinds[kind].objects.all()
    (part,) = re.findall(r"{(\w+)}", path)
    return [path.format(**{part: value}) for value in rows.values_list(part, flat=True)]


def _posted() -> Iterator[Door]:
    """Yield the doors that answer posted data."""
    yield from _checks(SAID, "Ada Public")
    for pk in Statement.objects.values_list("pk", flat=True):
        yield Door("/api/v1/alerts/", json.dumps({"statement": pk}))
    yield Door("/api/v1/alerts/", json.dumps({"search": f"q={WORDS}"}))
    yield Door("/api/v1/alerts/1/")
    yield from (_message(method) for method in ("initialize", "server/discover", "ping", "tools/list"))
    yield Door("/mcp")
    yield Door("/mcp", _message("ping").posted)
    for tool in TOOLS:
        yield from (_call(tool, **given) for given in _arguments(tool))


def _arguments(tool: str) -> list[dict[str, Any]]:
    """Return arguments for a tool. Add new tools here."""
    return {
        "search": [{"q": WORDS}, {"q": ""}],
        "statement": [{"number": pk} for pk in Statement.objects.values_list("pk", flat=True)],
        "meeting": [{"id": pk} for pk in Meeting.objects.values_list("pk", flat=True)],
        "outline": [{"id": pk} for pk in Meeting.objects.values_list("pk", flat=True)],
        "meetings": [{}, {"board": "open-board"}, {"name": WORDS}, {"published_since": "2020"}],
        **{tool: [{}, {"name": WORDS}, {"name": "a"}] for tool in ("boards", "people", "topics")},
        "find_decisions": [{}, {"words": WORDS}, {"board": "open-board"}, {"published_since": "2020"}],
        "check_quotation": [{"quotation": SAID}],
        "changes": [{}, *({"type": subject} for subject in Change.Subject.values)],
    }[tool]


def _call(tool: str, **arguments: Any) -> Door:
    return _message("tools/call", name=tool, arguments=arguments)


def _message(method: str, **params: Any) -> Door:
    return Door("/mcp/", json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}))


def _of_staff() -> Iterator[str]:
    """Yield the URLs of the desk for somebody who is not signed in."""
    for route in every_route():
        if route.startswith(("desk/", "api/v1/")):
            yield "/" + PART.sub("1", _without_expression(route))


def _without_expression(route: str) -> str:
    for sign, example in OF_EXPRESSIONS.items():
        if sign in route:
            return route.partition(sign)[0].removesuffix("^") + example
    return route
