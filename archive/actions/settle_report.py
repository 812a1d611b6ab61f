"""Answer a reader's report of an error."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.audit import Verb, audit
from archive.actions.deciding import role_of
from archive.actions.permission import ask
from archive.actions.version import check_version
from archive.models import Correction, ErrorReport, User


@transaction.atomic
def settle_report(
    *,
    report: ErrorReport,
    outcome: str,
    actor: User,
    corrected_by: Correction | None = None,
    problem_is_public: bool = True,
    seen: str | None = None,
) -> ErrorReport:
    """Close the report: as corrected by a later correction of its statement, or, without one, as declined.

    The outcome is a sentence for readers. ``problem_is_public`` says whether they also see the report. ``seen`` is the
    version of the report that the actor saw. Raise NotAllowed if the actor may not correct, ChangedMeanwhile if the
    report has changed since, and ValidationError without a sentence, for a correction of something else, and for a
    closed report.
    """
    ask(actor, "correct_statement")
    report = ErrorReport.objects.select_for_update(of=("self",)).select_related("revision").get(pk=report.pk)
    if not report.is_open:
        raise ValidationError(f"{report} is already closed: {report.outcome}")
    if not outcome.strip():
        raise ValidationError("Give the outcome of the report in a sentence. Readers will see it.")
    if corrected_by and not _corrects(corrected_by, report):
        raise ValidationError(f"{corrected_by} is not a published correction of what {report} is about.")
    check_version(instance=report, seen=seen, actor=actor)
    report.status = ErrorReport.Status.CORRECTED if corrected_by else ErrorReport.Status.DECLINED
    report.outcome = outcome.strip()
    report.problem_is_public = problem_is_public
    report.corrected_by = corrected_by
    report.settled_at = timezone.now()
    report.settled_by = actor
    report.settled_as = role_of(actor)
    report.full_clean()
    report.save()
    audit(actor=actor, verb=Verb.SETTLED, instance=report, note=f"{report.get_status_display()}: {report.outcome}")
    return report


def _corrects(correction: Correction, report: ErrorReport) -> bool:
    return report.later_corrections().filter(pk=correction.pk).exists()
