"""The text of an HTML page, as its readers see it.

libxml2 reads it in a time proportional to its length, even if it is badly broken.
"""

import re

from django.utils.translation import gettext, gettext_lazy
from lxml import etree

from archive.ingest.articles.paragraphs import Paragraphs, Unreadable
from archive.language.people import listed

BLOCKS = listed(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul
    """
)
NOT_READ = listed(
    """
    button canvas datalist dialog footer head iframe nav noscript object script select style svg template
    textarea title
    """
)
# A page has some ten thousand elements. A page of only markup would cost more than any article.
MOST_ELEMENTS = 150_000
HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
EMPTY_LINE = re.compile(r"\n\s*\n")
TO_SPACES = str.maketrans("\n\r\t\f\v", "     ")
# Put at the end of the page, this shows whether an earlier element was never closed.
END = "article-end"
UNREADABLE_PAGE = gettext_lazy("We can’t read this page. Copy its text and paste it here.")


def text_of_page(page: str) -> str:
    """Return the paragraphs of a page, one per line; raise Unreadable if an unclosed element may hide the rest."""
    reader = _Reader()
    parser = etree.HTMLParser(target=reader, encoding="utf-8")
    try:
        parser.feed(f"{page}<div><{END}></{END}></div>".encode("utf-8", errors="replace"))
        parser.close()
    except (etree.LxmlError, AssertionError) as error:
        raise Unreadable(str(UNREADABLE_PAGE)) from error
    # A hidden part that never ends may hide the words of the article.
    if not reader.has_ended:
        raise Unreadable(str(UNREADABLE_PAGE))
    return "\n".join(reader.paragraphs.lines)


class _Reader:
    """Collects the text of a page in paragraphs while libxml2 parses it."""

    def __init__(self) -> None:
        self.paragraphs = Paragraphs()
        self.has_ended = False
        self._are_hidden: list[bool] = []
        self._seen = self._hidden = self._quoted = 0
        self._pieces: list[str] = []
        self._cited: list[int] = []
        self._is_signature = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._seen += 1
        if self._seen > MOST_ELEMENTS:
            raise Unreadable(gettext("The page has too many parts to read. Copy its text and paste it."))
        is_hidden = self._is_hidden(tag, attributes)
        self._are_hidden.append(is_hidden)
        self._hidden += is_hidden
        if self._hidden:
            return
        if tag in BLOCKS:
            self._end_paragraph()
        self._begin(tag)

    def end(self, tag: str) -> None:
        """End an element."""
        was_hidden = self._hidden
        self._hidden -= self._are_hidden.pop() if self._are_hidden else False
        if was_hidden:
            return
        if tag in BLOCKS:
            self._end_paragraph()
        match tag:
            case "q":
                self._pieces.append("”")
            case "cite" if len(self._cited) == 1:
                self._cited.append(len(self._pieces))
            case "blockquote":
                self._quoted -= 1
            case "tr":
                self.paragraphs.end_row()

    def data(self, data: str) -> None:
        """Add text."""
        if not self._hidden:
            self._pieces.append(data.translate(TO_SPACES))

    def close(self) -> None:
        """End the page."""
        self._end_paragraph()

    def _is_hidden(self, tag: str, attributes: dict[str, str]) -> bool:
        # The footer of a quotation names its speaker. The footer of a page is not part of the article.
        if tag == "footer":
            return not self._quoted
        if tag == "dialog" and "open" in attributes:
            return False
        return tag in NOT_READ or "hidden" in attributes or bool(HIDES.search(attributes.get("style", "")))

    @property
    def _follows_a_quotation(self) -> bool:
        return bool(self._quoted) or (not self._pieces and self.paragraphs.ends_in_a_block_quotation)

    def _begin(self, tag: str) -> None:
        match tag:
            case "br":
                self._pieces.append("\n")
            case "q":
                self._pieces.append("“")
            case "cite" if self._follows_a_quotation and not self._cited:
                self._cited = [len(self._pieces)]
            case "footer" | "figcaption":
                self._is_signature = self._follows_a_quotation
            case "blockquote":
                self._quoted += 1
            case "tr":
                self.paragraphs.begin_row()
            case "td" | "th":
                self.paragraphs.begin_cell()
            case _ if tag == END:
                self.has_ended = True

    def _end_paragraph(self) -> None:
        pieces, cited, is_signature = self._pieces, self._cited, self._is_signature
        if not any(map(str.strip, pieces)):
            # A signature may contain a paragraph of its own.
            self._pieces, self._cited = [], []
            return
        self._pieces, self._cited, self._is_signature = [], [], False
        if is_signature:
            self.paragraphs.sign("".join(pieces))
            return
        name = ""
        if cited and not "".join(pieces[cited[-1] :] if len(cited) > 1 else []).strip(" \n.)"):
            pieces, name = pieces[: cited[0]], "".join(pieces[cited[0] :])
        for text in EMPTY_LINE.split("".join(pieces)):
            self.paragraphs.add(text.rstrip(" \n—–-(") if name else text, is_quoted=self._quoted > 0)
        if name:
            self.paragraphs.sign(name.strip(" \n.)"))
