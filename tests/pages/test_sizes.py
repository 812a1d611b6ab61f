"""What a page loads stays small: its stylesheet and its scripts, compressed as they are sent."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from archive.models import AgendaItem
from archive.pages.meetings.transcript import TURNS_A_PART
from archive.search.engines import outbox
from tests.pages.addresses import one_of_every_kind
from tests.pages.page import Page
from tests.record import make_meeting, make_speaker, make_statement, make_topic

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

STYLESHEET, SCRIPTS = 11_400, 15_000
IMPORTED = re.compile(r"""^(?:import|export)\b[^;]*?["']\./([\w.]+)["'];""", re.MULTILINE)


def sent(name: str) -> int:
    return len(gzip.compress(Path(finders.find(name)).read_bytes(), 9, mtime=0))


def with_imports(name: str) -> set[str]:
    """Return a module and those that it imports."""
    text = Path(finders.find(name)).read_text()
    folder = name.rpartition("/")[0]
    return {name}.union(*(with_imports(f"{folder}/{other}") for other in IMPORTED.findall(text)))


def loaded(page: Page, tag: str, attribute: str) -> set[str]:
    """Return the static files that the page names in this way."""
    named = (one.attributes.get(attribute) or "" for one in page.all(tag))
    prefix = settings.STATIC_URL
    return {name.removeprefix(prefix) for name in named if name.startswith(prefix)}


def test_no_page_loads_more_than_it_may(client: Client):
    meeting = make_meeting(recording_url="https://example.org/board.mp3")
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Buses")
    for place in range(TURNS_A_PART + 1):
        said = {"speaker": make_speaker(), "agenda_item": item} if place < 2 else {}
        make_statement(f"Words {place}.", meeting=meeting, position=place, start_seconds=place, **said)
    make_statement("The buses run.", topics=[make_topic("Buses")])
    outbox.drain()
    largest: dict[str, int] = {}
    for path in {*one_of_every_kind(client), "/search/?q=words", meeting.get_absolute_url()}:
        page = Page(client.get(path).content.decode())
        styles = {name for name in loaded(page, "link", "href") if name.endswith(".css")}
        modules = set().union(*map(with_imports, loaded(page, "script", "src")))
        assert sum(map(sent, styles)) < STYLESHEET, path
        assert sum(map(sent, modules)) < SCRIPTS, path
        largest[path] = len(modules)
    assert largest[meeting.get_absolute_url()] == max(largest.values()) > 6
