"""Reads an article from a file of a stranger: .txt, .html or .docx, recognised by its content."""

import logging
import re

from django.utils.translation import gettext

from archive.article_files.paragraphs import Unreadable
from archive.article_files.web_page import BLOCKS, NOT_READ, text_of_page
from archive.article_files.word_document import text_of_document
from archive.confinement import OverTheLimits, ProgramError, run_confined

logger = logging.getLogger(__name__)

LARGEST_FILE = 5_000_000
# A document of 100,000 characters takes a tenth of a second.
READ_SECONDS = 3
WAIT_SECONDS = 20
MEMORY_BYTES = 512 * 1024 * 1024
# A page of this size is read in a second. An article of 100,000 characters with its scripts is smaller.
LARGEST_PAGE = 2_000_000
INLINE = frozenset({"html", "meta", "link", "base", "span", "a", "b", "i", "em", "strong", "font", "br", "img", "q"})
LOOKS_LIKE_HTML = re.compile(
    r"\s*<(?:!doctype\s+html|!--|\?xml\s[^>]*>\s*<(?:!doctype\s+)?html"
    rf"|(?:{'|'.join(sorted(BLOCKS | NOT_READ | INLINE))})[\s>/])",
    re.IGNORECASE,
)
PACKED = b"PK\x03\x04"
RICH_TEXT = b"{\\rtf"
OTHER_KINDS = (b"\xd0\xcf\x11\xe0", b"%PDF", RICH_TEXT)
MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
BEGINNING = 4000
# Text has hardly any control characters except line breaks.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80\x81\x8d\x8f\x90\x9d\ufffd]")
MOST_CONTROL = 0.01


def read_article(content: bytes) -> str:
    """Return the text of a file; raise Unreadable if it is too large, damaged or not text."""
    if len(content) > LARGEST_FILE:
        raise Unreadable(gettext("The file must be smaller than %(size)s MB.") % {"size": LARGEST_FILE // 1_000_000})
    if content.startswith(PACKED):
        return text_of_document(content)
    text = "" if content.lstrip()[:5].startswith(OTHER_KINDS) else _decoded(content)
    if content and not text:
        raise Unreadable(gettext("We cannot read this type of file. Save it as .docx, .html or .txt."))
    if not LOOKS_LIKE_HTML.match(text):
        return text
    if len(text) > LARGEST_PAGE:
        raise Unreadable(gettext("A web page must be smaller than %(size)s MB.") % {"size": LARGEST_PAGE // 1_000_000})
    return text_of_page(text)


def _decoded(content: bytes) -> str:
    """Return the text in its encoding; empty if it is not text."""
    if content.startswith(MARKS_OF_UTF_16):
        text = content.decode("utf-16", errors="replace")
    elif unmarked := _utf_16_without_mark(content):
        text = content.decode(unmarked, errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    is_text = "\0" not in text and len(CONTROL.findall(text)) <= MOST_CONTROL * len(text)
    return text if is_text else ""


def _utf_16_without_mark(content: bytes) -> str:
    """Return the encoding if every other byte at the beginning is mostly zero, as in Latin letters; else nothing."""
    beginning = content[:BEGINNING]
    half = len(beginning) // 2
    zeros_first, zeros_second = beginning[::2].count(0), beginning[1::2].count(0)
    if zeros_second > half / 2 and not zeros_first:
        return "utf-16-le"
    return "utf-16-be" if zeros_first > half / 2 and not zeros_second else ""


def read_article_confined(content: bytes) -> str:
    """Do what ``read_article`` does in a separate process; raise Unreadable also beyond the limits."""
    limits = {"seconds": READ_SECONDS, "wait_seconds": WAIT_SECONDS, "memory": MEMORY_BYTES}
    try:
        return run_confined(read_article, content, refusals=Unreadable, **limits)
    except OverTheLimits as over:
        raise Unreadable(gettext("This file takes too long to read. Copy its text and paste it.")) from over
    except ProgramError as error:
        logger.error("An article was not read: %s", error)
        raise Unreadable(gettext("We cannot read this type of file. Save it as .docx, .html or .txt.")) from error
