"""URLs that keep their meaning: of a wording, and of a passage of it."""

from archive.citations.quote_range import QuoteRange
from archive.citations.text_fragment import text_fragment
from archive.models import Revision


def passage_path(revision: Revision, passage: QuoteRange) -> str:
    """Return the path that shows the wording with the passage marked by the server. Use it to print and to cite."""
    return f"{revision.get_absolute_url()}?quote={passage}"


def quote_path(revision: Revision, passage: QuoteRange) -> str:
    """Return the path to share: ``passage_path`` with the fragment that makes browsers scroll to the words.

    Raise OutsideText if the passage is not in the text.
    """
    return f"{passage_path(revision, passage)}{text_fragment(revision.text, passage)}"
