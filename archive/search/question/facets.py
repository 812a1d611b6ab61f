"""What each facet holds, and what it is called in a sentence."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.models import Ballot, Board, Decision, Speaker, Statement, Topic
from archive.search.known_names import CALLED_IN_SENTENCES as KINDS
from archive.search.known_names import NamedModel
from archive.search.question.request import Facet

MODELS: dict[Facet, NamedModel] = {Facet.BOARD: Board, Facet.SPEAKER: Speaker, Facet.TOPIC: Topic}
CHOICES: dict[Facet, type[models.TextChoices]] = {
    Facet.KIND: Statement.Kind,
    Facet.TEXT_STATUS: Statement.TextStatus,
    Facet.RESULT: Decision.Result,
    Facet.VOTED: Ballot.Choice,
}
CALLED_IN_SENTENCES: dict[Facet, Promise] = {
    **{facet: KINDS[model] for facet, model in MODELS.items()},
    Facet.KIND: gettext_lazy("kind"),
    Facet.TEXT_STATUS: gettext_lazy("source type"),
    Facet.RESULT: gettext_lazy("result"),
    Facet.VOTED: gettext_lazy("vote"),
    Facet.YEAR: gettext_lazy("year"),
}
