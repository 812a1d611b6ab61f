"""What others wait while one client asks for large lists and reads none of them.

``DATA_DIR=... python -m tests.benchmarks.unread --sockets 65`` serves the site in DATA_DIR on a free port and prints
the times of another reader before and during the attack, and the memory of the workers.
"""

import argparse
import http.client
import os
import socket
import subprocess
import sys
import time
from collections import Counter

from tests.benchmarks.worker_memory import children_of, get, told
from tests.servers.postgresql import free_port

PATHS = ("/about/", "/search/?q=budget+{}", "/statements/{}/x/", "/healthz", "/meetings/?page={}", "/search/?q=vote+{}")
ASKED = 36
TIMEOUT_SECONDS = 30


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sockets", type=int, default=65, help="half of the connections")
    asked = parser.parse_args()
    port = free_port()
    environment = {**os.environ, "ALLOWED_HOSTS": "127.0.0.1", "WORK_IN_SITE": "0"}
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    unread: list[socket.socket] = []
    try:
        while not get(port, "/healthz"):
            time.sleep(0.1)
        others(port, start=1)
        print(f"before: {others(port, start=100)}, {told(children_of(server.pid))}")
        for number in range(asked.sockets):
            client = socket.create_connection(("127.0.0.1", port))
            client.sendall(b"GET /statements.json?speaker=%d HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" % number)
            unread.append(client)
            client = socket.create_connection(("127.0.0.1", port))
            client.sendall(b"GET /statements.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            unread.append(client)
        print(f"during: {others(port, start=200)}, {told(children_of(server.pid))}")
        print(f"later: {others(port, start=300)}, {told(children_of(server.pid))}")
    finally:
        for client in unread:
            client.close()
        server.terminate()
        server.wait()


def others(port: int, start: int) -> str:
    """Ask for different pages, one after the other, from another address, and return the times and statuses."""
    times, statuses = [], Counter[int | str]()
    for number in range(start, start + ASKED):
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, TIMEOUT_SECONDS, source_address=("127.0.0.2", 0))
        try:
            connection.request("GET", PATHS[number % len(PATHS)].format(number))
            statuses[connection.getresponse().status] += 1
        except OSError as error:
            statuses[type(error).__name__] += 1
        finally:
            connection.close()
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    return f"p50 {times[ASKED // 2]:.0f} ms, slowest {times[-1]:.0f} ms, {dict(statuses)}"


if __name__ == "__main__":
    main()
