"""The site on OpenSearch: published statements are found, and all other pages work while the server is away."""

import pytest
from django.conf import LazySettings
from django.test import Client

from archive.models import OutboxEntry, SearchIndex
from archive.search.engines import outbox
from archive.search.engines.rebuild import rebuild
from tests.record import make_board, make_meeting, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(search_index: str) -> str:
    """An empty index, and its name."""
    rebuild()
    return SearchIndex.objects.get().name


def found(client: Client, text: str) -> str:
    return client.get("/search/", {"q": text}).content.decode()


def test_published_statements_and_renamed_boards_are_found(client: Client, index: str):
    board = make_board("Sample Board Alpha")
    statement = make_statement("The levy for the library.", meeting=make_meeting(board))
    outbox.drain()
    assert statement.get_absolute_url() in found(client, "library levies")
    board.name = "Sample Board Omega"
    board.save()
    outbox.drain()
    assert statement.get_absolute_url() in found(client, "board:Omega")


def test_the_rest_works_while_the_server_is_away_and_nothing_is_rebuilt(
    client: Client, index: str, settings: LazySettings, tmp_path
):
    statement = make_statement("The levy for the library.")
    outbox.drain()
    there, folder = settings.SEARCH_URL, settings.SEARCH_INDEX_DIR
    settings.SEARCH_URL = ["http://127.0.0.1:9"]
    settings.SEARCH_INDEX_DIR = tmp_path / "away"
    assert "Search is not available" in found(client, "levy")
    for path in ("/", statement.get_absolute_url(), "/healthz"):
        assert client.get(path).status_code == 200, path
    later = make_statement("Another levy.")
    assert outbox.drain() == 0
    assert OutboxEntry.objects.of_index().pending().exists()
    assert SearchIndex.objects.get().name == index
    settings.SEARCH_URL, settings.SEARCH_INDEX_DIR = there, folder
    outbox.drain()
    page = found(client, "levy")
    assert statement.get_absolute_url() in page
    assert later.get_absolute_url() in page
    assert SearchIndex.objects.get().name == index
