"""``manage.py follow`` is a witness of the public log of the site that it follows."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from archive.actions.statements import correct, withdraw
from archive.exports.bulk.parts import remake_parts
from archive.log import growth, verifier_key
from archive.log.changes import settle
from archive.machine.web.sent_data import NotTaken
from archive.models import ChangeNote, LogEntry, Statement
from tests.log.growing import grow, rebuild
from tests.record import make_speaker, make_statement, make_statements

pytestmark = pytest.mark.django_db
HOME = "https://record.example.org"


@dataclass
class Network:
    """Leads to this site. It breaks off after so many requests, and may call every change a redaction."""

    client: Client
    asked: list[str] = field(default_factory=list)
    most: int = 1000
    without: str = ""
    calls_all_redacted: bool = False

    def fetch(self, address: str) -> bytes:
        if len(self.asked) >= self.most:
            raise NotTaken("Try again later.")
        self.asked.append(address)
        if self.without and self.without in address:
            raise FileNotFoundError(address)
        asked = address.removeprefix(HOME)
        if self.calls_all_redacted:
            asked = asked.replace("kind=redacted", "kind=changed")
        response = self.client.get(asked)
        if response.status_code in {404, 410}:
            raise FileNotFoundError(address)
        assert response.status_code == 200, address
        sent: bytes = response.getvalue()
        return re.sub(rb'"kind": ?"changed"', b'"kind": "redacted"', sent) if self.calls_all_redacted else sent


@pytest.fixture
def network(client: Client) -> Network:
    return Network(client)


@pytest.fixture
def follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, network: Network) -> Callable[..., str]:
    """Follow this site as another would, without a network."""
    monkeypatch.setattr("tools.witness.PATIENCE_SECONDS", 0)
    monkeypatch.setattr("archive.machine.web.peer.Peer.fetch", lambda _, address: network.fetch(address))

    def run(**options: Any) -> str:
        remake_parts()
        out = StringIO()
        call_command("follow", HOME, tmp_path / "followed.sqlite3", stdout=out, **options)
        return out.getvalue()

    return run


def test_a_follower_notices_that_the_log_was_rewritten(follow: Callable[..., str]):
    make_statement()
    assert "Its public log: none so far." in follow()
    grow()
    assert "entries; the first 0 are as they were." in follow()
    make_statement("More.")
    grow()
    assert "are as they were." in follow(log_key=verifier_key())
    rebuild([f"{text} " for text in LogEntry.objects.values_list("text", flat=True)])
    with pytest.raises(CommandError, match=r"is not the one that was followed before.*it is the proof"):
        follow()


def test_a_follower_who_has_the_key_refuses_another(follow: Callable[..., str]):
    make_statement()
    grow()
    with pytest.raises(CommandError, match="has not signed"):
        follow(log_key=verifier_key().replace("+", "+0", 1))


def test_a_follower_keeps_what_it_held_until_the_log_says_why_it_changed(follow: Callable[..., str], tmp_path: Path):
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    grow()
    follow()
    QuerySet(Statement).filter(pk=statement.pk).update(attribution="MR. OTHER")
    ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, [statement.pk])
    grow()
    for _ in range(2):
        with pytest.raises(CommandError, match=f"statement {statement.pk} is not what its entry says: attribution"):
            follow()
        assert held(tmp_path) == [("", "We open the library.")]
    QuerySet(Statement).filter(pk=statement.pk).update(attribution="")
    correct(statement=statement, text="We open the branch library.", reason="The tape says so.")
    settle()
    with pytest.raises(CommandError, match=f"statement {statement.pk} is not what its entry says: revision"):
        follow()
    assert held(tmp_path) == [("", "We open the library.")]
    grow()
    follow()
    assert held(tmp_path) == [("", "We open the branch library.")]


def test_a_withdrawn_row_goes_before_the_log_says_why(follow: Callable[..., str], tmp_path: Path):
    statement = make_statement("We open the library.")
    grow()
    follow()
    withdraw(statement=statement, category="law", reason="A sample reason.")
    settle()
    # The witness of these tests does not wait for the log.
    with pytest.raises(CommandError, match=f"statement {statement.pk} is on record, and not shown"):
        follow()
    assert held(tmp_path) == []
    grow()
    assert "0 statements" in follow()


def test_words_that_a_site_calls_redacted_are_checked_after_they_were_taken(
    follow: Callable[..., str], network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # Of a large site, a sample seldom has the one row.
    monkeypatch.setattr("tools.witness.SAMPLE", 0)
    statement = make_statement("We open the library.")
    grow()
    follow()
    QuerySet(Statement).filter(pk=statement.pk).update(attribution="MR. OTHER")
    ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, [statement.pk])
    grow()
    network.calls_all_redacted = True
    # The log cannot be read at first. What was taken then is not believed later.
    for reachable in (False, True, True):
        network.without = "" if reachable else "/log/"
        with pytest.raises(
            CommandError, match="is not what its entry says: attribution" if reachable else "nothing at"
        ):
            follow()
    QuerySet(Statement).filter(pk=statement.pk).update(attribution="")
    ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, [statement.pk])
    grow()
    follow()
    assert held(tmp_path) == [("", "We open the library.")]


def test_a_withdrawn_row_goes_also_if_the_log_is_not_the_one_that_was_followed(
    follow: Callable[..., str], tmp_path: Path
):
    statement = make_statement("We open the library.")
    grow()
    follow()
    withdraw(statement=statement, category="law", reason="A sample reason.")
    grow()
    rebuild([f"{text} " for text in LogEntry.objects.values_list("text", flat=True)])
    with pytest.raises(CommandError, match="is not the one that was followed before"):
        follow()
    assert held(tmp_path) == []


def test_a_follower_waits_for_an_entry_that_is_not_signed_yet(
    follow: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    statement = make_statement("We open the library.")
    grow()
    follow()
    correct(statement=statement, text="We open the branch library.", reason="The tape says so.")
    with monkeypatch.context() as unsigned:
        unsigned.setattr(growth, "_sign", lambda: None)
        grow()
    with pytest.raises(CommandError, match=f"^The log does not say yet why statement {statement.pk} has changed.$"):
        follow()
    assert held(tmp_path) == [("", "We open the library.")]
    grow()
    follow()
    assert held(tmp_path) == [("", "We open the branch library.")]


def test_a_look_at_every_object_asks_for_many_at_once_and_goes_on(
    follow: Callable[..., str], network: Network, monkeypatch: pytest.MonkeyPatch
):
    make_statements([f"Words {number}." for number in range(100)])
    correct(statement=Statement.objects.latest("pk"), text="Other words.", reason="The tape says so.")
    grow()
    follow()
    network.asked.clear()
    follow(whole=True)
    assert len(network.asked) < 40
    # A page has few rows here, and each run breaks off.
    monkeypatch.setattr("archive.exports.followed_log.BEGIN", "limit=7")
    monkeypatch.setattr("archive.log.proofs.AT_ONCE", 5)
    QuerySet(Statement).filter(pk=Statement.objects.latest("pk").pk - 9).update(attribution="MR. OTHER")
    broken_off, network.most = 0, 25
    while True:
        network.asked.clear()
        with pytest.raises(CommandError) as error:
            follow(whole=True)
        if "Try again later" not in str(error.value):
            break
        broken_off += 1
    assert "attribution" in str(error.value)
    assert broken_off > 1


def test_a_follower_looks_at_every_object_if_asked(follow: Callable[..., str]):
    make_statements([f"Words {number}." for number in range(40)])
    grow()
    follow()
    QuerySet(Statement).filter(pk=Statement.objects.latest("pk").pk).update(attribution="MR. OTHER")
    with pytest.raises(CommandError, match="attribution"):
        follow(whole=True)


def test_a_look_at_every_object_names_all_that_differ(
    follow: Callable[..., str], network: Network, monkeypatch: pytest.MonkeyPatch
):
    """Also what is shown and has no entry, on the first page and on others, and after a run that broke off."""
    make_statements([f"Words {number}." for number in range(20)])
    grow()
    follow()
    inserted = make_statements([f"Never said {number}." for number in range(9)])
    ChangeNote.objects.all().delete()
    a_day_ago = timezone.now() - timedelta(days=1)
    QuerySet(Statement).filter(pk__in=[row.pk for row in inserted]).update(published_at=a_day_ago)
    first = Statement.objects.earliest("pk")
    QuerySet(Statement).filter(pk=first.pk).update(attribution="MR. OTHER")
    monkeypatch.setattr("archive.exports.followed_log.BEGIN", "limit=4")
    network.most, told = 12, "Try again later"
    while "Try again later" in told:
        network.asked.clear()
        with pytest.raises(CommandError) as error:
            follow(whole=True)
        told = str(error.value)
    assert f"statement {first.pk} is not what its entry says: attribution." in told
    for row in inserted:
        assert told.count(f"statement {row.pk} is shown, and the log does not have it as on record.") == 1
    # The next run begins again.
    network.most = 1000
    with pytest.raises(CommandError, match=f"statement {inserted[-1].pk} is shown"):
        follow(whole=True)


def held(folder: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "followed.sqlite3")) as database:
        return database.execute("SELECT attribution, text FROM statements").fetchall()


def test_a_row_that_changes_again_before_the_log_is_read_is_no_difference(
    follow: Callable[..., str], network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tools.witness.SAMPLE", 0)
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    grow()
    follow()
    correct(statement=statement, text="Second wording.", reason="The tape says so.")
    grow()
    fetch = network.fetch

    def meanwhile(address: str) -> bytes:
        sent = fetch(address)
        if "changes/" in address and b"Second wording" in sent:
            monkeypatch.setattr(network, "fetch", fetch)
            correct(statement=statement, text="Third wording.", reason="The tape says so again.")
            grow()
        return sent

    monkeypatch.setattr(network, "fetch", meanwhile)
    follow()
    assert [text for _, text in held(tmp_path)] == ["Third wording."]
