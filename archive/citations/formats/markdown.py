"""A citation for pages written in Markdown."""

import re

from archive.citations.formats.citation import Citation
from archive.citations.formats.plain_text import source_line

# All that CommonMark 0.31 may read as markup. Section 2.4 allows escaping every ASCII punctuation mark.
INLINE = re.compile(r"([\\`*_\[\]<>&~|])")
AT_START = re.compile(r"^(\s*)(#+(?=\s|$)|[-+=:]|\d+(?=[.)]))")
NUMBERED = re.compile(r"^(\s*\d+)([.)])")


def write(citation: Citation) -> tuple[str, ...]:
    """Return the quoted words, if any, as a block quotation, and the source with its URL.

    Nothing in the words is read as markup.
    """
    source = f"{escaped(source_line(citation))} <{citation.url}>"
    if not citation.quote:
        return (source,)
    lines = citation.quote.strip().splitlines()
    quote = "\n".join(f"> {escaped(line)}" if line.strip() else ">" for line in lines)
    return (f"{quote}\n\n— {source}",)


def escaped(line: str) -> str:
    """Return one line of text, escaped so that Markdown shows it unchanged."""
    line = INLINE.sub(r"\\\1", line)
    if NUMBERED.match(line):
        return NUMBERED.sub(r"\1\\\2", line)
    return AT_START.sub(r"\1\\\2", line)
