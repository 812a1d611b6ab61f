"""Run a command with a search server, or print why there is none: an error with REQUIRE_OPENSEARCH=1."""

import os
import subprocess
import sys

from tests.servers.opensearch import NotThere, running

try:
    with running() as cluster:
        environment = {**os.environ, "SEARCH_BACKEND": "opensearch", "SEARCH_URL": ",".join(cluster.addresses)}
        sys.exit(subprocess.run(sys.argv[1:], env=environment, check=False).returncode)
except NotThere as reason:
    print(f"Skipped: {reason}", file=sys.stderr)
    sys.exit(1 if os.environ.get("REQUIRE_OPENSEARCH") else 0)
