"""A line of a written document, as the readers of text, Word documents and PDF hand it on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line of a document: its words, where it stands, and what its layout says.

    ``breaks`` says that a paragraph begins here; ``heading`` is the level of a heading, 0 for none; ``aside`` marks a
    footnote or a row of a table, which must neither part the speech it interrupts nor become part of it. ``style`` is
    the name of the paragraph's style where the format has styles, ``lead`` the words in bold it begins with.
    """

    text: str
    number: int
    breaks: bool = True
    heading: int = 0
    aside: bool = False
    style: str = ""
    lead: str = ""
