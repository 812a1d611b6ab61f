"""What readers send in, and what editors answer: reports of errors."""

from archive.actions.reports.errors import TooManyReports, report_error, settle_report
