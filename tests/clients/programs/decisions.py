"""What was decided is the same to every program: python-docx, DuckDB, feedparser, Akoma Ntoso."""

import io
import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import duckdb
import feedparser

SITE = sys.argv[1]
OFFICIAL = "https://record.example.org/resolution-12.pdf"
GIVE_DOCUMENT = f"""
from archive.actions.objects import save_object
from archive.actions.rules import Why
from archive.models import Decision
decision = Decision.objects.get(statement={{number}})
decision.document = decision.statement.meeting.documents.create(kind="other", title="Resolution 12", url="{OFFICIAL}")
save_object(instance=decision, why=Why("It was signed."))
"""


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
    assert words.index("Called to order at") < words.index(row["text"]) < words.index("Adjourned at"), words
    assert minutes.core_properties.title, "The minutes have no title."
    assert minutes.core_properties.author, "The minutes have no author."

# An official document, which its page, the API and the minutes name
subprocess.run(
    [*os.environ["MANAGE"].split(), "shell", "-v", "0", "-c", GIVE_DOCUMENT.format(number=decisions[0]["number"])],
    cwd=os.environ["BASE_DIR"],
    check=True,
)
number, meeting = decisions[0]["number"], decisions[0]["meeting"]["id"]
document = json.loads(read(f"/api/v1/decisions/{number}/"))["document"]
assert document["url"] == OFFICIAL, document
assert OFFICIAL in read(f"/statements/{number}/").decode()
minutes = docx.Document(io.BytesIO(read(f"/meetings/{meeting}/minutes.docx")))
assert any("Resolution 12" in paragraph.text for paragraph in minutes.paragraphs)

# Feeds
feed = feedparser.parse(f"{SITE}/search/feed/?q=kind:decision")
assert not feed.bozo, feed.bozo_exception
assert {entry.id for entry in feed.entries} == {f"{SITE}/statements/{row['number']}/" for row in decisions}
print(f"{len(decisions)} decisions, {len(ballots)} ballots")
