"""What was decided is the same to every program: python-docx, DuckDB, feedparser, Akoma Ntoso."""

import io
import json
import sys
import urllib.request
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import duckdb
import feedparser

SITE = sys.argv[1]


def read(path: str) -> bytes:
    """Return what is at a path."""
    return urllib.request.urlopen(SITE + path).read()


decisions = json.loads(read("/api/v1/decisions/"))["results"]
assert decisions
assert any(row["roll"] for row in decisions)

# Tables
for name in ("decisions", "ballots"):
    Path(f"{name}.csv").write_bytes(read(f"/data/files/{name}.csv"))
columns = ("result", "mover_name", "yes_count", "no_count", "file_number")
rows = duckdb.sql(f"SELECT statement, {', '.join(columns)} FROM 'decisions.csv' ORDER BY 1").fetchall()
told = {row["number"]: [None if row[name] == "" else row[name] for name in columns] for row in decisions}
assert {number: values for number, *values in rows} == told, rows
# DuckDB takes a column of nothing but yes and no for one of truths.
ballots = duckdb.sql("SELECT decision, name, choice FROM read_csv('ballots.csv', all_varchar = true)").fetchall()
in_rolls = {(f"{row['number']}", line["name"], line["choice"]) for row in decisions for line in row["roll"]}
assert len(ballots) == len(in_rolls) == len(in_rolls & set(ballots)), ballots

# Minutes and Akoma Ntoso of each meeting
for row in decisions:
    meeting = row["meeting"]["id"]
    minutes = docx.Document(io.BytesIO(read(f"/meetings/{meeting}/minutes.docx")))
    words = "\n".join(paragraph.text for paragraph in minutes.paragraphs)
    assert row["text"] in words, words
    assert all(line["name"] in words for line in row["roll"]), words
    debate = ET.fromstring(read(f"/meetings/{meeting}/akn.xml"))
    printed = {vote.text for vote in debate.iterfind(".//{*}vote")}
    assert printed >= {line["name"] for line in row["roll"]}, printed

# Feeds
feed = feedparser.parse(f"{SITE}/search/feed/?q=kind:decision")
assert not feed.bozo, feed.bozo_exception
assert {entry.id for entry in feed.entries} == {f"{SITE}/statements/{row['number']}/" for row in decisions}
print(f"{len(decisions)} decisions, {len(ballots)} ballots")
