"""What the checker finds of a quotation in one text, for tests."""

from archive.citations.quote_checker import Finding
from archive.citations.quote_checker.look import Look
from archive.models import Revision


def judged(pasted: str, text: str) -> Finding | None:
    """Return what was found of the words that are judged, or None."""
    look = Look(pasted, lambda *_: [])
    if not look.readings:
        return None
    look.at([Revision(text=text)])
    _, findings = look.best
    return findings[0][1] if findings else None
