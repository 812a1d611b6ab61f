"""Nothing unpublished is ever visible, counted, found or suggested. tests/test_doors.py tests every URL."""

import re
from itertools import product

import pytest
from django.test import Client

from archive.models import Meeting, Source, Statement
from tests.hidden_record import TELLING, make_hidden_record
from tests.pages.page import Page

ADDRESS_OF_STATEMENT = re.compile(r"/statements/(\d+)/")


@pytest.fixture
def hidden() -> set[int]:
    """Return the numbers of statements that nobody may see."""
    return make_hidden_record()


@pytest.mark.django_db
def test_only_documents_of_public_meetings_are_served(client: Client, hidden: set[int]):
    sent = set()
    for meeting, document in product(Meeting.objects.all(), Source.objects.all()):
        response = client.get(f"/meetings/{meeting.pk}/documents/{document.pk}/")
        response.close()
        if response.status_code != 404:
            sent.add((meeting.pk, document.pk))
    meeting = Meeting.objects.public().get()
    assert sent == {(meeting.pk, meeting.documents.get().pk)}


@pytest.mark.django_db
def test_drafts_are_not_found_and_withdrawn_ones_are_gone(client: Client, hidden: set[int]):
    for number in hidden:
        status = Statement.objects.get(pk=number).status
        expected = 410 if status == Statement.Status.WITHDRAWN else 404
        for path in (f"/statements/{number}/", f"/statements/{number}/anything/", f"/statements/{number}/r/1/"):
            assert client.get(path).status_code == expected, path


@pytest.mark.django_db
def test_objects_known_only_from_drafts_are_not_found(client: Client, hidden: set[int]):
    for path in (
        f"/speakers/{TELLING}-speaker-draft/",
        f"/topics/{TELLING}-topic-review/",
        f"/boards/{TELLING}-board/",
    ):
        assert client.get(path).status_code == 404, path


@pytest.mark.django_db
def test_unpublished_statements_are_not_counted(client: Client, hidden: set[int]):
    home = re.sub(r"<[^>]+>|\s+", " ", client.get("/").content.decode())
    assert re.search(r"\b2\s+statements from\s+1\s+meeting of\s+1\s+board\b", home)
    assert "2 statements" in Page(client.get("/meetings/").content.decode()).text
    assert "2 statements" in Page(client.get("/speakers/").content.decode()).text


SEARCHES = (
    TELLING,
    f"{TELLING}~",
    f"{TELLING[:4]}*",
    f"speaker:{TELLING}",
    f"topic:{TELLING}",
    f"board:{TELLING}",
    f"Ms. {TELLING}",
)


@pytest.mark.django_db
def test_no_search_finds_unpublished_words(client: Client, hidden: set[int]):
    filters = ("", f"&speaker={TELLING}-speaker-draft", f"&topic={TELLING}-topic-withdrawn", "&meeting=2")
    for words, narrowed in product(SEARCHES, filters):
        page = Page(client.get(f"/search/?q={words}{narrowed}").content.decode())
        assert page.one("h1").text == "No results"
        assert not ADDRESS_OF_STATEMENT.findall(page.html)
        # The words appear only where the page repeats the search.
        asked = re.compile(r"Statements (with|said|filed|at) .*?\.|“[^”]*”")
        assert TELLING not in asked.sub("", page.one("main").text).lower()


@pytest.mark.django_db
def test_no_unpublished_name_or_word_is_suggested(client: Client, hidden: set[int]):
    for typed in (TELLING, TELLING[:4], f"ms {TELLING}", f"the {TELLING[:5]}"):
        assert client.get(f"/search/suggest/?q={typed}").json() == {"suggestions": []}


@pytest.mark.django_db
def test_no_facet_shows_an_unpublished_name(client: Client, hidden: set[int]):
    for query in ("", "buses", "kind:policy_statement"):
        page = client.get(f"/search/?q={query}")
        assert TELLING not in page.content.decode().lower()
        assert page.context["results"].total <= 2


@pytest.mark.django_db
def test_a_name_known_only_from_drafts_finds_nobody(client: Client, hidden: set[int]):
    for path in (f"/speakers/?name={TELLING}", f"/statements/?speaker={TELLING}"):
        assert "Ada Public" not in client.get(path).content.decode(), path
