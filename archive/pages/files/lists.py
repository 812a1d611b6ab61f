"""Any list or search as a file: its URL with ``.csv`` or ``.json``."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django_filters import FilterSet

from archive.exports.addresses import permanent_url
from archive.exports.csv_file import csv_lines
from archive.exports.meeting.decisions import in_the_archive
from archive.exports.tables import (
    CHARACTERS_AT_MOST,
    ROWS_AT_A_TIME,
    ROWS_AT_MOST,
    STATEMENTS,
    TABLES,
    FirstRows,
    ListTable,
    fetched,
)
from archive.machine.database.parts import in_parts
from archive.machine.web.cost import Cost, costs
from archive.models import Board, Correction, Meeting, Speaker, Statement, Topic
from archive.pages.directory.subject import SUBJECTS
from archive.pages.http.errors import one_of
from archive.pages.http.strict import refuse_others, strict, strictly_asked
from archive.search import search_exactly
from archive.search.filters import CorrectionFilter, DecisionFilter, MeetingFilter, SpeakerFilter, StatementFilter, kept

FORMATS = ("csv", "json")
NEWEST_STATEMENTS = ("-date", "-number")
# Each list as on its page: the rows in order, and their filter.
LISTS: dict[str, tuple[Callable[[], QuerySet], type[FilterSet] | None]] = {
    "statements": (lambda: Statement.objects.public().order_by(*NEWEST_STATEMENTS), StatementFilter),
    "meetings": (lambda: Meeting.objects.public().order_by("-date", "-id"), MeetingFilter),
    "decisions": (lambda: in_the_archive().order_by("-statement__date", "-statement"), DecisionFilter),
    "boards": (lambda: Board.objects.public().order_by("name", "id"), None),
    "speakers": (lambda: Speaker.objects.public().order_by("name", "id"), SpeakerFilter),
    "topics": (lambda: Topic.objects.public().order_by("name", "id"), None),
    "corrections": (lambda: Correction.objects.public().order_by("-at", "-id"), CorrectionFilter),
}


@require_safe
@strict
@costs(Cost.VERY_EXPENSIVE)
def list_file(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """Send the list with the filters of its page."""
    make, narrowing = LISTS[name]
    known = list(narrowing.base_filters) if narrowing else []
    refuse_others(request, [*known, "order"] if "sort" in known else known)
    rows = kept(narrowing, request.GET, make()) if narrowing else make()
    table = TABLES[rows.model]
    return _sent(table, fetched(table, rows), name, form)


@require_safe
@strict
@costs(Cost.VERY_EXPENSIVE)
def subject_file(request: HttpRequest, name: str, slug: str, form: str) -> HttpResponseBase:
    """Send the statements of a board, speaker or topic, the newest first."""
    refuse_others(request)
    model, field = SUBJECTS[name]
    subject = one_of(model.objects.public(), slug=slug)
    rows = Statement.objects.public().filter(**{field: subject}).order_by(*NEWEST_STATEMENTS)
    return _sent(STATEMENTS, fetched(STATEMENTS, rows), slug, form)


@require_safe
@strict
@costs(Cost.VERY_EXPENSIVE)
def search_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Send the hits of the search, in the order of its page."""
    asked = strictly_asked(request).request.changed(page=1, page_size=ROWS_AT_MOST + 1)
    numbers = [hit.number for hit in search_exactly(asked).hits]
    return _sent(STATEMENTS, _in_order(numbers), "search", form)


def _in_order(numbers: list[int]) -> Iterator[Statement]:
    for part in in_parts(numbers, ROWS_AT_A_TIME):
        rows = {row.number: row for row in STATEMENTS.fetch(Statement.objects.public().filter(pk__in=part))}
        yield from (rows[number] for number in part if number in rows)


def _sent(table: ListTable, instances: Iterable[Any], name: str, form: str) -> HttpResponseBase:
    rows = FirstRows(table.rows(instances, permanent_url("/").rstrip("/")), ROWS_AT_MOST, CHARACTERS_AT_MOST)
    if form == "csv":
        content, kind = csv_lines(table.columns, rows), "text/csv; charset=utf-8"
    else:
        content, kind = json_lines(rows), "application/json"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "X-Robots-Tag": "noindex"}
    return StreamingHttpResponse(content, content_type=kind, headers=headers)


def json_lines(rows: FirstRows) -> Iterator[bytes]:
    """Yield the file in pieces. ``complete`` says whether it has all rows; if not, ``note`` says why.

    ``complete`` is at the end, so that a file that was cut off cannot be parsed.
    """
    yield b'{"rows": ['
    for at, row in enumerate(rows):
        yield f"{',' if at else ''}\n{json.dumps(row, ensure_ascii=False)}".encode()
    note = f', "note": {json.dumps(rows.note, ensure_ascii=False)}' if rows.note else ""
    yield f'\n], "complete": {json.dumps(not rows.note)}{note}}}\n'.encode()
