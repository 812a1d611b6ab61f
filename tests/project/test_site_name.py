"""A site has the name that its owner gave it: no template or module shows readers the name of the program."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The default name of a site, and its name in headers for caches.
SAID = {"archive/models/site/settings.py", "archive/pages/http/caching/purging.py"}
NAME = re.compile(r"Boardmeetings")


def test_no_page_email_or_file_has_the_name_of_the_program() -> None:
    places = [path for folder in ("templates", "archive") for path in (ROOT / folder).rglob("*")]
    read = [
        path for path in places if path.suffix in {".html", ".txt", ".xml", ".py"} and "migrations" not in path.parts
    ]
    assert len(read) > 100
    named = {str(path.relative_to(ROOT)) for path in read if NAME.search(path.read_text(encoding="utf-8"))}
    assert named == SAID
