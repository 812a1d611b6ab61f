"""No page needs more queries as the archive grows."""

from collections.abc import Callable

import pytest
from django.test import Client

from archive.models import AgendaItem, Office, Speaker, SpeakerName, Statement
from archive.search.engines import outbox
from tests.pages.addresses import every_path
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic

QUERIES_AT_MOST = 12
# A search that finds nothing also looks each doubtful word, and the whole of what was typed, up among the names, and
# asks whether words of it were removed before it is counted.
QUERIES_OF_A_SEARCH = 16
# Who said how much is read again of the meetings that have changed.
QUERIES_OF_A_BOARD = 15
# One of them reads the state of the page's subjects.
QUERIES_OF_A_STATEMENT = 9


def fill(boards: int, meetings: int, statements: int) -> list[str]:
    """Publish a record of that many boards, meetings a board and statements a meeting; return the pages' paths."""
    topics = [make_topic() for _ in range(boards)]
    board = None
    for _ in range(boards):
        board = make_board(parent=board)
        speakers = [make_speaker() for _ in range(3)]
        for speaker in speakers:
            Office.objects.create(speaker=speaker, title="Member", board=board)
            SpeakerName.objects.create(speaker=speaker, name=f"{speaker.name} the Second")
        for day in range(1, meetings + 1):
            meeting = make_meeting(board, date=f"2024-03-{day:02}")
            item = AgendaItem.objects.create(meeting=meeting, position=1, title="Buses")
            first = None
            for position in range(statements):
                first = make_statement(
                    meeting=meeting,
                    position=position,
                    agenda_item=item if position % 2 else None,
                    speaker=speakers[position % 3],
                    topics=topics[:2],
                    kind="policy_statement",
                    responds_to=first,
                )
    shown = first.responds_to
    speaker = Speaker.objects.get(pk=shown.speaker_id)
    rows = (shown, shown.current_revision, shown.meeting, shown.board, speaker, topics[0])
    outbox.drain()
    narrowed = f"board={shown.board.slug}&speaker={speaker.slug}&topic={topics[0].slug}&meeting={shown.meeting.pk}"
    words = ["", "library", "libary zzzz", speaker.name]
    searches = [f"/search/?q={q}{filters}" for q in words for filters in ("", f"&year=2024&from=2024&{narrowed}")]
    lists = ["/", "/statements/", "/meetings/", "/boards/", "/speakers/", "/topics/", "/about/"]
    filtered = [f"/statements/?board={shown.board.slug}&topic={topics[0].slug}&speaker=sample&from=2024&sort=oldest"]
    maps = ["/sitemap.xml", "/sitemap-statements.xml", "/sitemap-meetings.xml"]
    return [*searches, *lists, *filtered, *maps, *(row.get_absolute_url() for row in rows)]


def at_most(path: str) -> int:
    if path.startswith("/boards/"):
        return QUERIES_OF_A_BOARD
    return QUERIES_OF_A_SEARCH if path.startswith("/search/") else QUERIES_AT_MOST


def read_languages(client: Client) -> None:
    """Make the process read the languages of the record, which it does at most once a minute."""
    client.get("/search/?q=anything")


@pytest.mark.slow
@pytest.mark.django_db
def test_no_page_takes_more_than_twelve_queries_at_any_size(client: Client, django_assert_max_num_queries: Callable):
    asked: dict[int, int] = {}
    for size in (3, 5):
        paths = fill(boards=3, meetings=size, statements=size)
        read_languages(client)
        for place, path in enumerate(paths):
            with django_assert_max_num_queries(at_most(path), info=path) as captured:
                assert client.get(path).status_code == 200
            assert len(captured) <= asked.setdefault(place, len(captured)), path


@pytest.mark.slow
@pytest.mark.django_db
def test_no_page_of_the_whole_site_takes_more_than_twelve_queries(
    client: Client, django_assert_max_num_queries: Callable
):
    fill(boards=1, meetings=2, statements=3)
    read_languages(client)
    for path in every_path():
        with django_assert_max_num_queries(at_most(path), info=path):
            client.get(path)


@pytest.mark.django_db
def test_the_pages_of_a_statement_take_at_most_nine_queries(client: Client, django_assert_max_num_queries: Callable):
    fill(boards=1, meetings=2, statements=8)
    for statement in Statement.objects.select_related("current_revision"):
        for path in (statement.get_absolute_url(), statement.current_revision.get_absolute_url()):
            with django_assert_max_num_queries(QUERIES_OF_A_STATEMENT, info=path):
                assert client.get(f"{path}?q=library").status_code == 200
