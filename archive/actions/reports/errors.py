"""Readers' reports of errors, and the answers."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from archive.actions.blank import is_blank
from archive.actions.rules import Verb, ask, audit, check_version, check_visible, role_of
from archive.citations.passages.quote_range import QuoteRange
from archive.machine.web.allowance import HOUR, Allowance, TooMany, take
from archive.models import Correction, ErrorReport, Revision, Statement, User

REPORTS_AN_HOUR = 5


class TooManyReports(TooMany):
    """An address has sent as many reports in this hour as it may."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(
            gettext(
                "You can send %(number)s reports per hour. What you wrote is still in the form: send it again "
                "in an hour."
            )
            % {"number": allowance.limit},
            allowance,
        )


@transaction.atomic
def report_error(
    *, revision: Revision, problem: str, client: str, passage: QuoteRange | None = None, reporter_email: str = ""
) -> ErrorReport:
    """Store the report and return it. ``client`` is the network address it came from, which is not stored.

    Raise ValidationError if the statement or the revision is not published, or if the report does not say what is
    wrong, and TooManyReports if the address has sent too many in this hour.
    """
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=revision.statement_id)
    if not statement.is_public or revision.published_at is None:
        raise ValidationError(f"Statement {statement.number} is not published.")
    report = ErrorReport(
        statement=statement,
        revision=revision,
        start=passage.start if passage else None,
        end=passage.end if passage else None,
        problem=problem.strip(),
        reporter_email=reporter_email,
    )
    report.full_clean()
    check_visible(report)
    if (allowance := take(client, "error reports", REPORTS_AN_HOUR, HOUR, or_refuse=True)).is_used_up:
        raise TooManyReports(allowance)
    report.save()
    audit(actor=None, verb=Verb.CREATED, instance=report, note=f"Sent in by a reader, about {revision}.")
    return report


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
    if is_blank(outcome):
        raise ValidationError("Give the outcome of the report in a sentence. Readers will see it.")
    if corrected_by and not report.later_corrections().filter(pk=corrected_by.pk).exists():
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
    check_visible(report)
    report.save()
    audit(actor=actor, verb=Verb.SETTLED, instance=report, note=f"{report.get_status_display()}: {report.outcome}")
    return report
