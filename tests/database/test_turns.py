"""Two transactions at once on PostgreSQL: what one counted or found missing is not made untrue by the other."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from archive.actions.accounts import sign_in_attempts
from archive.actions.merge_speakers import merge_speakers
from archive.actions.report_error import REPORTS_AN_HOUR, TooManyReports, report_error
from archive.desk.forms.fields import topics_named
from archive.models import ErrorReport, Speaker, Topic
from tests.record import make_speaker, make_statement

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="Writers of SQLite are alone: tests/database/"),
    pytest.mark.django_db(transaction=True),
]


def overlapping(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """Do the first, begin the second before the first is committed, and return what both gave."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            value = first()
            later = pool.submit(by_itself, second)
            until_it_waits(later)
        return value, later.result()


def by_itself(act: Callable[[], Any]) -> Any:
    try:
        with transaction.atomic():
            return act()
    finally:
        connection.close()


def until_it_waits(later: Future[Any]) -> None:
    """Return when the other transaction waits for a lock of this one, or is done."""
    with connection.cursor() as cursor:
        while not later.done():
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return


def test_one_new_topic_is_made_of_one_name():
    first, second = overlapping(lambda: topics_named(["Buses"]), lambda: topics_named(["buses"]))
    assert first == second
    assert Topic.objects.count() == 1


def test_two_speakers_of_one_name_have_two_slugs():
    def make_kim() -> Speaker:
        return Speaker.objects.create(name="Kim Sample")

    first, second = overlapping(make_kim, make_kim)
    assert {first.slug, second.slug} == {"kim-sample", "kim-sample-2"}


def test_nobody_sends_more_reports_than_they_may():
    revision = make_statement().current_revision
    other = make_statement().current_revision

    def report(about) -> None:
        report_error(revision=about, problem="Misheard.", client="192.0.2.1")

    for _ in range(REPORTS_AN_HOUR - 1):
        report(revision)
    with pytest.raises(TooManyReports):
        overlapping(lambda: report(revision), lambda: report(other))
    assert ErrorReport.objects.count() == REPORTS_AN_HOUR


def test_no_more_passwords_are_tried_at_once_than_one_after_the_other():
    def attempt() -> None:
        sign_in_attempts.begin(name="kim", address="192.0.2.1")

    for _ in range(sign_in_attempts.FAILURES_OF_A_NAME_AT_AN_ADDRESS - 1):
        attempt()
    with pytest.raises(sign_in_attempts.TooManyFailures):
        overlapping(attempt, attempt)


def test_two_opposite_merges_wait_for_each_other_in_one_order():
    kept, gone = make_speaker("Kim Sample"), make_speaker("Robin Sample")
    with CaptureQueriesContext(connection) as queries:
        with pytest.raises(ValidationError, match="merged into another"):
            overlapping(lambda: merge_speakers(kept=kept, gone=gone), lambda: merge_speakers(kept=gone, gone=kept))
        assert not gone.statements.exists()
    locks = [query["sql"] for query in queries if " IN " in query["sql"] and "FOR UPDATE" in query["sql"]]
    assert all("ORDER BY" in sql for sql in locks)
    assert locks
