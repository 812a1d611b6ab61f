"""A client in Python is generated from the description of the API, without a warning, and reads every list."""

import importlib
import subprocess
import sys

SITE = sys.argv[1]
generator = [sys.executable, "-m", "openapi_python_client", "generate", "--url", f"{SITE}/api/v1/openapi.json"]
subprocess.run([*generator, "--output-path", "made", "--fail-on-warning"], check=True)
sys.path.insert(0, "made")
package = "boardmeetings_api_client"
client = importlib.import_module(package).Client(base_url=SITE)
read = 0
for name in ("board", "meeting", "statement", "speaker", "topic", "source", "decision", "change", "correction"):
    listing = importlib.import_module(f"{package}.api.{name}s.{name}_list")
    answer = listing.sync(client=client)
    assert answer.results, name
    read += len(answer.results)
print(f"{read} objects")
