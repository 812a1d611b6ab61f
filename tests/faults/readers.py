"""A reader who requests one page after another, and logs each that was not answered properly.

``python -m tests.faults.readers URL LOG SEED`` ends when its standard input does, and prints the number of requests.
"""

import json
import random
import select
import sys
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Any

WORDS = (
    "library",
    "school",
    "day",
    "marked",
    "roof",
    "line",
    "turn",
    '"open the library"',
    "lib*",
    "speaker:sample",
)
SECONDS = 30


def path(chance: random.Random) -> str:
    """Return the path of a random page. A recent statement may not exist yet."""
    pages = (
        "/",
        f"/search/?q={urllib.request.quote(chance.choice(WORDS))}",
        f"/search/?q={urllib.request.quote(chance.choice(WORDS))}&sort=newest",
        f"/statements/{chance.randint(1, 40)}/",
        "/corrections/",
        "/speakers/",
        "/boards/",
    )
    return chance.choice(pages)


def asked(url: str) -> dict[str, Any] | None:
    """Request a page and return what was wrong with the answer, or an empty text. 404 and 410 are valid answers."""
    began = time.time()
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as response:
            content = response.read().decode()
    except urllib.error.HTTPError as error:
        if error.code < 500:
            return None
        wrong = f"{error.code}"
    except (OSError, HTTPException) as error:
        wrong = repr(error)
    else:
        wrong = "Search is not available" if "Search is not available" in content else ""
    return {"url": url, "began": began, "ended": time.time(), "wrong": wrong} if wrong else None


def main() -> None:
    """Request pages until told to stop."""
    site, log, seed = sys.argv[1:]
    chance = random.Random(int(seed))
    number = 0
    with Path(log).open("a") as file:
        while not select.select([sys.stdin], [], [], 0)[0]:
            number += 1
            if failure := asked(site + path(chance)):
                file.write(json.dumps(failure) + "\n")
                file.flush()
    sys.stdout.write(f"{number}\n")


if __name__ == "__main__":
    main()
