"""Accept a reader's report of an error."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from archive.actions.audit import Verb, audit
from archive.allowance import HOUR, take
from archive.citations.quote_range import QuoteRange
from archive.models import ErrorReport, Revision, Statement

REPORTS_AN_HOUR = 5


class TooManyReports(ValidationError):
    """An address has sent as many reports in this hour as it may."""

    def __init__(self) -> None:
        super().__init__(
            gettext(
                "You can send %(number)s reports per hour. What you wrote is still in the form: send it again "
                "in an hour."
            )
            % {"number": REPORTS_AN_HOUR}
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
    if take(client, "error reports", REPORTS_AN_HOUR, HOUR).is_used_up:
        raise TooManyReports
    report.save()
    audit(actor=None, verb=Verb.CREATED, instance=report, note=f"Sent in by a reader, about {revision}.")
    return report
