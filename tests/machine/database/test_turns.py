"""Two simultaneous transactions on PostgreSQL: what one has counted or not found stays true until it commits."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from archive.actions.accounts import remove_app, remove_passkey, sign_in_attempts
from archive.actions.objects import merge_speakers
from archive.actions.reports import TooManyReports, report_error
from archive.actions.reports.errors import REPORTS_AN_HOUR
from archive.actions.site import FirstAccount, set_up
from archive.alerts.searches.asked import on_search
from archive.alerts.sign_up import SIGN_UPS_AN_HOUR, TooManySignUps, sign_up
from archive.desk.forms.fields import topics_named
from archive.ingest.roster import HeldOffice, Member
from archive.ingest.staging.save_roster import save_roster
from archive.models import Alert, ErrorReport, Passkey, Role, Speaker, Topic, User, has_second_factor
from archive.search import SearchRequest
from tests.record import make_board, make_speaker, make_statement
from tests.staff import make_app, make_person

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="Writers of SQLite are alone: tests/machine/database/"
    ),
    pytest.mark.django_db(transaction=True),
]


def overlapping(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """Run the first, start the second before the first is committed, and return both results."""
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
    """Return once the other transaction waits for a lock of this one, or is done."""
    with connection.cursor() as cursor:
        while not later.done():
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return


def test_two_transactions_create_one_topic_for_one_name():
    clerk = make_person(Role.CLERK)
    first, second = overlapping(lambda: topics_named(["Buses"], clerk), lambda: topics_named(["buses"], clerk))
    assert first == second
    assert Topic.objects.count() == 1


def test_two_speakers_with_one_name_get_two_slugs():
    def make_kim() -> Speaker:
        return Speaker.objects.create(name="Kim Sample")

    first, second = overlapping(make_kim, make_kim)
    assert {first.slug, second.slug} == {"kim-sample", "kim-sample-2"}


def test_simultaneous_reports_do_not_exceed_the_limit():
    revision = make_statement().current_revision
    other = make_statement().current_revision

    def report(about) -> None:
        report_error(revision=about, problem="Misheard.", client="192.0.2.1")

    for _ in range(REPORTS_AN_HOUR - 1):
        report(revision)
    with pytest.raises(TooManyReports):
        overlapping(lambda: report(revision), lambda: report(other))
    assert ErrorReport.objects.count() == REPORTS_AN_HOUR


def test_simultaneous_password_attempts_do_not_exceed_the_limit():
    def attempt() -> None:
        sign_in_attempts.begin(name="kim", address="192.0.2.1")

    for _ in range(sign_in_attempts.FAILURES_OF_A_NAME_AT_AN_ADDRESS - 1):
        attempt()
    with pytest.raises(sign_in_attempts.TooManyFailures):
        overlapping(attempt, attempt)


def test_simultaneous_sign_ups_do_not_exceed_the_limit():
    def attempt() -> None:
        sign_up(
            lambda: on_search(SearchRequest(text="library"), with_procedural=False, frequency="daily"),
            address=f"reader{Alert.objects.count()}@example.org",
            client="192.0.2.1",
            language="en",
        )

    for _ in range(SIGN_UPS_AN_HOUR - 1):
        attempt()
    with pytest.raises(TooManySignUps):
        overlapping(attempt, attempt)
    assert Alert.objects.count() == SIGN_UPS_AN_HOUR


def test_a_new_site_gets_only_one_first_account():
    values = {"name": "Sample archive"}

    def set_up_as(name: str) -> None:
        set_up(values=values, account=FirstAccount(name, f"{name}@example.org", "green-teapots-sail-9"))

    with pytest.raises(ValidationError, match="There is already an account"):
        overlapping(lambda: set_up_as("kim"), lambda: set_up_as("robin"))
    assert [user.username for user in User.objects.all()] == ["kim"]


def test_a_person_who_needs_a_second_factor_keeps_at_least_one():
    person = make_person()
    make_app(person)
    passkey = Passkey.objects.create(user=person, name="Sample key", credential_id="sample", public_key=b"sample")
    with pytest.raises(ValidationError, match="only second factor"):
        overlapping(
            lambda: remove_app(user=person, must_keep_one=True),
            lambda: remove_passkey(passkey=passkey, must_keep_one=True),
        )
    assert has_second_factor(person)


def test_saving_a_roster_twice_creates_each_person_once():
    board = make_board()
    members = [Member("Kim Sample", [HeldOffice("Trustee")])]
    (_, again) = overlapping(*[lambda: save_roster(board=board, members=members, same_as={})] * 2)
    assert again == (0, 0)
    assert Speaker.objects.filter(name="Kim Sample").count() == 1


def test_two_opposite_merges_take_locks_in_the_same_order():
    kept, gone = make_speaker("Kim Sample"), make_speaker("Robin Sample")
    with CaptureQueriesContext(connection) as queries:
        with pytest.raises(ValidationError, match="merged into another"):
            overlapping(lambda: merge_speakers(kept=kept, gone=gone), lambda: merge_speakers(kept=gone, gone=kept))
        assert not gone.statements.exists()
    locks = [query["sql"] for query in queries if " IN " in query["sql"] and "FOR UPDATE" in query["sql"]]
    assert all("ORDER BY" in sql for sql in locks)
    assert locks
