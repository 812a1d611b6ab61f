"""An alert is told to a program as it is emailed to a reader: after it confirmed, signed, without words."""

import datetime
import json
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from standardwebhooks.webhooks import Webhook as Verifier

from archive.actions.statements import correct, withdraw
from archive.alerts import outbox
from archive.alerts.passages import on_passage
from archive.alerts.searches.asked import on_search
from archive.alerts.sign_up import ASKED_A_HOST, sign_up
from archive.alerts.webhooks import posting
from archive.alerts.webhooks.delivery import deliver_due
from archive.alerts.webhooks.signature import secret_of
from archive.management.jobs import JOBS
from archive.models import Alert, Mail, Statement
from archive.search import SearchRequest, SearchUnavailable
from archive.search.engines import outbox as index
from archive.upkeep import runs
from tests.alerts.webhooks.receiver import Receiver, receiver, trusted_certificate
from tests.hidden_record import TELLING
from tests.record import make_meeting, make_statement, make_webhook
from tests.servers.listening import Quiet, listening

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program that receives webhooks."""
    with receiver(tmp_path, monkeypatch) as one:
        yield one


def ask(program: Receiver, about: Statement | str, address: str = "", client: str = "192.0.2.1") -> None:
    """Sign the program up for a statement, or for the words of a search."""

    def wished() -> Alert:
        if isinstance(about, Statement):
            return on_passage(about.current_revision, None)
        return on_search(SearchRequest(text=about), with_procedural=False, frequency="at_once")

    sign_up(wished, address=address or program.url, client=client, language="en")


def told(program: Receiver) -> list[tuple[dict[str, str], bytes]]:
    """Return what the program gets of what waits."""
    index.keep_up()
    outbox.drain()
    outbox.tell_programs()
    messages, program.received[:] = list(program.received), []
    return messages


def confirm(program: Receiver) -> dict:
    """Confirm as the only message asks; return its data."""
    ((_, body),) = told(program)
    message = json.loads(body)
    assert message["type"] == "alert.confirm"
    path = message["data"]["confirm_url"].partition("/alerts/")[2]
    assert Client(enforce_csrf_checks=True).post(f"/alerts/{path}").status_code == 200
    return message["data"]


def test_a_program_that_confirmed_is_told_of_a_correction_and_of_the_end(program: Receiver):
    one = make_statement(f"The {TELLING} runs.")
    ask(program, one)
    given = confirm(program)
    correct(statement=one, text=f"The {TELLING} ran.", reason=f"The {TELLING} was heard again.")
    ((headers, body),) = told(program)
    message = Verifier(given["secret"]).verify(body, {name.lower(): value for name, value in headers.items()})
    assert message["type"] == "alert.changed"
    assert (message["data"]["alert"], message["data"]["statement"]) == (given["alert"], one.pk)
    assert (message["data"]["kind"], message["data"]["is_last"]) == ("transcription_error", False)
    assert TELLING not in body.decode()
    withdraw(statement=one, category="privacy", reason="It named a child.")
    ((_, body),) = told(program)
    assert json.loads(body)["data"]["is_last"]
    assert not Alert.objects.exists()
    assert not mail.outbox


def test_a_program_is_told_of_new_results_of_all_its_searches_in_one_message(program: Receiver):
    index.keep_up()
    alerts = []
    for word in ("library", "open"):
        ask(program, word)
        alerts.append(confirm(program)["alert"])
    meeting = make_meeting(date=timezone.localdate().isoformat())
    one = make_statement("The library is open.", meeting=meeting)
    ((_, body),) = told(program)
    message = json.loads(body)
    assert message["type"] == "alert.results"
    assert [row["alert"] for row in message["data"]["alerts"]] == alerts
    assert [row["statements"] for row in message["data"]["alerts"]] == [[one.pk], [one.pk]]
    assert not told(program)


def test_without_a_confirmation_nothing_more_is_sent(program: Receiver):
    one = make_statement("The buses run.")
    ask(program, one)
    assert len(told(program)) == 1
    correct(statement=one, text="The buses ran.", reason="Misheard.")
    assert not told(program)


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_refused_message_is_tried_for_three_days_and_then_the_alerts_end(program: Receiver, status: int):
    one = make_statement("The buses run.")
    ask(program, one)
    confirm(program)
    program.status = status
    correct(statement=one, text="The buses ran.", reason="Misheard.")
    waited = datetime.timedelta()
    while Alert.objects.exists():
        now = timezone.now()
        assert len(told(program)) == 1
        assert not told(program)
        waited += max((mail.try_at - now for mail in Mail.objects.all()), default=waited * 0)
        Mail.objects.update(try_at=None)
    assert datetime.timedelta(days=3) <= waited < datetime.timedelta(days=4)
    assert not Mail.objects.exists()


def test_what_fails_here_for_days_ends_no_alert(program: Receiver, monkeypatch: pytest.MonkeyPatch):
    one = make_statement("The buses run.")
    ask(program, one)
    confirm(program)
    correct(statement=one, text="The buses ran.", reason="Misheard.")
    outbox.drain()
    Mail.objects.update(attempts=13)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "letter_of", Mock(side_effect=SearchUnavailable))
        assert not told(program)
    assert Alert.objects.exists()
    Mail.objects.update(try_at=None)
    assert len(told(program)) == 1


def test_an_answer_that_never_ends_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Dripping(Quiet, BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Slow: ")
            with suppress(OSError):
                for _ in range(40):
                    self.wfile.write(b"a")
                    time.sleep(0.05)
                self.wfile.write(b"\r\n\r\n")

    monkeypatch.setattr(posting, "SECONDS_IN_ALL", 0.3)
    certificate = trusted_certificate(tmp_path, monkeypatch)
    with listening(Dripping, certificate=certificate) as port, pytest.raises(posting.NotDelivered, match="took more"):
        posting.post(f"https://localhost:{port}/", b"{}", secret=secret_of("1"), key="1")


def test_a_message_that_could_not_be_tried_for_days_is_not_given_up_at_once(program: Receiver):
    one = make_statement("The buses run.")
    ask(program, one)
    confirm(program)
    correct(statement=one, text="The buses ran.", reason="Misheard.")
    Mail.objects.update(created_at=timezone.now() - datetime.timedelta(days=9))
    program.status = 500
    assert len(told(program)) == 1
    program.status = 200
    Mail.objects.update(try_at=None)
    assert len(told(program)) == 1
    assert Alert.objects.exists()


def test_webhooks_of_alerts_hold_up_none_of_the_staff(program: Receiver):
    ask(program, make_statement("The buses run."))
    make_webhook(program.url)
    outbox.drain()
    deliver_due()
    assert [json.loads(body)["type"] for _, body in program.received] == ["record.changed"]
    jobs = {job.kind: job for job in JOBS}
    assert jobs[runs.ALERTS].lane != jobs[runs.WEBHOOKS].lane
    assert not jobs[runs.ALERTS].run()
    assert json.loads(program.received[-1][1])["type"] == "alert.confirm"


@pytest.mark.parametrize("hosts", [[], ["localhost"]])
def test_a_private_host_is_posted_to_only_if_the_owner_allows_it(program: Receiver, monkeypatch, settings, hosts):
    monkeypatch.setattr("archive.machine.web.public_internet.is_public", lambda _address: False)
    settings.WEBHOOK_HOSTS = hosts
    ask(program, make_statement("The buses run."))
    assert len(told(program)) == len(hosts)


def test_the_status_410_ends_all_alerts_of_the_webhook(program: Receiver):
    index.keep_up()
    for about in (make_statement("The buses run."), "library"):
        ask(program, about)
        confirm(program)
    make_statement("The library is open.", meeting=make_meeting(date=timezone.localdate().isoformat()))
    program.status = 410
    assert len(told(program)) == 1
    assert not Alert.objects.exists()
    assert not Mail.objects.exists()


def test_a_webhook_that_refuses_to_be_asked_again_keeps_what_it_has_confirmed(program: Receiver):
    ask(program, make_statement("The buses run."))
    confirm(program)
    ask(program, make_statement("The trams run."), client="192.0.2.9")
    program.status = 410
    assert len(told(program)) == 1
    (kept,) = Alert.objects.all()
    assert kept.confirmed_at


def test_a_webhook_that_does_not_answer_holds_up_no_email(program: Receiver):
    one = make_statement("The buses run.")
    ask(program, one)
    sign_up(lambda: on_passage(one.current_revision, None), address="a@example.org", client="", language="en")
    outbox.drain()
    assert len(mail.outbox) == 1
    assert not program.received


def test_no_host_is_asked_more_often_than_its_share_whoever_asks(program: Receiver):
    one = make_statement("The buses run.")
    for number in range(ASKED_A_HOST[1] + 3):
        ask(program, one, f"{program.url}&number={number}", f"192.0.2.{number}")
    assert len(told(program)) == ASKED_A_HOST[1]
