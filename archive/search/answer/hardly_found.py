"""Counts the words of searches that found little, so that editors see which words the site's list could have.

Only words are kept, each search as a line of the file of its day: no address, no time, nothing about who searched. The
names of speakers, boards and topics are left out, and whatever is not made of letters. A file is deleted after 90 days.
With ``COUNT_SEARCHES=0`` nothing is kept. Each machine has its own files.
"""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from archive.search.engines.results import SearchResults
from archive.search.names.public_names import public_names
from archive.search.question.analysis import fold

KEPT = timedelta(days=90)
FEW = 5
MOST_WORDS = 4
LEAST_SEARCHES = 2
"""A search is shown if it was answered this often; a page that is sent again from memory does not count."""

MOST_BYTES = 200_000
"""At most so much is kept of a day."""


def note(results: SearchResults) -> None:
    """Count the words of a search if it found little."""
    question = results.answered.question if results.answered else None
    if not settings.COUNT_SEARCHES or not question or results.total >= FEW or results.request.page > 1:
        return
    typed = [part.typed for part in question.parts]
    if not 0 < len(typed) <= MOST_WORDS or not all(map(str.isalpha, typed)):
        return
    said = list(map(fold, typed))
    if public_names().known(said):
        return
    today = _folder() / f"{timezone.localdate().isoformat()}.txt"
    if not today.exists():
        _begin(today)
    if today.stat().st_size < MOST_BYTES:
        with today.open("a", encoding="utf-8") as file:
            file.write(" ".join(said) + "\n")


def proposals(limit: int) -> list[tuple[str, int]]:
    """Return the words that found little most often in the last 90 days, and how often."""
    counts = Counter(line for path in _kept() for line in path.read_text(encoding="utf-8").splitlines())
    often = [(said, times) for said, times in counts.most_common() if times >= LEAST_SEARCHES]
    return sorted(often, key=lambda one: (-one[1], one[0]))[:limit]


def _begin(today: Path) -> None:
    """Make the file of a day, and delete those that are too old."""
    today.parent.mkdir(mode=0o700, exist_ok=True)
    oldest = (timezone.localdate() - KEPT).isoformat()
    for path in today.parent.glob("*.txt"):
        if path.stem < oldest:
            path.unlink(missing_ok=True)
    today.touch(mode=0o600)


def _kept() -> list[Path]:
    """Return the files that are not too old."""
    oldest = timezone.localdate() - KEPT
    return [path for path in sorted(_folder().glob("*.txt")) if date.fromisoformat(path.stem) >= oldest]


def _folder() -> Path:
    return Path(settings.COUNTED_SEARCHES_DIR)
