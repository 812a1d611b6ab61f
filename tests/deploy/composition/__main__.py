"""Run the composition and walk through it, or say why that cannot be done here."""

import signal
import sys
import time

from tests.deploy.composition.pod import NotHere, own_podman
from tests.deploy.composition.walk import walk
from tests.servers.postgresql import free_port

# Caddy on this machine only. All else is as on a server.
HERE = """
services:
  caddy:
    ports: !override
      - "127.0.0.1:{port}:443"
"""


def main() -> None:
    """Build, start, walk, and delete everything."""
    # A timeout ends as Ctrl-C does, after the clean-up.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    begin = time.monotonic()
    port = free_port()
    with own_podman() as pod:
        pod.copy_project({"SITE_ADDRESS": "localhost", "DATABASE_PASSWORD": "letters4nd5"}, HERE.format(port=port))
        pod.build()
        print(f"The images were built in {time.monotonic() - begin:.0f} seconds.", flush=True)
        pod.compose("up", "--detach", "--no-build")
        walk(pod, port)
    print("The composition with PostgreSQL and OpenSearch ran. The images of both, and Caddy's, were stand-ins.")


if __name__ == "__main__":
    try:
        main()
    except NotHere as reason:
        print(f"The composition was not run: {reason}", file=sys.stderr)
