"""A line of a written document, as the readers of text, Word documents and PDF return it."""

import re
from dataclasses import dataclass

WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,900}")


@dataclass(frozen=True)
class Line:
    """A line of a document: its words, its position, and what its layout says.

    ``breaks`` says that a paragraph begins here. ``heading`` is the level of a heading, 0 for none. ``aside`` marks a
    footnote or a row of a table, which must neither split the speech that it interrupts nor become part of it.
    ``style`` is the name of the paragraph's style if the format has styles, ``lead`` the words in bold with which it
    begins. ``links`` are the addresses on the web that it links to. ``called`` marks what somebody calls into a speech.
    """

    text: str
    number: int
    breaks: bool = True
    heading: int = 0
    aside: bool = False
    style: str = ""
    lead: str = ""
    links: tuple[str, ...] = ()
    called: bool = False

    @property
    def opens(self) -> bool:
        """Whether a label may begin here."""
        return not self.aside and not self.called
