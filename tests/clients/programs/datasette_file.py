"""Datasette opens the SQLite file of the record, and searches its words."""

import json
import subprocess
import sys
import urllib.request

urllib.request.urlretrieve(f"{sys.argv[1]}/data/files/record.sqlite3", "record.sqlite3")
query = "/record/statements.json?_search=library&_shape=array"
ask = [sys.executable, "-m", "datasette", "record.sqlite3", "--get", query]
rows = json.loads(subprocess.run(ask, capture_output=True, check=True).stdout)
assert rows, rows
assert all("librar" in f"{row['title']} {row['text']}".lower() for row in rows), rows
print(f"{len(rows)} statements with a word")
