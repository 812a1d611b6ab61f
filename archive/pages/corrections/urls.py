"""URLs of the corrections log and of error reports."""

from django.urls import path

from archive.pages.corrections.feed import corrections_atom, corrections_json
from archive.pages.corrections.reports import report_detail, statement_report
from archive.pages.corrections.views import correction_detail, correction_list

urlpatterns = [
    path("corrections/", correction_list, name="corrections"),
    path("corrections/feed/", corrections_atom, name="corrections-feed"),
    path("corrections/feed.json", corrections_json, name="corrections-json"),
    path("corrections/<int:correction>/", correction_detail, name="correction-detail"),
    path("reports/<int:report>/", report_detail, name="report-detail"),
    path("statements/<int:number>/report/", statement_report, name="statement-report"),
]
