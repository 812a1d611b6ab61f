"""``manage.py demo`` gives a new site its first records, once."""

from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.test import Client

from archive.actions.rules import NotAllowed
from archive.actions.statements import correct, withdraw
from archive.citations.verification import verify_record
from archive.ingest.loading.demo import demo_is_wanted, remove_demo
from archive.log.changes import settle
from archive.models import (
    Board,
    Change,
    Commitment,
    LogEntry,
    LogHead,
    OutboxEntry,
    OutdatedName,
    PublicationToTell,
    Revision,
    Role,
    Speaker,
    Statement,
    SubjectVersion,
    Topic,
)
from archive.search import SearchRequest, search
from archive.search.engines.rebuild import rebuild
from tests.desk.acting import press
from tests.log.growing import grow
from tests.log.growing import watched as watched_log
from tests.record import make_report, make_statement
from tests.staff import make_person, signed_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def demo() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def test_a_second_run_adds_nothing():
    demo()
    before = list(Revision.objects.values_list("statement", "number", "sha256"))
    assert demo().count("already in the archive, nothing added") == 2
    assert list(Revision.objects.values_list("statement", "number", "sha256")) == before


def test_a_second_run_does_not_undo_the_work_of_a_clerk():
    demo()
    first, second = Speaker.objects.get(slug="darienne-driver").statements.all()[:2]
    correct(statement=first, text="Corrected by a clerk.", reason="Checked against the recording.")
    withdraw(statement=second, category="privacy", reason="At the speaker's request.")
    Speaker.objects.filter(slug="darienne-driver").update(slug="d-driver", name="D. Driver")
    demo()
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.text == "Corrected by a clerk."
    assert second.status == Statement.Status.WITHDRAWN
    assert not Speaker.objects.filter(slug="darienne-driver").exists()


def rows_of_the_record() -> dict[str, int]:
    models_with_rows = apps.get_app_config("archive").get_models(include_auto_created=True)
    return {model._meta.db_table: models.QuerySet(model).count() for model in models_with_rows}


def test_the_demo_can_be_removed_before_alerts_are_compared_with_it():
    demo()
    settle()
    assert PublicationToTell.objects.exists()
    remove_demo()
    connection.check_constraints()
    assert not PublicationToTell.objects.exists()
    assert not Change.objects.exists()


@pytest.mark.parametrize("used", [False, True])
def test_the_demo_can_be_removed_completely(client: Client, used: bool):
    rebuild()
    before = rows_of_the_record()
    demo()
    paths = [statement.get_absolute_url() for statement in Statement.objects.public()]
    if used:
        statement = Statement.objects.public().first()
        correct(statement=statement, text="Corrected by a clerk.", reason="Checked against the recording.")
        make_report(Statement.objects.public().last())
    out = StringIO()
    call_command("demo", "--remove", stdout=out)
    assert "statements and everything that came with them" in out.getvalue()
    after = rows_of_the_record()
    left = {table: after[table] - before[table] for table in before if after[table] != before[table]}
    # The removal is logged and sent to the index. Versions of removed objects are never reused.
    for table in (LogHead, OutboxEntry, OutdatedName, SubjectVersion):
        left.pop(table._meta.db_table, None)
    assert left == {"archive_sitesettings": 1, "archive_auditentry": 1}
    assert [client.get(path).status_code for path in paths] == [404] * len(paths)
    assert search(SearchRequest()).total == 0
    assert list(verify_record()) == []


def test_demo_objects_that_own_objects_depend_on_stay_and_are_named():
    demo()
    board = Board.objects.get(slug="sample-lake-school-board")
    own = make_statement(board=board, date="2024-03-05", topics=[Topic.objects.get(slug="student-privacy")])
    reply = make_statement(responds_to=Statement.objects.public().exclude(pk=own.pk).first())
    out = StringIO()
    call_command("demo", "--remove", stdout=out)
    assert "Sample Lake School Board" in out.getvalue()
    assert set(Statement.objects.public()) == {own, reply}
    assert {topic.slug for topic in own.topics.all()} == {"student-privacy"}
    reply.refresh_from_db()
    assert reply.responds_to is None
    assert list(verify_record()) == []


def test_no_start_brings_a_removed_demo_back():
    assert demo_is_wanted()
    demo()
    call_command("demo", "--remove", stdout=StringIO())
    assert not demo_is_wanted()


def test_only_administrators_can_remove_the_demo():
    demo()
    with pytest.raises(NotAllowed):
        remove_demo(actor=make_person(Role.EDITOR))
    staff = signed_in(make_person(Role.ADMINISTRATOR))
    assert press(staff, "site:remove-demo").status_code == 302
    assert not Statement.objects.exists()


def test_the_public_log_keeps_its_entries_when_the_demo_is_removed_and_goes_on(tmp_path: Path):
    def watched() -> str:
        grow()
        return watched_log(tmp_path / "kept")

    demo()
    watched()
    size = LogEntry.objects.count()
    remove_demo()
    connection.check_constraints()
    assert not Change.objects.exists()
    assert LogEntry.objects.count() > size
    assert not LogEntry.objects.exclude(salt="").exists()
    assert not Commitment.objects.exists()
    assert '"kind":"removed"' in LogEntry.objects.last().text
    assert f"the first {size} are as they were" in watched()
    make_statement("The first of our own.")
    assert "as they were" in watched()
    assert list(verify_record()) == []
    assert Client().get("/log/keys").content == b""
