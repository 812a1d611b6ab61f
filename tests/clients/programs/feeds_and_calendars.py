"""feedparser reads every feed, the last published first, and icalendar every calendar."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import feedparser
import icalendar

SITE = sys.argv[1]


def read(path: str) -> bytes:
    """Return what is at a path."""
    return urllib.request.urlopen(SITE + path).read()


board = json.loads(read("/api/v1/boards/"))["results"][-1]["slug"]
speaker = json.loads(read("/api/v1/speakers/"))["results"][0]["slug"]
topic = json.loads(read("/api/v1/topics/"))["results"][0]["slug"]
subjects = (f"boards/{board}", f"speakers/{speaker}", f"topics/{topic}")
for path in ("statements", "meetings", "corrections", *subjects):
    feed = feedparser.parse(f"{SITE}/{path}/feed/")
    assert not feed.bozo, (path, feed.bozo_exception)
    assert feed.version == "atom10", path
    assert feed.entries, path
    assert all(entry.id and entry.link and entry.title and entry.updated_parsed for entry in feed.entries), path
    published = [entry.published_parsed for entry in feed.entries if "published" in entry]
    assert published == sorted(published, reverse=True), path
    items = json.loads(read(f"/{path}/feed.json"))["items"]
    assert [item["id"] for item in items] == [entry.id for entry in feed.entries], path
search = feedparser.parse(f"{SITE}/search/feed/?q=board")
assert search.entries, search
assert len({entry.id for entry in search.entries}) == len(search.entries), search
# Many turns of a meeting that were published at once are one entry, which begins with a statement.
lines = [
    {"id": f"sample-{number}", "body": "Sample Ferry Board", "meeting_title": "Regular meeting", "seq": number}
    | {
        "meeting_date": "2026-02-03",
        "source": "Sample transcript",
        "text": f"Timetable {number} of the ferryboats is kept.",
    }
    for number in range(40)
]
Path("lines.jsonl").write_text("\n".join(map(json.dumps, lines)))
for words in (["import_statements", str(Path("lines.jsonl").absolute())], ["work"]):
    subprocess.run([*os.environ["MANAGE"].split(), *words], cwd=os.environ["BASE_DIR"], check=True, capture_output=True)
(entry,) = feedparser.parse(f"{SITE}/search/feed/?q=ferryboats").entries
assert entry.link.rpartition("/statements/")[2].strip("/").isdecimal(), entry.link
assert "Timetable 0 of the ferryboats is kept." in entry.title, entry.title
assert "39 more" in entry.summary, entry.summary
assert feedparser.parse(f"{SITE}/statements/feed/?board=none").status == 400
for path in ("meetings", f"boards/{board}"):
    events = icalendar.Calendar.from_ical(read(f"/{path}/calendar.ics")).walk("VEVENT")
    assert events, path
    assert all(event["UID"] and event["SUMMARY"] and event["DTSTART"].dt for event in events), path
print("7 feeds and 2 calendars")
