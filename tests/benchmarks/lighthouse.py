"""Prints Lighthouse scores on a phone, including performance: ``python -m tests.benchmarks.lighthouse URL ...``.

The site must be running; each page is measured three times and the median of each score is shown. ``make audit``
installs Lighthouse.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

LIGHTHOUSE = Path(__file__).parents[1] / "audits" / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROME = "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu"


def report(url: str) -> dict:
    """Return the report of one visit. Raise CalledProcessError if Lighthouse fails."""
    command = [LIGHTHOUSE, url, "--output=json", "--quiet", CHROME, f"--only-categories={','.join(CATEGORIES)}"]
    environment = {"CHROME_PATH": "/usr/bin/chromium", **os.environ}
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return json.loads(told.stdout)


def main() -> None:
    """Print one line per page: the four scores, the bytes transferred, and the largest contentful paint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="+", metavar="URL")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    sys.stdout.write(f"{' '.join(CATEGORIES)}, bytes transferred, largest paint (ms)\n")
    for url in options.urls:
        reports = [report(url) for _ in range(options.runs)]
        scores = [
            round(100 * statistics.median(one["categories"][name]["score"] or 0 for one in reports))
            for name in CATEGORIES
        ]
        size, paint = (
            round(statistics.median(one["audits"][name]["numericValue"] for one in reports))
            for name in ("total-byte-weight", "largest-contentful-paint")
        )
        sys.stdout.write(f"{' '.join(map(str, scores))}, {size:,}, {paint:,}  {url}\n")


if __name__ == "__main__":
    main()
