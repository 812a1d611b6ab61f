"""A line of a written document, as the readers of text, Word documents and PDF return it."""

import re
from dataclasses import dataclass

CAPITALS = "capitals"  # the style of a paragraph of which nothing is known but that
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,900}")


@dataclass(frozen=True)
class Line:
    """A line of a document: its words, its position, and what its layout says.

    ``breaks`` says that a paragraph begins here. ``heading`` is the level of a heading, 0 for none. ``aside`` marks a
    footnote or a row of a table, which must neither split the speech that it interrupts nor become part of it.
    ``style`` is the name of the paragraph's style if the format has styles, ``lead`` the bold or slanted words with
    which it begins, perhaps behind a time. ``links`` are the addresses on the web that it links to. ``called`` marks
    what somebody calls into a speech.
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
    def own_style(self) -> str:
        """The style of the paragraph, by its heading, its name, or the capitals in which all of it is."""
        if self.heading:
            return f"heading {self.heading}"
        return self.style or (CAPITALS if self.text.isupper() else "")

    @property
    def opens(self) -> bool:
        """Whether a label may begin here."""
        return not self.aside and not self.called
