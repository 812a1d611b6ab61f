"""What the checker answers."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from archive.citations.permalink import quote_path
from archive.citations.quote_checker.finding import Finding, Verdict
from archive.citations.quote_checker.quotation import Quotation
from archive.models import Revision, shown


@dataclass(frozen=True)
class Place:
    """A wording of a statement that has the quotation, or a part of it.

    ``until`` is when the wording was replaced; nothing where it is the current one. ``said_by_the_named`` is nothing
    where no name was given. ``part`` holds the words found here where the quotation joins several statements.
    """

    revision: Revision
    finding: Finding
    until: datetime.datetime | None = None
    said_by_the_named: bool | None = None
    part: str = ""

    @property
    def words(self) -> str:
        """The words as published."""
        return shown(self.finding.passage.words_in(self.revision.text))

    @property
    def path(self) -> str:
        """The path of the passage in its wording."""
        return quote_path(self.revision, self.finding.passage)


@dataclass(frozen=True)
class Answer:
    """The verdict on a quotation, how it was read, and the places that bear the verdict out, the best first.

    ``joined`` says that the words come from several statements; where one speaker made them all, the verdict is
    ALTERED. ``name`` is who was said to have said it.
    """

    verdict: Verdict
    quotation: Quotation
    places: tuple[Place, ...] = ()
    joined: bool = False
    name: str = ""

    @cached_property
    def said_by_another(self) -> bool:
        """Say whether a name was given and none of the places is theirs."""
        return bool(self.name and self.places) and not any(place.said_by_the_named for place in self.places)

    @property
    def only_where_marked(self) -> bool:
        """Say whether the quotation shows, by dots or brackets, every change it makes."""
        return not self.joined and bool(self.places) and self.places[0].finding.only_where_marked

    @property
    def headline(self) -> str:
        """The verdict as a heading."""
        if self.verdict == Verdict.ALTERED and self.joined:
            return "Altered: put together from several statements"
        if self.only_where_marked:
            return "Altered only where the quotation shows it"
        return HEADLINES[self.verdict]

    @property
    def explanation(self) -> str:
        """What the verdict means, in a sentence or two."""
        if self.verdict == Verdict.ALTERED and self.joined:
            return "One speaker said each part, but in different statements."
        if self.only_where_marked:
            return "Every word outside the dots and brackets is on record, in this order."
        return EXPLANATIONS[self.verdict]

    @property
    def warning(self) -> str:
        """What to know besides the verdict: that somebody else said it, or that the wording no longer stands."""
        sentences = []
        if self.said_by_another:
            sentences.append(f"These words are on record, but not as those of “{self.name}”.")
        if self.places and all(place.until for place in self.places):
            sentences.append("The text has been corrected since: this is an earlier wording.")
        return " ".join(sentences)


HEADLINES = {
    Verdict.VERBATIM: "Verbatim",
    Verdict.PUNCTUATION: "Verbatim but for punctuation or capitals",
    Verdict.ALTERED: "Altered",
    Verdict.JOINED: "Several speakers joined",
    Verdict.NOT_FOUND: "Not found",
}
EXPLANATIONS = {
    Verdict.VERBATIM: "The published text has exactly these words.",
    Verdict.PUNCTUATION: "The published text has these words in this order; punctuation, capitals or accents differ.",
    Verdict.ALTERED: "The published text has most of these words, but not all of them, or others between.",
    Verdict.JOINED: "The parts of this quotation come from statements of different speakers.",
    Verdict.NOT_FOUND: "No published text has these words. They may have been said where the archive has no record.",
}
