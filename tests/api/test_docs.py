"""The documentation is true: its examples run, its paths exist, and pages link to it."""

import html
import json
import re

import pytest
from django.test import Client

from archive.actions.site.settings import save_site
from archive.api.docs import SCHEMA
from archive.api.mcp.tools import TOOLS
from archive.search.engines import outbox
from tests.record import make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db
JSON_LINK = re.compile(r'<link rel="alternate" type="application/json" href="(.*?)">')
EXAMPLE = re.compile(r'<pre data-example(?: data-status="(\d+)")?>curl "(.*?)"</pre>')


def test_the_examples_of_the_api_run(client: Client):
    make_statement("The buses run.")
    outbox.drain()
    examples = EXAMPLE.findall(client.get("/api/").content.decode())
    assert len(examples) >= 4
    for status, address in examples:
        response = client.get(html.unescape(address).removeprefix("http://testserver"))
        assert response.status_code == int(status or 200), address


@pytest.mark.slow
def test_every_page_links_to_its_json(client: Client):
    one = make_statement("The buses run.", speaker=make_speaker(), topics=[make_topic()])
    paths = [one.get_absolute_url(), f"/statements/{one.pk}/r/1/", one.meeting.get_absolute_url()]
    paths += [instance.get_absolute_url() for instance in (one.board, one.speaker, one.topics.get())]
    paths += ["/statements/", "/meetings/", "/boards/", "/speakers/", "/topics/", "/corrections/", "/search/"]
    for path in paths:
        (link,) = JSON_LINK.findall(client.get(path).content.decode())
        assert client.get(link).status_code == 200, path
        assert client.get(f"/es{path}").content.decode().count(f'href="{link}"') == 1


def test_the_json_of_a_list_has_the_filters_of_its_page(client: Client):
    board = make_statement("The buses run.", speaker=make_speaker("Ada Public")).board.slug
    make_statement("The trains run.", speaker=make_speaker("Bea Sample"))
    outbox.drain()
    for path in (
        f"/search/?q=run&board={board}&kind=&theme=dark",
        "/search/?q=buses",
        f"/statements/?board={board}&page=1&sort=oldest",
        "/meetings/?from=2024&to=",
        "/speakers/?name=ada",
    ):
        (link,) = JSON_LINK.findall(client.get(path).content.decode())
        answer = client.get(html.unescape(link))
        assert answer.status_code == 200, answer.content
        expected = 2 if "meetings" in path else 1
        assert len(answer.json()["results"]) == expected, link


def test_every_page_links_to_the_documentation(client: Client):
    assert 'href="/api/"' in client.get("/about/").content.decode()


def test_every_address_has_a_page_with_its_parameters_fields_and_a_real_answer(client: Client):
    one = make_statement("The buses run.", speaker=make_speaker(), topics=[make_topic()])
    outbox.drain()
    links = re.findall(r'href="(/api/reference/[^"]+)"', client.get("/api/").content.decode())
    assert len(links) == len(set(links)) >= 20
    shown = 0
    for link in links:
        page = html.unescape(client.get(link).content.decode())
        assert '<h2 id="fields">' in page, link
        if example := re.search(r'<a href="(/api/v1/[^"]+)">', page):
            assert client.get(example[1]).status_code == 200
            shown += one.board.name in page or "The buses run." in page
    assert shown >= 5
    assert client.get("/api/reference/None/").status_code == 404


def test_the_index_lists_every_address_and_a_missing_slash_is_added(client: Client):
    listed = client.get("/api/v1/").json()["addresses"]
    assert len(listed) >= 20
    assert all(one["url"].startswith("http://testserver/api/v1/") and one["description"] for one in listed)
    response = client.get("/api/v1/statements?limit=1")
    assert (response.status_code, response["Location"]) == (308, "http://testserver/api/v1/statements/?limit=1")
    assert client.get("/api/v1/none").status_code == 404


def test_the_schema_names_its_server_and_explains_every_property(client: Client):
    described = client.get("/api/v1/openapi.json").json()
    assert described["servers"] == [{"url": "http://testserver"}]
    operations = [operation for methods in described["paths"].values() for operation in methods.values()]
    assert all(one["description"] for operation in operations for one in operation.get("parameters", []))
    assert described["info"]["contact"]["url"] == "http://testserver/about/"
    assert described["info"]["license"] == {"name": "No licence is stated."}
    for licence, told in (
        ("CC BY 4.0", {"name": "CC BY 4.0"}),
        ("https://licence.example/by", {"name": "https://licence.example/by", "url": "https://licence.example/by"}),
    ):
        save_site(values={"licence": licence})
        assert client.get("/api/v1/openapi.json").json()["info"]["license"] == told
    committed = json.loads(SCHEMA.read_bytes())
    assert committed["servers"]
    assert committed["info"]["license"]
    unexplained = [
        (name, field)
        for name, schema in described["components"]["schemas"].items()
        for field, one in schema.get("properties", {}).items()
        if not one.get("description")
    ]
    assert not unexplained, "Say what they mean in tests/api/property_words.py or in the serializer."


def test_the_page_for_assistants_names_every_tool(client: Client):
    page = client.get("/api/assistant/").content.decode()
    assert "http://testserver/mcp/" in page
    for tool in TOOLS.values():
        assert f"<code>{tool.name}</code>" in page
