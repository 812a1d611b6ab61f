"""Only people who are signed in may send files, and the server asks before it takes them in."""

import threading

import pytest
from django.conf import settings
from django.db import OperationalError

from archive.desk.accounts.session_store import SessionStore
from archive.desk.forms import document
from archive.ingest import limits as ingest_limits
from archive.pages.http import request_limits
from boardmeetings.serving import channel
from boardmeetings.serving.parser import RequestParser
from tests.project.served import ANSWER_SECONDS, HOST, Site
from tests.staff import make_person

UPLOAD = (
    b"POST /desk/meetings/1/import/ HTTP/1.1\r\n"
    + f"Cookie: {settings.SESSION_COOKIE_NAME}=abc\r\n".encode()
    + b"Content-Length: 300000\r\n"
    + HOST
)


@pytest.mark.parametrize(("signed_in", "status"), [(True, b"200"), (False, b"413")])
def test_only_signed_in_people_may_send_a_file(
    site: Site, monkeypatch: pytest.MonkeyPatch, signed_in: bool, status: bytes
) -> None:
    monkeypatch.setattr(channel, "is_signed_in", lambda session: signed_in and session == "abc")
    assert site.ask(UPLOAD + b"\r\n", b"x" * 300_000).split(b" ", 2)[1] == status


@pytest.mark.parametrize(("signed_in", "answer"), [(True, b"HTTP/1.1 100 Continue"), (False, b"HTTP/1.1 413")])
def test_a_client_is_asked_for_a_file_only_once_it_is_known_to_be_signed_in(
    site: Site, monkeypatch: pytest.MonkeyPatch, signed_in: bool, answer: bytes
) -> None:
    monkeypatch.setattr(channel, "is_signed_in", lambda _session: signed_in)
    with site.connect() as client:
        client.sendall(UPLOAD + b"Expect: 100-continue\r\n\r\n")
        assert client.recv(1_000).startswith(answer)
        if signed_in:
            client.sendall(b"x" * 300_000)
            assert client.recv(1_000).startswith(b"HTTP/1.1 200")
    assert site.bodies == ([300_000] if signed_in else [])


@pytest.fixture
def asked_meanwhile(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The answers to another client, which asks while permission to send a file is being written."""
    send, answers = channel.Channel.send, []

    def after_another_request(self: channel.Channel, data: bytes, *, do_close: bool = True) -> int:
        if data.startswith(b"HTTP/1.1 100") and not answers:
            answers.append(b"")
            answers[0] = site.ask(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
        return send(self, data, do_close)

    monkeypatch.setattr(channel.Channel, "send", after_another_request)
    return answers


def test_permission_to_send_a_file_is_given_once_whatever_happens_meanwhile(
    site: Site, monkeypatch: pytest.MonkeyPatch, asked_meanwhile: list[bytes]
) -> None:
    monkeypatch.setattr(channel, "is_signed_in", lambda _session: True)
    with site.connect() as client:
        client.sendall(UPLOAD + b"Expect: 100-continue\r\n\r\n")
        answer = client.recv(1_000)
        client.sendall(b"x" * 300_000)
        answer += b"".join(iter(lambda: client.recv(1_000), b""))
    assert asked_meanwhile[0].endswith(b"here")
    assert answer.count(b"HTTP/1.1 100 Continue") == 1
    assert b"\r\n\r\nHTTP/1.1 200" in answer
    assert site.bodies == [0, 300_000]


def test_permission_to_send_a_file_comes_once_after_the_answers_to_earlier_requests(
    site: Site, monkeypatch: pytest.MonkeyPatch, asked_meanwhile: list[bytes]
) -> None:
    looked_up = threading.Event()
    monkeypatch.setattr(channel, "is_signed_in", lambda _session: True)
    go_on = channel.Channel.go_on

    def note(self: channel.Channel, request: RequestParser) -> None:
        go_on(self, request)
        looked_up.set()

    monkeypatch.setattr(channel.Channel, "go_on", note)
    with site.connect() as client:
        client.sendall(b"GET /wait HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" + UPLOAD + b"Expect: 100-continue\r\n\r\n")
        assert looked_up.wait(ANSWER_SECONDS)
        site.go.set()
        answer = b""
        while not answer.endswith(b"100 Continue\r\n\r\n"):
            answer += client.recv(1_000)
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.count(b"HTTP/1.1 100 Continue") == 1
        client.sendall(b"x" * 300_000)
        assert client.recv(1_000).startswith(b"HTTP/1.1 200")
    assert asked_meanwhile[0].endswith(b"here")
    assert sorted(site.bodies) == [0, 0, 300_000]


def test_a_session_that_takes_long_to_look_up_delays_no_other_connection(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, answered = threading.Event(), threading.Event()

    def look_up(_session: str) -> bool:
        begun.set()
        return answered.wait(ANSWER_SECONDS)

    monkeypatch.setattr(channel, "is_signed_in", look_up)
    with site.connect() as client:
        client.sendall(UPLOAD + b"\r\n" + b"x" * 1_000)
        assert begun.wait(ANSWER_SECONDS)
        assert site.ask(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n").endswith(b"here")
        client.sendall(b"x" * 299_000)
        answered.set()
        assert client.recv(1_000).startswith(b"HTTP/1.1 200")
    assert site.bodies == [0, 300_000]


def test_a_file_is_refused_for_now_if_its_session_cannot_be_looked_up(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(_session: str) -> bool:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(channel, "is_signed_in", look_up)
    assert site.ask(UPLOAD + b"\r\n").startswith(b"HTTP/1.1 503")


@pytest.mark.django_db
def test_a_session_counts_only_if_somebody_is_signed_in() -> None:
    empty, signed_in = SessionStore(), SessionStore()
    empty["language"] = "en"
    signed_in["_auth_user_id"] = str(make_person().pk)
    for session in (empty, signed_in):
        session.save()
    assert request_limits.is_signed_in(signed_in.session_key)
    assert not request_limits.is_signed_in(empty.session_key)
    assert not request_limits.is_signed_in("made up")


def test_the_largest_files_that_the_desk_takes_fit_the_limit() -> None:
    largest = max(document.LARGEST_UPLOAD, ingest_limits.FILE_BYTES)
    assert largest + request_limits.FORM_BYTES <= request_limits.STAFF_BYTES < channel.MOST_BODY_BYTES
