"""The topics of statements and agenda items, and who or what filed them under these."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.fields import ChoiceField, Columns, Described, Output, Rule, ShownRows, of_statement
from archive.models.record.meeting import AgendaItem
from archive.models.record.statement import Statement
from archive.models.record.topic import Topic


class Filing(models.Model):
    """A statement under a topic.

    A person files statements and agenda items. ``archive.search.engines.filing`` keeps up to date, from the outbox,
    what follows from an agenda item or from the rule of a topic. If a person filed it too, only that row remains.
    """

    class How(models.TextChoices):
        PERSON = "person", _("Filed by a person")
        ITEM = "item", _("Filed with its agenda item")
        RULE = "rule", _("Matched by rule")

    statement = models.ForeignKey(Statement, models.CASCADE)
    topic = models.ForeignKey(Topic, models.CASCADE)
    how = ChoiceField(max_length=10, choices=How, default=How.PERSON)

    described = Described(
        Columns("topic how", Rule.BY_ACTION),
        Columns("id statement", Rule.SEALED),
        outputs=Output.FILES,
        shown=ShownRows(of_statement("{row}.statement_id")),
    )

    class Meta:
        db_table = "archive_statement_topics"
        default_permissions: ClassVar[list[str]] = []
        constraints = [models.UniqueConstraint(fields=["statement", "topic"], name="statement_under_a_topic_once")]

    def __str__(self) -> str:
        return f"{self.statement_id} under {self.topic_id}"


class ItemFiling(models.Model):
    """An agenda item under a topic.

    If a person files it, what is said under it is filed too. The rule of a topic files the item alone, by its title.
    """

    How = Filing.How

    agenda_item = models.ForeignKey(AgendaItem, models.CASCADE, db_column="agendaitem_id")
    topic = models.ForeignKey(Topic, models.CASCADE)
    how = ChoiceField(max_length=10, choices=How, default=How.PERSON)

    described = Described(
        Columns("topic how", Rule.BY_ACTION),
        Columns("id agenda_item", Rule.SEALED),
        outputs=Output.FILES,
        shown=ShownRows("SELECT 'meeting:' || meeting_id FROM archive_agendaitem WHERE id = {row}.agendaitem_id"),
    )

    class Meta:
        db_table = "archive_agendaitem_topics"
        default_permissions: ClassVar[list[str]] = []
        # As the first release made it.
        unique_together: ClassVar[list[tuple[str, str]]] = [("agenda_item", "topic")]

    def __str__(self) -> str:
        return f"{self.agenda_item_id} under {self.topic_id}"
