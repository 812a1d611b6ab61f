"""The exact values of the index, in one table: where each comes from, what it is called, and how it is asked for.

The documents and schemas of both engines, facets, filters, the operators of the language and the parameters of the API
follow from it. A value that is a column of a statement, or of its decision, takes a row here and no other code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from archive.models import Ballot, Board, Decision, Speaker, Statement, Topic
from archive.search.known_names import CALLED_IN_SENTENCES, NamedModel

Held = int | str | tuple[int | str, ...]
"""What a statement has of a facet: one value, or a tuple of several."""


class Facet(StrEnum):
    """What a result is counted and filtered by, in the order of the page, under the names of the URL's parameters."""

    BOARD = "board"
    SPEAKER = "speaker"
    YEAR = "year"
    TOPIC = "topic"
    KIND = "kind"
    TEXT_STATUS = "text_status"
    RESULT = "result"
    VOTED = "voted"


@dataclass(frozen=True)
class IndexValue:
    """What is known about a value: the id of a public object of a ``model``, one of some ``choices``, or a number.

    ``label`` stands above its values on a page, ``called`` names it in a sentence, and ``about`` is for programs.
    ``column`` leads to it from a statement; without one it is filtered in the index only. If it ``is_many``, a
    statement may have several.

    Readers ask for a choice with an ``operator``, which is ``read_as`` what can follow the word "Statements".
    ``also_called`` are other words for a choice, those that minutes print in the languages of the site.
    """

    label: Promise
    called: Promise
    about: str
    column: str = ""
    is_many: bool = False
    model: NamedModel | None = None
    choices: type[models.TextChoices] | None = None
    operator: str = ""
    read_as: Promise | str = ""
    also_called: Mapping[str, str] = field(default_factory=dict)

    @property
    def none(self) -> Held:
        """What the index has of a statement without the value. It is never counted."""
        return () if self.is_many else "" if self.choices else 0

    def labels_of(self, choice: str) -> list[str]:
        """Return the names of a choice in every language of the site."""
        labels = []
        for language, _own_name in settings.LANGUAGES:
            with override(language):
                labels.append(str(self.choices(choice).label) if self.choices else choice)
        return labels


VALUES: dict[Facet, IndexValue] = {
    Facet.BOARD: IndexValue(
        label=gettext_lazy("Board"),
        called=CALLED_IN_SENTENCES[Board],
        about="The slug, a former slug or the name of a board.",
        column="board",
        model=Board,
    ),
    Facet.SPEAKER: IndexValue(
        label=gettext_lazy("Speaker"),
        called=CALLED_IN_SENTENCES[Speaker],
        about="The slug, a former slug or the name of a speaker.",
        column="speaker",
        model=Speaker,
    ),
    Facet.YEAR: IndexValue(label=gettext_lazy("Year"), called=gettext_lazy("year"), about="The year."),
    Facet.TOPIC: IndexValue(
        label=gettext_lazy("Topic"),
        called=CALLED_IN_SENTENCES[Topic],
        about="The slug, a former slug or the name of a topic.",
        column="topics",
        is_many=True,
        model=Topic,
    ),
    Facet.KIND: IndexValue(
        label=gettext_lazy("Kind"),
        called=gettext_lazy("kind"),
        about="The kind of statement.",
        column="kind",
        choices=Statement.Kind,
        operator="kind",
        read_as=gettext_lazy("of the kind %(values)s"),
    ),
    Facet.TEXT_STATUS: IndexValue(
        label=gettext_lazy("Type of source"),
        called=gettext_lazy("source type"),
        about="How close the text is to what was said.",
        column="text_status",
        choices=Statement.TextStatus,
        operator="status",
        read_as=gettext_lazy("with the source type %(values)s"),
    ),
    Facet.RESULT: IndexValue(
        label=gettext_lazy("Result"),
        called=gettext_lazy("result"),
        about="What came of it.",
        column="decision__result",
        choices=Decision.Result,
        operator="result",
        read_as=gettext_lazy("with the result %(values)s"),
        also_called={
            Decision.Result.CARRIED: "passed adopted approved agreed aprobado aprobada",
            Decision.Result.FAILED: "defeated rejected lost rechazado rechazada",
        },
    ),
    Facet.VOTED: IndexValue(
        label=gettext_lazy("On the roll"),
        called=gettext_lazy("vote"),
        about="Decisions with this on the roll, of anybody.",
        column="decision__ballots__choice",
        is_many=True,
        choices=Ballot.Choice,
        operator="voted",
        read_as=gettext_lazy("with %(values)s on the roll"),
        also_called={Ballot.Choice.YES: "aye yea for favor", Ballot.Choice.NO: "nay noe against opposed contra"},
    ),
}
MODELS: dict[Facet, NamedModel] = {facet: value.model for facet, value in VALUES.items() if value.model}
CHOICES: dict[Facet, type[models.TextChoices]] = {
    facet: value.choices for facet, value in VALUES.items() if value.choices
}
OPERATORS: dict[str, Facet] = {value.operator: facet for facet, value in VALUES.items() if value.operator}


def each_of(value: Held) -> tuple[int | str, ...]:
    """Return the values that a statement has, given what a document says of it: one, or a tuple of several."""
    return value if isinstance(value, tuple) else (value,)
