"""Scripts of others: many texts at once, old names of parameters, a missing file, and one board's bag."""

import gzip
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import bagit

SITE = sys.argv[1]


def read(path: str, **query: object) -> dict:
    """Return the answer of an address of the API."""
    return json.load(urllib.request.urlopen(f"{SITE}/api/v1/{path}/?{urlencode(query)}"))


def status_of(path: str) -> tuple[int, str | None]:
    """Return the status of an address that refuses, and who may read the answer."""
    request = urllib.request.Request(SITE + path, headers={"Origin": "https://example.org"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers["Access-Control-Allow-Origin"]
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers["Access-Control-Allow-Origin"]


# Many texts at once, and which of them there are not.
texts = {row["number"]: row["text"] for row in read("statements", limit=1000)["results"]}
answer = read("statements", number=",".join(map(str, [*texts, 999_999_999])))
assert {row["number"]: row["text"] for row in answer["results"]} == texts
assert answer["missing"] == [999_999_999], answer["missing"]
assert status_of("/api/v1/statements/?number=")[0] == status_of("/api/v1/statements/?number=,")[0] == 400

# Names that parameters had before
for path, new, old in (("boards", "q", "name"), ("meetings", "q", "name"), ("decisions", "q", "words")):
    assert read(path, **{new: "board"})["results"] == read(path, **{old: "board"})["results"], path
assert read("meetings", sort="oldest")["results"] == read("meetings", order="oldest")["results"]

# A script on another site learns that there is no such data.
for path in ("/api/v1/statements/999999999/", "/data/files/none.csv", "/meetings/999999/captions.vtt", "/api/v2/none/"):
    assert status_of(path) == (404, "*"), (path, status_of(path))


def rows_of(table: str) -> list[dict]:
    """Return the rows of a table of the bag."""
    with gzip.open(f"bag/data/record/{table}.jsonl.gz", "rt") as lines:
        return [json.loads(line) for line in lines]


# The bag of a board is whole, has what belongs to that board alone, and names the site.
first = read("boards")["results"][0]
board = first["slug"]
subprocess.run(
    [*os.environ["MANAGE"].split(), "bag", str(Path("bag").absolute()), "--board", board],
    cwd=os.environ["BASE_DIR"],
    env=os.environ | {"SITE_URL": "https://record.example.org"},
    check=True,
)
bag = bagit.Bag("bag")
bag.validate()
statements = rows_of("statements")
assert {row["board"] for row in statements} == {first["id"]}, statements
who = {row["speaker"] for row in statements} | {row["speaker"] for row in rows_of("offices") + rows_of("ballots")}
assert {row["id"] for row in rows_of("speakers")} <= who, rows_of("speakers")
used = {row["source"] for row in statements} | {row["source"] for row in rows_of("meeting_documents")}
assert {row["id"] for row in rows_of("sources")} <= used, rows_of("sources")
assert {row["statement"] for row in rows_of("corrections")} <= {row["number"] for row in statements} | {None}
readme = Path("bag/data/README.txt").read_text()
assert "https://record.example.org" in readme, readme
assert "127.0.0.1" not in readme, readme
print(len(texts), "texts at once, and a bag of", board)
