"""Staff see the state of the site."""

import errno
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.actions.statements import withdraw
from archive.models import Mail, OutboxEntry, Role
from archive.search.engines import outbox
from archive.search.engines.rebuild import rebuild
from archive.upkeep.backups import BackupFolder
from archive.upkeep.backups.folder import taken_at
from archive.upkeep.runs import BACKUP, DRILL, FIXITY, KINDS, PUBLICATIONS, note_run
from archive.upkeep.slow_pages import SlowDay, slowest_today
from archive.upkeep.watching import what_needs_a_person
from tests.alerts.reader import sign_up
from tests.record import make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    rebuild()
    return signed_in(make_person(Role.CLERK))


def page(staff: Client) -> BeautifulSoup:
    answer = staff.get(reverse("desk:status"))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def row(soup: BeautifulSoup, kind: str) -> list[str]:
    found = next(row for row in soup.select("tbody tr") if row.th.text == kind)
    return [" ".join(cell.text.split()) for cell in found.find_all("td")]


def fact(soup: BeautifulSoup, name: str) -> str:
    found = next(fact for fact in soup.select("dl.facts > div") if fact.dt.text == name)
    return " ".join(found.dd.text.split())


@pytest.fixture
def healthy(settings: LazySettings, tmp_path: Path) -> None:
    settings.BACKUP_DIR, settings.BACKUP_IS_COPIED = str(tmp_path), True
    for kind in KINDS:
        note_run(kind)


@pytest.mark.usefixtures("healthy")
def test_everything_works_only_with_a_worker_and_a_backup_of_less_than_two_days(
    staff: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Everything works" in page(staff).text
    now = timezone.now()
    (Path(settings.UPKEEP_DIR) / f"{BACKUP}.json").unlink()
    assert "The first backup is still to be made" in page(staff).text
    (Path(settings.UPKEEP_DIR) / f"{PUBLICATIONS}.json").unlink()
    text = page(staff).text
    assert "Something needs attention" in text
    assert text.count("The worker is not running") == 1
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=2))
    for kind in KINDS.keys() - {BACKUP}:
        note_run(kind)
    assert what_needs_a_person() == {"backups": "Last backup: none so far. Check the worker's log."}


@pytest.mark.usefixtures("healthy")
def test_the_page_tells_what_it_cannot_check(
    staff: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error", settings.BACKUP_DIR)

    monkeypatch.setattr("archive.upkeep.watching.what_copying_lacks", gone)
    assert "Input/output error" in page(staff).text


@pytest.mark.usefixtures("healthy")
def test_planned_publications_that_fail_are_told(staff: Client) -> None:
    note_run(PUBLICATIONS, "The program has an error.")
    text = page(staff).text
    assert "Something needs attention" in text
    assert "The program has an error." in text


def test_a_new_site_says_what_it_lacks(staff: Client) -> None:
    soup = page(staff)
    assert "BACKUP_DIR is not set" in soup.select_one("[role=alert]").text
    assert row(soup, "Bring the index up to date")[0] == "0"
    assert row(soup, "Last backup") == ["Off: BACKUP_DIR is not set", "Not yet", ""]
    assert row(soup, "Last check of the search index")[0] == "Every day"
    assert row(soup, "Last check of the list of removals beside the backups")[0].startswith("Off")


def test_waiting_work_is_counted_by_kind_with_its_age_and_what_blocks_it(staff: Client) -> None:
    with outbox.held_back():
        statement = make_statement()
    OutboxEntry.objects.write_removals(statement.pk, ["held.txt"])
    OutboxEntry.objects.filter(kind="cut_log").refuse("A reader holds it.")
    soup = page(staff)
    waiting = OutboxEntry.objects.of_index().pending().count()
    assert row(soup, "Bring the index up to date")[0] == str(waiting)
    assert row(soup, "Delete a file that held redacted words")[0] == "1"
    number, since, tried, problem = row(soup, "Cut the database's log, which may hold redacted words")
    assert (number, tried, problem) == ("1", "1 time", "A reader holds it.")
    assert since
    assert (fact(soup, "Public statements"), fact(soup, "In the index")) == ("1", "0")


def test_an_unsendable_email_is_counted_without_naming_its_reader(staff: Client) -> None:
    sign_up(make_statement(), email="reader@example.org")
    Mail.objects.update(attempts=3, last_error="SMTPRecipientsRefused: reader@example.org")
    soup = page(staff)
    assert row(soup, "Send a mail")[2:] == ["3 times", "SMTPRecipientsRefused"]
    assert "reader@example.org" not in soup.text


def test_the_last_runs_are_shown_with_their_errors(staff: Client) -> None:
    note_run(DRILL, result="Everything was restored: 9 tables.")
    note_run(FIXITY, "1 thing is wrong with the record.")
    soup = page(staff)
    _, at, result = row(soup, "Last test of a restore")
    assert at.endswith("UTC")
    assert result == "Everything was restored: 9 tables."
    assert row(soup, "Last check of every text against its hash")[2] == "1 thing is wrong with the record."


def test_backups_that_hold_removed_words_are_listed_with_what_was_removed_and_when(
    staff: Client, settings: LazySettings, tmp_path: Path
) -> None:
    settings.BACKUP_DIR = str(tmp_path / "backups")
    with outbox.held_back():
        early, late = make_statement("We sell the roof."), make_statement("We close the pool.")
        withdraw(statement=early, category="rights", reason="The text was not ours to publish.")
        call_command("backup", settings.BACKUP_DIR, stdout=StringIO(), stderr=StringIO())
        assert page(staff).select_one("section[aria-labelledby=removed]").p.text == "There are none."
        withdraw(statement=late, category="rights", reason="The text was not ours to publish.")
    (made,) = BackupFolder(tmp_path / "backups").backups()
    (cell,) = row(page(staff), f"{taken_at(made):%-d %B %Y, %H:%M} UTC")
    assert cell.startswith(
        f"Statement {late.pk}: withdrawal on {late.tombstones.get().decided_at:%-d %B %Y, %H:%M} UTC"
    )
    assert f"Statement {early.pk}" not in cell


def test_the_slowest_pages_are_shown_by_url_pattern(staff: Client) -> None:
    day = SlowDay()
    for rule, seconds in (("/search/", 0.1), ("/statements/<int:number>/", 3.0), ("/statements/<int:number>/", 1.0)):
        day.add(rule, seconds)
    day.write_down()
    assert [(page.rule, page.slowest, page.average) for page in slowest_today()] == [
        ("/statements/<int:number>/", 3.0, 2.0),
        ("/search/", 0.1, 0.1),
    ]
    assert row(page(staff), "/statements/<int:number>/")[0] == "3.00 s"


def test_only_staff_see_the_status_page() -> None:
    assert Client().get(reverse("desk:status")).status_code == 302
