"""The server itself handles slow, large and broken requests, and they cost others nothing."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from math import inf
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import LazySettings, settings
from django.test import Client
from waitress import wasyncore

from archive.machine.web import account as accounts
from archive.machine.web.account import account_of
from archive.management.commands import serve
from archive.pages.http import request_limits
from boardmeetings.serving import channel, preload, worker
from boardmeetings.serving.open_connections import PLACES, OpenConnections
from tests.project.served import ANSWER_SECONDS, HOST, LARGE, Site


def until(happened: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + ANSWER_SECONDS
    while not happened():
        assert time.monotonic() < ends_at
        time.sleep(0.001)


def test_two_hundred_clients_that_never_finish_their_requests_delay_nobody(site: Site) -> None:
    slow = [site.connect() for _ in range(200)]
    for client in slow:
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    assert site.ask(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n").endswith(b"here")
    for client in slow:
        client.sendall(b"ab")
    assert site.ask(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n").endswith(b"here")
    for client in slow:
        client.close()


def test_clients_that_send_half_a_body_delay_nobody(site: Site) -> None:
    slow = [site.connect() for _ in range(worker.THREADS + 1)]
    for client in slow:
        client.sendall(b"POST /quotes/ HTTP/1.1\r\nContent-Length: 100\r\n" + HOST + b"\r\nq=")
    assert site.ask(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n").endswith(b"here")
    assert site.bodies == [0]
    for client in slow:
        client.close()


@pytest.mark.parametrize(
    ("request_bytes", "status", "sentence"),
    [
        (b"GET /search/?q=" + b"x" * 9_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", b"414", b"too long"),
        (b"GET /search/?q=" + b"x" * 1_000_000, b"414", b"too long"),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 40_000 + b"\r\n" + HOST + b"\r\n", b"431", b"32 KB"),
        (
            b"POST /quotes/ HTTP/1.1\r\nContent-Length: 314572800\r\n" + HOST + b"\r\n" + b"q" * 99_999,
            b"413",
            b"1024 KB",
        ),
        (b"POST /es/quotes/ HTTP/1.1\r\nContent-Length: 1048577\r\n" + HOST + b"\r\n", b"413", b"1024 KB"),
        (b"POST /search/ HTTP/1.1\r\nContent-Length: 1\r\n" + HOST + b"\r\nx", b"413", b"GET without a body"),
        (b"POST /statements/1/report/ HTTP/1.1\r\nContent-Length: 204801\r\n" + HOST + b"\r\n", b"413", b"200 KB"),
        (
            b"POST /quotes/ HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n" + HOST + b"\r\n",
            b"413",
            b"1024 KB",
        ),
        (
            b"POST /statements/1/report/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + HOST + b"\r\n" + b"40000\r\n"
            b"" + b"x" * 0x40000 + b"\r\n0\r\n\r\n",
            b"413",
            b"200 KB",
        ),
        (b"GET / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n" + HOST + b"\r\n", b"400", b"lengths"),
        (b"TRACE / HTTP/1.1\r\n" + HOST + b"\r\n", b"405", b"does not serve TRACE"),
        (b"NONSENSE\r\n\r\n", b"400", b"cannot read"),
    ],
    ids=lambda value: value[:40].decode() if isinstance(value, bytes) else None,
)
def test_large_or_broken_requests_are_refused_before_the_site_sees_them(
    site: Site, request_bytes: bytes, status: bytes, sentence: bytes
) -> None:
    answer = site.ask(request_bytes)
    assert answer.split(b" ", 2)[1] == status
    assert sentence in answer
    assert b"Content-Security-Policy: default-src 'none'" in answer
    assert site.bodies == []


def test_a_client_that_keeps_sending_after_a_refusal_still_gets_the_reason(site: Site) -> None:
    body = [b"x" * 1_000_000] * 20
    answer = site.ask(b"POST /quotes/ HTTP/1.1\r\nContent-Length: 20000000\r\n" + HOST + b"\r\n", *body)
    assert answer.split(b" ", 2)[1] == b"413"


def test_a_request_within_the_limits_arrives_complete(site: Site) -> None:
    body = b"q" * request_limits.QUOTE_BYTES
    assert site.ask(b"POST /quotes/ HTTP/1.1\r\nContent-Length: %d\r\n" % len(body) + HOST + b"\r\n", body).endswith(
        b"here"
    )
    path = b"/search/?q=" + b"x" * (request_limits.REQUEST_LINE_BYTES - 25)
    assert site.ask(b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"\r\n").endswith(b"here")
    assert site.bodies == [len(body), 0]


POSTED = b"POST /quotes/ HTTP/1.1\r\nContent-Length: %d\r\n" + HOST + b"\r\n"


def test_bodies_that_are_declared_and_do_not_arrive_take_no_room(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "MOST_BODY_BYTES", 1_000)
    monkeypatch.setattr(channel, "LOOK_EVERY_BYTES", 1)
    with ExitStack() as ends:
        for client in [ends.enter_context(site.connect()) for _ in range(20)]:
            client.sendall(POSTED % 900 + b"q=")
        assert site.ask(POSTED % 900, b"q" * 450, b"q" * 450).endswith(b"here")


def test_if_too_much_has_arrived_the_client_that_sent_the_most_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "MOST_BODY_BYTES", 2_000)
    monkeypatch.setattr(channel, "LOOK_EVERY_BYTES", 1)
    with ExitStack() as ends:
        greedy = [ends.enter_context(site.connect()) for _ in range(3)]
        for client, size in zip(greedy, (600, 700, 500), strict=True):
            client.sendall(POSTED % 900 + b"q" * size)
        until(lambda: site.arrived() == 1_800)
        reader = ends.enter_context(site.connect("127.0.0.2"))
        reader.sendall(POSTED % 900 + b"q" * 450)
        assert greedy[1].recv(100).startswith(b"HTTP/1.1 503")
        reader.sendall(b"q" * 450)
        assert reader.recv(100).startswith(b"HTTP/1.1 200")
        for client, size in ((greedy[0], 300), (greedy[2], 400)):
            client.sendall(b"q" * size)
            assert client.recv(100).startswith(b"HTTP/1.1 200")


def test_a_client_with_many_connections_loses_one_of_them_for_a_new_one(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "MOST_CONNECTIONS", 4)
    with site.connect("127.0.0.2") as reader, ExitStack() as ends:
        reader.sendall(b"GET / HTTP/1.1\r\n")
        for client in [ends.enter_context(site.connect()) for _ in range(12)]:
            client.sendall(b"GET / HTTP/1.1\r\n")
        until(lambda: len(site.server.active_channels) == 4)
        reader.sendall(HOST + b"\r\n")
        assert reader.recv(100).startswith(b"HTTP/1.1 200")


def test_the_connection_idle_for_longest_is_closed_for_a_new_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "MOST_CONNECTIONS", 2)
    first, second = site.connect(), site.connect()
    for client in (second, first):
        client.sendall(b"GET / HTTP/1.1\r\n")
    assert site.ask(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n").endswith(b"here")
    first.close()
    second.close()


def test_clients_that_do_not_read_their_files_delay_nobody(site: Site) -> None:
    unread = [site.connect() for _ in range(worker.THREADS + 1)]
    for client in unread:
        client.sendall(b"GET /file HTTP/1.1\r\n" + HOST + b"\r\n")
    assert site.ask(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n").endswith(b"here")
    for client in unread:
        client.close()


def sending(site: Site) -> channel.Channel:
    """Wait until an answer is on its way, of which the client has not read all, and return its connection."""
    channels = site.server.active_channels
    until(lambda: any(held.total_outbufs_len and not held.requests for held in list(channels.values())))
    return next(held for held in list(channels.values()) if held.total_outbufs_len)


def test_a_connection_that_takes_all_is_sent_a_piece_before_the_others_have_their_turn(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_accounts", {})
    with site.connect() as client:
        client.sendall(b"GET /file HTTP/1.1\r\n" + HOST + b"\r\n")
        greedy = sending(site)
        site.stop_loop()
        monkeypatch.setattr(wasyncore.dispatcher, "send", lambda _self, data, *_, **__: len(data))
        left = greedy.total_outbufs_len
        greedy.handle_write()
        assert left - 1_000_000 < greedy.total_outbufs_len < left


def test_a_client_that_is_sent_much_is_paused_while_others_ask_and_gets_all_of_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert accounts.LONGEST_PAUSE_SECONDS < channel.PAUSE_SECONDS < channel.STALLED_SECONDS
    monkeypatch.setattr(accounts, "_accounts", {})
    monkeypatch.setattr(accounts, "BYTES_A_SECOND", 1)
    monkeypatch.setattr(accounts, "LONGEST_PAUSE_SECONDS", 3600)
    monkeypatch.setattr(accounts, "LATELY_SECONDS", 3600)
    account_of("127.0.0.2").asks()
    with closing(http.client.HTTPConnection(*site.listener.getsockname(), timeout=ANSWER_SECONDS)) as client:
        client.request("GET", "/file")
        until(lambda: account_of("127.0.0.1").sends_again_at > time.monotonic())
        paused = sending(site)
        answer = client.getresponse()
        for _ in range(3):
            assert site.ask(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n", address="127.0.0.2").endswith(b"here")
            assert not paused.writable()
            assert not paused.is_overdue(time.monotonic())
        assert paused.total_outbufs_len > len(LARGE) - 1_000_000
        monkeypatch.setattr(accounts, "LONGEST_PAUSE_SECONDS", 0)
        account_of("127.0.0.1").sends_again_at = 0
        site.server.pull_trigger()
        assert answer.read() == LARGE
        client.request("GET", "/")
        assert client.getresponse().read() == b"here"


def test_behind_a_proxy_it_is_the_client_that_is_paused_and_not_the_proxy(
    site: Site, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_accounts", {})
    settings.TRUSTED_PROXIES = 1
    with site.connect() as client:
        client.sendall(b"GET /file HTTP/1.1\r\nX-Forwarded-For: 192.0.2.7\r\n" + HOST + b"\r\n")
        assert sending(site).account is account_of("192.0.2.7")
    assert account_of("127.0.0.1").sends_again_at < 0


def test_the_loop_wakes_when_a_pause_ends(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_accounts", {})
    with site.connect() as client:
        client.sendall(b"GET /file HTTP/1.1\r\n" + HOST + b"\r\n")
        paused = sending(site)
        assert site.server.shortest_pause() == inf
        paused.account.sends_again_at = time.monotonic() + 3600
        assert 0 < site.server.shortest_pause() <= 3600
        assert paused.pause(time.monotonic() + 3600) == 0


def test_a_file_is_closed_by_a_thread_once_it_is_sent_or_given_up(site: Site) -> None:
    assert len(site.ask(b"GET /file HTTP/1.1\r\n" + HOST + b"\r\n")) > 30_000_000
    assert site.file.closed_by.get(timeout=ANSWER_SECONDS) is not site.loop
    with site.connect() as client:
        client.sendall(b"GET /file HTTP/1.1\r\n" + HOST + b"\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 200")
    assert site.file.closed_by.get(timeout=ANSWER_SECONDS) is not site.loop


def test_a_client_that_reads_nothing_for_too_long_has_given_its_answer_up(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "STALLED_SECONDS", 0)
    with site.connect() as client:
        client.sendall(b"GET /file HTTP/1.1\r\n" + HOST + b"\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 200")
        assert site.file.closed_by.get(timeout=ANSWER_SECONDS) is not site.loop


def test_an_answer_that_comes_later_holds_no_thread_and_ends_its_connection(site: Site) -> None:
    late = [site.connect() for _ in range(worker.THREADS + 1)]
    for client in late:
        # What follows on the same connection is not answered.
        client.sendall(b"GET /later HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 2)
    assert site.ask(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n").endswith(b"here")
    for _ in late:
        waiting = site.late.get(timeout=ANSWER_SECONDS)
        assert waiting.held_until > time.monotonic()
        waiting.held_until = 0
    site.server.pull_trigger()
    for client in late:
        answer = b"".join(iter(lambda client=client: client.recv(1_000), b""))
        assert answer.startswith(b"HTTP/1.1 429")
        assert answer.endswith(b"here")
        assert answer.count(b"HTTP/1.1") == 1
        assert b"Connection: close" in answer
        client.close()


@pytest.mark.slow
def test_a_connection_is_closed_after_its_time_limit(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "PATIENCE_SECONDS", -1)
    with site.connect() as idle, site.connect() as slow:
        slow.sendall(b"GET / HT")
        assert idle.recv(10) == b""
        assert slow.recv(10) == b""


@contextmanager
def gunicorn(folder: Path, application: str, *words: str) -> Iterator[tuple[str, int]]:
    """Serve an application with workers of the site; yield the address. It stops on request."""
    (folder / "toy.py").write_text(application)
    (folder / "configured.py").write_text("from boardmeetings.serving.preload import pre_fork")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        os.set_inheritable(listener.fileno(), True)
        own = ["--worker-class", "boardmeetings.serving.worker.BufferingWorker", "--no-control-socket", *words]
        own += ["--config", "python:configured"]
        command = [sys.executable, "-m", "gunicorn", *own, "--bind", f"fd://{listener.fileno()}", "toy:application"]
        folders = f"{folder}{os.pathsep}{Path(__file__).parents[2]}"
        environment = os.environ | {"PYTHONPATH": folders, "DJANGO_SETTINGS_MODULE": "boardmeetings.settings"}
        served = subprocess.Popen(command, env=environment, pass_fds=[listener.fileno()])
        try:
            yield listener.getsockname()
        finally:
            served.send_signal(signal.SIGTERM)
            assert served.wait(ANSWER_SECONDS) == 0


TELLS_ITS_PROCESS = """
import os
def application(environ, start_response):
    body = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""


def test_a_gunicorn_worker_uses_this_server_and_stops_on_request(tmp_path: Path) -> None:
    with (
        gunicorn(tmp_path, TELLS_ITS_PROCESS) as address,
        socket.create_connection(address, timeout=ANSWER_SECONDS) as client,
    ):
        client.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 200 OK")


def who_answers(client: http.client.HTTPConnection) -> int:
    client.request("GET", "/")
    return int(client.getresponse().read())


def who_answers_last(client: http.client.HTTPConnection) -> int:
    """Ask who answers, and wait until the server has closed the connection, and so counts it no more."""
    if client.sock is None:
        client.connect()
    client.sock.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
    with client.sock.makefile("rb") as answer:
        return int(answer.read().partition(b"\r\n\r\n")[2])


def test_two_workers_share_the_connections_that_clients_keep_open(tmp_path: Path) -> None:
    with gunicorn(tmp_path, TELLS_ITS_PROCESS, "--workers", "2") as address:

        def client() -> closing[http.client.HTTPConnection]:
            return closing(http.client.HTTPConnection(*address, timeout=ANSWER_SECONDS))

        workers = set[int]()
        while len(workers) < 2:  # Until both have begun.
            with client() as one:
                workers.add(who_answers_last(one))
        shares = {}
        for number in (2, 4, 8, 16):
            with ExitStack() as stack:
                clients = [stack.enter_context(client()) for _ in range(number)]
                for one in clients:
                    one.connect()
                shares[number] = Counter(who_answers(one) for _ in range(3) for one in clients)
                for one in clients:
                    who_answers_last(one)
        for number, answered in shares.items():
            assert answered.keys() == workers, shares
            assert min(answered.values()) >= 0.35 * 3 * number, shares


def test_a_new_connection_waits_for_no_worker_that_had_more(tmp_path: Path) -> None:
    patient = (
        "from boardmeetings.serving import open_connections\nopen_connections.LEAVE_SECONDS = 3600\n"
        + TELLS_ITS_PROCESS
    )
    with gunicorn(tmp_path, patient, "--workers", "2") as address, ThreadPoolExecutor(4) as clients:

        def ask_on_new_connections(_: int) -> int:
            for _ in range(10):
                with closing(http.client.HTTPConnection(*address, timeout=ANSWER_SECONDS)) as client:
                    assert who_answers(client)
            return 10

        assert sum(clients.map(ask_on_new_connections, range(4))) == 40


def test_connections_go_on_being_accepted_when_a_worker_is_killed(tmp_path: Path) -> None:
    with gunicorn(tmp_path, TELLS_ITS_PROCESS, "--workers", "2") as address, ExitStack() as stack:
        first, second = (
            stack.enter_context(closing(http.client.HTTPConnection(*address, timeout=ANSWER_SECONDS))) for _ in range(2)
        )
        killed = who_answers(first)
        while who_answers(second) == killed:  # Until both have begun.
            second.close()
        os.kill(killed, signal.SIGKILL)
        for _ in range(4):
            client = http.client.HTTPConnection(*address, timeout=ANSWER_SECONDS)
            stack.enter_context(closing(client))
            assert who_answers(client) != killed


WAITING = """
import pathlib, time
def application(environ, start_response):
    pathlib.Path("begun").touch()
    while not pathlib.Path("go").exists():
        time.sleep(0.01)
    start_response("200 OK", [("Content-Length", "4")])
    return [b"here"]
"""


def test_a_server_that_is_told_to_stop_finishes_its_answers(tmp_path: Path) -> None:
    (tmp_path / "waiting.py").write_text(WAITING)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = probe.getsockname()
    words = ["--worker-class", "boardmeetings.serving.worker.BufferingWorker", "--no-control-socket"]
    options = ["--bind", f"127.0.0.1:{address[1]}", "--graceful-timeout", str(serve.GRACE_SECONDS)]
    names = {"PYTHONPATH": str(settings.BASE_DIR), "DJANGO_SETTINGS_MODULE": "boardmeetings.settings"}
    command = [sys.executable, "-m", "gunicorn", *words, *options, "waiting:application"]
    served = subprocess.Popen(command, env=os.environ | names, cwd=tmp_path)
    try:
        with connected(address) as client:
            client.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
            wait_for((tmp_path / "begun").exists)
            served.send_signal(signal.SIGTERM)
            # The port is free for the next server while the answer is still being made.
            wait_for(lambda: not is_open(address))
            (tmp_path / "go").touch()
            assert b"".join(iter(lambda: client.recv(1_000), b"")).endswith(b"here")
    finally:
        served.send_signal(signal.SIGTERM)
        assert served.wait(ANSWER_SECONDS) == 0


def wait_for(condition: Callable[[], bool]) -> None:
    """Return once the condition holds; fail if it does not in time."""
    until = time.monotonic() + ANSWER_SECONDS
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def is_open(address: tuple[str, int]) -> bool:
    """Return whether something listens there. A listener that closes while it is asked resets the connection."""
    try:
        socket.create_connection(address, timeout=ANSWER_SECONDS).close()
    except (ConnectionRefusedError, ConnectionResetError):
        return False
    return True


def connected(address: tuple[str, int]) -> socket.socket:
    """Return a connection to a server that is starting."""
    wait_for(lambda: is_open(address))
    return socket.create_connection(address, timeout=ANSWER_SECONDS)


def test_a_server_that_stops_waits_for_no_client_that_does_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "STOP_SECONDS", 1e9)
    monkeypatch.setattr(channel, "PAUSE_SECONDS", 0)
    with site.connect() as idle, site.connect() as stalled:
        idle.sendall(b"GET / HTTP/1.1\r\n")
        stalled.sendall(b"GET /file HTTP/1.1\r\n" + HOST + b"\r\n")
        assert stalled.recv(100)
        site.stop_loop()
        worker.finish([site.server], site.connections)


@pytest.mark.django_db
def test_django_refuses_the_same_requests_behind_any_other_server(client: Client) -> None:
    long = client.get("/search/", {"q": "x" * 10_000})
    assert long.status_code == 414
    assert "This address is too long" in long.text
    large = client.post("/quotes/", {"quote": "x" * 1_100_000})
    assert large.status_code == 413
    assert "This is too much to send" in large.text


def test_a_number_of_a_process_that_is_somebody_elses_by_now_is_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_pid: int, _signal: int) -> None:
        raise PermissionError

    counts = OpenConnections()
    counts.join(0)
    counts.join(1)
    counts.add(1)
    assert counts.has_more()
    monkeypatch.setattr(os, "kill", refuse)
    assert not counts.has_more()


def test_no_two_living_workers_share_a_place_however_often_workers_were_replaced() -> None:
    living: dict[int, SimpleNamespace] = {}
    for pid in range(3 * PLACES):
        if len(living) == 4:
            del living[random.Random(pid).choice(list(living))]
        started = SimpleNamespace()
        preload.pre_fork(SimpleNamespace(WORKERS=living), started)
        living[pid] = started
        assert len({other.place for other in living.values()}) == len(living)
        assert max(other.place for other in living.values()) < 4
