"""A program asks to be told of a search and of a statement, confirms, is told at its webhook, lists and stops them.

The library of Standard Webhooks verifies what it gets.
"""

import datetime
import http.server
import json
import os
import ssl
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

from standardwebhooks.webhooks import Webhook

SITE = sys.argv[1]
ALERTS = f"{SITE}/api/v1/alerts/"
received: list[tuple[dict[str, str], bytes]] = []


class Receiver(http.server.BaseHTTPRequestHandler):
    """Takes every message."""

    def do_POST(self) -> None:
        """Keep it."""
        received.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()


def ask(url: str, token: str = "", method: str = "GET", **sent: object) -> tuple[int, dict]:
    """Send a request, with JSON if there is something to send; return the status and the answer."""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(url, json.dumps(sent).encode() if sent else None, headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read())


def manage(*arguments: str) -> None:
    """Run a command of the site."""
    run = [*os.environ["MANAGE"].split(), *arguments]
    subprocess.run(run, cwd=os.environ["BASE_DIR"], check=True, stdout=subprocess.DEVNULL)


def told() -> list[tuple[dict[str, str], bytes]]:
    """Have the site send what waits, and return it."""
    for kind in ("outbox", "mails", "alerts"):
        manage("work", "--only", kind)
    messages, received[:] = list(received), []
    return messages


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(os.environ["SSL_CERT_FILE"])
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
own = f"https://localhost:{server.server_port}/told"

# A stranger sets an alert, and learns nothing of the address.
status, asked = ask(ALERTS, method="POST", address=own, search="q=zebra", frequency="at_once")
assert status == 202, asked
assert ask(ALERTS, method="POST", address="reader@example.org", search="q=zebra") == (202, asked)
assert ask(ALERTS)[0] == 401
((_, body),) = told()
message = json.loads(body)
given = message["data"]
assert message["type"] == "alert.confirm", message
assert ask(ALERTS, given["token"])[0] == 401

# It confirms, and sets another with its token.
with urllib.request.urlopen(urllib.request.Request(given["confirm_url"], b"", method="POST")) as confirmed:
    assert confirmed.status == 200
number = json.load(urllib.request.urlopen(f"{SITE}/api/v1/statements/?limit=1"))["results"][0]["number"]
status, added = ask(ALERTS, given["token"], "POST", statement=number)
assert (status, added["statement"]) == (201, number), added
listed = ask(ALERTS, given["token"])[1]["results"]
assert [one["id"] for one in listed] == [given["alert"], added["id"]], listed

# It is told of what is published.
line = {"id": "zebra-1", "body": "Sample Board of Animals", "meeting_title": "Meeting", "seq": 0}
line |= {
    "meeting_date": datetime.datetime.now(datetime.UTC).date().isoformat(),
    "text": "The zebra stays.",
    "source": "Minutes",
}
Path("lines.jsonl").write_text(json.dumps(line) + "\n")
manage("import_statements", str(Path("lines.jsonl").absolute()), "--tell-readers")
((headers, body),) = told()
verified = Webhook(given["secret"]).verify(body, {name.lower(): value for name, value in headers.items()})
assert verified["type"] == "alert.results", verified
((numbers,),) = [[one["statements"] for one in verified["data"]["alerts"]]]
text = json.load(urllib.request.urlopen(f"{SITE}/api/v1/statements/{numbers[0]}/"))["text"]
assert text == "The zebra stays.", text
assert "zebra stays" not in body.decode()

# It stops both, and nothing is left.
for one in listed:
    status, stopped = ask(f"{ALERTS}{one['id']}/", added["token"], "DELETE")
    assert (status, stopped["id"]) == (200, one["id"]), stopped
assert ask(ALERTS, added["token"])[0] == 401
print("asked, confirmed, told of", numbers, "and stopped")
