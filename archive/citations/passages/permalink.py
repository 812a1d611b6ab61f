"""URLs that keep their meaning: of a wording, and of a passage of it."""

from urllib.parse import quote

from archive.citations.passages.quote_range import QuoteRange
from archive.models import GAP, Revision

LONGEST_EXACT = 12
WORDS_AT_AN_END = 4
WORDS_OF_CONTEXT = 3


def text_fragment(text: str, passage: QuoteRange) -> str:
    """Return the fragment, with its ``#``, that makes a browser scroll to the passage and mark it; else an empty text.

    WICG, URL Fragment Text Directives: ``#:~:text=[prefix-,]start[,end][,-suffix]``. The parts are percent-encoded,
    including the hyphen, the comma and the ampersand, which are syntax. A part matches whole words in one paragraph.
    A passage that begins or ends inside a word is extended to whole words. A passage with a gap has no fragment,
    because the page shows other characters there. Raise OutsideText if the text is shorter.
    """
    if GAP in passage.words_in(text):
        return ""
    start, end = _whole_words(text, passage)
    lines = [line.split() for line in text[start:end].splitlines() if line.strip()]
    if not lines:
        return ""
    words = [word for line in lines for word in line]
    if len(lines) == 1 and len(words) <= LONGEST_EXACT:
        parts = [_encoded(words)]
    else:
        parts = [_encoded(lines[0][:WORDS_AT_AN_END]), _encoded(lines[-1][-WORDS_AT_AN_END:])]
    prefix = _line_before(text, start).rpartition(GAP)[2].split()[-WORDS_OF_CONTEXT:]
    suffix = _line_after(text, end).partition(GAP)[0].split()[:WORDS_OF_CONTEXT]
    before = [f"{_encoded(prefix)}-"] if prefix else []
    after = [f"-{_encoded(suffix)}"] if suffix else []
    return "#:~:text=" + ",".join([*before, *parts, *after])


def _whole_words(text: str, passage: QuoteRange) -> tuple[int, int]:
    start, end = passage.start, passage.end
    while start > 0 and not text[start].isspace() and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end - 1].isspace() and not text[end].isspace():
        end += 1
    return start, end


def _line_before(text: str, start: int) -> str:
    return text[text.rfind("\n", 0, start) + 1 : start]


def _line_after(text: str, end: int) -> str:
    stop = text.find("\n", end)
    return text[end : stop if stop >= 0 else len(text)]


def _encoded(words: list[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")


def passage_path(revision: Revision, passage: QuoteRange) -> str:
    """Return the path that shows the wording with the passage marked by the server. Use it to print and to cite."""
    return f"{revision.get_absolute_url()}?quote={passage}"


def quote_path(revision: Revision, passage: QuoteRange) -> str:
    """Return the path to share: ``passage_path`` with the fragment that makes browsers scroll to the words.

    Raise OutsideText if the passage is not in the text.
    """
    return f"{passage_path(revision, passage)}{text_fragment(revision.text, passage)}"
