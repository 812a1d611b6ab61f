"""Counts the words of searches that found little, so that editors see which words the site's list could have.

Only words are kept, each search as a line of the file of its day: no address, no time, nothing about who searched. The
names of speakers, boards and topics are left out, and whatever is not made of letters. A file is deleted after 90 days.
With ``COUNT_SEARCHES=0`` nothing is kept. Each machine has its own files.

Redacted words are neither counted nor kept: a redaction clears the files of the machine that does it, and other
machines clear theirs when they begin the file of a day. Until then they do not show them. The caller knows which
searches have such words.
"""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from archive.search.engines.results import SearchResults
from archive.search.names.public_names import public_names
from archive.search.question.analysis import fold

WithRemoved = Callable[[Collection[str]], set[str]]
"""Returns those of some searches that have redacted words."""

SEARCHES_KEPT = timedelta(days=90)
FEW = 5
MOST_WORDS = 4
LEAST_SEARCHES = 2
"""A search is shown if it was answered this often; a page that is sent again from memory does not count."""

MOST_BYTES = 200_000
"""At most so much is kept of a day."""


def note(results: SearchResults, with_removed: WithRemoved) -> None:
    """Count the words of a search if it found little."""
    question = results.answered.question if results.answered else None
    if not settings.COUNT_SEARCHES or not question or results.total >= FEW or results.request.page > 1:
        return
    typed = [part.typed for part in question.parts]
    if not 0 < len(typed) <= MOST_WORDS or not all(map(str.isalpha, typed)):
        return
    said = " ".join(map(str.lower, typed))
    if public_names().known(list(map(fold, typed))) or with_removed([said]):
        return
    today = _folder() / f"{timezone.localdate().isoformat()}.txt"
    if not today.exists():
        _begin(today, with_removed)
    if today.stat().st_size < MOST_BYTES:
        with today.open("a", encoding="utf-8") as file:
            file.write(f"{said}\n")


def proposals(limit: int, with_removed: WithRemoved) -> list[tuple[str, int]]:
    """Return the words that found little most often in the last 90 days, and how often."""
    counts = Counter(line for path in _kept() for line in path.read_text(encoding="utf-8").splitlines())
    removed = with_removed(counts)
    often = [(said, times) for said, times in counts.items() if times >= LEAST_SEARCHES and said not in removed]
    return sorted(often, key=lambda one: (-one[1], one[0]))[:limit]


def forget_removed(with_removed: WithRemoved) -> None:
    """Take the searches with redacted words out of the files of this machine."""
    for path in _folder().glob("*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        if removed := with_removed(set(lines)):
            path.write_text("".join(f"{line}\n" for line in lines if line not in removed), encoding="utf-8")


def _begin(today: Path, with_removed: WithRemoved) -> None:
    """Make the file of a day, and delete those that are too old."""
    today.parent.mkdir(mode=0o700, exist_ok=True)
    oldest = (timezone.localdate() - SEARCHES_KEPT).isoformat()
    for path in today.parent.glob("*.txt"):
        if path.stem < oldest:
            path.unlink(missing_ok=True)
    forget_removed(with_removed)
    today.touch(mode=0o600)


def _kept() -> list[Path]:
    """Return the files that are not too old."""
    oldest = timezone.localdate() - SEARCHES_KEPT
    return [path for path in sorted(_folder().glob("*.txt")) if date.fromisoformat(path.stem) >= oldest]


def _folder() -> Path:
    return Path(settings.COUNTED_SEARCHES_DIR)
