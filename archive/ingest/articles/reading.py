"""Reads an article from a file of a stranger: .txt, .html or .docx, recognised by its content."""

import logging
import re

from django.utils.translation import gettext, gettext_lazy

from archive.ingest.articles.paragraphs import Paragraphs, Unreadable
from archive.ingest.articles.web_page import text_of_page
from archive.ingest.readers.word_document import DocxBlock, DocxParagraph, blocks
from archive.ingest.refusals import Damaged, EncodingUnclear, Refused, TooLarge
from archive.ingest.text.decoding import WESTERN, decode
from archive.machine.confinement import OverTheLimits, ProgramError, run_confined

logger = logging.getLogger(__name__)

LARGEST_FILE = 5_000_000
# A document of 100,000 characters takes a tenth of a second.
READ_SECONDS = 3
WAIT_SECONDS = 20
MEMORY_BYTES = 512 * 1024 * 1024
# A page of this size is read in a second. An article of 100,000 characters with its scripts is smaller.
LARGEST_PAGE = 2_000_000
LOOKS_LIKE_HTML = re.compile(r"\s*<(?:!doctype\s|!--|\?xml\s|[a-z][a-z0-9]*[\s>/])", re.IGNORECASE)
PACKED = b"PK\x03\x04"
OTHER_KINDS = (b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
QUOTE_STYLE = re.compile(r"quote|zitat|cita|blocktext", re.IGNORECASE)
OTHER_TYPE = gettext_lazy("We cannot read this type of file. Save it as .docx, .html or .txt.")
TOO_LONG = gettext_lazy("This file takes too long to read. Copy its text and paste it.")


def read_article(content: bytes) -> str:
    """Return the text of a file; raise Unreadable if it is too large, damaged or not text."""
    if len(content) > LARGEST_FILE:
        raise Unreadable(gettext("The file must be smaller than %(size)s MB.") % {"size": LARGEST_FILE // 1_000_000})
    if content.lstrip()[:5].startswith(OTHER_KINDS):
        raise Unreadable(str(OTHER_TYPE))
    try:
        if content.startswith(PACKED):
            return _of_document(content)
        text = _decoded(content)
    except TooLarge as error:
        raise Unreadable(str(TOO_LONG)) from error
    except Damaged as error:
        raise Unreadable(gettext("We cannot read this .docx file.")) from error
    except Refused as error:
        raise Unreadable(str(OTHER_TYPE)) from error
    if not LOOKS_LIKE_HTML.match(text):
        return text
    if len(text) > LARGEST_PAGE:
        raise Unreadable(gettext("A web page must be smaller than %(size)s MB.") % {"size": LARGEST_PAGE // 1_000_000})
    return text_of_page(text)


def _of_document(content: bytes) -> str:
    paragraphs = Paragraphs()
    for block in blocks(content, notes=True):
        _add(block, paragraphs)
    return "\n".join(paragraphs.lines)


def _add(block: DocxBlock, paragraphs: Paragraphs) -> None:
    if isinstance(block, DocxParagraph):
        paragraphs.add(block.text, is_quoted=bool(QUOTE_STYLE.search(block.style)))
        return
    for row in block.cells:
        paragraphs.begin_row()
        for cell in row:
            paragraphs.begin_cell()
            for inner in cell:
                _add(inner, paragraphs)
        paragraphs.end_row()


def _decoded(content: bytes) -> str:
    try:
        return decode(content).text
    except EncodingUnclear:
        return decode(content, WESTERN).text


def read_article_confined(content: bytes) -> str:
    """Do what ``read_article`` does in a separate process; raise Unreadable also beyond the limits."""
    limits = {"seconds": READ_SECONDS, "wait_seconds": WAIT_SECONDS, "memory": MEMORY_BYTES}
    try:
        return run_confined(read_article, content, refusals=Unreadable, **limits)
    except OverTheLimits as over:
        raise Unreadable(str(TOO_LONG)) from over
    except ProgramError as error:
        logger.error("An article was not read: %s", error)
        raise Unreadable(str(OTHER_TYPE)) from error
