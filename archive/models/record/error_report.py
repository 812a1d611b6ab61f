"""Errors that readers report in statements, and what came of each report."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.accounts.role import Role
from archive.models.fields import ChoiceField, Columns, Described, Rule, ShownRows, TextKind
from archive.models.record.correction import Correction
from archive.models.record.gap import shown
from archive.models.record.revision import Revision, validate_characters
from archive.models.record.statement import Statement

LONGEST_PROBLEM = 2000
LONGEST_OUTCOME = 500


class ErrorReportQuerySet(models.QuerySet["ErrorReport"]):
    """Reports, and which of them are open."""

    def waiting(self) -> Self:
        """Return the open reports, the oldest first. The tombstone answers those of withdrawn statements."""
        return self.filter(status=ErrorReport.Status.OPEN, statement__status=Statement.Status.PUBLISHED).select_related(
            "statement__board", "statement__speaker", "revision"
        )


class ErrorReport(models.Model):
    """A reader's report of an error in one published revision, and the answer to it.

    The words that it is about are a passage of the revision, in code points. They are stored nowhere else, so when the
    words are removed they are removed from the report too. Readers see ``problem`` only if ``problem_is_public``, which
    the person who settles the report decides. They never see the reporter's address.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CORRECTED = "corrected", _("Corrected")
        DECLINED = "declined", _("Not changed")

    number = models.BigAutoField(primary_key=True)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="error_reports")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    problem = models.TextField(max_length=LONGEST_PROBLEM, validators=[validate_characters])
    problem_is_public = models.BooleanField(default=False)
    reporter_email = models.EmailField(blank=True, help_text="We never publish it.")
    reported_at = models.DateTimeField(default=timezone.now)
    status = ChoiceField(max_length=20, choices=Status, default=Status.OPEN)
    outcome = models.CharField(max_length=LONGEST_OUTCOME, blank=True, validators=[validate_characters])
    corrected_by = models.ForeignKey(Correction, models.PROTECT, null=True, blank=True, related_name="settles")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_as = models.CharField(max_length=20, choices=Role, blank=True, help_text="The role that decided.")

    # An open report is only on its own page, which is rendered for each request.
    described = Described(
        Columns("problem outcome", Rule.BY_ACTION, TextKind.ABOUT),
        Columns("status corrected_by settled_at settled_as", Rule.BY_ACTION),
        Columns("number statement revision start end reported_at", Rule.SEALED),
        Columns("problem_is_public settled_by", Rule.KEPT),
        Columns("reporter_email", Rule.KEPT, TextKind.CODE),
        shown=ShownRows("SELECT 'statement:' || {row}.statement_id", where="{row}.status <> 'open'"),
    )

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["number"], condition=Q(status="open"), name="error_report_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(problem=""), name="error_report_says_what_is_wrong"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, start__lt=F("end")),
                name="error_report_passage_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="open",
                    problem_is_public=False,
                    outcome="",
                    settled_as="",
                    settled_at__isnull=True,
                    settled_by__isnull=True,
                )
                | Q(
                    status__in=["corrected", "declined"],
                    settled_as__in=Role.values,
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                )
                & ~Q(outcome=""),
                name="error_report_settled_says_why",
            ),
            models.CheckConstraint(
                condition=Q(status="corrected", corrected_by__isnull=False)
                | Q(status__in=["open", "declined"], corrected_by__isnull=True),
                name="error_report_corrected_by_a_correction",
            ),
        ]

    def __str__(self) -> str:
        return f"Error report {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether the report is still open."""
        return self.status == self.Status.OPEN

    @property
    def words(self) -> str:
        """The words that the report is about, as they were; empty if it is about the whole statement."""
        return "" if self.start is None else shown(self.revision.text[self.start : self.end])

    def later_corrections(self) -> models.QuerySet[Correction]:
        """Return later corrections of what the report is about: of the words, or of the speaker."""
        later = Q(revision__number__gt=self.revision.number) | Q(revision__isnull=True, at__gt=self.reported_at)
        return Correction.objects.filter(later, statement=self.statement_id, at__isnull=False).order_by("-at", "-id")

    def get_absolute_url(self) -> str:
        """Return the path where readers follow the report."""
        return reverse("pages:report-detail", kwargs={"report": self.number})
