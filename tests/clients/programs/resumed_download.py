"""curl resumes a download that was cut off, also one that it takes compressed."""

import subprocess
import sys
import urllib.request
from pathlib import Path

SITE, NAME = sys.argv[1], "record.sqlite3"
ADDRESS = f"{SITE}/data/files/{NAME}"
whole = urllib.request.urlopen(ADDRESS).read()
for options in ([], ["--compressed"]):
    saved = Path(NAME)
    saved.unlink(missing_ok=True)
    with saved.open("wb") as file:
        curl = subprocess.Popen(["curl", "-s", *options, ADDRESS], stdout=subprocess.PIPE)
        part = file.write(curl.stdout.read(10_000))
        curl.kill()
    subprocess.run(["curl", "-sS", "--fail", *options, "-C", "-", "-o", NAME, ADDRESS], check=True)
    assert saved.read_bytes() == whole, options
    print(f"cut off after {part:,} of {len(whole):,} bytes and resumed")
