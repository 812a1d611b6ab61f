"""An unknown filter never means everything: in the API, files, feeds and tools it is refused, on pages it is said."""

from http import HTTPStatus

import pytest
from django.conf import LazySettings
from django.test import Client

from archive.actions.objects import merge_speakers
from archive.alerts.searches.asked import asked
from archive.search.engines import outbox
from tests.record import make_board, make_draft, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(settings: LazySettings) -> None:
    """One public statement of a renamed board, and one that is not public."""
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    board = make_board("Sample School District", slug="sample-before")
    make_statement(
        "The meeting is open.",
        board=board,
        date="2024",
        speaker=make_speaker("Robin Sample", slug="robin"),
        topics=[make_topic("Open meetings", slug="open")],
    )
    board.slug = "sample"
    board.save()
    make_draft(board=make_board("Hidden Board", slug="hidden"), date="2024", speaker=make_speaker(slug="nobody-yet"))
    outbox.drain()


REFUSED = [
    (
        "api/v1/search/",
        ("board", "speaker", "topic", "kind", "text_status", "year", "from", "meeting", "changed_since"),
    ),
    ("api/v1/statements/", ("board", "speaker", "topic", "kind", "from", "to", "meeting", "published_since")),
    ("api/v1/meetings/", ("board", "from", "published_since", "changed_since")),
    ("api/v1/changes/", ("kind", "type", "published_since", "changed_since")),
    ("statements.csv", ("board", "speaker", "topic", "kind", "sort", "order", "published_since", "none")),
    ("meetings.csv", ("board", "from", "kind")),
    ("decisions.csv", ("board", "result", "method", "member", "voted", "split", "from", "none")),
    ("api/v1/decisions/", ("board", "result", "method", "member", "voted", "split", "from")),
    ("corrections.csv", ("board", "kind", "none")),
    ("boards.csv", ("board",)),
    ("boards/sample.csv", ("kind",)),
    ("search.csv", ("board", "speaker", "topic", "year", "published_since", "none")),
    ("search/feed/", ("board", "speaker", "topic", "year", "none")),
    ("search/feed.json", ("board",)),
    ("statements/feed/", ("board",)),
    ("meetings/feed/", ("board",)),
    ("boards/sample/feed/", ("kind",)),
]


def test_a_filter_that_cannot_be_used_is_refused(client: Client, record: None):
    for path, names in REFUSED:
        assert client.get(f"/{path}").status_code == HTTPStatus.OK, path
        for name in names:
            response = client.get(f"/{path}?{name}=no-such-thing")
            assert response.status_code == HTTPStatus.BAD_REQUEST, (path, name)
            if path.startswith("api"):
                assert response.json()["parameter"] == name
            assert b"open." not in response.content


@pytest.mark.parametrize("board", ["sample", "sample-before", "Sample School District", "sample school district"])
def test_former_slugs_and_whole_names_are_understood(client: Client, record: None, board: str):
    for path in ("api/v1/search/", "api/v1/statements/", "api/v1/meetings/", "search.json"):
        response = client.get(f"/{path}?", {"board": board})
        assert response.status_code == HTTPStatus.OK, path
        assert b"Sample School District" in response.getvalue() or b"results" in response.content
    assert client.get("/search/feed/", {"board": board}).content.count(b"<entry>") == 1


def test_the_refusal_names_what_is_nearest_and_nothing_that_is_hidden(client: Client, record: None):
    for typed in ("Sample Schol District", "sample-school", "Hidden Board", "hidden", "x" * 5000, "\0"):
        response = client.get("/api/v1/search/", {"q": "meeting", "board": typed})
        if typed == "\0":
            assert response.status_code == HTTPStatus.BAD_REQUEST
            continue
        assert response.status_code == HTTPStatus.BAD_REQUEST
        assert response.json()["detail"].endswith("The nearest: Sample School District (sample).")
        assert len(response.content) < 400
        assert "(hidden)" not in response.json()["detail"]


def test_a_speaker_who_was_merged_is_found_under_both_names(client: Client, record: None):
    gone = make_speaker("Robin Q. Sample", slug="gone")
    make_statement("Another meeting.", speaker=gone)
    kept = make_statement("One more.", speaker=make_speaker("Kim Example", slug="kim")).speaker
    merge_speakers(kept=kept, gone=gone)
    outbox.drain()
    for speaker in ("gone", "kim", "Kim Example", "Robin Q. Sample"):
        found = client.get("/api/v1/search/", {"speaker": speaker}).json()
        assert found["count"] == 2, speaker


def test_a_saved_alert_with_a_former_slug_still_runs(record: None):
    assert asked("board=sample-before", with_procedural=True) == asked("board=sample", with_procedural=True) is not None
    assert asked("board=no-such-thing", with_procedural=True) is None


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/search/?q=meeting&board=no-such-thing", "These results are wider than you asked for."),
        ("/statements/?board=no-such-thing", "This list is wider than you asked for."),
        ("/meetings/?board=no-such-thing", "This list is wider than you asked for."),
    ],
)
def test_a_page_says_it_as_large_as_the_results(client: Client, record: None, path: str, sentence: str):
    page = client.get(path).content.decode()
    assert '<div class="wider" role="alert">' in page
    assert sentence in page
    assert "no-such-thing" in page or "not in the archive" in page
