"""A statement, or a passage of it, as it is shared: the words, their context, and their speaker."""

from dataclasses import dataclass

from archive.citations.context import Context, context_of, shortened, shortened_start
from archive.citations.quote_range import QuoteRange
from archive.models import Revision, shown


@dataclass(frozen=True)
class TextExcerpt:
    """The words to show on one line, with their context.

    ``before`` and ``after`` are empty if the whole statement is shared. ``is_cut`` says that not all words are shown.
    """

    words: str
    before: str = ""
    after: str = ""
    is_cut: bool = False


def excerpt_of(revision: Revision, passage: QuoteRange | None, length: int) -> TextExcerpt:
    """Return at most ``length`` characters of the passage, or of the text, and as many of the text around it.

    Raise OutsideText if the passage is not in the text. If the words are cut, nothing follows them.
    """
    whole = passage.words_in(revision.text) if passage else revision.text
    words = shortened(whole, length)
    is_cut = words != " ".join(whole.split())
    around = context_of(revision.text, passage) if passage else Context()
    after = "" if is_cut else shortened(around.after, length)
    return TextExcerpt(shown(words), shown(shortened_start(around.before, length)), shown(after), is_cut)
