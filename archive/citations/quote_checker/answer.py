"""What the checker answers."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext, gettext_lazy

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
            return gettext("Altered: put together from several statements")
        if self.only_where_marked:
            return gettext("Altered only where the quotation shows it")
        return str(HEADLINES[self.verdict])

    @property
    def explanation(self) -> str:
        """What the verdict means, in a sentence or two."""
        if self.verdict == Verdict.ALTERED and self.joined:
            return gettext("One speaker said each part, but in different statements.")
        if self.only_where_marked:
            return gettext("Every word outside the dots and brackets is on record, in this order.")
        return str(EXPLANATIONS[self.verdict])

    @property
    def warning(self) -> str:
        """What to know besides the verdict: that somebody else said it, or that the wording no longer stands."""
        sentences = []
        if self.said_by_another:
            sentences.append(
                gettext("These words are on record, but not as those of “%(name)s”.") % {"name": self.name}
            )
        if self.places and all(place.until for place in self.places):
            sentences.append(gettext("The text has been corrected since: this is an earlier wording."))
        return " ".join(sentences)


HEADLINES = {
    Verdict.VERBATIM: gettext_lazy("Verbatim"),
    Verdict.PUNCTUATION: gettext_lazy("Verbatim but for punctuation or capitals"),
    Verdict.ALTERED: gettext_lazy("Altered"),
    Verdict.JOINED: gettext_lazy("Several speakers joined"),
    Verdict.PARTLY: gettext_lazy("Only part of it is on record"),
    Verdict.NOT_FOUND: gettext_lazy("Not found"),
}
EXPLANATIONS = {
    Verdict.VERBATIM: gettext_lazy("The published text has exactly these words."),
    Verdict.PUNCTUATION: gettext_lazy(
        "The published text has these words in this order; punctuation, capitals or accents differ."
    ),
    Verdict.ALTERED: gettext_lazy(
        "The published text has most of these words, but not all of them, or others between."
    ),
    Verdict.JOINED: gettext_lazy("The parts of this quotation come from statements of different speakers."),
    Verdict.PARTLY: gettext_lazy(
        "The archive has the words shown below. It does not have the rest of what you pasted."
    ),
    Verdict.NOT_FOUND: gettext_lazy(
        "No published text has these words. They may have been said where the archive has no record."
    ),
}
