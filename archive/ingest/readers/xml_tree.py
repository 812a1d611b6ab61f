"""Untrusted XML: no entities, no external files, limits on depth and size, and the line of each element."""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from archive.ingest import limits
from archive.ingest.refusals import Damaged, NotATranscript, TooLarge

LINE = "line number"  # an attribute that no document can have, for the line on which the element begins
CHUNK = 65_536
COUNT = re.compile(r"\d{1,9}")  # no vote has more digits, and Python refuses thousands of them
HOSTILE = (
    "The XML declares entities, which the archive never reads. Save it without a DOCTYPE, or upload the original "
    "document."
)


class _BoundedBuilder(TreeBuilder):
    """Builds elements that know their line, and stops at depths that no document has."""

    def __init__(self) -> None:
        super().__init__()
        self.parser: DefusedXMLParser | None = None
        self._depth = self._elements = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._depth += 1
        self._elements += 1
        if self._depth > limits.XML_DEPTH or self._elements > limits.XML_ELEMENTS:
            raise TooLarge(
                "The XML was not read, because it has far more elements, or deeper ones, than any transcript."
            )
        line = self.parser.parser.CurrentLineNumber if self.parser else 0
        return super().start(tag, {**attrs, LINE: str(line)})

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)


def parse(data: bytes) -> Element:
    """Return the root element of an XML document.

    Raises TooLarge over the limits on size and depth, Damaged if it is not well-formed, and NotATranscript if it
    declares entities or refers to external files.
    """
    limits.check_text_size(data)
    builder = _BoundedBuilder()
    parser = DefusedXMLParser(target=builder)
    builder.parser = parser
    try:
        for start in range(0, len(data), CHUNK):
            parser.feed(data[start : start + CHUNK])
        return parser.close()
    except DefusedXmlException:
        raise NotATranscript(HOSTILE) from None
    except ParseError as error:
        line = error.position[0]
        raise Damaged(f"The XML is broken or cut off at line {line}. Export it again from its source.") from None
    except (LookupError, ValueError):
        raise Damaged("The XML names an encoding that does not exist. Save it again as UTF-8.") from None


def name(element: Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line(element: Element) -> int:
    """Return the line on which an element begins."""
    return int(element.get(LINE, "0"))


def count(text: str) -> int | None:
    """Return a number of votes as written, or None if it is not one."""
    return int(text) if COUNT.fullmatch(text) else None


def child(element: Element, *names: str) -> Element | None:
    """Return the first child with one of the names, or None."""
    return next((part for part in element if name(part) in names), None)


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements below with one of the names, in order."""
    return (part for part in element.iter() if name(part) in names)


def words(element: Element | None, skip: frozenset[str] = frozenset()) -> str:
    """Return the text below an element with single spaces, without the elements to skip."""
    if element is None:
        return ""
    buffer = io.StringIO()
    _write(element, skip, buffer)
    return " ".join(buffer.getvalue().split())


def _write(element: Element, skip: frozenset[str], buffer: io.StringIO) -> None:
    buffer.write(element.text or "")
    for part in element:
        if name(part) not in skip:
            _write(part, skip, buffer)
        buffer.write(part.tail or "")
