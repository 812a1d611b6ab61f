"""Pages are the same, byte for byte, with and without prepared queries."""

from typing import Any

import pytest
from django.test import Client

from archive.machine.queries import Prepared
from archive.models import Meeting, Statement
from archive.pages.http.caching.middleware import kept_pages
from archive.search.engines import outbox
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
RECORDING = "https://media.example.org/open.mp3"


@pytest.fixture
def paths() -> list[str]:
    """Publish turns of every kind, with and without times, titles and speakers; return paths of their pages."""
    board, topic, speaker = make_board(), make_topic(), make_speaker(name="Ada “A.” Public <Member>")
    speaker.offices.create(title="Chair & Treasurer", board=board)
    for recording in ("", RECORDING):
        meeting = make_meeting(board, recording_url=recording)
        item = meeting.agenda_items.create(position=1, title="Buses")
        for position, kind in enumerate([*Statement.Kind, *Statement.Kind]):
            make_statement(
                f"We ask {position} < 12 & go on.\n\nFares stay as they are.",
                title="Fares & buses" if position % 3 == 0 else "",
                kind=kind,
                meeting=meeting,
                position=position,
                agenda_item=item if position > 2 else None,
                speaker=speaker if position % 4 else None,
                attribution="" if position % 4 or position % 8 else "A voice <from> the hall",
                topics=[topic],
                start_seconds=3661.5 + position if position % 2 else None,
            )
    outbox.drain()
    statement = Statement.objects.latest("number")
    instances = [board, topic, speaker, statement, statement.published_revision, *Meeting.objects.all()]
    lists = ["/", *(f"/{name}/" for name in ("statements", "meetings", "boards", "speakers", "topics"))]
    searches = [f"/statements/?speaker={speaker.slug}", "/search/?q=fares"]
    return [*lists, *searches, *(instance.get_absolute_url() for instance in instances)]


def compiled_each_time(prepared: Prepared[Any], **values: Any) -> list[Any]:
    """Return the rows, as the queryset that was prepared does."""
    return list(prepared._make(**values))


def pages(client: Client, paths: list[str], language: str) -> dict[str, bytes]:
    """Return the pages, none of which is cached."""
    kept_pages.clear()
    answers = {path: client.get(f"/{language}{path}") for path in paths}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {path: answer.getvalue() for path, answer in answers.items()}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_are_the_same_if_queries_are_compiled_each_time(
    client: Client, paths: list[str], monkeypatch: pytest.MonkeyPatch, language: str
):
    fast = pages(client, paths, language)
    monkeypatch.setattr(Prepared, "__call__", compiled_each_time)
    plain = pages(client, paths, language)
    assert plain == fast
