"""Decisions of boards, and how each member voted or whether they were there.

A decision is a statement of the kind ``decision``: its words are the motion as printed, and drafts, publication,
corrections, withdrawal, redaction, its number and its hashes are those of statements. The tables here add what was
decided. Nothing computed is stored, and what the source does not say stays empty.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.models.fields.choice import ChoiceField
from archive.models.fields.described import Columns, Described, Output, Rule, TextKind
from archive.models.fields.public import PublicQuerySet
from archive.models.fields.shown_rows import ShownRows, of_statement
from archive.models.fields.web_address import WebAddressField
from archive.models.record.source import Source
from archive.models.record.speaker import Speaker
from archive.models.record.statement import Statement

_OF_ITS_SPEAKERS = """
    SELECT 'speaker:' || {row}.mover_id UNION SELECT 'speaker:' || {row}.seconder_id"""


def _printed_count() -> "models.PositiveIntegerField[int | None, int | None]":
    return models.PositiveIntegerField(null=True, blank=True)


class Decision(models.Model):
    """What a board decided, or who answered a roll call: the facts as the source states them.

    ``statement`` has its words, meeting, agenda item and source. A count is as printed, and None if it is not printed.
    """

    class Kind(models.TextChoices):
        MOTION = "motion", _("Motion")
        AMENDMENT = "amendment", _("Amendment")
        SUBSTITUTE = "substitute", _("Substitute motion")
        ROLL_CALL = "roll_call", _("Attendance")
        CONSENT_AGENDA = "consent_agenda", _("Consent agenda")
        ELECTION = "election", _("Election")

    class Method(models.TextChoices):
        NOT_STATED = "", _("Not stated")
        VOICE = "voice", _("Voice vote")
        HANDS = "hands", _("Show of hands")
        ROLL_CALL = "roll_call", _("Roll call")
        BALLOT = "ballot", _("Written ballot")
        UNANIMOUS_CONSENT = "unanimous_consent", _("Unanimous consent")

    class Result(models.TextChoices):
        NOT_STATED = "", _("Not stated")
        CARRIED = "carried", _("Carried")
        FAILED = "failed", _("Failed")
        TIED = "tied", _("Tied")
        TABLED = "tabled", _("Tabled")
        WITHDRAWN = "withdrawn", _("Motion withdrawn")
        REFERRED = "referred", _("Referred")
        NO_QUORUM = "no_quorum", _("No quorum")

    statement = models.OneToOneField(Statement, models.CASCADE, primary_key=True, related_name="decision")
    kind = ChoiceField(max_length=20, choices=Kind, default=Kind.MOTION)
    amends = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="amendments",
        help_text="What it amends or replaces.",
    )
    method = ChoiceField(max_length=20, choices=Method, blank=True, default=Method.NOT_STATED)
    rule = models.CharField(max_length=300, blank=True, help_text="What it needs to carry, if stated: two thirds.")
    result = ChoiceField(max_length=20, choices=Result, blank=True, default=Result.NOT_STATED)
    printed_result = models.CharField(max_length=300, blank=True, help_text="The result in the words of the source.")
    mover = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="moved")
    mover_name = models.CharField(max_length=300, blank=True, help_text="Who moved it, as printed.")
    seconder = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="seconded")
    seconder_name = models.CharField(max_length=300, blank=True, help_text="Who seconded it, as printed.")
    yes_count = _printed_count()
    no_count = _printed_count()
    abstain_count = _printed_count()
    recused_count = _printed_count()
    absent_count = _printed_count()
    excused_count = _printed_count()
    present_count = _printed_count()
    did_not_vote_count = _printed_count()
    counts_as_printed = models.BooleanField(
        default=False, editable=False, help_text="An editor saw that the source has these counts, and another roll."
    )
    file_number = models.CharField(max_length=100, blank=True, help_text="Number of the matter, such as Res 0123-2024.")
    matter_url = WebAddressField(max_length=1000, blank=True, help_text="Where the board publishes the matter.")
    document = models.ForeignKey(
        Source,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="official document",
        help_text="The ordinance, resolution or contract itself: one of the documents of the meeting.",
    )
    put_in = models.ForeignKey(
        Statement, models.SET_NULL, null=True, blank=True, related_name="puts", help_text="What was said to put it."
    )

    described = Described(
        Columns(
            "kind amends method result mover seconder document put_in yes_count no_count abstain_count recused_count "
            "absent_count excused_count present_count did_not_vote_count",
            Rule.IN_PUBLIC,
        ),
        Columns("rule printed_result mover_name seconder_name file_number matter_url", Rule.IN_PUBLIC, TextKind.FACT),
        Columns("statement", Rule.SEALED),
        Columns("counts_as_printed", Rule.KEPT),
        outputs=Output.FILES | Output.API,
        shown=ShownRows(of_statement("{row}.statement_id") + " UNION " + _OF_ITS_SPEAKERS),
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["statement_id"]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["result"], name="decision_result")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | ~Q(amends=F("statement")), name="decision_amends_another"
            ),
        ]

    def __str__(self) -> str:
        return f"Decision {self.statement_id}"

    def clean(self) -> None:
        """Refuse the facts of a decision about a statement of another kind."""
        super().clean()
        if self.statement.kind != Statement.Kind.DECISION:
            raise ValidationError("Only a statement of the kind “Decision” has a result and votes.")
        meetings = self.document.meetings.values_list("pk", flat=True) if self.document else ()
        if self.document and self.statement.meeting_id not in meetings:
            raise ValidationError({"document": f"{self.document} is not a document of its meeting."})

    def get_absolute_url(self) -> str:
        """Return the path of its public page, which is the page of its statement."""
        return self.statement.get_absolute_url()

    @property
    def moved_by(self) -> str:
        """Who moved it: the name as printed or, without one, that of the speaker."""
        return self.mover_name or str(self.mover or "")

    @property
    def seconded_by(self) -> str:
        """Who seconded it: the name as printed or, without one, that of the speaker."""
        return self.seconder_name or str(self.seconder or "")


class Ballot(models.Model):
    """One line of a roll: a name as printed, and the choice. The same name may be there twice, as in the source."""

    class Choice(models.TextChoices):
        """How somebody voted, or whether they were there. None of these means another."""

        YES = "yes", _("Yes")
        NO = "no", _("No")
        ABSTAIN = "abstain", _("Abstained")
        RECUSED = "recused", _("Recused")
        ABSENT = "absent", _("Absent")
        EXCUSED = "excused", _("Excused")
        PRESENT = "present", _("Present")
        DID_NOT_VOTE = "did_not_vote", _("Did not vote")
        OTHER = "other", _("Other")

    VOTED = (Choice.YES, Choice.NO, Choice.ABSTAIN)

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="ballots", db_index=False)
    position = models.PositiveIntegerField(help_text="Order in the roll.")
    name = models.CharField(max_length=300, help_text="As the source prints it.")
    speaker = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="ballots")
    choice = ChoiceField(max_length=20, choices=Choice)
    word = models.CharField(max_length=100, blank=True, help_text="The choice in the words of the source.")
    arrived = models.TimeField(null=True, blank=True, help_text="When a member who came late came.")
    left = models.TimeField(null=True, blank=True, help_text="When a member who left early left.")

    described = Described(
        Columns("position speaker choice arrived left", Rule.IN_PUBLIC),
        Columns("name word", Rule.IN_PUBLIC, TextKind.FACT),
        Columns("id decision", Rule.SEALED),
        outputs=Output.FILES | Output.API,
        shown=ShownRows("SELECT 'speaker:' || {row}.speaker_id UNION " + of_statement("{row}.decision_id")),
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["decision_id", "position"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="ballot_position_once_a_decision"),
            models.CheckConstraint(condition=~Q(name=""), name="ballot_has_name"),
            models.CheckConstraint(
                condition=~Q(choice="other") | ~Q(word=""),
                name="ballot_other_has_word",
                violation_error_message="Give the word that the source prints for this choice.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.choice}"
