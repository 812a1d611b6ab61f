"""What readers send in, and what editors answer: reports of errors, and pages that quote a statement."""

from archive.actions.reports.citing_links import KnownLink, TooManyLinks, decide_citing_link, suggest_citing_link
from archive.actions.reports.errors import TooManyReports, report_error, settle_report
