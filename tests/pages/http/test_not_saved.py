"""If nothing can be written, a person who sent a form gets it back unchanged."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from archive.machine.database.sqlite.write_queue import QueueTooLong
from archive.models import ErrorReport, Role, Statement
from tests.desk.acting import TYPED_ORIGIN
from tests.record import make_meeting, make_statement
from tests.staff import make_person, signed_in

# PostgreSQL refuses writes from the next transaction on.
pytestmark = pytest.mark.django_db(transaction=True)
SWITCHES = {"sqlite": "PRAGMA query_only = {}", "postgresql": "SET default_transaction_read_only = {}"}
WORDS = "It was <Sunday>, not Saturday.\r\nListen to minute 12."


@contextmanager
def read_only() -> Iterator[None]:
    """Make every write fail, as on a disk that is mounted read-only."""
    with connection.cursor() as cursor:
        cursor.execute(SWITCHES[connection.vendor].format("on"))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(SWITCHES[connection.vendor].format("off"))


def typed(soup: BeautifulSoup) -> dict[str, str]:
    form = soup.find("form", method="post")
    boxes = {box["name"]: box.text.removeprefix("\n") for box in form.find_all("textarea")}
    return boxes | {field["name"]: field.get("value", "") for field in form.find_all("input")}


@pytest.fixture
def client() -> Client:
    return Client()


def test_a_report_that_cannot_be_saved_is_shown_again_to_be_resent(client: Client) -> None:
    address = reverse("pages:statement-report", kwargs={"number": make_statement().number})
    sent = {"problem": WORDS, "email": "", "website": ""}
    with read_only():
        answer = client.post(address, sent)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "no-store" in answer["Cache-Control"]
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.find("form", method="post")["action"] == address
    held = typed(soup)
    assert {name: held[name].replace("\r\n", "\n") for name in sent} == {
        name: value.replace("\r\n", "\n") for name, value in sent.items()
    }
    assert "Try again" in soup.form.button.text
    assert client.post(address, {name: held[name] for name in sent}).status_code == 302
    assert ErrorReport.objects.get().problem.startswith("It was <Sunday>")


def test_a_report_that_cannot_be_counted_is_shown_again_and_not_called_one_too_many(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    def refuse(*_: object) -> int:
        raise full

    monkeypatch.setattr("archive.machine.web.allowance._count", refuse)
    address = reverse("pages:statement-report", kwargs={"number": make_statement().number})
    answer = client.post(address, {"problem": WORDS, "email": "", "website": ""})
    assert answer.status_code == 503
    assert "minute 12" in answer.content.decode()


def test_a_statement_that_cannot_be_saved_is_shown_again_to_staff(client: Client) -> None:
    meeting = make_meeting()
    client = signed_in(make_person(Role.CLERK), client)
    address = reverse("desk:row-add", kwargs={"pk": meeting.pk, "kind": "statement"})
    with read_only():
        answer = client.post(address, {"text": WORDS, "kind": "remark", "topics": "Parks", **TYPED_ORIGIN})
    assert answer.status_code == 503
    assert typed(BeautifulSoup(answer.content, "html.parser"))["text"].splitlines() == WORDS.splitlines()
    assert not Statement.objects.exists()


def test_a_person_who_waits_too_long_for_others_is_told_why(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise OperationalError("busy") from QueueTooLong("busy")

    address = reverse("pages:statement-report", kwargs={"number": make_statement().number})
    monkeypatch.setattr(ErrorReport, "save", busy)
    answer = client.post(address, {"problem": WORDS, "email": ""})
    assert answer.status_code == 503
    assert "Too many people are saving" in answer.content.decode()


def test_a_password_is_not_shown_again(client: Client) -> None:
    person = make_person()
    with read_only():
        answer = client.post(reverse("desk:sign-in"), {"username": person.username, "password": "a long secret"})
    assert answer.status_code == 503
    assert "a long secret" not in answer.content.decode()
    assert typed(BeautifulSoup(answer.content, "html.parser"))["username"] == person.username


def test_readers_can_still_read(client: Client) -> None:
    statement = make_statement()
    with read_only():
        assert client.get(statement.get_absolute_url()).status_code == 200


def test_other_errors_are_raised(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OperationalError("no such table")

    address = reverse("pages:statement-report", kwargs={"number": make_statement().number})
    monkeypatch.setattr(ErrorReport, "save", broken)
    client.raise_request_exception = False
    assert client.post(address, {"problem": WORDS, "email": ""}).status_code == 500
