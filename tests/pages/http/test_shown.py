"""A page that names its subjects stays cached until they change, and is then rendered again."""

import datetime
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.actions.statements import correct, reinstate, withdraw
from archive.models import Board, Meeting, PartialDate, Speaker, Statement
from archive.models.fields.described import shown_tables
from archive.models.upkeep.record_version import all_triggers
from archive.pages.http.caching import middleware
from archive.pages.http.caching.kept_pages import KeptPages
from archive.search.engines import outbox
from tests.databases import fire_at_once
from tests.log.growing import grow
from tests.pages.test_queries import fill
from tests.record import make_board, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
NOT_CACHED = 204
WORDS = "We will open the library on Saturdays from nine to five."


@pytest.fixture
def statement() -> Statement:
    make_board("Elsewhere")
    statement = make_statement(WORDS, meeting=make_meeting(title="Budget"), speaker=make_speaker("Ada Public"))
    outbox.drain()
    # A page whose statement has no signed entry of the log is not kept.
    grow()
    return statement


def publish_elsewhere(text: str = "Nothing of that kind.", *, drained: bool = True, **fields: object) -> Statement:
    """Publish a statement of another meeting, board and speaker; ``drained``, the index takes it in."""
    meeting = make_meeting(Board.objects.get(name="Elsewhere"))
    elsewhere = make_statement(text, meeting=meeting, speaker=make_speaker("Bo Elsewhere"), **fields)
    if drained:
        outbox.drain()
    return elsewhere


def pages_of(statement: Statement) -> list[str]:
    """Return the paths of the pages that name their subjects."""
    meeting = statement.meeting.get_absolute_url()
    number = Meeting.objects.get(pk=statement.meeting_id).pk
    return [
        statement.get_absolute_url(),
        f"/statements/{statement.pk}/r/1/",
        meeting,
        f"/meetings/{number}/text.txt",
        statement.board.get_absolute_url(),
        statement.speaker.get_absolute_url(),
        f"{statement.board.get_absolute_url()}feed/",
        f"{statement.speaker.get_absolute_url()}feed.json",
        f"{statement.board.get_absolute_url()}calendar.ics",
    ]


def made_anew(client: Client, path: str) -> tuple[int, bytes]:
    """Return the answer of the site with an empty cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(middleware, "kept_pages", KeptPages(0))
        response = client.get(path)
    return response.status_code, response.content


def answer(client: Client, path: str, **headers: str) -> tuple[int, bytes]:
    response = client.get(path, headers=headers)
    return response.status_code, response.content


def other_values(field: models.Field, row: models.Model) -> Iterator[object]:
    """Yield values that differ from the row's value of the field."""
    value = getattr(row, field.attname)
    if field.is_relation:
        yield from field.related_model._base_manager.exclude(pk=value).values_list("pk", flat=True)[:1]
        if field.null and value is not None:
            yield None
    elif field.choices:
        yield from [choice for choice, _ in field.flatchoices if choice != value][:2]
    elif isinstance(field, models.BooleanField):
        yield not value
    elif isinstance(value, datetime.datetime | datetime.date):
        yield value - datetime.timedelta(days=400)
        yield None
    elif isinstance(value, PartialDate):
        yield PartialDate.parse("2011-02-03")
    elif isinstance(value, int | float):
        yield value + 1
    elif isinstance(value, str):
        yield "other-words"


@pytest.mark.slow
def test_a_cached_page_equals_a_new_one_after_any_write(client: Client):
    """Rows of every table that pages show are added, deleted, moved and changed."""
    fill(boards=2, meetings=2, statements=2)
    statement = Statement.objects.public().filter(speaker__isnull=False, meeting__isnull=False).first()
    other = Statement.objects.public().exclude(meeting=statement.meeting).first()
    correct(statement=statement, title="Saturdays", text=WORDS, reason="Misheard.")
    Statement.objects.filter(pk=other.pk).update(responds_to=statement)
    paths = pages_of(Statement.objects.get(pk=statement.pk))
    outbox.drain()
    grow()
    for path in paths:
        assert "." in client.get(path)["ETag"], path
    still_cached = 0
    for model, _ in shown_tables():
        rows = model._base_manager.order_by("pk")[:2]
        compared = [written(client, paths, write) for row in rows for write in writes(row)]
        assert any(number is not None for number in compared) or not rows, model
        still_cached += sum(filter(None, compared))
    assert still_cached > len(paths)


def writes(row: models.Model) -> Iterator[object]:
    """Yield functions that each write the row in another way.

    A trigger fires for a row, whatever is changed of it; what it belongs to decides which pages show it.
    """
    rows = models.QuerySet(type(row)).filter(pk=row.pk)
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    words = [field for field in fields if isinstance(field, models.CharField | models.TextField)]
    for field in fields:
        if field.is_relation or field in words[:3] or field.name in {"status", "position", "text", "date"}:
            for value in other_values(field, row):
                yield lambda name=field.attname, value=value: rows.update(**{name: value})
    yield lambda: rows._raw_delete("default")


def written(client: Client, paths: list[str], write: object) -> int | None:
    """Write, compare each page that is still cached with a new one, and undo the write.

    Return how many pages were still cached, or None if the database refused the write. A page that is no longer cached
    is not rendered, because it would be right and would replace the cached one.
    """
    compared = 0
    try:
        with transaction.atomic():
            write()
            no_row_points_nowhere()
            for path in paths:
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(
                        middleware.CachingMiddleware, "_answer_made_anew", lambda *_: HttpResponse(status=NOT_CACHED)
                    )
                    shown = answer(client, path)
                if shown[0] != NOT_CACHED:
                    assert shown == made_anew(client, path), path
                    compared += 1
            transaction.set_rollback(True)
    except IntegrityError:
        return None
    return compared


def no_row_points_nowhere() -> None:
    """Raise IntegrityError if the database would refuse the transaction."""
    connection.check_constraints()
    if connection.vendor == "postgresql":
        fire_at_once([trigger.name for trigger in all_triggers("postgresql")])


def test_publishing_elsewhere_leaves_a_page_cached(client: Client, statement: Statement):
    held = {path: client.get(path) for path in pages_of(statement)}
    publish_elsewhere()
    for path, page in held.items():
        with CaptureQueriesContext(connection) as queries:
            again = client.get(path, headers={"if-none-match": page["ETag"]})
        assert (again.status_code, again.content) == (304, b""), path
        assert len(queries) == 2
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).content == page.content
        assert len(queries) == 1


def test_a_process_with_an_empty_cache_recognises_an_etag_from_another(client: Client, statement: Statement):
    held = {path: client.get(path) for path in pages_of(statement)}
    publish_elsewhere()
    middleware.kept_pages.clear()
    for path, page in held.items():
        assert client.get(path, headers={"if-none-match": page["ETag"]}).status_code == 304, path


def test_publishing_in_the_same_meeting_updates_its_pages(client: Client, statement: Statement):
    held = {path: client.get(path) for path in pages_of(statement)}
    make_statement("And on Sundays.", meeting=statement.meeting, speaker=statement.speaker)
    for path, page in held.items():
        again = client.get(path, headers={"if-none-match": page["ETag"]})
        assert again.status_code == 200, path
        assert again.content == made_anew(client, path)[1]


def test_a_withdrawn_statement_disappears_from_pages_that_list_it_as_related(client: Client, statement: Statement):
    other = publish_elsewhere(WORDS, title="Saturdays in the library")
    path = statement.get_absolute_url()
    page = client.get(path)
    assert b"Saturdays in the library" in page.content
    withdraw(statement=other, category="privacy", reason="It was said in confidence.")
    again = client.get(path, headers={"if-none-match": page["ETag"]})
    assert again.status_code == 200
    assert b"Saturdays in the library" not in again.content


def test_a_response_published_later_is_shown(client: Client, statement: Statement):
    answering = make_statement("Why not on Sundays?", responds_to=statement)
    withdraw(statement=answering, category="privacy", reason="It was said in confidence.")
    outbox.drain()
    path = answering.get_absolute_url()
    assert client.get(statement.get_absolute_url()).status_code == 200
    reinstate(statement=answering, reason="It was said in public.")
    outbox.drain()
    assert path.encode() in client.get(statement.get_absolute_url()).content


def test_a_changed_name_appears_on_every_page(client: Client, statement: Statement):
    path = statement.meeting.get_absolute_url()
    client.get(path)
    models.QuerySet(Speaker).filter(pk=statement.speaker_id).update(name="Ada Otherwise")
    assert b"Ada Otherwise" in client.get(path).content


def test_while_the_index_is_behind_the_etag_depends_on_the_whole_record(client: Client, statement: Statement):
    """The index will soon answer differently. A page cached before stays as it is."""
    path, other = statement.get_absolute_url(), statement.meeting.get_absolute_url()
    assert "." in client.get(path)["ETag"]
    publish_elsewhere(drained=False)
    assert "." not in client.get(other)["ETag"]
    assert "." in client.get(path)["ETag"]
    outbox.drain()
    client.get(other)
    assert "." in client.get(other, headers={"if-none-match": '"x"'})["ETag"]


def test_data_from_the_index_on_a_page_is_at_most_an_hour_old(
    client: Client, statement: Statement, monkeypatch: pytest.MonkeyPatch
):
    path = statement.get_absolute_url()
    first = client.get(path)
    publish_elsewhere(WORDS, title="On Saturdays")
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    hour = middleware.this_hour()
    monkeypatch.setattr(middleware, "this_hour", lambda: hour + 1)
    assert b"On Saturdays" in client.get(path, headers={"if-none-match": first["ETag"]}).content
