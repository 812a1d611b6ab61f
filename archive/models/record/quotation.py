"""Statements that share words with earlier ones: eight or more in a row, found by ``manage.py work``."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr

from archive.models.fields import Columns, Described, PublicQuerySet, Rule, ShownRows, TextKind, of_revision
from archive.models.record.revision import Revision


class QuotationQuerySet(PublicQuerySet["Quotation"]):
    """Pairs of statements that share words."""

    def of(self, revision: Revision) -> Self:
        """Return the pairs that contain the wording, with what a list shows of the other statement.

        ``words`` is how many words they share.
        """
        both = [f"{side}__statement__{name}" for side in ("quoting", "quoted") for name in ("speaker", "board")]
        return (
            self.filter(Q(quoting=revision) | Q(quoted=revision))
            .annotate(words=Substr("quoting__text", F("quoting_start") + 1, F("quoting_end") - F("quoting_start")))
            .select_related(*both)
            .defer("quoting__text", "quoted__text")
            .order_by("quoting__statement__date", "quoted__statement__date", "id")
        )


class Quotation(models.Model):
    """The longest run of words that a statement shares with one of an earlier meeting, in one wording of each.

    The archive does not know whether the later speaker quoted the earlier one, repeated themselves or read from the
    same paper.
    """

    quoting = models.ForeignKey(Revision, models.CASCADE, related_name="quotations")
    quoting_start = models.PositiveIntegerField()
    quoting_end = models.PositiveIntegerField()
    quoted = models.ForeignKey(Revision, models.CASCADE, related_name="quoted_in")
    quoted_start = models.PositiveIntegerField()
    quoted_end = models.PositiveIntegerField()

    described = Described(
        Columns("quoting quoting_start quoting_end quoted quoted_start quoted_end", Rule.BY_ACTION),
        Columns("id", Rule.SEALED),
        shown=ShownRows(f"{of_revision('{row}.quoting_id')} UNION {of_revision('{row}.quoted_id')}"),
    )

    objects = QuotationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["quoting", "quoted"], name="quotation_once_a_pair"),
            models.CheckConstraint(condition=~Q(quoting=F("quoted")), name="quotation_is_of_another"),
            models.CheckConstraint(
                condition=Q(quoting_start__lt=F("quoting_end"), quoted_start__lt=F("quoted_end")),
                name="quotation_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quoting} quotes {self.quoted}"


class TextComparison(models.Model):
    """The only row. It names the files that remember the compared texts.

    It changes in the same transaction as the quotations, so files and quotations always belong together.
    """

    state = models.CharField(max_length=64)

    described = Described(
        Columns("id", Rule.KEPT),
        Columns("state", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="text_comparison_is_one_row")]

    def __str__(self) -> str:
        return self.state
