"""``manage.py follow`` is a witness of the public log of the site that it follows."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.test import Client

from archive.actions.statements import correct, withdraw
from archive.alerts.changes import settle
from archive.exports.bulk.parts import remake_parts
from archive.log import verifier_key
from archive.models import ChangeNote, LogEntry, Statement
from tests.log.growing import grow, rebuild
from tests.record import make_speaker, make_statement, make_statements

pytestmark = pytest.mark.django_db
HOME = "https://record.example.org"


@pytest.fixture
def follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: Client, settings: LazySettings
) -> Callable[..., str]:
    """Follow this site as another would, without a network."""
    # To look at every number of a long row of statements takes more than a minute's requests.
    settings.API_REQUESTS_PER_MINUTE = 100_000

    def get(address: str) -> bytes:
        response = client.get(address.removeprefix(HOME))
        if response.status_code in {404, 410}:
            raise FileNotFoundError(address)
        assert response.status_code == 200, address
        return response.getvalue()

    monkeypatch.setattr("tools.witness.PATIENCE_SECONDS", 0)
    monkeypatch.setattr("archive.web.peer.Peer.fetch", lambda _, address: get(address))

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


def test_a_follower_looks_at_every_object_if_asked(follow: Callable[..., str]):
    make_statements([f"Words {number}." for number in range(40)])
    grow()
    follow()
    QuerySet(Statement).filter(pk=Statement.objects.last().pk).update(attribution="MR. OTHER")
    with pytest.raises(CommandError, match="attribution"):
        follow(whole=True)


def held(folder: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "followed.sqlite3")) as database:
        return database.execute("SELECT attribution, text FROM statements").fetchall()
