"""pupa's schemas accept the files of Open Civic Data."""

import gzip
import importlib
import json
import sys
import urllib.request

from jsonschema import Draft3Validator, validators

SCHEMAS = {"people": "person", "organizations": "organization", "events": "event", "votes": "vote_event"}
NO_DATES = Draft3Validator.TYPE_CHECKER.redefine_many({"date": lambda *_: False, "datetime": lambda *_: False})
for kind, module in SCHEMAS.items():
    schema = importlib.import_module(f"pupa.scrape.schemas.{module}").schema
    accepts = validators.extend(Draft3Validator, type_checker=NO_DATES)(schema)
    lines = gzip.decompress(urllib.request.urlopen(f"{sys.argv[1]}/data/files/ocd_{kind}.jsonl.gz").read())
    entries = [json.loads(line) for line in lines.decode().splitlines()]
    assert entries, kind
    for entry in entries:
        accepts.validate(entry)
    print(len(entries), kind)
